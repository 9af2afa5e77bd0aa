"""The contents of a file as bytes, and back."""

from __future__ import annotations

import zlib
from dataclasses import fields
from typing import Any, get_type_hints

import msgspec

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.contents import Contents
from gaispider.page.model import Block, Document, MarkupDate, Table

# Zlib's level; a report of ten pages has 60 KB, and 6 KB when packed.
_LEVEL = 6
# Bytes after unpacking; no file that is read has so much text.
_LARGEST = 1 << 28


def to_bytes(contents: Contents) -> bytes:
    """The contents, packed."""
    read = [
        {one.name: getattr(content, one.name) for one in fields(FileContent)}
        | {"document": [[_block(block) for block in content.document.blocks], content.document.tables]}
        for content in contents.read
    ]
    faults = [(name, fault.cause, fault.message) for name, fault in contents.faults]
    return zlib.compress(msgspec.msgpack.encode((read, faults)), _LEVEL)


def from_bytes(stored: bytes) -> Contents:
    """Raises ValueError for bytes that are not what this version keeps."""
    try:
        unpacker = zlib.decompressobj()
        read, faults = msgspec.msgpack.decode(unpacker.decompress(stored, _LARGEST))
        return Contents(
            [_content(dict(one)) for one in read],
            [(name, UnreadableFileError(cause, message)) for name, cause, message in faults],
        )
    except (zlib.error, msgspec.DecodeError, msgspec.ValidationError, TypeError, KeyError, ValueError) as error:
        raise ValueError(f"no reading of this version: {error}") from error


def _block(block: Block) -> dict[str, Any]:
    return {one.name: getattr(block, one.name) for one in fields(Block)} | {"face": block.bold}


def _content(stored: dict[str, Any]) -> FileContent:
    blocks, tables = stored.pop("document")
    kinds = get_type_hints(FileContent)
    content = FileContent(**{name: msgspec.convert(value, kinds[name]) for name, value in stored.items()})
    content.document = Document(
        [Block(**{**one, "dates": msgspec.convert(one["dates"], tuple[MarkupDate, ...])}) for one in blocks],
        msgspec.convert(tables, list[Table]),
    )
    return content
