"""The look of the sheets of an XLS file, by xlrd: calamine gives their values alone."""

from __future__ import annotations

import io
from typing import Any

from gaispider.documents.pieces import Piece, joined, told_unseen
from gaispider.documents.sheet_looks.number_formats import code_of, hides, shown_number
from gaispider.documents.sheet_looks.sheet_look import SheetLook
from gaispider.documents.sheet_looks.xlsx_styles import FontLook, way_of

_LEVELS = {1: "superscript", 2: "subscript"}
_WHITE = (255, 255, 255)


def xls_looks(body: bytes) -> dict[str, SheetLook] | None:
    """The look of each sheet by its name; None without xlrd, or if it cannot tell.

    Raises ValueError for a file that is damaged: of such calamine reads what is left, with other figures.
    """
    try:
        import xlrd
    except ImportError:
        return None
    try:
        book = _opened(xlrd, body, looks=True)
        return {sheet.name: _look(book, sheet) for sheet in book.sheets()}
    except ValueError:  # with styles that are beyond it, its cells may be sound
        _opened(xlrd, body, looks=False)
    except (LookupError, AttributeError, TypeError, ArithmeticError):
        pass
    return None


def _opened(xlrd: Any, body: bytes, *, looks: bool) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=body, formatting_info=looks, logfile=io.StringIO(), ignore_workbook_corruption=True
        )
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever its parts do
        raise ValueError(f"xlrd: {type(error).__name__}: {error}") from error


def _look(book: Any, sheet: Any) -> SheetLook:
    look = SheetLook(rows=sheet.nrows, columns=sheet.ncols)
    look.hidden_rows = {n for n, row in sheet.rowinfo_map.items() if row.hidden or row.height == 0}
    look.hidden_columns = {n for n, column in sheet.colinfo_map.items() if column.hidden or column.width == 0}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (0, 6):
                continue
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            code = code_of(style.format_key, {style.format_key: book.format_map[style.format_key].format_str})
            font = _font(book, style.font_index)
            filled = style.background.fill_pattern != 0
            if font.struck or hides(code) or (font.white and not filled):
                look.unseen.add((row, column))
            text = None
            if kind == 1:
                pieces = _rich(book, sheet, row, column, filled)
                text = joined(pieces, strokes=True) if pieces else None
                if told := told_unseen(pieces):
                    look.told.append(told)
            elif kind == 2:
                value = sheet.cell_value(row, column)
                plain = str(int(value)) if float(value).is_integer() else repr(round(value, 10))
                text = shown_number(value, plain, code)
            if text is not None:
                look.texts[row, column] = text
    return look


def _font(book: Any, number: int) -> FontLook:
    font = book.font_list[number]
    return FontLook(
        bool(font.struck_out), book.colour_map.get(font.colour_index) == _WHITE, _LEVELS.get(font.escapement, "")
    )


def _rich(book: Any, sheet: Any, row: int, column: int, filled: bool) -> list[Piece]:
    """The pieces of a cell's text where some have another font; none where all have one."""
    runs = sheet.rich_text_runlist_map.get((row, column))
    if not runs:
        return []
    text = sheet.cell_value(row, column)
    first = book.xf_list[sheet.cell_xf_index(row, column)].font_index
    begun = [(0, first), *runs]
    ends = [start for start, _ in begun[1:]] + [len(text)]
    pieces = []
    for (start, number), end in zip(begun, ends, strict=True):
        look = _font(book, number)
        way = "shown" if filled and look.white else way_of(look)
        pieces.append(Piece(look.text(text[start:end]), way))
    return pieces
