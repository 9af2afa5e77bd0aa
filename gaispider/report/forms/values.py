"""Reads one cell of a statistics table: a count, an amount of money, or no number.

A blank cell, a dash or 无 is not 0: the value is None and the raw text is kept. Note marks are not part of the number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from gaispider.items import AnnexFigure, Figure, Method

_UNITS = (
    "[千万亿]{0,2}(?:元|件次?|条|次|人次?|个|篇|项|份次?|起|期次?|宗|类|部|场次?|册|批次?|例|家|名|户|页|种|本|卷|处)"
)
_FIGURE = re.compile(
    rf"(?P<sign>[+-]|新增|增加?|减少?)? ?¥? ?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,15}}(?:\.\d+)?|\.\d+)"
    rf" ?(?:\(?(?P<unit>{_UNITS})\)?)? ?[。.;,、·]?"
)
# Raised, circled and similar digits: 12², 12①, 12❶. They point to a note, as stars do.
_SIGNS = "\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793\u3220-\u324f\u3280-\u32bf"
_MARK = re.compile(rf"(?<=[^\s{_SIGNS}*＊※★☆†‡#])[\s、，,]*(?:[{_SIGNS}*＊※★☆†‡#]+[\s、，,]*)+(?![\d.])")
_SIGN = re.compile(f"[{_SIGNS}]")
# A character with a line through it.
_STRUCK = re.compile(".\u0336")
_AMID = re.compile(rf"\d\s*[{_SIGNS}]+\s*\d")
# Text in brackets beside a number may be a note or a second number.
_BESIDE = re.compile(r"(?P<number>.*?\d.*?)\s*(?:[(\[【〔〈<{].{1,24}[)\]】〕〉>}]|注\d{0,2})[。.]?")
# A number that a line break cuts into pieces, and its most digits: two years side by side have more.
_PIECES = re.compile(rf"([+-]? ?(?!0+ )[\d,.]*\d[\d,.]*)((?: [,.]?\d[\d,.]*){{1,2}}) ?(?:{_UNITS})?")
_MOST_DIGITS = 7
_LONGEST = 40  # characters of a cell that may be a figure
_UNIT = re.compile(rf"(?:单位[:为]?|\()({_UNITS})(?:\)|$)|^({_UNITS})$")
_NOTHING = frozenset(
    ("", "/", "\\", "-", "--", "---", "----", "无", "空", "x", "*", "|", "暂无", "不涉及", "无此项", "不适用")
)
# A circle typed for 〇 is a different character.
_ZERO: dict[str, Method] = {"零": "chinese_numeral", "〇": "chinese_numeral", "○": "repaired"}
_MINUS = frozenset("-−－﹣")
# Strokes that authors type for a minus sign, and characters that no reader sees.
_AS_TYPED = str.maketrans(
    dict.fromkeys("−–—―─﹣‐‑‒", "-") | {"¥": "¥", "￥": "¥"} | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", None)
)


class Number(NamedTuple):
    """A cell's number in decimal notation (with sign, without thousands separators), its unit, and how it was read.

    `marked`: a note mark was left out. `broken`: a line break within the number was left out.
    """

    value: str | None
    unit: str | None
    method: Method | None
    marked: bool = False
    broken: bool = False


_NO_NUMBER = Number(None, None, None)


def read_number(raw: str) -> Number:
    """The number that a cell holds; all fields None if there is none.

    `124件` → 124, 件, intact; `.5` → 0.5, None, repaired; `增3` → 3; `12①` → 12; `1,2 34` → 1234, repaired; `—`, `①`,
    `12(1)`, `12 34` → None.
    """
    return _NO_NUMBER if len(raw) > _LONGEST else _read_number(raw)


@lru_cache(maxsize=8192)
def _read_number(raw: str) -> Number:
    bare = _MARK.sub("", raw.strip())
    if _SIGN.search(bare):
        return _NO_NUMBER
    number = _plain_number(bare)
    return number._replace(method="repaired", marked=True) if number.value and bare != raw.strip() else number


def _plain_number(raw: str) -> Number:
    text = _folded(raw)
    if text in _ZERO:
        return Number("0", None, _ZERO[text])
    match = _FIGURE.fullmatch(text)
    if match is None:
        return _only_whole(text)
    number = match["number"].replace(",", "")
    negative = match["sign"] is not None and match["sign"][0] in "-减"
    # A zero that was omitted, or a dash typed for a minus sign.
    repaired = number.startswith(".") or (match["sign"] == "-" and _MINUS.isdisjoint(raw))
    if number.startswith("."):
        number = "0" + number
    unit = match["unit"] or ("元" if "¥" in text else None)
    return Number("-" + number if negative else number, unit, "repaired" if repaired else "intact")


def _only_whole(text: str) -> Number:
    """The number of pieces of which the first alone is no number: `1,2 34`. All other pieces stay open."""
    pieces = _PIECES.fullmatch(" ".join(text.split()))
    if pieces is None or _FIGURE.fullmatch(pieces[1].rstrip(",.")):
        return _NO_NUMBER
    number = _plain_number("".join(text.split()))
    return number._replace(method="repaired", broken=True) if number.value else _NO_NUMBER


def is_broken(raw: str) -> bool:
    """Whether a cell may hold one number that is broken over two or three lines: `12 34`."""
    text = " ".join(_folded(raw).split()) if len(raw) <= _LONGEST else ""
    return _PIECES.fullmatch(text) is not None and sum(map(str.isdigit, text)) <= _MOST_DIGITS


def _folded(raw: str) -> str:
    return unicodedata.normalize("NFKC", raw.translate(_AS_TYPED)).translate(_AS_TYPED).strip()


@lru_cache(maxsize=8192)
def _beside_note(raw: str) -> Number:
    """The number before brackets, a note mark or further pieces, which may be the cell's; none for a plain number."""
    if len(raw) > _LONGEST or _read_number(raw).value is not None:
        return _NO_NUMBER
    if _STRUCK.search(raw):
        return _plain_number(_STRUCK.sub("", raw).strip())
    if _SIGN.search(raw):
        return _plain_number(_SIGN.sub("", raw)) if not _AMID.search(raw) else _NO_NUMBER
    if is_broken(raw):
        return _plain_number("".join(_folded(raw).split()))
    match = _BESIDE.fullmatch(_folded(raw))
    return _plain_number(match["number"]) if match else _NO_NUMBER


def is_value(text: str) -> bool:
    """Whether a cell belongs to the data (a number, a dash, blank) and is no label."""
    return not text or text.isdecimal() or (len(text) <= _LONGEST and _is_value(text))


@lru_cache(maxsize=8192)
def _is_value(text: str) -> bool:
    if _folded(text) in _NOTHING or read_number(text).value is not None or _beside_note(text).value is not None:
        return True
    return not _SIGN.sub("", text).strip()  # a note's sign alone


def read_figure(raw: str, unit: str | None = None, *, money: bool = False, placed: bool = False) -> Figure:
    """The cell as a Figure.

    `unit` is the unit from header or unit column, for cells without one of their own. Counts are integers; amounts of
    money (`money`, or a unit in 元) and numbers with decimals are decimal strings. `placed`: only the cell's place, and
    no label, tells what it counts. A number beside brackets, or in pieces (12 34), has no value; the number is its one
    alternative. Equal cells share one Figure, so it must not be changed.
    """
    return (_read_figure if len(raw) <= _LONGEST else _read_figure.__wrapped__)(raw, unit, money, placed)


@lru_cache(maxsize=8192)
def _read_figure(raw: str, unit: str | None, money: bool, placed: bool) -> Figure:
    number = read_number(raw)
    found = number if number.value is not None else _beside_note(raw)
    unit = found.unit or unit
    if found.value is None:
        return Figure(None, raw, unit)
    is_decimal = money or "." in found.value or (unit is not None and unit.endswith("元"))
    value = found.value if is_decimal else int(found.value)
    if number.value is None:
        return Figure(None, raw, unit, None, "ambiguous", [value])
    return Figure(value, raw, unit, number.method, "context" if placed or number.marked or number.broken else "certain")


def left_open(figure: Figure) -> Figure:
    """The figure without its value, which becomes an alternative: it is not certain that it belongs there."""
    if figure.value is None:
        return figure
    return replace(figure, value=None, method=None, certainty="ambiguous", alternatives=[figure.value])


def readings_of(figure: Figure | AnnexFigure) -> list[int | str]:
    """The value of a figure; for an open one, its possible values."""
    return [figure.value] if figure.value is not None else figure.alternatives


@lru_cache(maxsize=1024)
def unit_of_header(text: str) -> str | None:
    """The unit in a header or unit cell: 本年收费金额（单位：万元） gives 万元; None if there is none."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    match = _UNIT.search(folded)
    return (match[1] or match[2]) if match else None
