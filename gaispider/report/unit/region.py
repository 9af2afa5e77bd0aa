"""The division of the reporting unit, by code. Order of trust: the site, the title, the unit, places in the text.

The site decides the county. Title and unit (in the sign-off or in sentences) decide the township or county within it. A
county's department has the county's code. If no source decides, the value is None. The path of a URL is never used,
because its folders name other units.
"""

from __future__ import annotations

from collections.abc import Iterable

from gaispider.items import Agency, Region, Warn
from gaispider.report.unit.agency import unit_of_title
from gaispider.report.unit.region_anywhere import choose_anywhere
from gaispider.report.unit.region_choice import Choice, Named, path_of
from gaispider.report.unit.region_on_site import choose_on_site
from gaispider.report.unit.region_unit import read_unit
from gaispider.text.places import division, find_places, is_within
from gaispider.text.places.gazetteer import stems

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
    named = [Named("place_in_title", "title", read_unit(title or "", site_region), unit_of_title(title or "") or "")]
    if agency is not None:
        named.append(Named("place_of_agency", agency.found_in, read_unit(agency.name, site_region), agency.name))
    claimed = [code for label, value in claims for code in _claimed(label, value)]
    choice: Choice | None
    if site_region is not None and division(site_region) is not None:
        choice, warnings = choose_on_site(site_region, named, text)
    else:
        choice, warnings = choose_anywhere(named, text, claimed, head)
    if choice is None:
        return None, None, warnings
    region = _region(choice)
    warnings.extend(_against_claims(region, claimed))
    return region, choice.rule, warnings


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
        Warn("region_conflict", f"the page claims {path_of(code)}, the report is of {'/'.join(region.path)}")
        for code in dict.fromkeys(claimed)
        if not is_within(region.code, code) and not is_within(code, region.code)
    ]


def _region(choice: Choice) -> Region:
    place = division(choice.code)
    if place is None:
        raise KeyError(f"division {choice.code} is not in the gazetteer")
    path = list(place.path)
    return Region(place.code, place.name, place.level, path, choice.found_in, choice.raw, choice.certainty)
