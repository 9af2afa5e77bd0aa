"""Expands the start templates of a site over its years and areas."""

from __future__ import annotations

from collections.abc import Collection

from gaispider.sites.model import Site


def start_urls(site: Site, years: Collection[int] | None = None) -> list[str]:
    """The start URLs in the entry's order, the newest year first.

    `years` restricts templates with `{year}`. A template without `{year}` is always used: it may list any year.
    """
    wanted = sorted(set(site.years if years is None else set(site.years) & set(years)), reverse=True)
    found: list[str] = []
    for template in site.start:
        for area in site.areas if "{area}" in template else ("",):
            url = template.replace("{area}", area)
            found.extend([url.replace("{year}", str(year)) for year in wanted] if "{year}" in url else [url])
    return list(dict.fromkeys(found))
