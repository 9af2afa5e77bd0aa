"""Reads the registry, data/sites/*.toml with its overlay over it, into sites. A wrong entry becomes a Fault and stops
no other entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, cast

from gaispider.sites.canonical import belongs
from gaispider.sites.divisions import code_and_name, nearest_codes
from gaispider.sites.entries import Entry, Fault, entries_of, keys_in
from gaispider.sites.entry_checks import FIELDS, suggestion
from gaispider.sites.facts.plain_facts import WrongFactError
from gaispider.sites.model import Site
from gaispider.sites.overlay import LOCAL, overlay_folder
from gaispider.text.places import division

_COPIES = "00"


class RegistryError(ValueError):
    """A fact is missing or wrong. The message names file, site, field and cure."""


@dataclass(slots=True)
class Registry:
    """The usable sites by key, in the order of files and entries, and the faults. `left_over` are overlays that no
    entry lies under any more, a sentence each: they stop nothing.
    """

    sites: dict[str, Site] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)

    def fault_of(self, key: str) -> Fault | None:
        """The fault of the site of that key; None if it is usable or unknown."""
        if key in self.sites:
            return None
        return next((faults for faults in self.faults if key in faults.keys), None)


def read_registry(folder: Path, families: Collection[str] | None = None, *, overlay: bool = True) -> Registry:
    """Read all TOML files of the folder and, with `overlay`, those of its overlay over them.

    `families` are the known family names; with None, families are not checked. Raises RegistryError if the folder does
    not exist.
    """
    if not folder.is_dir():
        raise RegistryError(f"{folder}: there is no such folder of sites; set SITES_DIR to one that holds *.toml files")
    registry = Registry()
    seen: dict[str, str] = {}
    for found in _with_overlay(_shipped(folder), _overlays(folder) if overlay else [], registry.left_over):
        made = found if isinstance(found, Fault) else site_of_entry(found, families)
        keys = (made.key,) if isinstance(made, Site) else made.keys
        # A faulty entry also owns its key: a second site must not get its folder in the store.
        first = next((key for key in keys if key in seen), None)
        if first is not None:
            registry.faults.append(_duplicate_key(made, first, seen[first]))
        elif isinstance(made, Site):
            registry.sites[made.key] = made
        else:
            registry.faults.append(made)
        name = made.name if isinstance(made, Site) else "not readable"
        seen.update({key: f"{made.file} ({name})" for key in keys if key not in seen})
    return registry


def load_sites(folder: Path, families: Collection[str] | None = None, *, overlay: bool = True) -> dict[str, Site]:
    """The sites of `read_registry` by key. Raises RegistryError if there is any fault."""
    registry = read_registry(folder, families, overlay=overlay)
    if registry.faults:
        raise RegistryError(registry.faults[0].sentence)
    return registry.sites


def read_entries(folder: Path, *, overlay: bool = True) -> dict[str, Entry]:
    """The entries by key with their facts as they stand in TOML, with `overlay` those of the overlay over them."""
    found = _with_overlay(_shipped(folder), _overlays(folder) if overlay else [], [])
    return {one.key: one for one in found if isinstance(one, Entry) and one.key is not None}


def _shipped(folder: Path) -> list[Entry | Fault]:
    return list(chain.from_iterable(entries_of(file, file.name) for file in sorted(folder.glob("*.toml"))))


def _overlays(folder: Path) -> list[Entry | Fault]:
    """What the overlay has: an entry a key; one that stands there twice is a fault."""
    files = sorted(overlay_folder(folder).glob("*.toml"))
    found = list(chain.from_iterable(entries_of(file, f"{LOCAL}/{file.name}") for file in files))
    first: dict[str, str] = {}
    for number, one in enumerate(found):
        if isinstance(one, Entry) and (key := one.key) is not None:
            if key in first:
                sentence = f"{one.file}: site {key}: stands already in {first[key]}; make one entry of the two"
                found[number] = Fault(one.file, (key,), sentence)
            first.setdefault(key, one.file)
    return found


def _with_overlay(
    shipped: list[Entry | Fault], overlays: list[Entry | Fault], left_over: list[str]
) -> Iterator[Entry | Fault]:
    """The shipped entries, each with what lies over it, then the entries of the overlay alone.

    A site whose overlay cannot be read is not used without it: what it says may be that the site moved.
    """
    broken = [fault for fault in overlays if isinstance(fault, Fault)]
    unreadable = {key for fault in broken for key in fault.keys}
    over = {one.key: one for one in overlays if isinstance(one, Entry) and one.key is not None}
    for found in shipped:
        if isinstance(found, Fault) or found.key is None:
            yield found
        elif found.key not in unreadable:
            yield _laid(found, over.pop(found.key, None))
    yield from broken
    unread = {f"{LOCAL}/{found.file}" for found in shipped if isinstance(found, Fault)}
    for one in overlays:
        if not isinstance(one, Entry) or one.key in unreadable or one.key not in (None, *over):
            continue
        if not _is_note(one):
            yield one
        # Where the shipped file has a fault, its entry may be there and only not be read.
        elif one.file not in unread:
            left_over.append(f"{one.file}: site {one.key}: the registry has no such entry any more; take this one out")


def _is_note(entry: Entry) -> bool:
    """Whether an entry of the overlay is no site of its own, but says something of a shipped one."""
    return entry.key is not None and not {"name", "family", "hosts", "start"} & set(entry.fields)


def _laid(entry: Entry, overlay: Entry | None) -> Entry | Fault:
    if overlay is None:
        return entry
    key = cast("str", entry.key)
    # The key of a new entry may be given to another place by an update: that is another site.
    if overlay.province != entry.province or overlay.fields.get("region", "") not in ("", entry.fields.get("region")):
        other = f"{entry.file} ({entry.fields.get('name')}, {entry.fields.get('region')})"
        cure = "append the division code to its key if it is another site; else take its region out"
        return Fault(overlay.file, (key,), f"{overlay.file}: site {key}: is not in the region of {other}; {cure}")
    return entry.under(overlay)


def site_of_entry(entry: Entry, families: Collection[str] | None = None) -> Site | Fault:
    """The site that an entry's facts make, or the first thing that is wrong with them."""
    try:
        site = _site(entry)
        _check(site, entry, families)
    except RegistryError as error:
        return Fault(entry.laid or entry.file, keys_in(entry.fields), str(error))
    return site


def _duplicate_key(found: Site | Fault, key: str, where: str) -> Fault:
    if isinstance(found, Fault):
        return Fault(found.file, (), found.sentence)
    return Fault(
        found.file,
        (),
        f"{found.file}: site {key}: key stands already in {where}; "
        f"append the newcomer's division code, such as {key}_{found.region or 'copy'}",
    )


def _site(entry: Entry) -> Site:
    if not isinstance(entry.fields, dict):
        raise RegistryError(
            f"{entry.file}: site number {entry.place} is no entry; begin it with [[site]] on a line of its own"
        )
    who = f"site {entry.fields.get('key', f'number {entry.place}')}"
    for name in entry.fields:
        if name not in FIELDS:
            raise RegistryError(
                f"{entry.where(name)}: {who}: {name} is not a known field{suggestion(name, list(FIELDS))}"
            )
    if "probe" in entry.fields and not entry.where("probe").startswith(f"{LOCAL}/"):
        raise RegistryError(f"{entry.where('probe')}: {who}: probe is what one installation saw; it stands in {LOCAL}/")
    for name in ("key", "name", "family"):
        if name not in entry.fields:
            raise RegistryError(f"{entry.where()}: {who}: {name} is missing; every entry needs it")
    values: dict[str, Any] = {}
    for name, fact in entry.fields.items():
        field, convert = FIELDS[name]
        try:
            values[field] = convert(fact)
        except WrongFactError as error:
            raise RegistryError(f"{entry.where(name)}: {who}: {name} {error}") from error
    laid = tuple(name for name in entry.laid_fields or () if name != "key")
    return Site(file=entry.file, laid=laid, **values)


def _check(site: Site, entry: Entry, families: Collection[str] | None) -> None:
    """The facts against each other, the file, the gazetteer and the known families; raises with the first fault."""
    province = _of_province(site, entry.province)
    fault = next(chain(_of_family(site, families), province, _of_templates(site), _of_hosts(site)), None)
    if fault is not None:
        raise RegistryError(f"{entry.where()}: site {site.key}: {fault}")


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
