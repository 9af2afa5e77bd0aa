"""A site whose listing answers and whose articles all refuse is not asked for all of them."""

from __future__ import annotations

from pathlib import Path

from gaispider.crawl.run.outcome import Counters, decide
from tests.crawl.generic_site import TOWNS, GenericSite
from tests.replicas.server import Fault, ReplicaServer

QUICK = ("-s", "ARTICLES_REFUSED=4", "-s", "CONCURRENT_REQUESTS=1", "-s", "RETRY_TIMES=0")


def test_no_more_are_asked_for_and_the_next_run_reads_what_was_left(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = list(site.serve(TOWNS[:10]).values())
    for path in paths:
        web.faults[path] = Fault(403)
    first = site.night("2023-06-01", *QUICK)
    asked = [path for path in paths if web.asked(path)]
    assert (first["outcome"], first["exit_code"], site.titles()) == ("blocked", 5, [])
    # One or two were on their way when the fourth failed.
    assert 4 <= len(asked) <= 6
    count, left = len(asked), 10 - len(asked)
    host = web.url.removeprefix("http://")
    assert (
        f"{host}: {count} articles in a row failed (http_4xx), so {left} articles were left to the next run"
        in first["stderr"]
    )
    assert first["counts"]["not_asked"] == {host: left}

    # What was left has failed nowhere: it is asked for though the others still wait.
    web.faults.clear()
    site.night("2023-06-02", *QUICK)
    assert all(web.asked(path) for path in paths)
    assert len(site.titles()) == 10


def test_the_row_ends_with_an_answer() -> None:
    counters = Counters()
    for _ in range(7):
        counters.articles.note_failure("a", "timeout")
    counters.articles.note_answer("a")
    counters.articles.note_failure("a", "timeout")
    assert (counters.articles.failed["a"], counters.articles.answered) == (1, {"a"})


def test_what_was_left_makes_the_word_whatever_its_share() -> None:
    counters = Counters(answered=5000, new=5000)
    for _ in range(60):
        counters.articles.note_failure("a", "timeout")
        counters.fail("timeout", "http://a/1")
    counters.articles.left["a", "timeout"] = 1
    found = decide(counters, records=5000)
    assert found.word == "unreachable"
    assert found.reasons[0] == "a: 60 articles in a row failed (timeout), so 1 article was left to the next run"
