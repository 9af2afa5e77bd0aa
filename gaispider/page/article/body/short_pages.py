"""On a page with little text: which of it is the site's own, and which may be the document's."""

from __future__ import annotations

import re
from itertools import accumulate

from gaispider.page.article.body.boilerplate import (
    END_STARTS,
    OTHERS_STARTS,
    ends_document,
    heads_others,
    is_chrome,
    is_credit,
    is_footer,
    is_sure_footer,
)
from gaispider.page.article.fields.field_labels import bare, is_bar, is_loose_bar, label_kind, names_day, split_fields
from gaispider.page.article.title.title_element import is_title_box
from gaispider.page.day_strings import is_day
from gaispider.page.html.blocks import Lines
from gaispider.page.html.head import read_title_element
from gaispider.page.lexicon import words
from gaispider.page.script_variants import in_both_scripts, pattern

# With less running text than this a page is taken to show no document.
LEAST = 10.0
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_CELLS = frozenset(("td", "th"))
# How units and sites are called.
_SITE_ENDS = in_both_scripts("局厅委部府网站")
# The cell after this one says in a sentence what the document says.
_SUMMARY = pattern(r"(?:内容|信息)?(?:概述|摘要|概要|概览|提要|简介)\s*[:：]?")
# How much what stands outside the document's box counts; less where both title and bar show where that is.
_OUTSIDE = 0.3
_FAR_OUTSIDE = 0.1
_BEFORE = 0.02
_TEASER = 0.2
_HEADINGS = frozenset(("h1", "h2", "h3"))
_FILMS = ("video", "embed", "object", "audio")


def discount_margins(page: Lines, weights: list[float], *, little: bool = True) -> int:
    """On a page with little text the site's own words may outweigh the document: advice in a footer, a side column.

    With not so `little`, a column of teasers may.

    The document stands in the nearest box around its title or bar that holds text after it: what is outside counts
    less, as does what follows 相关阅读 and its like; what follows a line of the footer counts nothing. The figures of a
    table count, where there is little else. Returned is the line of title or bar, -1 if neither is seen.
    """
    first, sure = _anchor(page, weights)
    if little:
        _look_closely(page, weights, first)
    _discount_others(page, weights, first)
    if first < 0:
        return first
    texts = page.text
    box = page.box_of[first]
    total = [0.0, *accumulate(weights)]
    pictures = (n for n in page.images if n > first and not texts[n] and page.tag[page.box_of[n]] == "p")
    picture = min(pictures, default=len(texts))
    while page.parent[box] >= 0 and total[page.end[box]] - total[first + 1] < LEAST and picture >= page.end[box]:
        if sure and little and next(page.element(box).iter(*_FILMS), None) is not None:
            break
        box = page.parent[box]
    seen = 0.0
    after = page.end[box]
    for number in range(first + 1, page.end[box]):
        seen += weights[number]
        if seen >= LEAST and texts[number][:1] in END_STARTS and ends_document(texts[number]):
            after = number
            break
    before, behind = (_BEFORE, _FAR_OUTSIDE) if sure else (_OUTSIDE, _OUTSIDE)
    weights[: first + 1] = [before * weight for weight in weights[: first + 1]]
    weights[after:] = [behind * weight for weight in weights[after:]]
    for number in range(first + 1, len(texts) - 1):  # teasers: the title of another document, and what it says
        if page.links[number] and weights[number + 1] and page.links[number] == len(texts[number]) > 5:
            weights[number + 1] *= 1 if is_chrome(texts[number]) else _TEASER
    return first


def _look_closely(page: Lines, weights: list[float], first: int) -> None:
    """Where little is running text, figures in cells and lines of a few words count, and nothing of the footer does."""
    texts = page.text
    before = ""
    for number, text in enumerate(texts):
        if text[:1].isdigit() and len(text) < 12 and _is_in_cell(page, page.box_of[number]) and _FIGURE.fullmatch(text):
            weights[number] = 2.0
        elif (
            weights[number]
            and len(before) < 7
            and _SUMMARY.fullmatch(before)
            and page.tag[page.box_of[number]] in _CELLS
        ):
            weights[number] = 0.0
        before = text
    if first >= 0:
        _count_short_lines(page, weights, first)
    rest = between = 0.0
    footer = len(texts)
    for number in range(len(texts) - 1, first, -1):
        rest += weights[number]
        between += weights[number]
        if rest > 20 * LEAST:
            break
        if is_footer(texts[number]) and (between < 2 * LEAST or is_sure_footer(texts[number])):
            footer = number
            between = 0.0
    weights[footer:] = [0.0] * (len(texts) - footer)


def _is_in_cell(page: Lines, box: int) -> bool:
    """Whether a box is a cell, or a paragraph of one: so Word writes tables."""
    return page.tag[box] in _CELLS or (
        page.tag[box] == "p" and page.parent[box] >= 0 and page.tag[page.parent[box]] in _CELLS
    )


def _discount_others(page: Lines, weights: list[float], first: int) -> None:
    """A box headed 相关阅读 or 热门文章 shows other documents, wherever it stands."""
    done: set[int] = set()
    for number, text in enumerate(page.text):
        if text[:1] in OTHERS_STARTS and heads_others(text):
            box = page.parent[page.box_of[number]]
            if box in done:
                continue
            done.add(box)
            end = page.end[box] if box >= 0 else number
            for other in range(number, end):  # what stands before it in the box may be the document
                if other > first or end <= first:
                    weights[other] *= _BEFORE


def _count_short_lines(page: Lines, weights: list[float], bar: int) -> None:
    """Below title and bar lines of a few words are a document too, if there is no running text: addresses, names."""
    counted = 0.0
    begun, labelled = False, bool(label_kind(page.text[bar]))
    for number in range(bar + 1, len(page.text)):
        text = page.text[number]
        if weights[number] >= LEAST or is_sure_footer(text) or (counted >= LEAST and ends_document(text)):
            return
        size = len(text)
        value, labelled = labelled, bool(label_kind(text))
        if value or labelled or page.links[number] or number in page.hidden or is_chrome(text) or is_credit(text):
            continue
        begun = begun or not split_fields(text)
        if (
            begun
            and (size > 3 or (size > 1 and _is_in_cell(page, page.box_of[number])))
            and text[0] != "<"
            and weights[number] < size / 2
            and not is_bar(text)
            and not is_day(text)
        ):
            weights[number] = size / 2
            counted += size / 2


def _anchor(page: Lines, weights: list[float]) -> tuple[int, bool]:
    """The line after which the document is expected, and whether it is sure: the bar under the title.

    Else the title or a bar alone; -1 if neither is seen.
    """
    head = bare(read_title_element(page.root) or "")
    shown = [number for number in range(len(page.text)) if number not in page.hidden and not page.links[number]]
    said: list[tuple[int, int]] = []  # length, line: the longest is the title
    for number in shown:
        text = page.text[number]
        if 3 < len(text) <= len(head) + 9 and text[0] in head and text[-1] not in _SITE_ENDS:
            flat = bare(text)
            if flat in head and flat not in words("not_a_title"):
                said.append((len(flat), -number))
    if not said:
        bar = next((number for number in shown if _dates(page.text[number])), -1)
        if bar < 0:
            bar = next((number for number in shown if is_bar(page.text[number])), -1)
        if bar < 0:
            loose = (n for n, text in enumerate(page.text) if page.links[n] * 2 < len(text) and is_loose_bar(text))
            bar = next(loose, -1)
        return _last_bar(page, weights, bar), bar > 0 and _is_heading(page, bar - 1)
    title = -max(said)[1]
    for number in range(title + 1, min(title + 12, len(page.text))):
        if number not in page.hidden and page.links[number] * 2 < len(page.text[number]):
            if sum(weights[title + 1 : number]) >= LEAST:
                break
            if _dates(page.text[number]) or is_day(page.text[number]) or is_loose_bar(page.text[number]):
                return _last_bar(page, weights, number), True
    return title, False


def _is_heading(page: Lines, number: int) -> bool:
    """Whether a line is set as a title, so that the bar after it is the document's, whatever the head says."""
    box = page.box_of[number]
    return not page.links[number] and (page.tag[box] in _HEADINGS or is_title_box(page.name[box]))


def _last_bar(page: Lines, weights: list[float], bar: int) -> int:
    """The last of the bars and rows of labels that begin at line `bar`, where little stands between."""
    last = labelled = bar
    for number in range(bar + 1, min(bar + 20, len(page.text))) if bar >= 0 else ():
        if number - labelled > 5 or sum(weights[last + 1 : number]) >= LEAST:
            break
        if number not in page.hidden:
            text = page.text[number]
            last = number if _dates(text) else last
            labelled = number if number == last or label_kind(text) or split_fields(text) else labelled
    return last


def _dates(text: str) -> bool:
    """Whether a line is a bar that names a day or a source, or a label of such a cell."""
    return names_day(text) or (len(text) < 12 and label_kind(text) in ("published", "time"))
