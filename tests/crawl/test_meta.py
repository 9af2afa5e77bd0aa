"""What a request carries: Scrapy copies `meta` for redirects and retries, and only what was asked for may go along."""

from __future__ import annotations

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from gaispider.crawl.meta import FreshPageMeta, PageMeta, page_meta, request_meta
from gaispider.listing_values import ListingEntry
from gaispider.received import Received

ENTRY = ListingEntry("松山镇2018年报", "2019-02-27", "http://a.gov.cn/ndbg/")


def asked() -> Request:
    """An article that was answered."""
    request = Request("http://a.gov.cn/1.pdf", meta=request_meta(PageMeta("article", entry=ENTRY), download_slot="x"))
    page_meta(request).received = Received("live", record_id="first")
    return request


def again(request: Request, status: int) -> Request:
    """What Scrapy's own middleware makes of an answer, as it goes out."""
    crawler = get_crawler(settings_dict={"RETRY_TIMES": 1})
    crawler.spider = crawler._create_spider("x")
    kind = RedirectMiddleware if status == 302 else RetryMiddleware
    headers = {"Location": "/2.pdf"} if status == 302 else {}
    made = kind.from_crawler(crawler).process_response(request, Response(request.url, status=status, headers=headers))
    assert isinstance(made, Request)
    assert page_meta(made) is page_meta(request), "Scrapy copies the dictionary, not what lies in it"
    FreshPageMeta().process_request(made)
    return made


def test_a_redirect_and_a_retry_keep_what_was_asked_and_forget_what_was_answered() -> None:
    for status in (302, 503):
        request = asked()
        made = again(request, status)
        assert (page_meta(made).role, page_meta(made).entry) == ("article", ENTRY)
        assert made.meta["download_slot"] == "x"
        assert page_meta(made).received is None
        page_meta(made).received = Received("live", record_id="second")
        first = page_meta(request).received
        assert first is not None
        assert first.record_id == "first"


def test_a_request_without_one_gets_an_empty_one() -> None:
    request = Request("http://a.gov.cn/")
    page_meta(request).start = True
    assert page_meta(Response("http://a.gov.cn/", request=request)).start
