"""Short lines that are a document where there is no running text: figures, addresses, names."""

from __future__ import annotations

import re

from gaispider.page.article.body.boilerplate import is_footer, is_sure_footer
from gaispider.page.article.body.running_text import LEAST
from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_CELLS = frozenset(("td", "th"))
# Labels whose value is a summary of the document.
_SUMMARY = pattern(r"(?:内容|信息)?(?:概述|摘要|概要|概览|提要|简介)\s*[:：]?")


def count_short_lines(page: PageLines, weights: list[float], bar: int) -> None:
    """Give weight to figures in cells and, below line `bar` (-1: none), to lines of a few words; none to the footer."""
    _count_figures(page, weights)
    if bar >= 0:
        _count_few_words(page, weights, bar)
    footer = _footer(page, weights, bar)
    weights[footer:] = [0.0] * (len(weights) - footer)


def _count_figures(page: PageLines, weights: list[float]) -> None:
    """Figures in cells count; the summary in an index table does not."""
    before = ""
    for number, text in enumerate(page.text):
        if text[:1].isdigit() and len(text) < 12 and _is_in_cell(page, page.box_of[number]) and _FIGURE.fullmatch(text):
            weights[number] = 2.0
        elif weights[number] and len(before) < 7 and _is_summary(page, before, number):
            weights[number] = 0.0
        before = text


def _is_summary(page: PageLines, before: str, number: int) -> bool:
    return _SUMMARY.fullmatch(before) is not None and page.tag[page.box_of[number]] in _CELLS


def _count_few_words(page: PageLines, weights: list[float], bar: int) -> None:
    """Below title and bar each line of a few words counts half its length, from the first without a label on."""
    facts = facts_of(page)
    counted = 0.0
    begun, labelled = False, bool(facts.kind[bar])
    for number in range(bar + 1, len(page.text)):
        text = page.text[number]
        if weights[number] >= LEAST or is_sure_footer(text) or (counted >= LEAST and facts.ends_document[number]):
            return
        is_value, labelled = labelled, bool(facts.kind[number])
        if is_value or _is_beside(page, facts, number):
            continue
        begun = begun or not facts.fields[number]
        weight = len(text) / 2 if begun and _is_few_words(page, facts, number) else 0.0
        if weight > weights[number]:
            weights[number] = weight
            counted += weight


def _is_beside(page: PageLines, facts: LineFacts, number: int) -> bool:
    """Whether a line is not part of a document: a label, a link, hidden, a tool or the name of an editor."""
    if facts.kind[number] or page.links[number] or number in page.hidden:
        return True
    return facts.is_chrome[number] or facts.is_credit[number]


def _is_few_words(page: PageLines, facts: LineFacts, number: int) -> bool:
    """Whether a line says something that is neither markup, bar nor day; in a cell two characters are enough."""
    text = page.text[number]
    size = len(text)
    return (
        (size > 3 or (size > 1 and _is_in_cell(page, page.box_of[number])))
        and text[0] != "<"
        and not facts.is_bar[number]
        and not facts.is_day[number]
    )


def _footer(page: PageLines, weights: list[float], bar: int) -> int:
    """The first line of the footer below line `bar`; the number of lines if there is none.

    It is looked for from the end of the page upwards, until lines with much text have been passed.
    """
    rest = between = 0.0
    footer = len(page.text)
    for number in range(footer - 1, bar, -1):
        rest += weights[number]
        between += weights[number]
        if rest > 20 * LEAST:
            break
        text = page.text[number]
        if is_footer(text) and (between < 2 * LEAST or is_sure_footer(text)):
            footer = number
            between = 0.0
    return footer


def _is_in_cell(page: PageLines, box: int) -> bool:
    """Whether a box is a table cell or a paragraph in one, as Word writes tables."""
    return page.tag[box] in _CELLS or (
        page.tag[box] == "p" and page.parent[box] >= 0 and page.tag[page.parent[box]] in _CELLS
    )
