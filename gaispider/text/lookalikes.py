"""Characters in text pasted from PDF that only look like Chinese ones: ⽉ ⽇ ⼀ ⽹ ⼯, read as 月 日 一 网 工.

This is the one place where they are handled. A page is read without them; its raw strings are restored as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

from gaispider.paths import REFERENCE

# CJK Radicals Supplement, Kangxi Radicals, Kanbun numerals, CJK Compatibility Ideographs and their supplement.
_ANY = re.compile("[\u2e80-\u2fd5\u3192-\u3195\uf900-\ufad9\U0002f800-\U0002fa1d]")
_RANGES = ((0x2F00, 0x2FD6), (0x3192, 0x3196), (0xF900, 0xFADA), (0x2F800, 0x2FA1E))
# Fields of a record that are strings as printed.
_RAW = frozenset({"raw", "phrase"})


@cache
def _table() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for start, stop in _RANGES for code in range(start, stop)}
    for line in (REFERENCE / "lookalikes.tsv").read_text("utf-8").splitlines():
        sign, _, character = line.partition("\t")
        if len(sign) == 1:
            table[ord(sign)] = character
    return table


def has_lookalikes(text: str) -> bool:
    """Whether a text holds any of these characters."""
    try:
        text.encode("gb2312")  # which has none of them; a search takes three times as long
    except UnicodeEncodeError:
        return _ANY.search(text) is not None
    return False


def plain(text: str) -> str:
    """The text with the characters that are meant; its length does not change."""
    return text.translate(_table()) if has_lookalikes(text) else text


def looking_like(character: str) -> str:
    """A character class for a pattern: the character and all its look-alikes."""
    signs = "".join(chr(code) for code, meant in _table().items() if meant == character and chr(code) != character)
    return f"[{character}{signs}]"


@dataclass(slots=True)
class Printed:
    """The lines of a page with such characters, plain and as printed, to restore raw strings."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    # All lines as one text, plain and as printed; of how many they are; where the last raw string was found.
    _texts: tuple[str, str] | None = None
    _lines: int = 0
    _place: int = 0

    def take(self, text: str) -> str:
        """The text in plain characters. Its lines are kept as printed."""
        read = plain(text)
        if read != text:
            self.lines.append((read, text))
        return read

    def restore(self, record: object) -> None:
        """Restore the raw strings anywhere in a record as printed. One that no line holds is left as it is."""
        if not self.lines:
            return
        for part in _parts(record):
            for name in _RAW & {each.name for each in fields(part)}:
                raw = getattr(part, name)
                if isinstance(raw, str) and raw:
                    setattr(part, name, self.as_printed(raw))

    def as_printed(self, raw: str) -> str:
        """What the page prints where `raw` was read.

        Searched from the last place on, because most come in page order.
        """
        if self._texts is None or self._lines != len(self.lines):
            read, printed = ("\n".join(lines) for lines in zip(*self.lines, strict=True))
            self._texts, self._lines, self._place = (read, printed), len(self.lines), 0
        read, printed = self._texts
        at = read.find(raw, self._place)
        if at < 0:
            at = read.find(raw, 0, self._place + len(raw))
        if at < 0:
            return raw
        self._place = at
        return printed[at : at + len(raw)]


def _parts(value: object) -> Iterator[Any]:
    """The dataclasses inside a record, and itself."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _parts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for each in fields(value):
            yield from _parts(getattr(value, each.name))
