"""Reads the registry, data/sites/*.toml, into sites. A wrong entry becomes a Fault and stops no other entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from gaispider.sites.canonical import belongs
from gaispider.sites.divisions import code_and_name, nearest_codes
from gaispider.sites.entry_checks import FIELDS, WrongFactError, suggestion
from gaispider.sites.model import Site
from gaispider.sites.toml_file import TomlFaultError, read_toml
from gaispider.text.places import division

# `22-jilin.toml`: the first two digits of every division code in it; `00-` holds copies without region or hosts.
_FILE = re.compile(r"(\d{2})-[a-z_]+\.toml$")
_COPIES = "00"


class RegistryError(ValueError):
    """A fact is missing or wrong. The message names file, site, field and cure."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry or file that cannot be used. `keys` are the sites in it, as far as they are readable."""

    file: str
    keys: tuple[str, ...]
    sentence: str

    @property
    def label(self) -> str:
        """The name for tables: the site's key, or the file if it is not exactly one site."""
        return self.keys[0] if len(self.keys) == 1 else self.file


@dataclass(slots=True)
class Registry:
    """The usable sites by key, in the order of files and entries, and the faults."""

    sites: dict[str, Site] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault_of(self, key: str) -> Fault | None:
        """The fault of the site of that key; None if it is usable or unknown."""
        if key in self.sites:
            return None
        return next((faults for faults in self.faults if key in faults.keys), None)


def read_registry(folder: Path, families: Collection[str] | None = None) -> Registry:
    """Read all TOML files of the folder.

    `families` are the known family names; with None, families are not checked. Raises RegistryError if the folder does
    not exist.
    """
    if not folder.is_dir():
        raise RegistryError(f"{folder}: there is no such folder of sites; set SITES_DIR to one that holds *.toml files")
    registry = Registry()
    seen: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        for found in _read(file, families):
            keys = (found.key,) if isinstance(found, Site) else found.keys
            # A faulty entry also owns its key: a second site must not get its folder in the store.
            first = next((key for key in keys if key in seen), None)
            if first is not None:
                registry.faults.append(_duplicate_key(found, first, seen[first]))
            elif isinstance(found, Site):
                registry.sites[found.key] = found
            else:
                registry.faults.append(found)
            name = found.name if isinstance(found, Site) else "not readable"
            seen.update({key: f"{found.file} ({name})" for key in keys if key not in seen})
    return registry


def load_sites(folder: Path, families: Collection[str] | None = None) -> dict[str, Site]:
    """The sites of `read_registry` by key. Raises RegistryError if there is any fault."""
    registry = read_registry(folder, families)
    if registry.faults:
        raise RegistryError(registry.faults[0].sentence)
    return registry.sites


def _duplicate_key(found: Site | Fault, key: str, where: str) -> Fault:
    if isinstance(found, Fault):
        return Fault(found.file, (), found.sentence)
    return Fault(
        found.file,
        (),
        f"{found.file}: site {key}: key stands already in {where}; "
        f"append the newcomer's division code, such as {key}_{found.region or 'copy'}",
    )


def _read(file: Path, families: Collection[str] | None) -> Iterator[Site | Fault]:
    named = _FILE.match(file.name)
    try:
        content = read_toml(file)
    except TomlFaultError as fault:
        yield Fault(file.name, fault.keys, str(fault))
        return
    entries = content.pop("site", [])
    if not named:
        sentence = f"{file.name}: a file of sites is named NN-province.toml, such as 22-jilin.toml"
        yield Fault(file.name, _keys(entries), sentence)
        return
    if not isinstance(entries, list):
        sentence = f"{file.name}: write [[site]] with two brackets, so that a file can hold many sites"
        yield Fault(file.name, _keys(entries), sentence)
        return
    if content:
        name = next(iter(content))
        sentence = f"{file.name}: {name!r} stands outside an entry; put it below a [[site]] line"
        if isinstance(content[name], list | dict):
            sentence = f"{file.name}: [[{name}]] is not read; every entry begins with [[site]]"
        yield Fault(file.name, _keys(content), sentence)
    for place, entry in enumerate(entries, start=1):
        try:
            site = _site(file.name, place, entry)
            _check(site, named[1], families)
        except RegistryError as error:
            yield Fault(file.name, _keys(entry), str(error))
        else:
            yield site


def _keys(entries: Any) -> tuple[str, ...]:
    """The keys in one entry or a list of entries."""
    several = entries if isinstance(entries, list) else [entries]
    return tuple(key for entry in several if isinstance(entry, dict) and isinstance(key := entry.get("key"), str))


def _site(file: str, place: int, entry: Any) -> Site:
    if not isinstance(entry, dict):
        raise RegistryError(f"{file}: site number {place} is no entry; begin it with [[site]] on a line of its own")
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
    """The facts against each other, the file, the gazetteer and the known families; raises with the first fault."""
    faults = chain(_of_family(site, families), _of_province(site, province), _of_templates(site), _of_hosts(site))
    fault = next(faults, None)
    if fault is not None:
        raise RegistryError(f"{site.file}: site {site.key}: {fault}")


def _of_family(site: Site, families: Collection[str] | None) -> Iterator[str]:
    if families is not None and site.family not in families:
        yield f"family {site.family} is not known{suggestion(site.family, list(families))}"


def _of_province(site: Site, province: str) -> Iterator[str]:
    """What the file's province asks of an entry."""
    if province != _COPIES:
        for name, value in (("region", site.region), ("hosts", site.hosts), ("start", site.start)):
            if not value:
                yield f"{name} is missing; every entry outside 00-copies.toml needs it"
    if site.region is None:
        return
    if not site.region.startswith(province):
        yield f"region {code_and_name(site.region)} does not begin with {province}; move it to its province's file"
    if division(site.region) is None:
        near = ", ".join(code_and_name(code) for code in nearest_codes(site.region))
        yield f"region {site.region} is not in the gazetteer; nearest are {near or 'none'}"


def _of_templates(site: Site) -> Iterator[str]:
    """Placeholders of `start`, and what fills them in."""
    for placeholder, values in (("year", site.years), ("area", site.areas)):
        used = any(f"{{{placeholder}}}" in template for template in site.start)
        if used and not values:
            yield f"{placeholder}s is missing; start has the placeholder {{{placeholder}}}"
        if values and not used:
            yield f"{placeholder}s stands without a {{{placeholder}}} in start; use it or drop it"


def _of_hosts(site: Site) -> Iterator[str]:
    """Addresses that lie on none of the site's hosts."""
    for template in site.start:
        if not belongs(template, site):
            yield f"start has {template}, which is on none of the hosts; add its host to hosts"
    for where in site.accept:
        if "://" in where and not belongs(where, site):
            yield f"accept has {where}, which is on none of the hosts; for pages on another host write the host alone"
        if "://" not in where and where in site.hosts:
            yield f"accept has {where}, which is one of the hosts; name the listing's whole address"
    for twin, target in site.twins.items():
        if not belongs(twin, site) and not belongs(target, site):
            yield f"twins has {twin}, and neither it nor its canonical form is on the hosts"
