"""A minimal family for tests of the crawl: listings link to articles, an article's title is its record."""

from __future__ import annotations

import re

import scrapy

from gaispider.crawl.meta import PageMeta, request_meta
from gaispider.draft import Draft
from gaispider.items import SCHEMA, Report
from gaispider.page.model import Article, Document
from gaispider.reading import record_id
from gaispider.sites.canonical import canonical_url


class PlainSpider(scrapy.Spider):
    site = None

    def __init__(self, years=None, full=None, **kwargs):
        super().__init__(**kwargs)

    @staticmethod
    def is_article(url):
        return url.endswith(".html")

    async def start(self):
        for url in self.site.start:
            yield scrapy.Request(url, callback=self.parse_listing, meta=request_meta(PageMeta("listing")))

    def parse_listing(self, response):
        for href in response.css("a.article::attr(href)").getall():
            yield response.follow(href, callback=self.parse_article, meta=request_meta(PageMeta("article")))
        for href in response.css("a.next::attr(href)").getall():
            yield response.follow(href, callback=self.parse_listing, meta=request_meta(PageMeta("listing")))

    def parse_article(self, response):
        titles = response.css("h1::text").getall()
        if "raise" in titles:
            raise ValueError("a callback that fails")
        url = canonical_url(response.url, self.site)
        for part, title in enumerate(titles, start=1):
            number = part if len(titles) > 1 else None
            report = Report(
                schema=SCHEMA,
                id=record_id(self.site, url, number),
                site=self.site.key,
                url=response.url,
                canonical_url=url,
                part=number,
                provenance="official",
                family="plain",
                title=title,
                kind="annual_report",
                report_year=int(found[0]) if (found := re.search(r"\d{4}", title)) else None,
                text="\n".join(response.css("p::text").getall()) or None,
            )
            yield Draft(report, Article(), Document(), self.site)
