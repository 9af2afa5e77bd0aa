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
    named = {("cause" if kind == "alone" else kind, word) for kind, word, _ in ROWS}
    assert len(named) == len(ROWS), "a cause has one line"
    assert {("outcome", word) for word in WORST_FIRST if word not in {*FINE, "running"}} <= named
    assert {("cause", cause) for cause in CAUSES} <= named


def test_the_first_cause_that_made_the_outcome_adds_its_line() -> None:
    assert advice("unreachable", ("refused",)) == advice("unreachable")
    told = advice("unreachable", ("gone", "notice", "dns"))
    assert told.startswith(advice("unreachable"))
    assert "; notice: waits; for weeks: open it in a browser" in told
    assert "dns:" not in told
    assert advice("ok").startswith("no run has come to the site")
    assert advice("a word of a later version") == ""


def test_a_cause_that_made_the_outcome_and_has_its_own_cure_is_told_alone() -> None:
    causes = ("dns", "private_address")
    told = advice("unreachable", causes, "panshi", ("private_address: 1 of 1 page, such as http://10.0.0.1/",))
    assert told.startswith("private_address: private addresses are refused (ALLOW_PRIVATE_HOSTS)")
    assert "nothing for a week" not in told
    gone = ("gone: 1 of 1 page, such as http://www.panshi.gov.cn/nb/: HTTP 404",)
    assert advice("layout_changed", ("gone",), "panshi", gone).endswith(
        "scrapy edit panshi; of a single article: nothing"
    )
    # Two articles are gone, and what made the outcome is another thing.
    drift = ("http://www.panshi.gov.cn/nb/ named 12 reports, and names none",)
    assert advice("layout_changed", ("gone",), "panshi", drift) == advice("layout_changed")
