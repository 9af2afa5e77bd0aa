"""What the last probe of an entry proposed, taken into its overlay by a person who has looked."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from gaispider.sites.entries import Entry, entries_of
from gaispider.sites.overlay import OverlayError, overlay_folder, put
from gaispider.sites.registry import read_registry


def proposed(lines: Collection[str]) -> dict[str, Any]:
    """The fields of registry lines: `start = […]`. Raises OverlayError if they are no TOML."""
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise OverlayError(f"what is proposed is no TOML: {error}") from error


def take(sites: Path, key: str, families: Collection[str] | None = None) -> dict[str, Any]:
    """Write what the last probe of a site proposed into the overlay's fields; returns these.

    The probe's note goes: it was of the former address. Nothing stays changed if the entry could not be used with it.
    Raises OverlayError, TomlEditError, OSError.
    """
    site = read_registry(sites, families).sites.get(key)
    if site is None or site.probe is None or not site.probe.propose:
        raise OverlayError(f"site {key}: no probe has proposed anything for it")
    fields = proposed(site.probe.propose)
    folder = overlay_folder(sites)
    before = _laid(folder, key)
    put(folder, key, {**fields, "probe": None})
    if fault := read_registry(sites, families).fault_of(key):
        put(folder, key, {name: before.get(name) for name in (*fields, "probe")})
        raise OverlayError(f"what is proposed cannot be used: {fault.sentence}")
    return fields


def _laid(folder: Path, key: str) -> dict[str, Any]:
    """The overlay's own fields of an entry."""
    found = (one for file in sorted(folder.glob("*.toml")) for one in entries_of(file, file.name))
    return next((dict(one.fields) for one in found if isinstance(one, Entry) and one.key == key), {})
