"""Titles on which two places agree: a line that the page shows, and what its head or index table says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.fields.field_labels import bare
from gaispider.page.article.title.title_blocks import TitleBlock, join, joined, rank_of_box, single, window
from gaispider.page.day_strings import is_day
from gaispider.page.html.blocks import PageLines

# Less than this many characters is a word, which stands on many lines.
_LEAST = 4
# The least that is believed to be a title that was cut off, or has a day behind it.
_LONG_ENOUGH = 9
_ELLIPSIS = ".…"


class Said(NamedTuple):
    """A title without white space, as one place gives it. `rule` names the rule of a line that says the same."""

    text: str
    rule: str


def shown_as_said(page: PageLines, body: Body, said: Iterable[Said]) -> tuple[TitleBlock, str] | None:
    """The block of lines that says one of `said`, and the rule; None if none does.

    Where a title in `said` was cut off, the block only has to begin with it. One line goes before several joined ones,
    then the order of `said`, then headings, then the nearest.
    """
    wanted = [one for one in said if len(one.text) >= _LEAST]
    firsts = frozenset(one.text[0] for one in wanted)
    begins = [number for number in window(page, body) if page.text[number][:1] in firsts] if wanted else []
    for found in (single(page, begins), joined(page, body, begins)):
        agreed = _agreed(found, wanted)
        if agreed:
            same, rule = agreed
            block = max(same, key=lambda block: _clearness(page, body, block))
            return _with_subtitle(page, block, {one.text for one in wanted}), rule
    return None


def _with_subtitle(page: PageLines, block: TitleBlock, wanted: set[str]) -> TitleBlock:
    """The block, with the line after a dash that belongs to it, where `wanted` holds both together."""
    first, end = block.first, block.end
    if block.text[:1] == "—" and first > 0:
        whole = TitleBlock(first - 1, end, join(page.text[first - 1], block.text), block.rank)
    elif end < len(page.text) and page.text[end][:1] == "—":
        whole = TitleBlock(first, end + 1, join(block.text, page.text[end]), block.rank)
    else:
        return block
    return whole if bare(whole.text) in wanted else block


def _agreed(found: Iterable[TitleBlock], wanted: list[Said]) -> tuple[list[TitleBlock], str] | None:
    """The blocks that say the first of `wanted` that any block says, and its rule."""
    shown = [(block, bare(block.text)) for block in found]
    for one in wanted:
        same = _same(shown, one.text) or _dated(shown, one.text)
        if same:
            return same, one.rule
    return None


def _same(shown: list[tuple[TitleBlock, str]], wanted: str) -> list[TitleBlock]:
    stem = wanted.rstrip(_ELLIPSIS)
    is_cut = stem != wanted and len(stem) >= _LONG_ENOUGH
    return [block for block, text in shown if text == wanted or (is_cut and text.startswith(stem))]


def _dated(shown: list[tuple[TitleBlock, str]], wanted: str) -> list[TitleBlock]:
    """Headings that continue the title with a day, which is no part of it."""
    if len(wanted) < _LONG_ENOUGH:
        return []
    return [
        block._replace(text=wanted) for block, text in shown if text.startswith(wanted) and is_day(text[len(wanted) :])
    ]


def _clearness(page: PageLines, body: Body, block: TitleBlock) -> tuple[int, int]:
    return rank_of_box(page, page.box_of[block.first], block.first < body.first), block.first
