"""The warning that no unit is named: the region is then supposed, and must not be taken for the county's own report."""

from __future__ import annotations

import re

from gaispider.items import Report, Warn

# 镇人民政府, 我乡, 街道办事处: a town's office without the town's name. 乡镇企业局 is a bureau.
_NAMELESS_TOWN = re.compile(r"[我本全]?(?:镇|乡|街道|苏木)(?=$|人民|党|政府|政务|办事|委|机关|工委|综合)")


def supposed_unit(report: Report) -> list[Warn]:
    """A warning `unit_supposed` where the region comes from the site or from mentions, and no name confirms it."""
    region = report.region
    if region is None or region.raw is not None or region.found_in not in ("site", "mentions"):
        return []
    if region.certainty != "context":
        return []
    if report.agency is None:
        detail = f"nothing names the unit; {region.name} is a supposition"
    elif _NAMELESS_TOWN.match(report.agency.name):
        detail = f"{report.agency.name} does not say of which place; {region.name} is a supposition"
    else:
        return []
    return [Warn("unit_supposed", detail)]
