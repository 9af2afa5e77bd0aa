"""Workbooks of Excel 97 (BIFF8, MS-XLS) written by hand, with what their sheets hide and how cells look."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tests.documents.compound import compound


@dataclass(frozen=True)
class Styled:
    """A cell with a font, a format, or raised digits at its end (`raised`: how many)."""

    value: str | float
    struck: bool = False
    colour: int = 8
    code: str = "General"
    raised: int = 0


def excel97(
    rows: Sequence[Sequence[Styled | str | float]],
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    palette: Sequence[tuple[int, int, int]] = (),
) -> bytes:
    """A workbook with one sheet. `palette`: its own colours, from the number 8 on."""
    fonts = [_font()] * 4  # there is no font of the number 4
    formats: list[str] = []
    styles = [(0, 0)]
    texts: list[bytes] = []
    cells = b""
    for number, row in enumerate(rows):
        for column, one in enumerate(row):
            cell = one if isinstance(one, Styled) else Styled(one)
            fonts.append(_font(cell.struck, cell.colour))
            fonts.append(_font(raised=True))
            formats.append(cell.code)
            styles.append((len(fonts) - 1, 163 + len(formats)))
            place = struct.pack("<3H", number, column, len(styles) - 1)
            if isinstance(cell.value, str):
                texts.append(_text(cell.value, cell.raised, len(fonts)))
                cells += _record(0x00FD, place + struct.pack("<I", len(texts) - 1))
            else:
                cells += _record(0x0203, place + struct.pack("<d", cell.value))
    columns = b"".join(_record(0x007D, struct.pack("<6H", n, n, 2000, 0, 1, 0)) for n in hidden_columns)
    lines = b"".join(_record(0x0208, struct.pack("<6HI", n, 0, 9, 300, 0, 0, 0x20)) for n in hidden_rows)
    sheet = (
        _record(0x0809, struct.pack("<4HII", 0x0600, 0x0010, 0, 0, 0, 0))
        + columns
        + lines
        + cells
        + _record(0x000A, b"")
    )
    book = _record(0x0809, struct.pack("<4HII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(0x0042, struct.pack("<H", 1200))
    book += b"".join(_record(0x0031, font) for font in fonts)
    if palette:
        rgb = [bytes((*colour, 0)) for colour in (*palette, *[(0, 0, 0)] * (56 - len(palette)))]
        book += _record(0x0092, struct.pack("<H", len(rgb)) + b"".join(rgb))
    book += b"".join(_record(0x041E, struct.pack("<H", 164 + n) + _plain(code)) for n, code in enumerate(formats))
    book += b"".join(_record(0x00E0, struct.pack("<3H", font, form, 1) + bytes(14)) for font, form in styles)
    strings = _record(0x00FC, struct.pack("<II", len(texts), len(texts)) + b"".join(texts))
    name = struct.pack("<BB", 2, 1) + "附表".encode("utf-16-le")
    after = len(book) + 4 + 6 + len(name) + len(strings) + 4
    book += _record(0x0085, struct.pack("<IBB", after, 0, 0) + name) + strings + _record(0x000A, b"")
    return compound({"Workbook": book + sheet})


def _font(struck: bool = False, colour: int = 8, *, raised: bool = False) -> bytes:
    made = struct.pack("<5H4B", 200, 8 if struck else 0, colour, 400, int(raised), 0, 0, 134, 0)
    return made + b"\x01\0A"


def _plain(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _text(text: str, raised: int, font: int) -> bytes:
    if not raised:
        return _plain(text)
    return (
        struct.pack("<HBH", len(text), 9, 1) + text.encode("utf-16-le") + struct.pack("<HH", len(text) - raised, font)
    )


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
