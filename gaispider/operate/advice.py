"""What a person does about a site's outcome: the runbook's line for it and for the first cause of failure."""

from __future__ import annotations

from functools import cache

from gaispider.crawl.run.outcome import CAUSES
from gaispider.operate.ranks import FINE
from gaispider.paths import REFERENCE

# What a cause's line says where there is nothing more to say than for the outcome.
_NO_MORE = ("as ", "waits", "nothing", "asked for again")
STALE = "stale"


def advice(outcome: str, causes: tuple[str, ...] = ()) -> str:
    """What to do, in one line; empty if nothing is known. `causes`: the run's causes of failure, most common first."""
    lines = _lines()
    told = [lines.get(("outcome", STALE if outcome in FINE else outcome), "")]
    for cause in causes:
        line = lines.get(("cause", cause), "")
        if CAUSES.get(cause) == outcome and line and not (line.startswith(_NO_MORE) and ";" not in line):
            told.append(f"{cause}: {line}")
            break
    return "; ".join(filter(None, told))


@cache
def _lines() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in (REFERENCE / "advice.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, word, do = line.split("\t")
            found[kind, word] = do
    return found
