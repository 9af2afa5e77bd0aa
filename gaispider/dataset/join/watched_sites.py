"""The governments and divisions that registry and store watch, and the units that ended there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from gaispider.dataset.join.population import Watched
from gaispider.dataset.rows.unit_identity import county_of
from gaispider.sites.model import Site
from gaispider.sites.registered import government_of, is_own


def watched_sites(sites: Mapping[str, Site], collected: Collection[str]) -> Watched:
    """Divisions with a site, by their code as it is now. `collected` are the keys of the sites that have records.

    A site is the government's own by its name (a zone without a home page in the table takes any of its sites).
    """
    by_region: dict[str, list[Site]] = defaultdict(list)
    by_county: dict[str, list[Site]] = defaultdict(list)
    ended: dict[str, dict[str, int]] = {}
    for key in sorted(sites):
        site = sites[key]
        if site.region is not None:
            by_region[site.region].append(site)
            by_county[county_of(site.region)].append(site)
            if site.ended:
                ended.setdefault(county_of(site.region), {}).update(site.ended)
    kinds: dict[str, dict[str, str]] = {name: {} for name in _KINDS}
    for region, inside in by_region.items():
        kind, key = _watches(inside, collected)
        kinds[kind][region] = key
    single = {county: inside[0].key for county, inside in by_county.items() if all(site.single for site in inside)}
    return Watched(ended=ended, all_single=single, **kinds)


_KINDS = ("collected", "registered", "single", "others")


def _watches(inside: list[Site], collected: Collection[str]) -> tuple[str, str]:
    """How the sites of a region watch its government, a word of _KINDS, and the key of the first that does."""
    own = [site for site in inside if _is_own(site)]
    columns = [site.key for site in own if not site.single]
    found = (
        [key for key in columns if key in collected],
        columns,
        [site.key for site in own],
        [site.key for site in inside],
    )
    return next((kind, keys[0]) for kind, keys in zip(_KINDS, found, strict=True) if keys)


def _is_own(site: Site) -> bool:
    portal = government_of(site)
    return portal is None or portal.code != site.region or is_own(site, portal)
