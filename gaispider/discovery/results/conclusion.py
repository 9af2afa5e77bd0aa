"""What is said of a site in the end: one outcome, the situation behind it, and the next thing to try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from gaispider.discovery.column_tally import ColumnTally
from gaispider.discovery.model import Failure, Outcome
from gaispider.discovery.site_walk import START, SiteWalk
from gaispider.discovery.ways import PROMISING, REPORTS
from gaispider.paths import REFERENCE
from gaispider.text.counted import counted

_BLOCKED = frozenset(("blocked", "login", "http_4xx", "redirect_loop", "retry_later"))
_OF_THE_PROGRAM = frozenset(("exception", "too_large", "not_read"))
_SILENT = frozenset(
    ("timeout", "connection", "http_5xx", "http_2xx", "empty", "truncated", "refused", "dns", "robots_unreachable",
     "notice")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conclusion:
    """`because` is a sentence with the evidence; `sure` is said of what was found beyond doubt."""

    outcome: Outcome
    situation: str
    because: str
    columns: list[ColumnTally] = field(default_factory=list)
    sure: bool = False
    # That it is in vain to ask again soon.
    final: bool = False

    @property
    def next_step(self) -> str:
        """What a person does next (data/reference/next_steps.tsv)."""
        return next_steps()[self.outcome, self.situation]


@cache
def next_steps() -> dict[tuple[str, str], str]:
    """What to do by outcome and situation."""
    lines = (REFERENCE / "next_steps.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {(outcome, situation): do for outcome, situation, do, _ in rows}


def conclude(walk: SiteWalk) -> Conclusion:
    """The conclusion of the first of RULES that holds."""
    return next(found for rule in RULES if (found := rule(walk)) is not None)


def _found(walk: SiteWalk) -> Conclusion | None:
    own = [tally for tally in _columns(walk) if tally.is_sure and walk.known.owner(tally) == "own" and not tally.failed]
    if not own:
        return None
    others = [
        tally for tally in _columns(walk) if tally not in own and tally.is_sure and walk.known.owner(tally) == "offices"
    ]
    return Conclusion("found", "column", _told(own[0]), [*own, *others], sure=True)


def _found_in_part(walk: SiteWalk) -> Conclusion | None:
    columns = list(_columns(walk))
    if not columns:
        return None
    best = columns[0]
    owner = walk.known.owner(best)
    if owner == "offices":
        situation = "offices only"
    elif owner == "unknown":
        situation = "owner unknown"
    elif best.failed:
        situation = "pages failed"
    elif not best.named:
        situation = "not called so"
    else:
        situation = "mixed column" if best.share < 0.5 else "few reports"
    return Conclusion("found in part", situation, _told(best), columns)


def _home_failed(walk: SiteWalk) -> Conclusion | None:
    failure = next((found for found in walk.failures if found.rule == START), None)
    if walk.home:
        return None
    if failure is None:
        return Conclusion("needs a person", "fault", f"{walk.target.url} was never asked for")
    cause = failure.cause
    if cause in _BLOCKED:
        return Conclusion("blocked", "challenge at home", failure.told)
    if cause == "shell":
        return Conclusion("needs rendering", "script page", failure.told)
    if cause == "robots":
        return Conclusion("needs a person", "robots", failure.told)
    if cause in _OF_THE_PROGRAM:
        return Conclusion("needs a person", "fault", failure.told)
    if cause == "private_address":
        return Conclusion("unreachable", "private address", failure.told, final=True)
    if failure.final:
        return Conclusion("unreachable", "no such name", failure.told, final=True)
    if cause in _SILENT:
        return Conclusion("unreachable", "no answer", failure.told)
    # It did answer: 404, a notice of moving, a redirect that leads nowhere.
    return Conclusion("needs a person", "another page", failure.told)


def _home_elsewhere(walk: SiteWalk) -> Conclusion | None:
    """The home page redirects to another domain."""
    if walk.home:
        return None
    led = next(iter(walk.elsewhere.values()), None)
    return Conclusion("needs a person", "another host", f"the home page leads to {led.url}") if led else None


def _blocked_on_the_way(walk: SiteWalk) -> Conclusion | None:
    return _failed_on_the_way(walk, _BLOCKED, "blocked", "challenge on the way")


def _silent_on_the_way(walk: SiteWalk) -> Conclusion | None:
    return _failed_on_the_way(walk, _SILENT, "unreachable", "no answer on the way")


def _private_on_the_way(walk: SiteWalk) -> Conclusion | None:
    return _failed_on_the_way(walk, frozenset(("private_address",)), "unreachable", "private address")


def _failed_on_the_way(walk: SiteWalk, causes: frozenset[str], outcome: Outcome, situation: str) -> Conclusion | None:
    failed = [found for found in walk.failures if found.cause in causes and found.score >= PROMISING - 8]
    final = bool(failed) and all(found.final for found in failed)
    return Conclusion(outcome, situation, _first(failed), final=final) if failed else None


def _failing_column(walk: SiteWalk) -> Conclusion | None:
    """A column that is called one, and what brings its entries fails."""
    for tally in walk.known.columns.values():
        if tally.named and tally.pages and tally.failed and not tally.entries and not tally.office:
            told = next(found.told for found in walk.failures if found.url in tally.failed)
            return Conclusion("found in part", "pages failed", told, [tally])
    return None


def _script_column(walk: SiteWalk) -> Conclusion | None:
    """A column that is called one shows no entry, and only scripts can bring them."""
    for tally in walk.known.columns.values():
        if tally.named and tally.pages and not tally.entries and tally.by_script and not tally.office:
            return Conclusion("needs rendering", "script column", f"{tally.url}: no entry without its scripts")
    failed = [found for found in walk.shells if found.rule in REPORTS]
    return Conclusion("needs rendering", "script column", _first(failed)) if failed else None


def _script_page(walk: SiteWalk) -> Conclusion | None:
    shells = [found for found in walk.shells if found.score >= PROMISING - 8]
    return Conclusion("needs rendering", "script page", _first(shells)) if shells else None


def _empty_column(walk: SiteWalk) -> Conclusion | None:
    for tally in walk.known.columns.values():
        if tally.named and tally.pages and not tally.entries and not tally.office and _is_called_so(tally):
            return Conclusion("found in part", "no entries", f"{tally.url}: no entry", [tally])
    return None


def _another_host(walk: SiteWalk) -> Conclusion | None:
    led = sorted(walk.elsewhere.values(), key=lambda found: -found.score)
    best = led[0] if led else None
    if best is None or best.score < PROMISING:
        return None
    return Conclusion("needs a person", "another host", f"{best.name or 'a link'} leads to {best.url}")


def _script_menu(walk: SiteWalk) -> Conclusion | None:
    """A menu names the section or the column, and only a script could open it."""
    if not walk.unopened:
        return None
    return Conclusion("needs rendering", "script menu", f"only a script opens {walk.unopened[0]}")


def _of_another(walk: SiteWalk) -> Conclusion | None:
    """The one column that was found is another government's."""
    for tally in walk.known.columns.values():
        if tally.is_column and walk.known.owner(tally) == "elsewhere":
            whose = walk.known.other_place(tally)
            told = f"{tally.titles[0]} ({whose}, by the way to it or its address)" if whose else tally.titles[0]
            return Conclusion("no column", "of another", f"{tally.url} is of another place: {told}")
    return None


def _robots_on_the_way(walk: SiteWalk) -> Conclusion | None:
    return _failed_on_the_way(walk, frozenset(("robots",)), "needs a person", "robots")


def _fault(walk: SiteWalk) -> Conclusion | None:
    """The program failed at a page: what is behind it is not known."""
    failed = [found for found in walk.failures if found.cause in _OF_THE_PROGRAM]
    return Conclusion("needs a person", "fault", _first(failed)) if failed else None


def _limit_met(walk: SiteWalk) -> Conclusion | None:
    if not walk.pages.cost.met:
        return None
    left = [ask for ask in walk.pages.left() if ask.way.score >= PROMISING - 20]
    if not left:
        return None
    names = ", ".join(ask.way.name or ask.url for ask in left[:3])
    return Conclusion("needs a person", "limit met", f"{counted(len(left), 'link is', 'links are')} open: {names}")


def _nothing(walk: SiteWalk) -> Conclusion | None:
    if walk.pages.cost.pages <= 1:
        return Conclusion("no column", "no ways", "no link of the home page leads to disclosure")
    return Conclusion(
        "no column", "nothing found", f"{counted(walk.pages.cost.pages, 'page')}, and none is a column of reports"
    )


RULES: tuple[Callable[[SiteWalk], Conclusion | None], ...] = (
    _found,
    _found_in_part,
    _home_elsewhere,
    _home_failed,
    _blocked_on_the_way,
    _failing_column,
    _script_column,
    _script_page,
    _robots_on_the_way,
    _another_host,
    _private_on_the_way,
    _silent_on_the_way,
    _fault,
    _limit_met,
    _empty_column,
    _script_menu,
    _of_another,
    _nothing,
)
"""In the order of trust: what was seen, then what kept it from being seen, then what was not there."""


def _columns(walk: SiteWalk) -> Iterator[ColumnTally]:
    """The columns that hold reports and are not another government's; the surest and largest first."""
    found = [
        tally for tally in walk.known.columns.values() if tally.is_column and walk.known.owner(tally) != "elsewhere"
    ]
    rank = {"own": 0, "unknown": 1, "offices": 2}
    yield from sorted(
        found, key=lambda tally: (rank[walk.known.owner(tally)], not tally.is_sure, len(tally.path), -tally.reports)
    )


def _is_called_so(tally: ColumnTally) -> bool:
    return tally.path[-1].rule in REPORTS


def _first(failed: list[Failure]) -> str:
    return max(failed, key=lambda found: found.score).told


def _told(tally: ColumnTally) -> str:
    years = f", {min(tally.years)}-{max(tally.years)}" if tally.years else ""
    said = f" (the site says {tally.said})" if tally.said is not None else ""
    return f"{tally.reports} of {tally.entries} entries are reports{years}{said}"
