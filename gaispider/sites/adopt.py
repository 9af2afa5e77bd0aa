"""What the overlay has that the shipped files do not: shown field by field, and moved into the shipped files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gaispider.sites.entries import Entry, entries_of, with_implied
from gaispider.sites.overlay import OverlayError, changing, overlay_folder
from gaispider.sites.registry import read_registry

# What one installation saw on a day is no fact of the site: it stays in the overlay.
NOTES = frozenset({"probe"})


@dataclass(frozen=True, slots=True)
class Difference:
    """How the overlay's entry of a key differs from the shipped one.

    For each field the old value (None: there is none) and the new one. `is_new`: the shipped files have no such entry.
    `file` is the name in both folders.
    """

    key: str
    name: str
    file: str
    is_new: bool
    fields: Mapping[str, tuple[object | None, object]] = field(default_factory=dict)


def differences(sites: Path) -> list[Difference]:
    """All that the overlay of a folder of sites has and the shipped files do not, in its order."""
    shipped = {one.key: one.fields for one in _entries(sites)}
    found = []
    for one in _entries(overlay_folder(sites)):
        below = shipped.get(one.key)
        told = {
            name: ((below or {}).get(name), value)
            for name, value in with_implied(one.fields, below or {}).items()
            if name != "key" and name not in NOTES and (below is None or below.get(name) != value)
        }
        if told and one.key is not None:
            name = str(one.fields.get("name") or (below or {}).get("name", ""))
            found.append(Difference(one.key, name, one.file, below is None, told))
    return found


def difference_lines(found: Collection[Difference], *, coloured: bool) -> Iterator[str]:
    """The lines for a person, as `diff -u` writes them: a head for each file and entry, `-` and `+` for each field."""
    from gaispider.sites.toml_edit import fact_line

    red, green, bold, plain = ("\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m") if coloured else ("", "", "", "")
    file = None
    for one in found:
        if one.file != file:
            file = one.file
            yield f"{bold}{file}{plain}"
        yield f"  {bold}{one.key}{plain} {one.name}{' (new)' if one.is_new else ''}"
        for name, (old, new) in one.fields.items():
            if old is not None:
                yield from (f"  {red}- {line}{plain}" for line in fact_line(name, old).splitlines())
            yield from (f"  {green}+ {line}{plain}" for line in fact_line(name, new).splitlines())


def adopt(sites: Path, keys: Collection[str] = ()) -> list[Difference]:
    """Move what the overlay says of these sites (default: of all) into the shipped files; returns what was moved.

    Comments of both stay; a new entry goes to the end of its file. Notes of probes stay in the overlay; a file of it
    that nothing is left in is removed. Nothing is written unless all entries can be used. Raises OverlayError,
    TomlEditError, OSError.
    """
    folder = overlay_folder(sites)
    if not folder.is_dir():
        return _checked(sites, keys)
    with changing(folder):
        found = _checked(sites, keys)
        for name in dict.fromkeys(one.file for one in found):
            _move(sites / name, folder / name, [one for one in found if one.file == name])
    return found


def _checked(sites: Path, keys: Collection[str]) -> list[Difference]:
    """What is to be moved. Raises OverlayError if a part of it cannot be."""
    found = [one for one in differences(sites) if not keys or one.key in keys]
    if missing := [key for key in keys if key not in {one.key for one in found}]:
        raise OverlayError(f"the overlay has nothing of {', '.join(missing)} that the shipped files do not")
    registry = read_registry(sites)
    for one in found:
        if fault := registry.fault_of(one.key):
            raise OverlayError(fault.sentence)
        if "proved" in one.fields and any(map(_is_private, registry.sites[one.key].hosts)):
            raise OverlayError(f"site {one.key}: what an address of this machine or network gave proves no live site")
    return found


def _move(shipped_file: Path, overlay_file: Path, changed: Collection[Difference]) -> None:
    from gaispider.sites.toml_edit import drop_entry, entry_of, new_entry, put_fields, read_document, write_document

    shipped, overlay = read_document(shipped_file), read_document(overlay_file)
    for one in changed:
        put_fields(
            entry_of(shipped, one.key) or new_entry(shipped, one.key),
            {name: new for name, (_, new) in one.fields.items()},
        )
        laid = entry_of(overlay, one.key)
        if laid is not None:
            put_fields(laid, dict.fromkeys(set(laid) - NOTES - {"key"}))
            if set(laid) == {"key"}:
                drop_entry(overlay, one.key)
    # The shipped file first: after a crash between the two the overlay says what that says already.
    write_document(shipped_file, shipped)
    if overlay.as_string().strip():
        write_document(overlay_file, overlay)
    else:
        overlay_file.unlink(missing_ok=True)


def _is_private(host: str) -> bool:
    """Whether an entry's host is an address that is not public."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return not ip_address(name).is_global
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _entries(folder: Path) -> list[Entry]:
    files = sorted(folder.glob("*.toml"))
    found = [one for file in files for one in entries_of(file, file.name)]
    return [one for one in found if isinstance(one, Entry) and isinstance(one.fields, dict) and one.key is not None]


def as_json(one: Difference) -> dict[str, Any]:
    """For `scrapy sites --diff --json`."""
    fields = {name: {"shipped": old, "overlay": new} for name, (old, new) in one.fields.items()}
    return {"key": one.key, "name": one.name, "file": one.file, "new": one.is_new, "fields": fields}
