"""A host that refuses, fails or answers with nothing is asked more slowly before it is judged."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from scrapy.core.downloader import Slot
from scrapy.http import Request, Response
from scrapy.settings import Settings

from gaispider.crawl.net.reach.slow_down import SlowDown, is_trouble

PAGE = Request("http://www.jiaxian.gov.cn/a.html")


def slow(delay: float) -> tuple[SlowDown, Slot, dict[str, dict[str, float]]]:
    """The middleware, the host's slot, and what robots.txt has asked for by host."""
    slot, asked = Slot(1, delay), dict[str, dict[str, float]]()
    downloader = SimpleNamespace(slots={"www.jiaxian.gov.cn": slot}, per_slot_settings=asked)
    settings = Settings({"SLOW_DELAY_MAX": 30, "ARCHIVE_REPLAY": "", "DOWNLOAD_DELAY": delay})
    engine = SimpleNamespace(downloader=downloader)
    crawler = SimpleNamespace(engine=engine, settings=settings, spider=SimpleNamespace(site="jiaxian"))
    return SlowDown.from_crawler(crawler), slot, asked


def test_each_trouble_doubles_the_wait_and_good_answers_bring_it_back() -> None:
    taking, slot, _ = slow(2.5)
    found = []
    for status in (412, 200, 503, 503, 521, 403, 468):
        taking.process_response(PAGE, Response(PAGE.url, status, body=b"x"))
        found.append(slot.delay)
    assert found == [5, 2.5, 5, 10, 20, 30, 30]
    taking.process_exception(PAGE, TimeoutError())
    assert slot.delay == 30
    for _ in range(5):
        taking.process_response(PAGE, Response(PAGE.url, 200, body=b"x"))
    assert slot.delay == 2.5


def test_what_robots_txt_asks_for_is_never_undercut() -> None:
    taking, slot, asked = slow(2.5)
    taking.process_response(PAGE, Response(PAGE.url, 200, body=b"User-agent: *"))
    asked["www.jiaxian.gov.cn"] = {"delay": 45}
    slot.delay = 45
    for status in (503, 200, 200):
        taking.process_response(PAGE, Response(PAGE.url, status, body=b"x"))
        assert slot.delay == 45


def test_an_answer_from_elsewhere_than_the_network_has_no_wait() -> None:
    taking, slot, _ = slow(2.5)
    taking.process_response(Request("http://other.gov.cn/"), Response("http://other.gov.cn/", 503))
    assert slot.delay == 2.5


@pytest.mark.parametrize(
    ("status", "empty", "trouble"),
    [(200, True, True), (200, False, False), (404, True, False), (410, False, False), (304, True, False)]
    + [(status, False, True) for status in (403, 405, 412, 429, 468, 500, 502, 504, 521)],
)
def test_what_is_trouble(status: int, empty: bool, trouble: bool) -> None:
    assert is_trouble(status, empty=empty) == trouble
