"""The walk through one site, without a network: which page is asked for next, and what the answers have shown.

Links are followed best first. A rule of `ways.RULES` gives each its score and bounds how many of its kind are asked
for, so that a site without reports ends, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gaispider.discovery.child_sites import child_sites
from gaispider.discovery.column_owner import office_of
from gaispider.discovery.column_tally import ColumnTally
from gaispider.discovery.known_columns import SYSTEM_MENU, KnownColumns
from gaispider.discovery.model import ChildSite, Elsewhere, Failure, MenuLink, Step, Target, Way
from gaispider.discovery.open_pages import Ask, OpenPages, mark_of
from gaispider.discovery.page_facts import PageFacts
from gaispider.discovery.systems import SystemVotes
from gaispider.discovery.ways import OF_DISCLOSURE, REPORTS, Rule, Where, ranked

# Once a sure column is known, only links from this score on are still asked for.
_STILL_WORTH = 80.0
# Pages of one column that are asked for: enough to tell its share of reports.
PAGES_OF_COLUMN = 5
# A page with fewer links to its own site is a shell around frames, or an entrance.
_FEW_LINKS = 12
_HOPS = 6
# Causes of failures that a later request may not meet.
PASSING = frozenset(
    ("timeout", "connection", "http_5xx", "http_2xx", "empty", "truncated", "refused", "retry_later", "notice", "dns",
     "robots_unreachable")
)  # fmt: skip
# From this score on a link to another host is named.
_WORTH_NAMING = 25.0
# What a link to the host of another office loses.
_KIN = 15.0
# Links of a column's page that belong to the column; where it has no entries, links to report columns do, too.
_PARTS = frozenset(("year of the column", "own part of the column", "unit of the column", "frame"))
START, HINT = "home page", "hint"
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
    """The state of the walk; `owns` says whether an address may be asked for."""

    target: Target
    owns: Callable[[str], bool]
    pages: OpenPages
    known: KnownColumns
    failures: list[Failure] = field(default_factory=list)
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    children: dict[str, ChildSite] = field(default_factory=dict)
    shells: list[Failure] = field(default_factory=list)
    votes: SystemVotes = field(default_factory=SystemVotes)
    title: str = ""
    home: str = ""
    # Words of menus that only a script could open.
    unopened: list[str] = field(default_factory=list)

    def begin(self) -> Ask:
        """The request for the home page; the hints wait until its links are known."""
        self.known.region = self.target.region
        self.pages.begin()
        start = Step(self.target.url, "", START)
        self.pages.known.add(mark_of(self.target.url))
        self.votes.addresses((url for url in self.target.hints if self.owns(url)), "hint")
        for url in self.target.hints[:_HINTS]:
            if self.owns(url):
                self.pages.add_way(Way(url, _HINT_SCORE, (start, Step(url, "", HINT))))
        return Ask(Way(self.target.url, _START_SCORE, (start,)), self.target.url)

    def next(self) -> Ask | None:
        """The page to be asked for now; None where nothing is worth a request, or a limit is met."""
        return self.pages.next(_STILL_WORTH if self.known.has_sure() else float("-inf"))

    def read(self, ask: Ask, facts: PageFacts) -> Seen:
        """Take a page: count its entries if it is of a column, and queue its links."""
        way = ask.way
        if way.rule == START:
            self._take_home(facts)
        self.known.places.take(facts.links, self.known.region)
        tally = self.known.of_page(ask, facts)
        where = Where(
            disclosure=way.rule in OF_DISCLOSURE or tally is not None or facts.in_disclosure,
            column=tally is not None,
            columns=facts.columns(in_column=tally is not None),
            home=way.rule in (START, "entrance"),
            few_links=sum(self.owns(link.url) for link in facts.links) < _FEW_LINKS,
        )
        self.votes.page(facts.url, facts.markup, facts.headers)
        if facts.is_app:
            told = f"{facts.url}: scripts fill the page"
            self.shells.append(Failure(ask.url, way.rule, way.score, "shell", told))
        fresh = self.known.count(tally, ask, facts) if tally is not None else 0
        self.unopened.extend(facts.unopened)
        if ask.page_number == 1:
            self._queue_links(way, facts.links, where, tally, facts.url)
        return Seen(tally, where, fresh)

    def failed(self, ask: Ask, cause: str, told: str, url: str, *, final: bool = False) -> None:
        """A page that is no content. What may pass is asked for once more, behind the rest; not what is `final`."""
        way = ask.way
        if cause in PASSING and not final and ask.tries == 1 and way.rule != START:
            self.pages.add(replace(ask, tries=2))
            return
        if cause == "foreign_host":
            self.elsewhere.setdefault(url, Elsewhere(url, way.name, way.rule, way.score))
            return
        failure = Failure(ask.url, way.rule, way.score, cause, told, final)
        self.failures.append(failure)
        if cause == "shell":
            self.shells.append(failure)
        if tally := self.known.of_way(way):
            tally.failed.append(ask.url)

    def add_page(self, ask: Ask, url: str, request: object, rows: int) -> None:
        """Queue a further page of the list that `ask` is a page of; `rows` have been read of it."""
        tally = self.known.of_way(ask.way)
        if tally is None:
            return
        if ask.page_number >= PAGES_OF_COLUMN or tally.pages >= 3 * PAGES_OF_COLUMN:
            tally.open_pages = True
            return
        # The rest of a list that was begun is worth its few requests, whatever led to it.
        way = replace(ask.way, score=max(ask.way.score - 0.1, _STILL_WORTH + 1))
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
            self.known.key_of(of_column) if of_column is not None else "",
        )
        self.pages.add(Ask(way, shown, request))

    def _take_home(self, facts: PageFacts) -> None:
        self.home, self.title = facts.url, facts.title
        self.known.region = self.known.region or facts.region
        self.known.office = office_of(facts.title)
        if self.known.region:
            for child in child_sites(facts.links, self.known.region, self.owns):
                self.children.setdefault(child.code, child)

    def _queue_links(self, way: Way, links: list[MenuLink], where: Where, tally: ColumnTally | None, page: str) -> None:
        if way.hops >= _HOPS:
            return
        found = list(ranked(links, where, way.hops))
        years = [link for link, rule, _ in found if rule.name == "year below the heading"]
        group = self.known.of_years(way, years, page) if tally is None and len(years) > 1 else ""
        places = _places([link for link, rule, _ in found if _is_year(rule)])
        for link, rule, score in found:
            if not self.owns(link.url):
                self._name_elsewhere(link, rule, score)
                continue
            column = self._column_of(link, rule, tally) or (group if link in years else "")
            score -= _KIN if self.known.is_kin(link.url) else 0.0
            step = Step(link.url, link.name, rule.name)
            self.pages.add_way(Way(link.url, score - places.get(link.url, 0) / 10, (*way.path, step), column))

    def _column_of(self, link: MenuLink, rule: Rule, tally: ColumnTally | None) -> str:
        """The mark of the column whose part a link on its page is; empty for another column or section."""
        if tally is None or (rule.name not in _PARTS and (tally.entries or rule.name not in REPORTS)):
            return ""
        if rule.name in REPORTS and link.url not in tally.parts:
            tally.parts.append(link.url)
        return self.known.key_of(tally)

    def _name_elsewhere(self, link: MenuLink, rule: Rule, score: float) -> None:
        """Note a link to another host that may be this government's, too; those in a list of friends are not."""
        if score >= _WORTH_NAMING and not link.among_hosts:
            self.elsewhere.setdefault(link.url, Elsewhere(link.url, link.name, rule.name, score))


def _is_year(rule: Rule) -> bool:
    return rule.name in ("year below the heading", "year of the column")


def _places(years: list[MenuLink]) -> dict[str, int]:
    """The places of years in the order in which they are asked for: first, last, middle, then the others.

    A few of them are to stand for all.
    """
    chosen = [years[0], years[-1], years[len(years) // 2]] if len(years) > 3 else []
    ordered = [*chosen, *(link for link in years if link not in chosen)]
    return {link.url: place for place, link in enumerate(ordered)}
