"""What the commands say that a person does is what the runbook says."""

from __future__ import annotations

import re

import pytest

from gaispider.crawl.run.outcome import CAUSES
from gaispider.operate.advice import STALE, advice
from gaispider.operate.ranks import FINE, WORST_FIRST
from gaispider.paths import REFERENCE, ROOT

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text("utf-8").replace("*", "").replace("`", "")
ROWS = [line.split("\t") for line in (REFERENCE / "advice.tsv").read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize(("kind", "word", "do"), ROWS)
def test_a_line_stands_in_the_runbook(kind: str, word: str, do: str) -> None:
    if kind == "outcome":
        head = "ok" if word == STALE else word
        assert re.search(rf"^### [^\n]*\b{head}\b[^\n]*\nIn short[^\n]*: {re.escape(do)}\.?$", RUNBOOK, re.MULTILINE)
    else:
        row = re.search(rf"^\| [^|]*\b{word}\b[^|]* \| [^\n]* \| {re.escape(do)} \|$", RUNBOOK, re.MULTILINE)
        assert row, f"{word}: the last column of its row in docs/runbook.md is another"


def test_every_outcome_and_cause_has_a_line() -> None:
    named = {(kind, word) for kind, word, _ in ROWS}
    assert {("outcome", word) for word in WORST_FIRST if word not in {*FINE, "running"}} <= named
    assert {("cause", cause) for cause in CAUSES} <= named


def test_the_first_cause_that_made_the_outcome_adds_its_line() -> None:
    assert advice("unreachable", ("refused",)) == advice("unreachable")
    told = advice("unreachable", ("gone", "private_address", "dns"))
    assert told.startswith(advice("unreachable"))
    assert "private_address: look at the address in the entry" in told
    assert "dns:" not in told
    assert advice("ok").startswith("no run has come to the site")
    assert advice("a word of a later version") == ""
