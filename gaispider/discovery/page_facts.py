"""What one page shows that matters on the way: its links, its entries, and whether it calls itself a report column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from lxml.etree import _Element

from gaispider.discovery.column_tally import OTHER_LEAST, OTHER_SHARE, says_report
from gaispider.discovery.menu_links import menu_links, unopened_words
from gaispider.discovery.model import MenuLink
from gaispider.page import Page
from gaispider.page.listing.data.data_listing import is_data, read_data_listing
from gaispider.page.listing.entry_urls import is_document
from gaispider.page.listing.row_days import squeeze
from gaispider.page.listing.site_sections import (
    Column,
    is_report_column,
    is_report_title,
    read_columns,
)
from gaispider.page.model import Listing, ListingItem
from gaispider.page.script_variants import phrases
from gaispider.page.urls import split
from gaispider.reference import Phrases
from gaispider.report.year import year_of_title
from gaispider.text.places import find_places

_DISCLOSURE = phrases("ways.tsv", "disclosure")
_DISCLOSURE_FOLDER = phrases("ways.tsv", "disclosure_folder", flags=re.IGNORECASE)
_APP_ROOT = phrases("ways.tsv", "app_root", flags=re.IGNORECASE)
_SAYS_EMPTY = phrases("ways.tsv", "says_empty")
_TAB_TAGS = ("li", "span", "a", "h1", "h2", "h3", "h4", "h5", "dt", "td", "div", "p", "b", "strong")
_PARTS = re.compile(r"\s*[-_|–—>»·]+\s*|\s+")
_LONGEST_NAME = 16
# Characters of markup in which a system's marks are looked for.
_MARKUP = 400_000
_SHORTEST_REPORT = 20
_ARTICLES = tuple(Phrases("addresses.tsv", kind) for kind in ("trs", "hanweb", "ucap", "gkmlpt", "vsb", "generic"))
# Links of a page that has hardly any of its own.
_FEW_LINKS = 5


class PageFacts:
    """A page that was answered, or the data of a list. `headers` by lower-case name."""

    def __init__(self, page: Page, url: str, markup: str, headers: Mapping[str, str]) -> None:
        self.page, self.url, self.headers = page, url, headers
        self.markup = markup[:_MARKUP]
        self._data = markup if is_data(markup[:4000]) else None
        self._columns: dict[bool, dict[str, Column]] = {}

    @cached_property
    def listing(self) -> Listing:
        return self.page.listing if self._data is None else read_data_listing(self._data, self.url)

    @property
    def is_data(self) -> bool:
        """Whether it is no page but data: the answer to a list's request."""
        return self._data is not None

    @cached_property
    def links(self) -> list[MenuLink]:
        return menu_links(self.page.tree, self.page.address) if self._data is None else []

    @cached_property
    def title(self) -> str:
        return squeeze(self.page.tree.findtext(".//title") or "") if self._data is None else ""

    @property
    def region(self) -> str:
        """The division that the title names, if it names one alone."""
        mentions = find_places(self.title.replace(" ", ""))
        places = {place.code for mention in mentions[-1:] if (place := mention.division) is not None}
        return next(iter(places)) if len(places) == 1 else ""

    @property
    def unopened(self) -> list[str]:
        """Names of sections and report columns that only a script could open."""
        if self._data is not None:
            return []
        return [name for name in unopened_words(self.page.tree) if _names_a_column(name) or _DISCLOSURE.find(name)]

    @property
    def records(self) -> int | None:
        """The number of entries that the listing itself gives."""
        return self.listing.records

    def columns(self, *, in_column: bool) -> dict[str, Column]:
        """The links that the listing's reading takes for columns, by address."""
        if self._data is not None:
            return {}
        if in_column not in self._columns:
            found = read_columns(self.page.tree, self.page.address, in_column=in_column)
            self._columns[in_column] = {column.url: column for column in found}
        return self._columns[in_column]

    @cached_property
    def entries(self) -> list[ListingItem]:
        """The entries of the page's list; of a page with tabs whose open one is another, the reports in its own."""
        columns = {url for url, column in self.columns(in_column=True).items() if column.kind != "unit"}
        # A link to a year or a group is no entry, whatever its words are.
        items = [item for item in self.listing.items if item.url not in columns or _is_article(item.url)]
        hidden = (
            []
            if self._data is not None or any(says_report(item.title, in_column=False) for item in items)
            else self._reports()
        )
        return hidden if len(hidden) > 1 and self._tabs else items

    def _reports(self) -> list[ListingItem]:
        return [
            ListingItem(link.name, link.url, link.url)
            for link in self.links
            if is_document(link.url)
            and year_of_title(link.name) is not None
            and says_report(link.name, in_column=False)
        ]

    @cached_property
    def is_named(self) -> bool:
        """Whether the page calls itself a report column: in its title, on its way (当前位置), or by a tab."""
        names = [*_PARTS.split(self.title), *(self.page.article.breadcrumb[-1:] if self._data is None else ())]
        return any(_names_a_column(name) for name in names) or (self._tabs and len(self._reports()) > 1)

    @cached_property
    def _tabs(self) -> bool:
        """Whether a word without an address of its own is the name of a report column: a tab of the page."""
        return self._data is None and any(
            _is_tab(element) and _names_a_column(squeeze("".join(element.itertext())).replace(" ", ""))
            for element in self.page.tree.iter(*_TAB_TAGS)
            if len(element) < 3
        )

    @property
    def is_mostly_reports(self) -> bool:
        """Whether most entries are reports, whatever the page is called."""
        reports = sum(says_report(item.title, in_column=False) for item in self.entries)
        return reports >= OTHER_LEAST and reports >= OTHER_SHARE * len(self.entries)

    @cached_property
    def is_report(self) -> bool:
        """Whether the page is itself a yearly report: by its title, and a text that is no list."""
        if self._data is not None:
            return False
        title, text = self.page.article.title, self.page.article.document.text
        if title is None or not is_report_title(title.raw) or year_of_title(title.raw) is None:
            return False
        listed = sum(len(item.title) for item in self.listing.items)
        return len(text) >= _SHORTEST_REPORT and listed * 3 < len(text)

    @property
    def report_title(self) -> str:
        title = self.page.article.title
        return title.raw if title is not None else ""

    @property
    def in_disclosure(self) -> bool:
        """Whether the page lies in a folder of the section, or says so in its title."""
        parts = split(self.url)
        folders = (parts.path if parts else "").split("/")[:-1]
        return "信息公开" in self.title or any(_DISCLOSURE_FOLDER.find(folder) for folder in folders)

    @property
    def is_app(self) -> bool:
        """Whether only scripts fill the page: hardly a link, and a root for a program."""
        if self._data is not None or len(self.links) > _FEW_LINKS:
            return False
        return _APP_ROOT.find(self.markup) is not None or (not self.links and "<script" in self.markup.lower())

    @property
    def awaits_scripts(self) -> bool:
        """Whether the page has no entries, does not say that it has none, and has scripts of its own."""
        return self._data is None and not self.entries and not _SAYS_EMPTY.find(self.text) and "<script" in self.markup

    @cached_property
    def text(self) -> str:
        """The page's words without blanks."""
        return "".join(self.page.article.lines).replace(" ", "") if self._data is None else ""

    @staticmethod
    def year_of(name: str) -> int | None:
        """The year that the name of a link to a part of a column gives."""
        return year_of_title(name) or (int(name[:4]) if re.fullmatch(r"(?:19|20)\d\d\D?\D?", name) else None)


def _names_a_column(name: str) -> bool:
    return 1 < len(name) <= _LONGEST_NAME and is_report_column(name) and year_of_title(name) is None


def _is_article(url: str) -> bool:
    """Whether an address is a document's, by its number or by the form that its system gives to articles."""
    parts = split(url)
    path = (f"{parts.path}?{parts.query}" if parts.query else parts.path) if parts else ""
    return is_document(url) or any(words.find(path) for words in _ARTICLES)


def _is_tab(element: _Element) -> bool:
    if element.tag == "a":
        href = (element.get("href") or "").strip().lower()
        return not href or href.startswith(("#", "javascript:"))
    return element.getparent() is not None and next(element.iter("a"), None) is None
