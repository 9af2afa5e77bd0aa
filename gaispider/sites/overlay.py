"""The overlay: what this installation found out about sites, in files of its own over the shipped registry.

`data/sites/local/22-jilin.toml` has `[[site]]` tables as the shipped files have. A field of it wins over that of the
shipped entry with the same key; a key that the shipped files lack is an entry of its own. Neither git nor an upgrade
touches the folder.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gaispider.sites.entries import Entry, entries_of

LOCAL = "local"


class OverlayError(ValueError):
    """The overlay cannot be changed. The message says what is in the way."""


def overlay_folder(sites: Path) -> Path:
    """The folder of the overlay of a folder of sites; it need not exist."""
    return sites / LOCAL


def put(folder: Path, key: str, changes: Mapping[str, object]) -> Path:
    """Add the fields to the overlay's entry of that key, or change them there; a value of None takes the field out.

    `folder` is that of `overlay_folder`. Comments and all other fields stay. Returns the file: that of the same name as
    the shipped one that has the key, else that of the province of `changes["region"]`. Many processes may write at
    once. Raises OverlayError where no province is known, TomlEditError where the file is no TOML, and OSError.
    """
    from gaispider.sites.toml_edit import entry_of, new_entry, put_fields, read_document, write_document

    folder.mkdir(parents=True, exist_ok=True)
    with changing(folder):
        file = folder / _file_name(folder, key, changes)
        document = read_document(file)
        put_fields(entry_of(document, key) or new_entry(document, key), changes)
        write_document(file, document)
    return file


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Let no other process change the files of the overlay meanwhile. Raises OSError."""
    with (folder / ".lock").open("ab") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _file_name(folder: Path, key: str, changes: Mapping[str, object]) -> str:
    """Where the entry of a key stands in the overlay, or is to stand."""
    shipped = sorted(folder.parent.glob("*.toml"))
    for file in (*sorted(folder.glob("*.toml")), *shipped):
        # Most files need not be parsed to see that they lack the key.
        if key.encode() in file.read_bytes() and any(
            isinstance(one, Entry) and one.key == key for one in entries_of(file, file.name)
        ):
            return file.name
    region = changes.get("region")
    if not isinstance(region, str) or not region[:2].isdigit():
        raise OverlayError(f"there is no site {key!r} in {folder.parent}; a new one needs its region")
    return next((file.name for file in shipped if file.name.startswith(f"{region[:2]}-")), f"{region[:2]}-local.toml")
