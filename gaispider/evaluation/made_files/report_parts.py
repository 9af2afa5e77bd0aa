"""A report as its lines of text and its tables, in their order: what every maker of files sets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from gaispider.page.model import Document, Table

Part = str | Table

_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、.{2,30}")
_LONGEST_TITLE = 60


def parts_of(document: Document, title: str = "") -> list[Part]:
    """The lines and tables of a document that was read from a page, under its title."""
    parts: list[Part] = [title] if title else []
    for block in document.blocks:
        if block.table is None:
            parts.append(block.text)
        elif not any(part is document.tables[block.table] for part in parts):
            parts.append(document.tables[block.table])
    return parts


def lines_of(parts: Sequence[Part]) -> list[str]:
    """The parts that are text."""
    return [part for part in parts if isinstance(part, str)]


def is_title(parts: Sequence[Part], number: int) -> bool:
    """Whether a part is the report's title: its first line, if it is no sentence."""
    part = parts[number]
    return number == 0 and isinstance(part, str) and len(part) <= _LONGEST_TITLE and not part.endswith("。")


def is_heading(part: Part) -> bool:
    """Whether a part is the heading of a section: 一、总体情况."""
    return isinstance(part, str) and _HEADING.fullmatch(part) is not None and not part.endswith("。")


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of these members."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target.getvalue()
