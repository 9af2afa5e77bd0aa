"""The registry: data/sites/*.toml read into sites. One wrong fact stops the load, with a sentence that says where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from gaispider.sites.canonical import belongs
from gaispider.sites.checks import FIELDS, WrongFactError, suggestion
from gaispider.sites.model import Site
from gaispider.text.places import division

# `22-jilin.toml`: the first two digits of every division code in it; `00-` holds copies without region or hosts.
_FILE = re.compile(r"(\d{2})-[a-z_]+\.toml$")
_COPIES = "00"


class RegistryError(ValueError):
    """A fact of the registry is missing or wrong. The message names file, site and field, and the cure."""


def load_sites(folder: Path, families: Collection[str] | None = None) -> dict[str, Site]:
    """Every site of the folder's TOML files by key, in the order of files and entries.

    `families` are the known family names; without them families are not checked. Raises RegistryError.
    """
    if not folder.is_dir():
        raise RegistryError(f"{folder}: there is no such folder of sites; set SITES_DIR to one that holds *.toml files")
    sites: dict[str, Site] = {}
    for file in sorted(folder.glob("*.toml")):
        for site in _read(file, families):
            first = sites.setdefault(site.key, site)
            if first is not site:
                raise RegistryError(
                    f"{file.name}: site {site.key}: key stands already in {first.file} ({first.name}); "
                    f"append the newcomer's division code, such as {site.key}_{site.region or 'copy'}"
                )
    return sites


def _read(file: Path, families: Collection[str] | None) -> Iterator[Site]:
    named = _FILE.match(file.name)
    if not named:
        raise RegistryError(f"{file.name}: a file of sites is named NN-province.toml, such as 22-jilin.toml")
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"{file.name}: is not TOML in UTF-8: {error}") from error
    entries = content.pop("site", [])
    if content:
        raise RegistryError(
            f"{file.name}: {next(iter(content))!r} stands outside an entry; put it below a [[site]] line"
        )
    if not isinstance(entries, list):
        raise RegistryError(f"{file.name}: write [[site]] with two brackets, so that a file can hold many sites")
    for place, entry in enumerate(entries, start=1):
        site = _site(file.name, place, entry)
        _check(site, named[1], families)
        yield site


def _site(file: str, place: int, entry: dict[str, Any]) -> Site:
    where = f"{file}: site {entry.get('key', f'number {place}')}"
    for name in entry:
        if name not in FIELDS:
            raise RegistryError(f"{where}: {name} is not a known field{suggestion(name, list(FIELDS))}")
    for name in ("key", "name", "family"):
        if name not in entry:
            raise RegistryError(f"{where}: {name} is missing; every entry needs it")
    values: dict[str, Any] = {}
    for name, fact in entry.items():
        field, convert = FIELDS[name]
        try:
            values[field] = convert(fact)
        except WrongFactError as error:
            raise RegistryError(f"{where}: {name} {error}") from error
    return Site(file=file, **values)


def _check(site: Site, province: str, families: Collection[str] | None) -> None:
    """The facts against each other, the file, the gazetteer and the known families."""
    where = f"{site.file}: site {site.key}"
    if families is not None and site.family not in families:
        raise RegistryError(f"{where}: family {site.family} is not known{suggestion(site.family, list(families))}")
    if province != _COPIES:
        for name, value in (("region", site.region), ("hosts", site.hosts), ("start", site.start)):
            if not value:
                raise RegistryError(f"{where}: {name} is missing; every entry outside 00-copies.toml needs it")
    if site.region is not None:
        if not site.region.startswith(province):
            raise RegistryError(
                f"{where}: region {site.region} does not begin with {province}; move it to its province's file"
            )
        if division(site.region) is None:
            raise RegistryError(
                f"{where}: region {site.region} is not in the gazetteer; look the code up in data/reference"
            )
    for placeholder, values in (("year", site.years), ("area", site.areas)):
        used = any(f"{{{placeholder}}}" in template for template in site.start)
        if used and not values:
            raise RegistryError(f"{where}: {placeholder}s is missing; start has the placeholder {{{placeholder}}}")
        if values and not used:
            raise RegistryError(
                f"{where}: {placeholder}s stands without a {{{placeholder}}} in start; use it or drop it"
            )
    for template in site.start:
        if not belongs(template, site):
            raise RegistryError(f"{where}: start has {template}, which is on none of the hosts; add its host to hosts")
    for twin, target in site.twins.items():
        if not belongs(twin, site) and not belongs(target, site):
            raise RegistryError(f"{where}: twins has {twin}, and neither it nor its canonical form is on the hosts")
