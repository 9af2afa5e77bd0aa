"""Whether the box after the body's box continues the document: it begins with the next number, or ends signed."""

from __future__ import annotations

import re

from gaispider.page.article.body.boundaries.edges import SIGNED, Body
from gaispider.page.article.line_facts import facts_of
from gaispider.page.html.blocks import PageLines

_DIGITS = "一二三四五六七八九"
_NUMERALS = [*_DIGITS, "十", *(f"十{digit}" for digit in _DIGITS), "二十"]
_NUMBERED = re.compile(
    r"\s*(?P<before>第|[（(])?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<behind>[、.．]|[)）]|[条章节]|部分)(?!\d)"
)
_PROSE = re.compile("[，。；]")
# So many lines a sign-off takes, day and unit, with a blank one; a longer line is no unit.
_SIGN_OFF = 4
_LONGEST_UNIT = 40


def goes_on_until(page: PageLines, body: Body, number: int) -> int:
    """The line after the box that begins with line `number`, if that box continues the document; else `number`.

    Paragraphs that stand in no box of their own continue it up to the sign-off, or as long as there are paragraphs.
    """
    if number >= len(page.text) or number in page.hidden or page.links[number]:
        return number
    box = _outermost(page, body, number)
    is_box = box >= 0 and page.end[box] - page.first[box] > 1
    end = page.end[box] if is_box else _end_of_paragraphs(page, number)
    if _is_next(page, body, number):
        return end
    return end if is_box and _is_signed(page, body, number, end) else number


def _outermost(page: PageLines, body: Body, number: int) -> int:
    """The largest box that begins with line `number` and does not hold the body; -1 if no box begins there."""
    found = -1
    for box in page.ancestors(page.box_of[number]):
        if page.first[box] != number:
            break
        found = box
    return found


def _end_of_paragraphs(page: PageLines, number: int) -> int:
    box = page.box_of[number]
    kind, around = page.tag[box], page.parent[box]
    while number < len(page.text) and page.tag[page.box_of[number]] == kind:
        if page.parent[page.box_of[number]] != around:
            break
        number += 1
        if SIGNED.fullmatch(page.text[number - 1]):
            break
    return number


def _is_next(page: PageLines, body: Body, number: int) -> bool:
    """Whether a line has the number that follows the last number of the same kind in the body."""
    own = _read(page.text[number])
    if own is None:
        return False
    for above in range(number - 1, body.first - 1, -1):
        other = _read(page.text[above])
        if other is not None and other[0] == own[0]:
            return own[1] == other[1] + 1
    return False


def _read(text: str) -> tuple[tuple[str, str, bool], int] | None:
    """The kind of a line's number, and its value: （三） gives 3 in brackets. None if the line has no number."""
    match = _NUMBERED.match(text)
    if match is None:
        return None
    printed = match["number"]
    is_figure = printed.isdecimal()
    if not is_figure and printed not in _NUMERALS:
        return None
    value = int(printed) if is_figure else _NUMERALS.index(printed) + 1
    before, behind = (match["before"] or "").replace("（", "("), match["behind"]
    behind = behind.replace("）", ")").replace("．", ".")
    return (before, behind, is_figure), value


def _is_signed(page: PageLines, body: Body, number: int, end: int) -> bool:
    """Whether the lines from `number` to `end` end with a unit and a day, while the body before has no such day yet."""
    if any(SIGNED.fullmatch(text) for text in page.text[max(body.first, number - _SIGN_OFF) : number]):
        return False
    shown = [at for at in range(number, end) if page.text[at]]
    if len(shown) < 2 or not SIGNED.fullmatch(page.text[shown[-1]]):
        return False
    unit = page.text[shown[-2]]
    facts = facts_of(page)
    if len(unit) > _LONGEST_UNIT or _PROSE.search(unit) or facts.fields[shown[-2]] or facts.is_chrome[shown[-2]]:
        return False
    return not any(page.links[at] for at in shown)
