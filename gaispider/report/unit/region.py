"""The division of the reporting unit, by code. Order of trust: the site, the title, the unit, places in the text.

The site decides the county. Title and unit (in the sign-off or in sentences) decide the township or county within it. A
county's department has the county's code. If no source decides, the value is None. The path of a URL is never used,
because its folders name other units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from gaispider.items import Agency, Certainty, Found, Region, Warn, WarningCode
from gaispider.report.unit.agency import unit_of_title
from gaispider.report.unit.central import is_central
from gaispider.report.unit.region_mentions import narrowed_by, only_county, region_of_mentions
from gaispider.report.unit.region_unit import Unit, read_unit
from gaispider.text.places import division, find_places, is_within
from gaispider.text.places.gazetteer import stems
from gaispider.text.places.names import stem

# Labels of an encyclopedia's infobox for the region.
_CLAIM_LABELS = (
    "归属地",
    "所属地",
    "所属区域",
    "所在地",
    "所属省",
    "所属行政区",
    "行政区",
    "隶属",
    "地区",
    "省份",
    "地点",
)


class _Named(NamedTuple):
    """A unit named on the page, and the rule by which its place gives the region."""

    rule: str
    found_in: Found
    unit: Unit
    line: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """A chosen place, the rule that chose it, and the words that name it."""

    code: str
    found_in: Found
    rule: str
    certainty: Certainty
    raw: str | None = None


def resolve_region(
    *,
    site_region: str | None,
    title: str | None,
    agency: Agency | None,
    text: str,
    claims: Iterable[tuple[str, str]] = (),
    head: str = "",
) -> tuple[Region | None, str | None, list[Warn]]:
    """The division of the reporting unit, the rule that chose it, and warnings; (None, None, warnings) if none does.

    `site_region` is the registry's code, None for copies and unknown hosts. `claims` are label and value of infoboxes
    beside the document (归属地: 辽宁); they can contradict a region but never give one. `head` is the text around the
    document (title element, breadcrumb): it decides between places of one name, but never gives one either.
    """
    named = [_Named("place_in_title", "title", read_unit(title or "", site_region), unit_of_title(title or "") or "")]
    if agency is not None:
        named.append(_Named("place_of_agency", agency.found_in, read_unit(agency.name, site_region), agency.name))
    claimed = [code for label, value in claims for code in _claimed(label, value)]
    choice: _Choice | None
    if site_region is not None and division(site_region) is not None:
        choice, warnings = _on_site(site_region, named, text)
    else:
        choice, warnings = _anywhere(named, text, claimed, head)
    if choice is None:
        return None, None, warnings
    region = _region(choice)
    warnings.extend(_against_claims(region, claimed))
    return region, choice.rule, warnings


def _on_site(site: str, named: list[_Named], text: str) -> tuple[_Choice, list[Warn]]:
    """The choice for a page of a known site: title, then sign-off, choose within the site's region, never outside."""
    choice = _SiteChoice(site, text)
    for name in named:
        choice.weigh(name)
    chosen = choice.chosen or choice.of_mentions(_level(named)) or choice.of_registry()
    return chosen, [*choice.warnings, *_unmatched(named, chosen.code)]


@dataclass(slots=True)
class _SiteChoice:
    """The place inside a site's region by the names seen so far, and the names that contradict each other.

    `missing` is a place named first that the gazetteer lacks; no later name replaces it. `named`: the site's own place
    was named.
    """

    site: str
    text: str
    chosen: _Choice | None = None
    missing: str | None = None
    named: bool = False
    warnings: list[Warn] = field(default_factory=list)

    def weigh(self, name: _Named) -> None:
        unit = name.unit
        of_site = tuple(code for code in unit.codes if is_within(code, self.site))
        inside = narrowed_by(of_site, self.text) if len(of_site) > 1 else of_site
        if inside == (self.site,):
            self.named = True
        elif len(inside) == 1:
            certainty: Certainty = "certain" if len(of_site) == 1 else "context"
            self._take(_Choice(inside[0], name.found_in, name.rule, certainty, unit.raw or None))
        elif len(inside) > 1:
            detail = f"{unit.name} names {len(inside)} places in {_path(self.site)}"
            self.warnings.append(Warn("agency_not_in_gazetteer", detail))
        elif unit.foreign:
            self._conflict(f"{name.found_in} names {_path(unit.codes[0])}, the site is {_path(self.site)}")
        if self.chosen is None and unit.unmatched and not unit.zone:
            self.missing = self.missing or unit.unmatched

    def _take(self, choice: _Choice) -> None:
        """Take the place of the first name, or a place inside it."""
        code, found_in = choice.code, choice.found_in
        if self.missing is not None and not _same_stem(self.missing, code):
            self._conflict(f"{found_in} names {_path(code)}, the title {self.missing}")
        elif self.chosen is None or _is_inside(code, self.chosen.code):
            self.chosen = choice
        elif not is_within(self.chosen.code, code):
            self._conflict(f"{found_in} names {_path(code)}, not {_path(self.chosen.code)}")

    def _conflict(self, detail: str) -> None:
        self.warnings.append(Warn("region_conflict", detail))

    def of_mentions(self, level: str) -> _Choice | None:
        """The county that the text is about, on the site of a prefecture or province, where no name gives a place."""
        if self.missing is not None:
            return self._home_of(self.missing)
        if self.named:
            return None
        code = region_of_mentions(self.text, level, within=self.site)
        inside = code is not None and _is_inside(code, self.site)
        return _Choice(code, "mentions", "most_mentioned", "context") if code is not None and inside else None

    def _home_of(self, town: str) -> _Choice | None:
        """The county in the site's region that the text mentions besides the town."""
        code = _spoken_of(self.text, town, within=self.site)
        if code is None or not _is_inside(code, self.site):
            return None
        return _Choice(code, "mentions", "most_mentioned_for_town", "context")

    def of_registry(self) -> _Choice:
        """The site's own place. It is certain if a name agrees, and none names an unknown place in it."""
        sure = self.named and self.missing is None
        return _Choice(self.site, "site", "site_of_registry", "certain" if sure else "context")


def _is_inside(code: str, other: str) -> bool:
    return code != other and is_within(code, other)


def _anywhere(named: list[_Named], text: str, claimed: list[str], head: str) -> tuple[_Choice | None, list[Warn]]:
    """The choice for a page of an unknown host: the first of title, sign-off and text that leaves one place."""
    chosen, undecided = _by_names(named, f"{text}\n{head}", claimed)
    if chosen is None and undecided is None:
        chosen = _by_mentions(named, text)
    if chosen is None and undecided is None:
        return None, _unmatched(named, None)
    codes = (chosen.code,) if chosen else undecided.codes if undecided else ()
    home = _other_home(codes, named, f"{text}\n{head}")
    if home is not None:
        place = division(codes[0])
        where = " and ".join(_path(code) for code in codes[:2])
        detail = f"{place.name if place else ''} lies in {where}, the text speaks of {_path(home)}"
        instead = _Choice(home, "mentions", "most_mentioned_for_town", "context")
        return instead, [Warn("township_not_in_gazetteer", detail)]
    if chosen is None:
        return None, [_undecided(undecided)] if undecided else []
    return chosen, _unmatched(named, chosen.code)


def _by_names(named: list[_Named], text: str, claimed: list[str]) -> tuple[_Choice | None, Unit | None]:
    """The place of the first name that leaves one, or of a later one inside it.

    And the first name that leaves several.
    """
    chosen: _Choice | None = None
    undecided: Unit | None = None
    sure_places = [unit.codes[0] for _, _, unit, _ in named if len(unit.codes) == 1]
    for rule, found_in, unit, _ in named:
        codes = _narrowed(unit.codes, sure_places, text, claimed)
        if len(codes) == 1 and (chosen is None or _is_inside(codes[0], chosen.code)):
            sure = len(unit.codes) == 1 and not unit.bare
            chosen = _Choice(codes[0], found_in, rule, "certain" if sure else "context", unit.raw or None)
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


def _by_mentions(named: list[_Named], text: str) -> _Choice | None:
    if any(is_central(name.line) for name in named):
        return None
    code = region_of_mentions(text, _level(named))
    return _Choice(code, "mentions", "most_mentioned", "context") if code is not None else None


def _other_home(codes: tuple[str, ...], named: list[_Named], text: str) -> str | None:
    """Where the text is at home, if a town that was named without its county does not lie there; else None.

    The gazetteer may lack the right town: one of the same name may have been merged with another.
    """
    towns = all(len(code) == 9 for code in codes)
    if not towns or not any(name.unit.bare for name in named if set(codes) & set(name.unit.codes)):
        return None
    home = _spoken_of(text, next(name.unit.name for name in named if name.unit.bare))
    return home if home is not None and not any(is_within(code, home) for code in codes) else None


def _spoken_of(text: str, town: str, *, within: str | None = None) -> str | None:
    """The county or prefecture that a text mentions besides a town. The town's own name does not count as a mention."""
    around = text.replace(town, "")
    return region_of_mentions(around, within=within) or only_county(around)


def _undecided(unit: Unit) -> Warn:
    detail = f"{unit.name} names {len(unit.codes)} places and nothing on the page decides"
    return Warn("agency_not_in_gazetteer", detail)


def _level(named: list[_Named]) -> str:
    """The kind of place in a unit's own name: 县 of 县教育局, 区 of 2014年区财政局; empty if none has one."""
    return next((name.unit.level for name in reversed(named) if name.unit.level), "")


def _unmatched(named: list[_Named], code: str | None) -> list[Warn]:
    """A warning for each name of a place in title or sign-off that the gazetteer lacks."""
    where = f"; the record has {_path(code)}" if code else ""
    kinds: dict[str, WarningCode] = {}
    for _, _, unit, _ in named:
        if unit.unmatched and not (code and len(code) == 9):
            kinds.setdefault(unit.unmatched, "agency_not_in_gazetteer" if unit.zone else "township_not_in_gazetteer")
    return [Warn(kind, f"{name} is not in the gazetteer{where}") for name, kind in kinds.items()]


def _same_stem(town: str, code: str) -> bool:
    """Whether a township only changed its rank: 参内乡, 参内镇."""
    place = division(code)
    return place is not None and stem(place.name) == stem(town)


def _claimed(label: str, value: str) -> list[str]:
    """The one region that a line of an infobox claims, if its label is of that kind; else empty."""
    # Imported here: few pages have such boxes, and the dictionaries of script are large.
    from gaispider.text.script import to_simplified

    label, value = to_simplified(label).text.strip(" :："), to_simplified(value).text.strip(" :：,，。")
    if not any(known in label for known in _CLAIM_LABELS):
        return []
    codes = stems().get(value) or next((mention.codes for mention in reversed(find_places(value))), ())
    return [codes[0]] if len(codes) == 1 or (codes and codes[0].endswith("0000")) else []


def _against_claims(region: Region, claimed: list[str]) -> list[Warn]:
    return [
        Warn("region_conflict", f"the page claims {_path(code)}, the report is of {'/'.join(region.path)}")
        for code in dict.fromkeys(claimed)
        if not is_within(region.code, code) and not is_within(code, region.code)
    ]


def _path(code: str) -> str:
    place = division(code)
    return "/".join(place.path) if place else code


def _region(choice: _Choice) -> Region:
    place = division(choice.code)
    if place is None:
        raise KeyError(f"division {choice.code} is not in the gazetteer")
    path = list(place.path)
    return Region(place.code, place.name, place.level, path, choice.found_in, choice.raw, choice.certainty)
