"""What a sheet says otherwise than the registry, checked as a whole, and written into the overlay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from gaispider.sites.adopt import Difference
from gaispider.sites.entries import Entry, Fault, with_implied
from gaispider.sites.overlay import LOCAL, overlay_folder, put
from gaispider.sites.portals import key_for
from gaispider.sites.registry import read_entries, site_of_entry
from gaispider.sites.sheets.sheet_columns import COLUMNS
from gaispider.sites.sheets.sheet_reading import Row

# The fact before and after; None: there is none.
_Change: TypeAlias = "tuple[object | None, object | None]"
_WRITERS = {column.field: column.write for column in COLUMNS}
_NAMES = {column.field: column.name for column in COLUMNS}


@dataclass(slots=True)
class SheetChanges:
    """What a sheet changes. With any fault nothing may be written. `notes`: what was read otherwise than it stands."""

    changes: list[Difference] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def changes_of(rows: Iterable[Row], sites: Path, families: Collection[str] | None = None) -> SheetChanges:
    """Compare the rows with the registry of a folder. Entries without a row, and facts without a column, stay."""
    entries, shipped = read_entries(sites), read_entries(sites, overlay=False)
    found = SheetChanges()
    first: dict[str, str] = {}
    for row in rows:
        faults = list(row.faults)
        found.notes += [f"{row.where}: {name} stands in curly quotes, which are taken out" for name in row.unwrapped]
        key = "" if faults else _key(row, found)
        if key in first:
            faults.append(f"key {key} stands in {first[key]}, too; make one row of the two")
        elif key:
            first[key] = row.where
            entry = entries.get(key)
            changed = _new(row) if entry is None else _differing(row, entry, shipped.get(key), faults)
            if changed and not faults:
                _add(found, key, entry, changed, families, faults)
        elif not faults:
            faults.append("has neither a key nor a region; one of them says whose row it is")
        found.faults += [f"{row.where}: {fault}" for fault in faults]
    return found


def write_changes(changes: Iterable[Difference], sites: Path) -> None:
    """Write them into the overlay. Raises OverlayError, TomlEditError, OSError."""
    for one in changes:
        put(overlay_folder(sites), one.key, {name: new for name, (_, new) in one.fields.items()})


def _key(row: Row, found: SheetChanges) -> str:
    """The row's key; that of its region's government where it has none; empty where it has no region either."""
    key, region = row.facts.get("key"), row.facts.get("region")
    if key is None and isinstance(region, str):
        key = key_for(region)
        found.notes.append(f"{row.where}: has no key and gets {key}")
    return str(key or "")


def _new(row: Row) -> dict[str, _Change]:
    """What a new entry's row says."""
    return {name: (None, fact) for name, fact in row.facts.items() if name != "key" and fact is not None}


def _add(
    found: SheetChanges,
    key: str,
    entry: Entry | None,
    changed: Mapping[str, _Change],
    families: Collection[str] | None,
    faults: list[str],
) -> None:
    """Add what a row changes if the entry holds with it."""
    facts = {name: new for name, (_, new) in changed.items()}
    region = str(facts.get("region", ""))
    whole = Entry(f"{region[:2]}-", 0, region[:2], {"key": key, **facts}) if entry is None else entry.changed(facts)
    checked = site_of_entry(whole, families)
    if isinstance(checked, Fault):
        faults.append(checked.sentence.partition(f"site {key}: ")[2] or checked.sentence)
        return
    file = entry.file if entry else f"{region[:2]}: a new entry"
    found.changes.append(Difference(key, checked.name, file.removeprefix(f"{LOCAL}/"), entry is None, changed))


def _differing(row: Row, entry: Entry, shipped: Entry | None, faults: list[str]) -> dict[str, _Change]:
    """The facts that a row tells otherwise than the entry. What the overlay cannot say is a fault."""
    below = shipped.fields if shipped else {}
    found: dict[str, _Change] = {}
    for name, new in row.facts.items():
        old, write, column = entry.fields.get(name), _WRITERS[name], _NAMES[name]
        was, told_now = write(old) if old is not None else "", write(new) if new is not None else ""
        if was == told_now:
            continue
        if new is None and name in below:
            cure = "; write false" if name == "single" else ""
            faults.append(f"{column} is empty: the overlay takes no shipped fact away; it was {was}{cure}")
        elif name == "region" and shipped is not None:
            faults.append(
                f"region is {told_now}, and the entry's is {was}: another place is another site, with its own key"
            )
        elif _lost_zeros(was, told_now):
            faults.append(f"{column} has lost the zeros at its beginning: format the column as text; it was {was}")
        else:
            found[name] = (old, new)
    implied = with_implied(dict.fromkeys(found), entry.fields)
    return found | {name: (entry.fields.get(name), implied[name]) for name in implied if name not in found}


def _lost_zeros(was: str, now: str) -> bool:
    one, two = was.split(), now.split()
    return len(one) == len(two) and any(a != b and a.lstrip("0") == b for a, b in zip(one, two, strict=True))
