"""The columns of a site that were met so far: which page is of which, and whose reports each holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from gaispider.discovery.column_owner import Owner, owner_of
from gaispider.discovery.column_tally import ColumnTally
from gaispider.discovery.model import MenuLink, Step, Way
from gaispider.discovery.open_pages import Ask, mark_of
from gaispider.discovery.page_facts import PageFacts
from gaispider.discovery.place_folders import PlaceFolders
from gaispider.discovery.ways import OF_OFFICES, REPORTS, names_an_office

# A rule beside those of `ways.RULES`: a column that a system's own menu names.
SYSTEM_MENU = "menu of the system"
# Pages whose boxes show the latest of everything: reports among them make no column.
_OF_EVERYTHING = frozenset(("home page", "entrance", "site map", "hint"))


@dataclass(slots=True)
class KnownColumns:
    """By mark. `is_kin` says whether a host is another office's; `region` and `office` are those of the site."""

    is_kin: Callable[[str], bool]
    region: str = ""
    office: str = ""
    columns: dict[str, ColumnTally] = field(default_factory=dict)
    places: PlaceFolders = field(default_factory=PlaceFolders)

    def of_page(self, ask: Ask, facts: PageFacts) -> ColumnTally | None:
        """The column that a page belongs to; None if it is no report column."""
        way = ask.way
        if known := self.of_way(way):
            return known
        by_link = way.rule in REPORTS or way.rule == SYSTEM_MENU
        if not by_link and not facts.is_named and (way.rule in _OF_EVERYTHING or not facts.is_mostly_reports):
            return None
        office = any(step.rule in OF_OFFICES for step in way.path) or names_an_office(way.name)
        shown = way.url if by_link else facts.url
        tally = ColumnTally(shown, way.path, named=by_link or facts.is_named, office=office)
        self.columns[mark_of(way.url)] = tally
        return tally

    def of_way(self, way: Way) -> ColumnTally | None:
        """The column that a link is of."""
        return self.columns.get(way.column or mark_of(way.url))

    def key_of(self, tally: ColumnTally) -> str:
        """The mark of a column."""
        return next(key for key, known in self.columns.items() if known is tally)

    def count(self, tally: ColumnTally, ask: Ask, facts: PageFacts) -> int:
        """Take what a page of the column shows; how many of its entries are new."""
        tally.pages += 1
        tally.marks.page(facts.url, facts.markup, facts.headers)
        if facts.is_report:
            tally.take_report(facts.url, facts.report_title)
            return 1
        tally.by_script |= facts.awaits_scripts
        fresh = tally.take(facts.entries, facts.year_of(ask.way.name))
        tally.marks.addresses((item.url for item in facts.entries), "entries")
        if facts.records is not None and not ask.way.column:
            tally.said = max(tally.said or 0, facts.records)
        return fresh

    def of_years(self, way: Way, years: list[MenuLink], page: str) -> str:
        """The mark of one column of years that stand side by side in a menu on `page`."""
        key = f"years of {page}"
        if key not in self.columns:
            step = Step(years[0].url, years[0].name, "year below the heading")
            self.columns[key] = ColumnTally(years[0].url, (*way.path, step), named=True, menu=page)
        tally = self.columns[key]
        tally.parts.extend(link.url for link in years if link.url not in tally.parts)
        return key

    def has_sure(self) -> bool:
        """Whether a column of this government itself is known beyond doubt."""
        return any(tally.is_sure and self.owner(tally) == "own" for tally in self.columns.values())

    def owner(self, tally: ColumnTally) -> Owner:
        """Whose reports a column holds: what its titles say, else the way to it, and its address."""
        said = owner_of(tally.titles, self.region, self.office)
        if said != "unknown":
            return said
        if self.other_place(tally):
            return "elsewhere"
        if tally.office:
            return "offices"
        return "unknown" if self.is_kin(tally.url) else "own"

    def other_place(self, tally: ColumnTally) -> str:
        """The other division whose column it is, by the way to it or its address; empty for none."""
        return self.places.other_place(tally.url, tally.path, self.region)


def start_of(tally: ColumnTally, owner: Owner) -> list[str]:
    """The addresses from which a crawl reaches a column and what stands beside it.

    Where offices are listed and lie below their list, that is a start: a crawl goes from it to all of them.
    """
    for above, step in zip(tally.path, tally.path[1:], strict=False):
        if step.rule == "unit" and _is_below(step.url, above.url):
            return [above.url] if owner == "offices" else [*tally.start, above.url]
    return tally.start


def _is_below(url: str, page: str) -> bool:
    one, other = urlsplit(url), urlsplit(page)
    return one.netloc == other.netloc and one.path.startswith(other.path.rsplit("/", 1)[0] + "/")
