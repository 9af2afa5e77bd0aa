"""What a choice of a region is made of: units that the page names, the place chosen, and questions to both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gaispider.items import Certainty, Found, Warn, WarningCode
from gaispider.report.unit.region_mentions import only_county, region_of_mentions
from gaispider.report.unit.region_unit import Unit
from gaispider.text.places import division, is_within


class Named(NamedTuple):
    """A unit named on the page, and the rule by which its place gives the region."""

    rule: str
    found_in: Found
    unit: Unit
    line: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen place, the rule that chose it, and the words that name it."""

    code: str
    found_in: Found
    rule: str
    certainty: Certainty
    raw: str | None = None


def is_inside(code: str, other: str) -> bool:
    """Whether the division `code` lies in the division `other` and is not that one."""
    return code != other and is_within(code, other)


def spoken_of(text: str, town: str, *, within: str | None = None) -> str | None:
    """The county or prefecture that a text mentions besides a town. The town's own name does not count as a mention."""
    around = text.replace(town, "")
    return region_of_mentions(around, within=within) or only_county(around)


def level_of(named: list[Named]) -> str:
    """The kind of place in a unit's own name: 县 of 县教育局, 区 of 2014年区财政局; empty if none has one."""
    return next((name.unit.level for name in reversed(named) if name.unit.level), "")


def unmatched(named: list[Named], code: str | None) -> list[Warn]:
    """A warning for each name of a place in title or sign-off that the gazetteer lacks."""
    where = f"; the record has {path_of(code)}" if code else ""
    kinds: dict[str, WarningCode] = {}
    for _, _, unit, _ in named:
        if unit.unmatched and not (code and len(code) == 9):
            kinds.setdefault(unit.unmatched, "agency_not_in_gazetteer" if unit.zone else "township_not_in_gazetteer")
    return [Warn(kind, f"{name} is not in the gazetteer{where}") for name, kind in kinds.items()]


def path_of(code: str) -> str:
    """The names of a division from the province down, joined by `/`; the code itself if it is unknown."""
    place = division(code)
    return "/".join(place.path) if place else code
