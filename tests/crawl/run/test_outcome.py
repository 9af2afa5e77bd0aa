from __future__ import annotations

import pytest

from gaispider.crawl.run.outcome import CAUSES, EXIT_CODES, Counters, decide, interrupted


def _counters(answered: int, starts: int = 1, new: int = 0, **failures: int) -> Counters:
    counters = Counters(answered=answered, starts=starts, new=new)
    for cause, count in failures.items():
        for number in range(count):
            counters.fail(cause, f"http://a/{number}")
    return counters


def test_every_cause_leads_to_a_word_with_an_exit_code() -> None:
    assert set(CAUSES.values()) <= set(EXIT_CODES)


@pytest.mark.parametrize(
    ("counters", "records", "expected", "word"),
    [
        (_counters(10, new=3), 3, 0, "ok"),
        (_counters(10), 3, 0, "unchanged"),
        (_counters(100, new=3, http_5xx=1), 3, 0, "partial"),
        (_counters(10, new=3, timeout=10), 3, 0, "unreachable"),
        (_counters(95, new=60, blocked=5), 60, 0, "partial"),
        (_counters(85, new=60, blocked=15), 60, 0, "blocked"),
        (_counters(100, new=3, gone=3), 3, 0, "ok"),
        (_counters(3, gone=10), 3, 0, "layout_changed"),
        (_counters(10, new=3, foreign_host=40), 3, 0, "ok"),
        (_counters(10, new=3, robots=2), 3, 0, "ok"),
        (_counters(10, exception=1), 0, 0, "error"),
        (_counters(10, new=3, exception=1), 3, 0, "partial"),
        (_counters(10, new=3), 3, 10, "empty"),
        (_counters(100, new=3, http_5xx=1), 3, 10, "empty"),
        (_counters(85, new=3, blocked=15), 3, 10, "blocked"),
        (_counters(10, new=3, not_in_archive=1), 3, 0, "partial"),
    ],
)
def test_the_worst_word_wins(counters: Counters, records: int, expected: int, word: str) -> None:
    outcome = decide(counters, records=records, expected=expected)
    assert outcome.word == word
    assert outcome.code == EXIT_CODES[word]
    assert bool(outcome.reasons) == (word not in ("ok", "unchanged"))


def test_a_cause_that_met_every_start_page_is_the_outcome() -> None:
    counters = Counters(starts=2)
    counters.fail("timeout", "http://a/", start=True)
    counters.fail("dns", "http://b/", start=True)
    assert decide(counters, records=0).word == "unreachable"


def test_offices_pages_that_lead_home_are_counted_and_no_fault() -> None:
    counters = _counters(9, new=3, moved=30)
    assert counters.faults == {"moved"}
    assert decide(counters, records=3).word == "layout_changed"
    counters.aside["moved"] = 30
    assert counters.faults == set()
    assert decide(counters, records=3).word == "ok"
    counters.aside["moved"] = 29
    assert counters.faults == {"moved"}
    assert decide(counters, records=3).word == "partial"


def test_what_ends_a_run_is_an_error_above_all() -> None:
    outcome = decide(_counters(85, blocked=15), records=3, expected=10, fatal="the disk is full")
    assert (outcome.word, outcome.code) == ("error", 1)
    assert outcome.reasons[0] == "the disk is full"


def test_signals_have_the_code_that_shells_give_them() -> None:
    assert interrupted(15).code == 143


def test_a_listing_seen_in_part_is_told_before_what_may_be_missing_by_it() -> None:
    problems = [("incomplete", "10 of 50 entries were seen")]
    outcome = decide(_counters(100, new=3, http_5xx=1), records=3, expected=10, problems=problems)
    assert (outcome.word, outcome.code) == ("incomplete", 9)
    assert outcome.reasons[0] == "10 of 50 entries were seen"
    assert [reason[:12] for reason in outcome.reasons[1:]] == ["the site has", "http_5xx: 1 "]
    assert decide(_counters(85, blocked=15), records=3, problems=problems).word == "blocked"


def test_a_look_back_adds_words_and_sentences() -> None:
    problems = [("empty", "a is overdue"), ("layout_changed", "b names none"), ("empty", "c names none")]
    outcome = decide(_counters(10, new=3), records=3, expected=4, problems=problems)
    assert (outcome.word, outcome.code) == ("layout_changed", 7)
    assert outcome.reasons == (
        "b names none",
        "the site has 3 records, and 4 are the least that is due; a is overdue; c names none",
    )
    assert decide(_counters(85, blocked=15), records=3, problems=problems).word == "blocked"
