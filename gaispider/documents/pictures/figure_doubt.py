"""The mark of a figure that was not read for sure: it travels in the cell's text up to the report's identities.

`12〔?13〕` is a cell that was read as 12 and as 13, `12〔?〕` one whose only reading is weak, `12〔?12〕` one that was
read twice as 12 and whose ink is more than two digits. Readers of figures take them for a figure beside a note, and
leave them open; `gaispider.file_reports` settles them.
"""

from __future__ import annotations

import re
from typing import Final

# Probability of the least certain sign. Measured on scans made by the project (docs/documents.md).
SURE: Final = 0.80

_MARK = re.compile(r"〔\?([^〔〕]{0,15})〕")


def marked(text: str, others: list[str]) -> str:
    """The text with its other readings behind it."""
    return f"{text}〔?{'|'.join(others)}〕"


def is_marked(text: str) -> bool:
    """Whether the text is, or names, a figure that was not read for sure."""
    return _MARK.search(text) is not None


def readings(text: str) -> list[str]:
    """The readings of a cell's text, the better one first."""
    found = _MARK.search(text)
    return [unmarked(text).strip(), *filter(None, found[1].split("|"))] if found else [text]


def is_alike(text: str) -> bool:
    """Whether both readings of a marked text are the same, and only its ink says that there may be more."""
    first, *others = readings(text)
    return is_marked(text) and others == [first]


def unmarked(text: str) -> str:
    """The text as it was read first."""
    return _MARK.sub("", text)
