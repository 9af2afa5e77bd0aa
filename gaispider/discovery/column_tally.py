"""What a column holds: how many of its entries are reports, over all its pages and years that were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gaispider.discovery.model import Step
from gaispider.discovery.systems import SystemVotes
from gaispider.discovery.ways import office_in
from gaispider.page.listing.rows import YEAR_TITLE
from gaispider.page.listing.site_sections import is_report_title
from gaispider.page.model import Document, ListingItem
from gaispider.page.script_variants import phrases
from gaispider.report.kind import kind_of
from gaispider.report.year import year_of_title
from gaispider.text.places import find_places

_UNIT = phrases("listings.tsv", "unit_ending")

# Shares and numbers of report titles: of a column that is called one, and of one that is not.
NAMED_SHARE, NAMED_LEAST = 0.2, 1
OTHER_SHARE, OTHER_LEAST = 0.6, 3
# From these on a column is sure to be one; fewer may be the beginning of something else.
SURE_SHARE, SURE_LEAST, SURE_YEARS = 0.5, 3, 2
# So many reports of one year belong to several offices.
SURE_MANY = 10
# What a rule of the kinds of titles says where the title leaves it open.
_OPEN = "no_set_phrases"
_MOST_TITLES = 400


def says_report(title: str, *, in_column: bool) -> bool:
    """Whether an entry's title is that of a yearly report of disclosure: not 预算, 网站年报, news of them.

    In a column of reports a bare year is one, too.
    """
    if in_column and YEAR_TITLE.match(title.strip()):
        return True
    if not is_report_title(title) or _is_of_other_matter(title):
        return False
    kind, rule = kind_of(title, Document())
    return kind != "not_a_report" or rule == _OPEN


def _is_of_other_matter(title: str) -> bool:
    """Whether a title that does not speak of disclosure names a matter: 2019年社会保险年报; not 教育局2019年年报."""
    if "公开" in title or "政府信息" in title:
        return False
    rest = "".join(title.split())
    for mention in sorted(find_places(rest), key=lambda mention: -len(mention.raw)):
        rest = rest.replace(mention.raw, "")
    rest = office_in(rest)
    return len(rest) > 1 and not _UNIT.find(rest)


@dataclass(slots=True)
class ColumnTally:
    """A column and what was seen of it. `said` is the number of entries that the site itself gives.

    `named`: it is called a report column, by its link, its folder or its own heading. `office`: by the way to it or its
    link it is that of another office, or of all offices. `cut` are entries whose titles the list has cut off. `pages`
    were read; `open_pages` were announced and not asked for, `failed` could not be read. `parts` are its years and
    groups, by address.
    """

    url: str
    path: tuple[Step, ...]
    named: bool
    office: bool = False
    reports: int = 0
    entries: int = 0
    cut: int = 0
    said: int | None = None
    pages: int = 0
    open_pages: bool = False
    failed: list[str] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    # The years in which reports were published, for titles that name none.
    published: set[int] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    urls: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    first_report: str | None = None
    # The page on which its years stand side by side, where no page of its own leads to them.
    menu: str | None = None
    # Scripts may bring the entries that its page does not show.
    by_script: bool = False
    marks: SystemVotes = field(default_factory=SystemVotes)

    def take(self, items: Iterable[ListingItem], year: int | None = None) -> int:
        """Count the entries of a page that were not there before, `year` being that of its link; how many are new."""
        fresh = 0
        for item in items:
            if item.url in self.urls:
                continue
            self.urls.add(item.url)
            fresh += 1
            self.entries += 1
            if not says_report(item.title, in_column=self.named):
                # A title that the list has cut off says nothing of what it is.
                self.cut += item.title.endswith(("…", "..."))
                continue
            self.reports += 1
            self.first_report = self.first_report or item.url
            found = year_of_title(item.title) or year
            if found is not None:
                self.years.add(found)
            if item.date and item.date[:4].isdecimal():
                self.published.add(int(item.date[:4]))
            if len(self.titles) < _MOST_TITLES:
                self.titles.append(item.title)
        return fresh

    def take_report(self, url: str, title: str) -> None:
        """Count a page of the column that is a report itself, as where each year leads to its report."""
        if self.menu is not None:
            # The years are reports and no lists: the page that names them is the list.
            self.url, self.menu, self.path = self.menu, None, self.path[:-1]
        self.take([ListingItem(title, url, url)])

    @property
    def start(self) -> list[str]:
        """The addresses from which a crawl reaches all of it."""
        return list(self.parts) if self.menu is not None else [self.url]

    @property
    def share(self) -> float:
        """The share of reports among the entries whose titles are whole; 0 without any."""
        told = self.entries - self.cut
        return self.reports / told if told > 0 else 0.0

    @property
    def is_column(self) -> bool:
        """Whether it is a column of reports at all, by its name and what it holds."""
        share, least = (NAMED_SHARE, NAMED_LEAST) if self.named else (OTHER_SHARE, OTHER_LEAST)
        return self.reports >= least and self.share >= share

    @property
    def is_sure(self) -> bool:
        """Whether there is no doubt about it: a list that is not called one may be of the latest of everything."""
        spread = max(len(self.years), len(self.published)) >= SURE_YEARS or self.reports >= SURE_MANY
        return self.named and self.is_column and self.reports >= SURE_LEAST and spread and self.share >= SURE_SHARE

    def as_json(self) -> dict[str, object]:
        """As the output has it."""
        return {
            "url": self.url,
            "path": [step.as_json() for step in self.path],
            "entries": self.entries,
            "reports": self.reports,
            "share": round(self.share, 2),
            "said": self.said,
            "pages": self.pages,
            "years": sorted(self.years),
            "parts": self.parts,
            "of_offices": self.office,
            "first_report": self.first_report,
        }
