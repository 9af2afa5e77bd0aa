"""Habits of those who fill in forms: a report's parts as other offices type them, and what its figures then say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from gaispider.evaluation.made_files.report_parts import Part
from gaispider.page.model import Cell, Table
from gaispider.report.forms.values import is_value

_FULL_WIDTH = str.maketrans("0123456789,.+-", "０１２３４５６７８９，．＋－")
_FIGURE = re.compile(r"([+-]?)(\d+)((?:\.\d+)?)")
_SIGNS = ("①", "*", "※", "²", "注1", "[1]")
_STROKES = ("/", "-", "—", "无", "——", "\\")
_NOTE = "注：1.本表统计截至当年12月31日。2.空白处表示没有发生。"
# Characters of a label that may carry a note's sign: shorter ones are heads such as 总计.
_LABEL = 4


@dataclass(frozen=True, slots=True)
class Habit:
    """`figure` and `label` give the text of the nth such cell of a table, `blank` that of a blank cell beside figures.

    `zeros`: whether a zero is printed as one; where it is not, nobody can tell it from a blank cell. `below` and
    `inside`: a note stands under each table, or is its last row.
    """

    figure: Callable[[str, int], str] = lambda text, _: text
    label: Callable[[str, int], str] = lambda text, _: text
    blank: Callable[[int], str] = lambda _: ""
    zeros: bool = True
    below: bool = False
    inside: bool = False


def _grouped(text: str, _: int) -> str:
    return _FIGURE.sub(lambda found: f"{found[1]}{int(found[2]):,}{found[3]}", text) if "," not in text else text


def _broken(text: str, number: int) -> str:
    """The figure over two lines; one of a single digit cannot be."""
    place = 1 + number % max(1, len(text) - 1)
    return f"{text[:place]}\n{text[place:]}" if len(text) > 1 else text


def _sign(number: int, *, every: int) -> str:
    return "" if number % every else _SIGNS[number // every % len(_SIGNS)]


HABITS: dict[str, Habit] = {
    "full width": Habit(lambda text, _: text.translate(_FULL_WIDTH)),
    "thousands": Habit(_grouped),
    "broken figures": Habit(lambda text, number: _broken(_grouped(text, number), number)),
    "signs on figures": Habit(
        lambda text, number: text + (_SIGNS[number // 3 % len(_SIGNS)] if number % 3 == 0 else "")
    ),
    "signs on labels": Habit(
        label=lambda text, number: text + (_SIGNS[number // 2 % len(_SIGNS)] if number % 2 else "")
    ),
    "strokes": Habit(blank=lambda number: _STROKES[number % len(_STROKES)], zeros=False),
    "blanks": Habit(zeros=False),
    "notes below": Habit(below=True),
    "notes inside": Habit(inside=True),
}


def without_zeros(row: dict[str, Any]) -> dict[str, Any]:
    """A labelled report whose every other zero was left blank."""
    places = cycle((True, False))

    def left(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: left(own) for key, own in value.items()}
        if isinstance(value, list):
            return [left(own) for own in value]
        return None if value == "0" and next(places) else value

    return {name: left(value) if name.startswith("table") else value for name, value in row.items()}


def in_habit(parts: Sequence[Part], habit: Habit) -> list[Part]:
    """The parts as somebody with the habit sets them."""
    return [made for part in parts for made in _part(part, habit)]


def _part(part: Part, habit: Habit) -> Iterator[Part]:
    if isinstance(part, str):
        yield part
        return
    with_figures = {cell.row for cell in part.cells if cell.text and is_value(cell.text)}
    texts = map(_texts(habit, with_figures), part.cells)
    table = Table(
        [replace(cell, text=text) for cell, text in zip(part.cells, texts, strict=True)], part.rows, part.columns
    )
    if habit.inside:
        note = Cell(_NOTE, table.rows, 0, 1, table.columns)
        table = Table([*table.cells, note], table.rows + 1, table.columns)
    yield table
    if habit.below:
        yield _NOTE


def _texts(habit: Habit, with_figures: set[int]) -> Callable[[Cell], str]:
    """What a cell says; called for one after the other."""
    figures = labels = blanks = 0

    def text_of(cell: Cell) -> str:
        nonlocal figures, labels, blanks
        if not cell.text:
            blanks += cell.row in with_figures
            return habit.blank(blanks) if cell.row in with_figures else ""
        if is_value(cell.text):
            figures += 1
            return habit.figure(cell.text, figures) if any(map(str.isdigit, cell.text)) else cell.text
        labels += len(cell.text) >= _LABEL
        return habit.label(cell.text, labels) if len(cell.text) >= _LABEL else cell.text

    return text_of
