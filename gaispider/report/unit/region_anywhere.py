"""The region of a page whose host tells nothing: by the names on the page alone."""

from __future__ import annotations

from gaispider.items import Warn
from gaispider.report.unit.central import is_central
from gaispider.report.unit.region_choice import Choice, Named, is_inside, level_of, path_of, spoken_of, unmatched
from gaispider.report.unit.region_mentions import narrowed_by, region_of_mentions
from gaispider.report.unit.region_unit import Unit
from gaispider.text.places import division, is_within


def choose_anywhere(named: list[Named], text: str, claimed: list[str], head: str) -> tuple[Choice | None, list[Warn]]:
    """The choice for a page of an unknown host: the first of title, sign-off and text that leaves one place."""
    chosen, undecided = _by_names(named, f"{text}\n{head}", claimed)
    if chosen is None and undecided is None:
        chosen = _by_mentions(named, text)
    if chosen is None and undecided is None:
        return None, unmatched(named, None)
    codes = (chosen.code,) if chosen else undecided.codes if undecided else ()
    home = _other_home(codes, named, f"{text}\n{head}")
    if home is not None:
        place = division(codes[0])
        where = " and ".join(path_of(code) for code in codes[:2])
        detail = f"{place.name if place else ''} lies in {where}, the text speaks of {path_of(home)}"
        instead = Choice(home, "mentions", "most_mentioned_for_town", "context")
        return instead, [Warn("township_not_in_gazetteer", detail)]
    if chosen is None:
        return None, [_undecided(undecided)] if undecided else []
    return chosen, unmatched(named, chosen.code)


def _by_names(named: list[Named], text: str, claimed: list[str]) -> tuple[Choice | None, Unit | None]:
    """The place of the first name that leaves one, or of a later one inside it.

    And the first name that leaves several.
    """
    chosen: Choice | None = None
    undecided: Unit | None = None
    sure_places = [unit.codes[0] for _, _, unit, _ in named if len(unit.codes) == 1]
    for rule, found_in, unit, _ in named:
        codes = _narrowed(unit.codes, sure_places, text, claimed)
        if len(codes) == 1 and (chosen is None or is_inside(codes[0], chosen.code)):
            sure = len(unit.codes) == 1 and not unit.bare
            chosen = Choice(codes[0], found_in, rule, "certain" if sure else "context", unit.raw or None)
        elif len(codes) > 1:
            undecided = undecided or unit
    return chosen, undecided


def _narrowed(codes: tuple[str, ...], sure: list[str], text: str, claimed: list[str]) -> tuple[str, ...]:
    """Fewer of several places of one name: by the places of the other names, then the text, then the page's claims."""
    for place in sure:
        codes = tuple(code for code in codes if is_within(code, place)) or codes
    if len(codes) > 1:
        codes = narrowed_by(codes, text)
    if len(codes) > 1 and claimed:
        codes = tuple(code for code in codes if any(is_within(code, claim) for claim in claimed)) or codes
    return codes


def _by_mentions(named: list[Named], text: str) -> Choice | None:
    if any(is_central(name.line) for name in named):
        return None
    code = region_of_mentions(text, level_of(named))
    return Choice(code, "mentions", "most_mentioned", "context") if code is not None else None


def _other_home(codes: tuple[str, ...], named: list[Named], text: str) -> str | None:
    """Where the text is at home, if a town that was named without its county does not lie there; else None.

    The gazetteer may lack the right town: one of the same name may have been merged with another.
    """
    towns = all(len(code) == 9 for code in codes)
    if not towns or not any(name.unit.bare for name in named if set(codes) & set(name.unit.codes)):
        return None
    home = spoken_of(text, next(name.unit.name for name in named if name.unit.bare))
    return home if home is not None and not any(is_within(code, home) for code in codes) else None


def _undecided(unit: Unit) -> Warn:
    detail = f"{unit.name} names {len(unit.codes)} places and nothing on the page decides"
    return Warn("agency_not_in_gazetteer", detail)
