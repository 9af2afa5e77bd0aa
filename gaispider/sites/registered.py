"""What the registry has of each government: no entry, entries of its units only, or how sure its own entry is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gaispider.sites.model import Site
from gaispider.sites.portals import Portal, by_code, portals, within
from gaispider.text.places.gazetteer import ancestors
from gaispider.text.places.names import stem

NO_ENTRY, UNITS_ONLY, SINGLE, PROVED = "no entry", "units only", "single", "proved"
# The least known first. From `single` on they are of the government's own entry.
STATES = (NO_ENTRY, UNITS_ONLY, SINGLE, "guess", "derived", "found", "certain", PROVED)


@dataclass(frozen=True, slots=True)
class Registered:
    """A government with the entries in its division: `own` are its own, `others` those of departments and towns."""

    portal: Portal
    own: tuple[Site, ...] = ()
    others: tuple[Site, ...] = ()

    @property
    def state(self) -> str:
        """A word of STATES: that of the best entry of its own."""
        if not self.own:
            return UNITS_ONLY if self.others else NO_ENTRY
        return max((state_of(site) for site in self.own), key=STATES.index)

    @property
    def proved(self) -> str | None:
        """What proves its own entry, as the entry says it."""
        return next((site.proved for site in self.own if site.proved), None)

    def as_json(self) -> dict[str, object]:
        """One line of `scrapy sites --unregistered --json`."""
        portal = self.portal
        return {
            "code": portal.code or None,
            "name": portal.path,
            "level": portal.level,
            "state": self.state,
            "proved": self.proved,
            "probed": next((site.probe.kind for site in self.own if site.probe), None),
            "home": portal.address,
            "access": portal.access,
            "key": portal.key,
            "entries": [site.key for site in (*self.own, *self.others)],
        }


def state_of(site: Site) -> str:
    """How sure one entry is: single, its confidence (derived where it says none) or proved."""
    if site.single:
        return SINGLE
    return PROVED if site.proved else site.confidence or "derived"


def registered(sites: Mapping[str, Site], regions: tuple[str, ...] = ()) -> list[Registered]:
    """Every government of some divisions (codes or their beginnings; none: of all), in the order of the table.

    An entry belongs to the government of its region; that of a township or zone to the next one above that has a home
    page in the table.
    """
    entries: dict[str, list[Site]] = defaultdict(list)
    for site in sites.values():
        if (portal := government_of(site)) is not None:
            entries[portal.code].append(site)
    wanted = dict.fromkeys(portal for region in regions for portal in within(region)) if regions else portals()
    return [_registered(portal, entries.get(portal.code, [])) for portal in wanted]


def government_of(site: Site) -> Portal | None:
    """The government in whose division a site lies; None for copies, which lie in none."""
    if site.region is None:
        return None
    return next((by_code()[code] for code in ancestors(site.region) if code in by_code()), None)


def is_own(site: Site, portal: Portal) -> bool:
    """Whether an entry is of the government itself, by its name: not of a department, town or zone in its division."""
    return site.region == portal.code and _own_name(portal.name).search(site.name) is not None


@lru_cache(maxsize=4096)
def _own_name(name: str) -> re.Pattern[str]:
    # 长白县人民政府办公室, 长白朝鲜族自治县人民政府, 武江区(年报栏); not 长白县长白镇人民政府, not 长白县财政局.
    own = rf"{re.escape(stem(name))}[^镇乡街苏]{{0,12}}?人民政府(?:办公[厅室]|机关)?(?:$|[(（])"
    return re.compile(rf"{own}|{re.escape(name)}[(（]年报")


def _registered(portal: Portal, entries: list[Site]) -> Registered:
    own = tuple(site for site in entries if is_own(site, portal))
    return Registered(portal, own, tuple(site for site in entries if site not in own))
