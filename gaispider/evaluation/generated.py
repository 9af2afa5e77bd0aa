"""Material made on the spot from known truth: damaged dates and numbers, texts sent through other scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import opencc

from gaispider.evaluation.damage import generate, score
from gaispider.evaluation.score import Miss, Tally, read_jsonl
from gaispider.reading import extract
from gaispider.text.script import to_simplified

_SEED = 1
# Character error rates allowed in percent: what cannot be told from the spelling alone is the rest.
_ALLOWED = {"s2t": 0.02, "s2hk": 0.02, "s2tw": 0.02, "s2twp": 0.1}


def score_damage(cases: int) -> Iterator[Tally]:
    """A tally a kind: right or left open with the truth among the candidates; the score is the share decided."""
    for row in score(generate(cases, _SEED)):
        lost = row.open_without_truth + row.not_found
        misses = [Miss(row.kind, "see the example", example) for example in row.examples]
        yield Tally(f"damaged {row.kind} (decided)", row.cases - row.wrong - lost, row.cases, row.decided, misses)


def score_round_trip(texts: Iterable[str]) -> Iterator[Tally]:
    """A tally a converter: texts within the allowed rate; the score is the character error rate in percent."""
    documents = [text for text in texts if text]
    if not documents:
        return
    yield _tally("round trip of Simplified itself", documents, lambda text: text, 0.0)
    for name, allowed in _ALLOWED.items():
        yield _tally(f"round trip {name} (CER %)", documents, opencc.OpenCC(name).convert, allowed)


def simplified_texts(folder: Path) -> list[str]:
    """The texts of the folder's seed pages that are Simplified."""
    pages = read_jsonl(folder / "expected.jsonl")
    reports = (extract((folder / page["file"]).read_bytes(), page["url"], site=page["site"]) for page in pages)
    return [report.text or "" for made in reports for report in made if report.script == "Hans"]


def _tally(name: str, documents: list[str], convert: Callable[[str], str], allowed: float) -> Tally:
    tally = Tally(name)
    wrong = 0
    for number, text in enumerate(documents, start=1):
        pieces = list(_differences(text, to_simplified(convert(text)).text))
        errors = sum(max(len(left), len(right)) for left, right in pieces)
        wrong += errors
        shown = " ".join(f"{left}>{right}" for left, right in pieces)
        tally.add(f"text {number}", right=100 * errors / len(text) <= allowed, want="itself", got=shown)
    tally.score = 100 * wrong / sum(map(len, documents))
    return tally


def _differences(want: str, got: str) -> Iterator[tuple[str, str]]:
    for left, right in zip(want.split("\n"), got.split("\n"), strict=True):
        if left != right:
            for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
                if kind != "equal":
                    yield left[a:b], right[c:d]
