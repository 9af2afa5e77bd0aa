"""`scrapy sites --unregistered`: the governments without an entry of their own, with home page and how it answered."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from gaispider.commands import json_line
from gaispider.sites.model import Site

_LINE = "{:<7} {:<16} {:<10} {:<46} {}\n"


def show(sites: Mapping[str, Site], words: Sequence[str], *, as_json: bool) -> int:
    """Print the governments of some divisions (none: of all) that have no entry of their own; returns the exit code."""
    from gaispider.sites.divisions import UnknownDivisionError, regions_of
    from gaispider.sites.registered import NO_ENTRY, UNITS_ONLY, registered

    try:
        governments = registered(sites, regions_of(words))
    except UnknownDivisionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    lacking = [one for one in governments if one.state in (NO_ENTRY, UNITS_ONLY)]
    if not as_json and lacking:
        sys.stdout.write(_LINE.format("CODE", "ACCESS", "STATE", "HOME", "NAME"))
    for one in lacking:
        portal = one.portal
        row = (portal.code or "-", portal.access, one.state, portal.address, portal.path)
        sys.stdout.write(json_line(one.as_json()) if as_json else _LINE.format(*row))
    sys.stdout.flush()
    states = Counter(one.state for one in lacking)
    sys.stderr.write(
        f"{states[NO_ENTRY]} of {len(governments)} governments have no entry, {states[UNITS_ONLY]} only entries of "
        "departments or towns\n"
    )
    return 0
