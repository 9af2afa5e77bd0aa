"""The entries of one TOML file of sites, as they stand there: which file, which province, no fact looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gaispider.sites.toml_file import TomlFaultError, read_toml

# `22-jilin.toml`: the first two digits of every division code in it; `00-` holds copies without region or hosts.
_FILE = re.compile(r"(\d{2})-[a-z_]+\.toml$")


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[site]]`. `fields` is what stands below it, `place` counts the entries of its file from 1, `province` is
    the number that its file's name begins with. Of an entry with an overlay, `laid` has the overlay's file, and
    `laid_fields` what it says.
    """

    file: str
    place: int
    province: str
    fields: Any
    laid: str | None = None
    laid_fields: Mapping[str, Any] | None = None

    @property
    def key(self) -> str | None:
        """Its key, if it has one that is a string."""
        found = self.fields.get("key") if isinstance(self.fields, dict) else None
        return found if isinstance(found, str) else None

    def under(self, overlay: Entry) -> Entry:
        """The entry with the fields of its overlay, which win; everything else stays as it is."""
        fields = {**self.fields, **with_implied(overlay.fields, self.fields)}
        return replace(self, fields=fields, laid=overlay.file, laid_fields=overlay.fields)

    def changed(self, facts: Mapping[str, Any]) -> Entry:
        """The entry with other facts; None takes one out."""
        kept = {name: fact for name, fact in {**self.fields, **facts}.items() if fact is not None}
        return replace(self, fields=kept)

    def where(self, name: str | None = None) -> str:
        """The file that messages on a field name: the overlay's for a field of it; of no field, both."""
        if self.laid is None:
            return self.file
        if name is None:
            return f"{self.laid} over {self.file}"
        return self.laid if name in (self.laid_fields or {}) else self.file


def entries_of(file: Path, label: str) -> Iterator[Entry | Fault]:
    """The entries of a file in its order, and what is wrong with the file as such. `label` names it in messages."""
    named = _FILE.match(file.name)
    try:
        content = read_toml(file, label)
    except TomlFaultError as fault:
        yield Fault(label, fault.keys, str(fault))
        return
    entries = content.pop("site", [])
    if not named:
        sentence = f"{label}: a file of sites is named NN-province.toml, such as 22-jilin.toml"
        yield Fault(label, keys_in(entries), sentence)
        return
    if not isinstance(entries, list):
        sentence = f"{label}: write [[site]] with two brackets, so that a file can hold many sites"
        yield Fault(label, keys_in(entries), sentence)
        return
    if content:
        name = next(iter(content))
        sentence = f"{label}: {name!r} stands outside an entry; put it below a [[site]] line"
        if isinstance(content[name], list | dict):
            sentence = f"{label}: [[{name}]] is not read; every entry begins with [[site]]"
        yield Fault(label, keys_in(content), sentence)
    for place, fields in enumerate(entries, start=1):
        yield Entry(label, place, named[1], fields)


def with_implied(overlay: Mapping[str, Any], below: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an overlay with what they imply for the entry below.

    Start pages of the overlay are no single reports unless it says so: a column was found.
    """
    found = {"single": False} if "start" in overlay and below.get("single") else {}
    return {**found, **overlay}


def keys_in(entries: Any) -> tuple[str, ...]:
    """The keys in one entry or a list of entries."""
    several = entries if isinstance(entries, list) else [entries]
    return tuple(key for entry in several if isinstance(entry, dict) and isinstance(key := entry.get("key"), str))
