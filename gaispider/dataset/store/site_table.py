"""The table sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gaispider.dataset.store.site_parts import SiteFacts
from gaispider.sites.model import Site


def site_rows(
    sites: Mapping[str, Site], facts: Iterable[SiteFacts], keys: Iterable[str] | None
) -> Iterator[dict[str, Any]]:
    """A row a site: all of the registry and the store, or those named."""
    by_key = {one.site: one for one in facts}
    for key in sorted({*sites, *by_key} if keys is None else set(keys)):
        site, found = sites.get(key), by_key.get(key)
        yield {
            "site": key,
            "name": site.name if site else None,
            "region": site.region if site else None,
            "family": site.family if site else None,
            "hosts": "|".join(site.hosts) or None if site else None,
            "confidence": site.confidence if site else None,
            "verified": site.verified if site else None,
            "in_registry": site is not None,
            "collected": found is not None,
            "records": found.records if found else 0,
            "reports": found.reports if found else 0,
            "imported": found.imported if found else 0,
            "first_fetched": found.first_fetched if found else None,
            "last_fetched": found.last_fetched if found else None,
        }
