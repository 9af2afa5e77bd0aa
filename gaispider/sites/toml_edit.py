"""Changes entries in TOML files of sites and keeps comments, order and everything that is not changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item, Table

from gaispider.files import write_file

# Longer lists have a line an item, as in the shipped files.
_LINE = 100


class TomlEditError(ValueError):
    """A file that cannot be changed. The message names it and says why."""


def read_document(file: Path) -> TOMLDocument:
    """A file of sites; an empty document if there is no such file. Raises TomlEditError."""
    try:
        return tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError, OSError) as error:
        raise TomlEditError(f"{file}: cannot be read as TOML in UTF-8 and so not be changed: {error}") from error


def write_document(file: Path, document: TOMLDocument) -> None:
    """Write the file atomically. Raises OSError."""
    write_file(file, tomlkit.dumps(document))


def entry_of(document: TOMLDocument, key: str) -> Table | None:
    """The `[[site]]` of a key."""
    found = document.get("site")
    tables = found.body if isinstance(found, AoT) else []
    return next((table for table in tables if table.get("key") == key), None)


def new_entry(document: TOMLDocument, key: str) -> Table:
    """A new `[[site]]` of that key at the end of the document."""
    tables = document.get("site")
    if not isinstance(tables, AoT):
        tables = document["site"] = tomlkit.aot()
    elif tables.body:
        tables.body[-1].add(tomlkit.nl())
    table = tomlkit.table()
    table["key"] = key
    tables.append(table)
    return tables.body[-1]


def put_fields(entry: Table, changes: Mapping[str, object]) -> None:
    """Set the fields of an entry; None takes one out."""
    for name, value in changes.items():
        if value is None:
            entry.pop(name, None)
        else:
            entry[name] = _item(value)


def drop_entry(document: TOMLDocument, key: str) -> None:
    """Take the `[[site]]` of a key out, with what stands in it."""
    tables = document.get("site")
    if isinstance(tables, AoT):
        for number in reversed([number for number, table in enumerate(tables.body) if table.get("key") == key]):
            del tables[number]
        if not tables.body:
            document.remove("site")


def fact_line(name: str, value: object) -> str:
    """A field as it stands in a file: `delay = 4`; a long list has several lines."""
    table = tomlkit.table()
    table[name] = _item(value)
    return table.as_string().rstrip("\n")


def _item(value: object) -> Item:
    """A value as the shipped files write it: tables on a line, long lists with a line an item."""
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for name, one in value.items():
            table[name] = _item(one)
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        for one in value:
            array.append(_item(one))
        return array.multiline(len(array.as_string()) > _LINE)
    item: Item = tomlkit.item(value)
    return item
