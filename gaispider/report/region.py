"""Whose report it is, by division code. Order of trust: the site, the title, the sign-off, places the text mentions.

The site decides the county, title and sign-off the township or county inside it; a department of a county has the
county's code. What no source decides stays None; the path of a URL is never asked (its folders name other units).
"""

from __future__ import annotations

from collections.abc import Iterable

from gaispider.items import Agency, Found, Region, Warn, WarningCode
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


def resolve_region(
    *,
    site_region: str | None,
    title: str | None,
    agency: Agency | None,
    text: str,
    claims: Iterable[tuple[str, str]] = (),
) -> tuple[Region | None, list[Warn]]:
    """The division of the unit that reports, and what a person should know about it.

    `site_region` is the registry's code, None for copies and unknown hosts; `claims` are label and value of boxes
    beside the document (归属地: 辽宁), which can contradict a region but never give one.
    """
    named: list[tuple[Found, Unit]] = [("title", read_unit(title or "", site_region))]
    if agency is not None:
        named.append((agency.found_in, read_unit(agency.name, site_region)))
    claimed = [code for label, value in claims for code in _claimed(label, value)]
    region: Region | None
    if site_region is not None and division(site_region) is not None:
        region, warnings = _on_site(site_region, named, text)
    else:
        region, warnings = _anywhere(named, text, claimed)
    if region is not None:
        warnings.extend(_against_claims(region, claimed))
    return region, warnings


def _on_site(site: str, named: list[tuple[Found, Unit]], text: str) -> tuple[Region, list[Warn]]:
    """A page of a known site: title, then sign-off, choose inside the site's region; nothing leads out of it."""
    warnings: list[Warn] = []
    chosen: tuple[str, Found] | None = None
    missing: str | None = None
    for found_in, unit in named:
        inside = tuple(code for code in unit.codes if is_within(code, site))
        if len(inside) > 1:
            inside = narrowed_by(inside, text)
        if len(inside) == 1 and inside[0] != site:
            code = inside[0]
            if missing is not None and not _same_stem(missing, code):
                warnings.append(Warn("region_conflict", f"{found_in} names {_path(code)}, the title {missing}"))
            elif chosen is None or (code != chosen[0] and is_within(code, chosen[0])):
                chosen = (code, found_in)
            elif not is_within(chosen[0], code):
                warnings.append(Warn("region_conflict", f"{found_in} names {_path(code)}, not {_path(chosen[0])}"))
        elif len(inside) > 1:
            warnings.append(Warn("agency_not_in_gazetteer", f"{unit.name} names {len(inside)} places in {_path(site)}"))
        elif unit.foreign:
            detail = f"{found_in} names {_path(unit.codes[0])}, the site is {_path(site)}"
            warnings.append(Warn("region_conflict", detail))
        if chosen is None and unit.unmatched and not unit.zone:
            missing = missing or unit.unmatched
    warnings.extend(_unmatched(named, chosen[0] if chosen else site))
    return _region(*(chosen or (site, "site"))), warnings


def _anywhere(named: list[tuple[Found, Unit]], text: str, claimed: list[str]) -> tuple[Region | None, list[Warn]]:
    """A page whose host says nothing: the first of title, sign-off and text that leaves one place."""
    chosen: tuple[str, Found] | None = None
    undecided: Unit | None = None
    others = [unit.codes for _, unit in named if len(unit.codes) == 1]
    for found_in, unit in named:
        codes = unit.codes
        for hint in others:
            codes = tuple(code for code in codes if is_within(code, hint[0])) or codes
        if len(codes) > 1:
            codes = narrowed_by(codes, text)
        if len(codes) > 1 and claimed:
            codes = tuple(code for code in codes if any(is_within(code, claim) for claim in claimed)) or codes
        if len(codes) == 1 and (chosen is None or (codes[0] != chosen[0] and is_within(codes[0], chosen[0]))):
            chosen = (codes[0], found_in)
        elif len(codes) > 1:
            undecided = undecided or unit
    if chosen is None and undecided is None:
        code = region_of_mentions(text, _level(named))
        chosen = (code, "mentions") if code is not None else None
    if chosen is not None and len(chosen[0]) == 9 and any(unit.bare for _, unit in named if chosen[0] in unit.codes):
        # The gazetteer's only town of a name need not be the one: its namesake may have been merged away.
        home = region_of_mentions(text)
        if home is not None and not is_within(chosen[0], home):
            place = division(chosen[0])
            detail = f"{place.name if place else ''} lies in {_path(chosen[0])}, the text speaks of {_path(home)}"
            return _region(home, "mentions"), [Warn("township_not_in_gazetteer", detail)]
    if chosen is None:
        detail = (
            f"{undecided.name} names {len(undecided.codes)} places and nothing on the page decides" if undecided else ""
        )
        return None, [Warn("agency_not_in_gazetteer", detail)] if undecided else _unmatched(named, None)
    return _region(*chosen), _unmatched(named, chosen[0])


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


def _region(code: str, found_in: Found) -> Region:
    place = division(code)
    if place is None:
        raise KeyError(f"division {code} is not in the gazetteer")
    return Region(place.code, place.name, place.level, list(place.path), found_in)
