"""Text that is printed turned: a table laid on its side is a part of the page, words across the page are none of it."""

from __future__ import annotations

from dataclasses import replace

from gaispider.documents.printed.glyphs import Glyph, PrintedPage, Rule
from gaispider.documents.printed.seals import without_seals

# Fewer turned characters are a word at the margin.
_FEWEST = 30
# Share of upright characters among the turned ones, above which these are words in a column of a table.
_UPRIGHT = 0.1
# Points by which the lines of a grid, and text and lines, may be apart.
_APART = 3.0


def standing_pages(pages: list[PrintedPage]) -> list[PrintedPage]:
    """Pages whose text is upright, in order: of each page what stands above a turned part, that part, what is below."""
    parts = [part for page in pages for part in _upright_parts(page, page.turned)]
    return [replace(part, glyphs=without_seals(part.glyphs)) for part in parts]


def _upright_parts(page: PrintedPage, turned: dict[int, list[Glyph]]) -> list[PrintedPage]:
    if not turned:
        return [page]
    angle = max(turned, key=lambda angle: len(turned[angle]))
    glyphs = turned[angle]
    if len(glyphs) < _FEWEST:
        return [page]
    box = _box(glyphs)
    inside = sum(box.x0 <= one.x0 and one.x1 <= box.x1 and box.top <= one.middle <= box.bottom for one in page.glyphs)
    if inside > _UPRIGHT * len(glyphs):
        return [page]
    own, others = _grid_around(page.rules, box)
    lying = PrintedPage(page.width, page.height, glyphs, own)
    first, last = _cut(replace(page, rules=others, turned={}), box.top)
    return [part for part in (first, _stood_up(lying, angle), last) if part.glyphs]


def _box(glyphs: list[Glyph]) -> Rule:
    return Rule(
        min(glyph.x0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def _cut(page: PrintedPage, level: float) -> tuple[PrintedPage, PrintedPage]:
    """What stands above a level, and what stands below it."""
    above = [glyph for glyph in page.glyphs if glyph.middle < level]
    below = [glyph for glyph in page.glyphs if glyph.middle >= level]
    return (
        replace(page, glyphs=above, rules=[rule for rule in page.rules if rule.top < level]),
        replace(page, glyphs=below, rules=[rule for rule in page.rules if rule.top >= level]),
    )


def _grid_around(rules: list[Rule], box: Rule) -> tuple[list[Rule], list[Rule]]:
    """The lines that touch the box of a text, those that touch these, and so on; and the others."""
    own: list[Rule] = []
    others = rules
    while touching := [rule for rule in others if _touch(rule, box)]:
        own += touching
        others = [rule for rule in others if not _touch(rule, box)]
        x0, x1 = min(rule.x0 for rule in (box, *touching)), max(rule.x1 for rule in (box, *touching))
        top, bottom = min(rule.top for rule in (box, *touching)), max(rule.bottom for rule in (box, *touching))
        box = Rule(x0, x1, top, bottom)
    return own, others


def _touch(rule: Rule, box: Rule) -> bool:
    return (
        rule.x0 <= box.x1 + _APART
        and rule.x1 >= box.x0 - _APART
        and rule.top <= box.bottom + _APART
        and rule.bottom >= box.top - _APART
    )


def _stood_up(page: PrintedPage, angle: int) -> PrintedPage:
    """A page whose text is turned by `angle` degrees against the clock, turned back."""
    width, height = (page.width, page.height) if angle == 180 else (page.height, page.width)

    def box(x0: float, x1: float, top: float, bottom: float) -> tuple[float, float, float, float]:
        if angle == 90:
            return page.height - bottom, page.height - top, x0, x1
        if angle == 270:
            return top, bottom, page.width - x1, page.width - x0
        return page.width - x1, page.width - x0, page.height - bottom, page.height - top

    glyphs = []
    for glyph in page.glyphs:
        x0, x1, top, bottom = box(glyph.x0, glyph.x1, glyph.top, glyph.bottom)
        glyphs.append(replace(glyph, x0=x0, x1=x1, top=top, bottom=bottom))
    return PrintedPage(width, height, glyphs, [Rule(*box(r.x0, r.x1, r.top, r.bottom), r.filled) for r in page.rules])
