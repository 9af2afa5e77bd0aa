from __future__ import annotations

import pytest

from gaispider.crawl.run.outcome import CAUSES, EXIT_CODES, Tally, decide, interrupted


def _tally(answered: int, starts: int = 1, new: int = 0, **failures: int) -> Tally:
    tally = Tally(answered=answered, starts=starts, new=new)
    for cause, count in failures.items():
        for number in range(count):
            tally.fail(cause, f"http://a/{number}")
    return tally


def test_every_cause_leads_to_a_word_with_an_exit_code() -> None:
    assert set(CAUSES.values()) <= set(EXIT_CODES)


@pytest.mark.parametrize(
    ("tally", "records", "expected", "word"),
    [
        (_tally(10, new=3), 3, 0, "ok"),
        (_tally(10), 3, 0, "unchanged"),
        (_tally(100, new=3, http_5xx=1), 3, 0, "partial"),
        (_tally(10, new=3, timeout=10), 3, 0, "unreachable"),
        (_tally(95, new=60, blocked=5), 60, 0, "partial"),
        (_tally(85, new=60, blocked=15), 60, 0, "blocked"),
        (_tally(100, new=3, gone=3), 3, 0, "ok"),
        (_tally(3, gone=10), 3, 0, "layout_changed"),
        (_tally(10, new=3, foreign_host=40), 3, 0, "ok"),
        (_tally(10, new=3, robots=2), 3, 0, "ok"),
        (_tally(10, exception=1), 0, 0, "error"),
        (_tally(10, new=3, exception=1), 3, 0, "partial"),
        (_tally(10, new=3), 3, 10, "empty"),
        (_tally(100, new=3, http_5xx=1), 3, 10, "empty"),
        (_tally(85, new=3, blocked=15), 3, 10, "blocked"),
        (_tally(10, new=3, not_in_archive=1), 3, 0, "partial"),
    ],
)
def test_the_worst_word_wins(tally: Tally, records: int, expected: int, word: str) -> None:
    outcome = decide(tally, records=records, expected=expected)
    assert outcome.word == word
    assert outcome.code == EXIT_CODES[word]
    assert bool(outcome.reasons) == (word not in ("ok", "unchanged"))


def test_a_cause_that_met_every_start_page_is_the_outcome() -> None:
    tally = Tally(starts=2)
    tally.fail("timeout", "http://a/", start=True)
    tally.fail("dns", "http://b/", start=True)
    assert decide(tally, records=0).word == "unreachable"


def test_what_ends_a_run_is_an_error_above_all() -> None:
    outcome = decide(_tally(85, blocked=15), records=3, expected=10, fatal="the disk is full")
    assert (outcome.word, outcome.code) == ("error", 1)
    assert outcome.reasons[0] == "the disk is full"


def test_signals_have_the_code_that_shells_give_them() -> None:
    assert interrupted(15).code == 143


def test_a_look_back_adds_words_and_sentences() -> None:
    problems = [("empty", "a is overdue"), ("layout_changed", "b names none"), ("empty", "c names none")]
    outcome = decide(_tally(10, new=3), records=3, expected=4, problems=problems)
    assert (outcome.word, outcome.code) == ("layout_changed", 7)
    assert outcome.reasons == (
        "b names none",
        "the site has 3 records, and 4 are the least that is due; a is overdue; c names none",
    )
    assert decide(_tally(85, blocked=15), records=3, problems=problems).word == "blocked"
