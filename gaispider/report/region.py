"""Whose report it is, by division code. Order of trust: the site, the title, the sign-off, places the text mentions.

The site decides the county, title and sign-off the township or county inside it; a department of a county has the
county's code. What no source decides stays None; the path of a URL is never asked (its folders name other units).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gaispider.items import Agency, Certainty, Found, Region, Warn, WarningCode
from gaispider.report.region_mentions import narrowed_by, region_of_mentions
from gaispider.report.region_unit import Unit, read_unit
from gaispider.text.places import division, find_places, is_within
from gaispider.text.places.gazetteer import stems
from gaispider.text.places.names import stem

# Labels of an encyclopedia's box that claim where the thing belongs.
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


# The rule by which title or agency give the region, in the order in which they are asked.
_NAMED = ("place_in_title", "place_of_agency")


@dataclass(frozen=True, slots=True)
class _Choice:
    """A place that was chosen, by which rule, and the words that name it."""

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
) -> tuple[Region | None, str | None, list[Warn]]:
    """The division of the unit that reports, the rule that chose it, and what a person should know about it.

    `site_region` is the registry's code, None for copies and unknown hosts; `claims` are label and value of boxes
    beside the document (归属地: 辽宁), which can contradict a region but never give one.
    """
    named: list[tuple[Found, Unit]] = [("title", read_unit(title or "", site_region))]
    if agency is not None:
        named.append((agency.found_in, read_unit(agency.name, site_region)))
    claimed = [code for label, value in claims for code in _claimed(label, value)]
    choice: _Choice | None
    if site_region is not None and division(site_region) is not None:
        choice, warnings = _on_site(site_region, named, text)
    else:
        choice, warnings = _anywhere(named, text, claimed)
    if choice is None:
        return None, None, warnings
    region = _region(choice)
    warnings.extend(_against_claims(region, claimed))
    return region, choice.rule, warnings


def _on_site(site: str, named: list[tuple[Found, Unit]], text: str) -> tuple[_Choice, list[Warn]]:
    """A page of a known site: title, then sign-off, choose inside the site's region; nothing leads out of it."""
    warnings: list[Warn] = []
    chosen: _Choice | None = None
    missing: str | None = None
    site_named = False
    for rule, (found_in, unit) in zip(_NAMED, named, strict=False):
        inside = tuple(code for code in unit.codes if is_within(code, site))
        certainty: Certainty = "certain" if len(inside) == 1 else "context"
        if len(inside) > 1:
            inside = narrowed_by(inside, text)
        site_named = site_named or inside == (site,)
        if len(inside) == 1 and inside[0] != site:
            code = inside[0]
            if missing is not None and not _same_stem(missing, code):
                warnings.append(Warn("region_conflict", f"{found_in} names {_path(code)}, the title {missing}"))
            elif chosen is None or (code != chosen.code and is_within(code, chosen.code)):
                chosen = _Choice(code, found_in, rule, certainty, unit.raw or None)
            elif not is_within(chosen.code, code):
                warnings.append(Warn("region_conflict", f"{found_in} names {_path(code)}, not {_path(chosen.code)}"))
        elif len(inside) > 1:
            warnings.append(Warn("agency_not_in_gazetteer", f"{unit.name} names {len(inside)} places in {_path(site)}"))
        elif unit.foreign:
            detail = f"{found_in} names {_path(unit.codes[0])}, the site is {_path(site)}"
            warnings.append(Warn("region_conflict", detail))
        if chosen is None and unit.unmatched and not unit.zone:
            missing = missing or unit.unmatched
    if chosen is None:
        sure = site_named and missing is None
        chosen = _Choice(site, "site", "site_of_registry", "certain" if sure else "context")
    warnings.extend(_unmatched(named, chosen.code))
    return chosen, warnings


def _anywhere(named: list[tuple[Found, Unit]], text: str, claimed: list[str]) -> tuple[_Choice | None, list[Warn]]:
    """A page whose host says nothing: the first of title, sign-off and text that leaves one place."""
    chosen: _Choice | None = None
    undecided: Unit | None = None
    others = [unit.codes for _, unit in named if len(unit.codes) == 1]
    for rule, (found_in, unit) in zip(_NAMED, named, strict=False):
        codes = unit.codes
        for hint in others:
            codes = tuple(code for code in codes if is_within(code, hint[0])) or codes
        if len(codes) > 1:
            codes = narrowed_by(codes, text)
        if len(codes) > 1 and claimed:
            codes = tuple(code for code in codes if any(is_within(code, claim) for claim in claimed)) or codes
        if len(codes) == 1 and (chosen is None or (codes[0] != chosen.code and is_within(codes[0], chosen.code))):
            sure = len(unit.codes) == 1 and not unit.bare
            chosen = _Choice(codes[0], found_in, rule, "certain" if sure else "context", unit.raw or None)
        elif len(codes) > 1:
            undecided = undecided or unit
    if chosen is None and undecided is None:
        code = region_of_mentions(text, _level(named))
        chosen = _Choice(code, "mentions", "most_mentioned", "context") if code is not None else None
    is_town = chosen is not None and len(chosen.code) == 9
    if chosen is not None and is_town and any(unit.bare for _, unit in named if chosen.code in unit.codes):
        # The gazetteer's only town of a name need not be the one: its namesake may have been merged away.
        home = region_of_mentions(text)
        if home is not None and not is_within(chosen.code, home):
            place = division(chosen.code)
            detail = f"{place.name if place else ''} lies in {_path(chosen.code)}, the text speaks of {_path(home)}"
            instead = _Choice(home, "mentions", "most_mentioned_for_town", "context")
            return instead, [Warn("township_not_in_gazetteer", detail)]
    if chosen is None:
        detail = (
            f"{undecided.name} names {len(undecided.codes)} places and nothing on the page decides" if undecided else ""
        )
        return None, [Warn("agency_not_in_gazetteer", detail)] if undecided else _unmatched(named, None)
    return chosen, _unmatched(named, chosen.code)


def _level(named: list[tuple[Found, Unit]]) -> str:
    """What kind of place the unit calls itself by: 县 of 县教育局, 2014年区财政局; empty if by none."""
    return next((unit.level for _, unit in reversed(named) if unit.level), "")


def _unmatched(named: list[tuple[Found, Unit]], code: str | None) -> list[Warn]:
    """What title or sign-off name as the unit's place and the gazetteer lacks, each name once."""
    where = f"; the record has {_path(code)}" if code else ""
    kinds: dict[str, WarningCode] = {}
    for _, unit in named:
        if unit.unmatched and not (code and len(code) == 9):
            kinds.setdefault(unit.unmatched, "agency_not_in_gazetteer" if unit.zone else "township_not_in_gazetteer")
    return [Warn(kind, f"{name} is not in the gazetteer{where}") for name, kind in kinds.items()]


def _same_stem(town: str, code: str) -> bool:
    """A township raised in rank since: 参内乡, 参内镇."""
    place = division(code)
    return place is not None and stem(place.name) == stem(town)


def _claimed(label: str, value: str) -> list[str]:
    """The one region that a box's line claims, if its label is of that kind."""
    # Loaded here: few pages carry such boxes, and the script's dictionaries are large.
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
