"""The walk through one site, without a network: which page is asked for next, and what the answers have shown.

Links are followed best first. A rule of `ways.RULES` gives each its score and bounds how many of its kind are asked
for, so that a site without reports ends, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gaispider.discovery.child_sites import child_sites
from gaispider.discovery.column_owner import Owner, office_of, owner_of
from gaispider.discovery.column_tally import ColumnTally
from gaispider.discovery.model import ChildSite, Elsewhere, Failure, MenuLink, Step, Target, Way
from gaispider.discovery.open_pages import Ask, OpenPages, mark_of
from gaispider.discovery.page_facts import PageFacts
from gaispider.discovery.systems import SystemVotes
from gaispider.discovery.ways import OF_DISCLOSURE, REPORTS, Rule, Where, names_an_office, ranked

# Once a sure column is known, only links from this score on are still asked for.
_STILL_WORTH = 80.0
# Pages of one column that are asked for: enough to tell its share of reports.
PAGES_OF_COLUMN = 5
# What a failed page loses when it is asked for again, behind what has not been tried.
_LATER = 60.0
_HOPS = 6
# Causes of failures that a later request may not meet.
PASSING = frozenset(
    ("timeout", "connection", "http_5xx", "http_2xx", "empty", "truncated", "refused", "retry_later", "notice", "dns",
     "robots_unreachable")
)  # fmt: skip
START, HINT, SYSTEM_MENU = "home page", "hint", "menu of the system"
_START_SCORE, _MENU_SCORE, _HINT_SCORE, _HINTS = 200.0, 96.0, 26.0, 2


@dataclass(slots=True)
class Seen:
    """What a page was: the column that it belongs to, whether its links are of a column, and of disclosure."""

    tally: ColumnTally | None
    where: Where
    # Entries that no page of the column had before.
    fresh: int = 0


@dataclass(slots=True)
class SiteWalk:
    """The state of the walk; `owns` says whether an address may be asked for, `is_kin` whether its host is another
    office's of the same domain."""

    target: Target
    owns: Callable[[str], bool]
    is_kin: Callable[[str], bool]
    pages: OpenPages
    columns: dict[str, ColumnTally] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    children: dict[str, ChildSite] = field(default_factory=dict)
    shells: list[Failure] = field(default_factory=list)
    votes: SystemVotes = field(default_factory=SystemVotes)
    region: str = ""
    title: str = ""
    # The name of the site's own office, where it is no government's.
    office: str = ""
    home: str = ""

    def begin(self) -> Ask:
        """The request for the home page; the hints wait until its links are known."""
        self.region = self.target.region
        self.pages.begin()
        start = Step(self.target.url, "", START)
        self.pages.known.add(mark_of(self.target.url))
        for url in self.target.hints[:_HINTS]:
            self.votes.addresses((url,), "hint")
            if self.owns(url):
                self.pages.add_way(Way(url, _HINT_SCORE, (start, Step(url, "", HINT))))
        return Ask(Way(self.target.url, _START_SCORE, (start,)), self.target.url)

    def next(self) -> Ask | None:
        """The page to be asked for now; None where nothing is worth a request, or a limit is met."""
        return self.pages.next(_STILL_WORTH if self.has_sure_column() else float("-inf"))

    def read(self, ask: Ask, facts: PageFacts) -> Seen:
        """Take a page: count its entries if it is of a column, and queue its links."""
        way = ask.way
        if way.rule == START:
            self._take_home(facts)
        tally = self._tally(ask, facts)
        where = Where(
            disclosure=way.rule in OF_DISCLOSURE or tally is not None or facts.in_disclosure,
            column=tally is not None,
            columns=facts.columns(in_column=tally is not None),
            few_links=len(facts.links) < 12,
        )
        self.votes.page(facts.url, facts.markup, facts.headers)
        if facts.is_app:
            told = f"{facts.url}: scripts fill the page"
            self.shells.append(Failure(ask.url, way.rule, way.score, "shell", told))
        fresh = self._count(tally, ask, facts) if tally is not None else 0
        if ask.page_number == 1:
            self._queue_links(way, facts.links, where, tally, facts.url)
        return Seen(tally, where, fresh)

    def failed(self, ask: Ask, cause: str, told: str, url: str) -> None:
        """A page that is no content. What may pass is asked for once more, behind the rest."""
        way = ask.way
        if cause in PASSING and ask.tries == 1 and way.rule != START:
            later = Way(way.url, way.score - _LATER, way.path, way.column)
            self.pages.add(replace(ask, way=later, tries=2))
            return
        if cause == "foreign_host":
            self.elsewhere.setdefault(url, Elsewhere(url, way.name, way.rule, way.score))
            return
        failure = Failure(ask.url, way.rule, way.score, cause, told)
        self.failures.append(failure)
        if cause == "shell":
            self.shells.append(failure)
        if tally := self.columns.get(way.column or mark_of(way.url)):
            tally.failed.append(ask.url)

    def add_page(self, ask: Ask, url: str, request: object, rows: int) -> None:
        """Queue a further page of the list that `ask` is a page of; `rows` have been read of it."""
        tally = self.columns[ask.way.column or mark_of(ask.way.url)]
        if ask.page_number >= PAGES_OF_COLUMN or tally.pages >= 3 * PAGES_OF_COLUMN:
            tally.open_pages = True
            return
        way = Way(ask.way.url, ask.way.score - 0.1, ask.way.path, ask.way.column)
        self.pages.add(Ask(way, url, request, ask.page_number + 1, rows=rows))

    def add_menu(self, ask: Ask, mark: str, shown: str, request: object, of_column: ColumnTally | None) -> None:
        """Queue a column that a system's own menu names; `shown` is its address for people, `mark` its own name.

        On the page of a column, the columns of the menu are its parts.
        """
        if mark in self.pages.known or not self.owns(shown):
            return
        self.pages.known.add(mark)
        way = Way(
            shown,
            _MENU_SCORE - len(self.pages.known) / 1000,
            (*ask.way.path, Step(shown, "", SYSTEM_MENU)),
            self._key_of(of_column) if of_column is not None else "",
        )
        self.pages.add(Ask(way, shown, request))

    def has_sure_column(self) -> bool:
        """Whether a column of this government itself is known beyond doubt."""
        return any(tally.is_sure and self.owner(tally) == "own" for tally in self.columns.values())

    def owner(self, tally: ColumnTally) -> Owner:
        """Whose reports a column holds: what its titles say, else the way to it."""
        said = owner_of(tally.titles, self.region, self.office)
        if said != "unknown":
            return said
        if tally.office:
            return "offices"
        return "unknown" if self.is_kin(tally.url) else "own"

    def _take_home(self, facts: PageFacts) -> None:
        self.home, self.title = facts.url, facts.title
        self.region, self.office = self.region or facts.region, office_of(facts.title)
        if self.region:
            for child in child_sites(facts.links, self.region, self.owns):
                self.children.setdefault(child.code, child)

    def _tally(self, ask: Ask, facts: PageFacts) -> ColumnTally | None:
        """The column that a page belongs to; None if it is no report column."""
        way = ask.way
        if known := self.columns.get(way.column or mark_of(way.url)):
            return known
        by_link = way.rule in REPORTS or way.rule == SYSTEM_MENU
        if not by_link and not facts.is_named and not facts.is_mostly_reports:
            return None
        office = any(step.rule in ("units", "unit", "reports of an office", "unit of the column") for step in way.path)
        shown = way.url if by_link else facts.url
        tally = ColumnTally(
            shown, way.path, named=by_link or facts.is_named, office=office or names_an_office(way.name)
        )
        self.columns[mark_of(way.url)] = tally
        return tally

    def _count(self, tally: ColumnTally, ask: Ask, facts: PageFacts) -> int:
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

    def _queue_links(self, way: Way, links: list[MenuLink], where: Where, tally: ColumnTally | None, page: str) -> None:
        if way.hops >= _HOPS:
            return
        found = list(ranked(links, where, way.hops))
        years = [link for link, rule, _ in found if rule.name == "year below the heading"]
        group = self._years_of(way, years, page) if tally is None and len(years) > 1 else ""
        places = {
            link.url: place for place, link in enumerate(_spread([link for link, rule, _ in found if _is_year(rule)]))
        }
        for link, rule, score in found:
            if not self.owns(link.url):
                self.elsewhere.setdefault(link.url, Elsewhere(link.url, link.name, rule.name, score))
                continue
            if self.is_kin(link.url):
                score -= 15
            column = group if link in years else ""
            if tally is not None and rule.name in ("year of the column", "unit of the column", "frame"):
                column = self._key_of(tally)
                if rule.name == "year of the column" and link.url not in tally.parts:
                    tally.parts.append(link.url)
            if link.url in places:
                score -= places[link.url] / 10
            self.pages.add_way(Way(link.url, score, (*way.path, Step(link.url, link.name, rule.name)), column))

    def _years_of(self, way: Way, years: list[MenuLink], page: str) -> str:
        """One column of years that stand side by side in a menu."""
        key = f"years of {page}"
        if key not in self.columns:
            step = Step(years[0].url, years[0].name, "year below the heading")
            self.columns[key] = ColumnTally(years[0].url, (*way.path, step), named=True, menu=page)
        tally = self.columns[key]
        tally.parts.extend(link.url for link in years if link.url not in tally.parts)
        return key

    def _key_of(self, tally: ColumnTally) -> str:
        return next(key for key, known in self.columns.items() if known is tally)


def _is_year(rule: Rule) -> bool:
    return rule.name in ("year below the heading", "year of the column")


def _spread(links: list[MenuLink]) -> list[MenuLink]:
    """First, last, middle, then the others: a few of them are to stand for all."""
    if len(links) < 4:
        return links
    chosen = [links[0], links[-1], links[len(links) // 2]]
    return [*chosen, *(link for link in links if link not in chosen)]
