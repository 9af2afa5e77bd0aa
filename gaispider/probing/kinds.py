"""The words of a probe: data/reference/probe_kinds.tsv, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gaispider.crawl.run.outcome import CAUSES, EXIT_CODES
from gaispider.operate.advice import SITE, cure_of
from gaispider.paths import REFERENCE


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: the word, its sign, the outcome of a crawl with the same exit code, its meaning, and what to do."""

    word: str
    sign: str
    outcome: str
    means: str
    do: str

    @property
    def code(self) -> int:
        return EXIT_CODES[self.outcome]


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by their word, from the best to the worst."""
    lines = (REFERENCE / "probe_kinds.tsv").read_text("utf-8").splitlines()
    rows = [Kind(*line.split("\t")) for line in lines if line and not line.startswith("#")]
    return {row.word: row for row in rows[1:]}


def do_of(kind: str, says: str, key: str) -> str:
    """What a person does: the line of the cause where a crawl says that one alone, else that of the kind."""
    row = kinds().get(kind)
    if row is None:
        return ""
    cause = says.partition(":")[0]
    cure = cure_of(cause) if CAUSES.get(cause) == row.outcome else ""
    return cure.replace(SITE, key) if cure else row.do.replace("KEY", key)


def rank(word: str) -> int:
    """The place of a kind, the worst first, as tables show them and exit codes weigh them."""
    words = list(kinds())
    return len(words) - words.index(word) if word in words else 0
