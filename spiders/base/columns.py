"""Finds report columns from a start page: home page, group of units, unit, its report column, the years in it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from gaispider.crawl.checks.elsewhere import ForeignColumn
from gaispider.crawl.meta import page_meta
from gaispider.page import Page
from gaispider.page.listing.column_box import ColumnBox, ColumnBoxes
from gaispider.page.listing.site_sections import Column, is_report_folder, is_report_title, read_columns
from gaispider.report.year import year_of_title
from gaispider.sites.canonical import belongs
from gaispider.spiders.base.foreign_columns import LinkedColumn, is_own
from gaispider.spiders.base.requests import SiteRequests

# Most links from a start page to a listing: group of units, unit, report column, year or group in it.
MAX_HOPS = 4
# A page that links to so many units is a site's home page or a list of units.
HUB_UNITS = 3


class ColumnWalk(SiteRequests):
    """The part of a spider that follows links to columns, never to articles."""

    def is_hub(self, response: Response, page: Page) -> bool:
        """Whether a start page is no report column by its folder and entries, but links to report columns or units."""
        if is_report_folder(response.url) or any(is_report_title(item.title) for item in page.listing.items):
            return False
        kinds = [column.kind for column in read_columns(page.tree, page.address, in_column=False)]
        return "report" in kinds or kinds.count("unit") >= HUB_UNITS

    def columns(self, response: Response, page: Page, *, in_column: bool) -> Iterator[Request]:
        """Requests for the listings that this page leads to: report columns, units, and parts of a column.

        `in_column`: the page is itself a report column.
        """
        meta = page_meta(response)
        if meta.hops >= MAX_HOPS or meta.page_number > 1:
            return
        boxes = ColumnBoxes(page.tree, page.address)
        for column in read_columns(page.tree, page.address, in_column=in_column):
            if self.is_article(column.url):
                continue
            if not belongs(column.url, self.site):
                self._note_foreign(column, response.url, boxes)
                continue
            below = self.is_below(column.url, response.url)
            if column.kind == "unit" and (in_column or not below):
                continue
            year = year_of_title(column.name)
            if column.kind == "part" and not (below or self.is_part_beside(column.url)):
                continue
            if self.years is not None and year is not None and year not in self.years:
                continue
            # A part outside the column's folder without a year in its name may be any listing: no report column.
            lists_reports = column.kind == "report" or (column.kind == "part" and (below or year is not None))
            yield self.listing_request(column.url, in_column=lists_reports, hops=meta.hops + 1)

    def _note_foreign(self, column: Column, page: str, boxes: ColumnBoxes) -> None:
        """Note a report column, or a year of one, on a host that the entry does not name, for the end of the run."""
        if column.kind == "report" or (column.kind == "part" and year_of_title(column.name) is not None):
            linked = LinkedColumn(column.url, column.name, boxes.box_of(column.link))
            found = ForeignColumn(column.url, column.name, page, is_own(linked, self.site))
            self.listing_ledger.foreign_columns.setdefault(column.url, found)

    def led_column(self, url: str, name: str, response: Response) -> Iterator[Request]:
        """The request for a report column that a menu made of data leads to. One on a foreign host is only noted."""
        hops = page_meta(response).hops
        if belongs(url, self.site):
            if hops < MAX_HOPS and not self.is_article(url):
                yield self.listing_request(url, in_column=True, hops=hops + 1)
        else:
            own = is_own(LinkedColumn(url, name, ColumnBox("", frozenset(), 0, 0)), self.site)
            self.listing_ledger.foreign_columns.setdefault(url, ForeignColumn(url, name, response.url, own))

    def is_below(self, url: str, current: str) -> bool:
        """Whether a URL is in or below the folder of the page that links to it."""
        one, other = urlsplit(url), urlsplit(current)
        return one.netloc == other.netloc and one.path.startswith(other.path.rsplit("/", 1)[0] + "/")

    def is_part_beside(self, url: str) -> bool:
        """Whether a part of a report column may be outside its folder; families override this."""
        return False
