"""The edges of a body: where, in the box that holds it, the document begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gaispider.filetypes import ATTACHED, endings
from gaispider.page.article.body.boilerplate import END_STARTS, ends_document, heads_others, is_chrome, is_credit
from gaispider.page.article.body.boundaries.document_head import Above, cell_of, is_cell_of_table, is_cover, is_own
from gaispider.page.article.fields.field_labels import bare, is_bar, is_loose_bar, label_kind, split_fields
from gaispider.page.article.fields.inline_fields import glued_fields
from gaispider.page.day_strings import is_day
from gaispider.page.html.blocks import Lines
from gaispider.page.html.head import read_title_element
from gaispider.page.script_variants import pattern

_PROSE = re.compile("[，。；]")
_FILE = re.compile(rf"\.(?:{endings(*ATTACHED)})\s*[)）]?$", re.I)
_ATTACHED = pattern(r"(?:相关)?附件(?:下载)?\s*\d{0,2}\s*[:：.、]?")
# A day under a document, whole or damaged.
_SIGNED = re.compile(
    r"[（(]?[\d一二三四五六七八九十〇○零OoＯ]{2,4}\s*年?\s*[\d一二三四五六七八九十]{1,3}\s*月?\s*[\d一二三四五六七八九十]{1,3}\s*日?[）)]?"
)
# How a document counts its parts: after such a line no bar of the page's follows.
_COUNTED = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")
# A label that none of ours is: 来信时间, 停电时间.
_DATES_ELSE = pattern(r"[\u4e00-\u9fff]{2,8}(?:时间|日期)")
_RELATED = pattern(r"[\s\[【（(]*(?:相关|延伸)")
_HEADINGS = frozenset(("h1", "h2", "h3"))
# Of a document with more lines than twice this, other documents are not the longer part of the box.
_LONG = 30


# Cells, and lines in them, from which on a table is one of figures and no frame around the text.
_GRID = 8


@dataclass(slots=True)
class Body:
    """Lines `first` up to `end` of box `box`. `found_by` is the container's name, or `generic`."""

    box: int
    first: int
    end: int
    found_by: str
    weight: float
    hidden: bool = False  # hidden lines belong to it, because they are all there is


def trim(page: Lines, body: Body, chrome: list[bool]) -> None:
    """Leave out titles and bars before the document, tools and neighbours after it.

    `chrome` says of each box whether it is one of navigation and its like.
    """
    _trim_head(page, body, chrome)
    texts = page.text
    if body.first < body.end and heads_others(texts[body.first]) and _is_teasers(page, body.first + 1, body.end):
        body.end = body.first  # of the document itself there was nothing
    half = body.first + (body.end - body.first) // 2
    for number in range(body.first + 1 if half < body.first + _LONG else half + 1, body.end):
        text = texts[number]
        if (
            text[:1] in END_STARTS
            and ends_document(text)
            and _nothing_follows(page, number, body.end, sooner=number <= half)
        ):
            body.end = number
            break
    last = body.end
    while body.end > body.first and _is_margin(page, body, body.end - 1, chrome):
        body.end -= 1
    if body.first < body.end < last and body.found_by != "generic":
        _keep_annexes(page, body, last)


def _keep_annexes(page: Lines, body: Body, last: int) -> None:
    """Take back the document's own list of annexes: paragraphs of its container, the first of which says 附件."""
    number = body.end
    before, text = page.text[number - 1], page.text[number]
    if not (_ATTACHED.fullmatch(before) or (_ATTACHED.match(text) and len(text) - page.links[number] > 2)):
        return
    while number < last and page.tag[page.box_of[number]] == "p" and _is_file(page.text[number], page.links[number]):
        number += 1
    body.end = number


def _is_rest(page: Lines, first: int, end: int) -> bool:
    """Whether nothing from line `first` on is running text."""
    prose = 0
    for number in range(first, end):
        if _PROSE.search(page.text[number]):
            prose += len(page.text[number]) - page.links[number]
            if prose >= 200:  # the rest may be long, and is asked for again and again
                return False
    return True


def _nothing_follows(page: Lines, number: int, end: int, *, sooner: bool) -> bool:
    """Whether after a line that may end the document, up to `end`, nothing of it follows."""
    if number + 1 == end:
        return True
    following = page.text[number + 1]
    if _RELATED.match(page.text[number]) and "。" in following and not (page.links[number + 1] or is_chrome(following)):
        return False  # what the document itself adds under 相关链接
    if _is_links(page, number + 1, end) if sooner else _is_rest(page, number, end):
        return True
    return heads_others(page.text[number]) and _is_teasers(page, number + 1, end)


def _is_links(page: Lines, first: int, end: int) -> bool:
    """Whether lines are links, or nothing."""
    rest = sum(len(page.text[n]) for n in range(first, end) if n not in page.hidden and not is_chrome(page.text[n]))
    return rest <= 1.7 * sum(page.links[first:end])


def _is_teasers(page: Lines, first: int, end: int) -> bool:
    """Whether at least every third line is a link, the first of all: titles of other documents and what they say."""
    if first == end or page.links[first] * 2 <= len(page.text[first]):
        return False
    return 3 * sum(page.links[n] * 2 > len(page.text[n]) for n in range(first, end)) >= end - first


def _is_file(text: str, links: int) -> bool:
    """Whether a line is a link to a file: `附件：报告.pdf`."""
    rest = len(text) - links
    return rest < 12 and bool(_FILE.search(text) or (rest and _ATTACHED.match(text)))


def extend(page: Lines, body: Body) -> None:
    """Take in a sign-off that stands beside the box of the text."""
    if page.parent[body.box] < 0 or body.end != page.end[body.box]:
        return
    around = page.end[page.parent[body.box]]
    for number in range(body.end, min(body.end + 3, around)):
        text = page.text[number]
        if len(text) > 40 or page.links[number] or number in page.hidden or is_chrome(text) or is_credit(text):
            return
        if _SIGNED.fullmatch(text):
            body.end = number + 1
            return
        if split_fields(text) or _PROSE.search(text):
            return


def _is_margin(page: Lines, body: Body, number: int, chrome: list[bool]) -> bool:
    text = page.text[number]
    if number in page.images and not text:
        return False
    return (
        not text
        or (number in page.hidden and not body.hidden)
        or (page.links[number] and _is_file(text, page.links[number]))
        or chrome[page.box_of[number]]
        or is_credit(text)
        or is_chrome(text)
        or text in ("-->", "<!--")
        or (
            number > body.first
            and number + 1 == body.end
            and len(text) < 100
            and _is_closing_bar(text)
            and not _ends_grid(page, body, number)
        )
    )


def _is_closing_bar(text: str) -> bool:
    """Whether a line under a document says when it was published; a day or a source alone may be the document's."""
    kinds = {field.kind for field in split_fields(text)}
    return "published" in kinds or len(kinds & {"time", "updated", "source", "other"}) > 1


def _ends_grid(page: Lines, body: Body, number: int) -> bool:
    """Whether a line is the last row of a table of several columns: who filled it in, and when."""
    box = page.box_of[number]
    while box >= 0 and page.tag[box] != "table":
        box = page.parent[box]
    if box < 0 or page.first[box] < body.first:
        return False
    cells = sum(1 for inner in range(box + 1, page.last[box]) if page.tag[inner] in ("td", "th"))
    return cells > _GRID and page.end[box] - page.first[box] > _GRID


def _trim_head(page: Lines, body: Body, chrome: list[bool]) -> None:
    above = Above(page, body.first)
    bar, own = _bar_inside(page, body, above)
    if bar >= 0:
        body.first = bar + 1
    head = bare(read_title_element(page.root) or "") if above.is_dated else ""
    while body.first < own:
        number = body.first
        text = page.text[number]
        box = page.box_of[number]
        heading = page.tag[box] in _HEADINGS if bar >= 0 else page.tag[box] == "h1" and (not head or bare(text) in head)
        label = text[-1:] in (":", "：") and label_kind(text)
        if not (heading or label or "title" in page.name[box].lower() or _is_margin(page, body, number, chrome)):
            break
        body.first += 1


def _bar_inside(page: Lines, body: Body, above: Above) -> tuple[int, int]:
    """The last line of the page's bar that stands in the body, -1 if there is none; where the document's own begins."""
    texts = page.text
    bar = -1
    for number in range(body.first, min(body.first + 30, body.end)):
        text = texts[number]
        if _COUNTED.match(text):
            break
        if is_own(text, above):
            return bar, number
        prose = "。" in text or (len(text) > 25 and "，" in text)
        if (
            len(text) < 300
            and "。" not in text
            and (is_bar(text) or (text and glued_fields(text, number)))
            and not is_cell_of_table(page, number, above)
        ):
            bar = number
            if label_kind(text) and number + 1 < body.end and _may_be_value(texts[number + 1]):
                bar += 1  # the value in the next cell
        elif number == body.first and is_loose_bar(text, worded=True):
            bar = number
        elif number > body.first and (is_day(text) or is_loose_bar(text)):
            if _is_bar_without_labels(page, number, above):
                bar = number
        elif prose and page.tag[page.box_of[number]] not in _HEADINGS:
            break
    return bar, body.end


def _may_be_value(text: str) -> bool:
    return len(text) < 60 and "。" not in text


def _is_bar_without_labels(page: Lines, number: int, above: Above) -> bool:
    """Whether a day at the head of a body is the page's: none stands over it, nor is it of the document's cover."""
    before, text = page.text[number - 1], page.text[number]
    # Under a heading it is the page's head once more, for telephones.
    under = page.tag[page.box_of[number - 1]] in _HEADINGS
    if not under and (above.is_dated or is_cover(before, text) or (above.days and cell_of(page, number) >= 0)):
        return False
    return not (_DATES_ELSE.fullmatch(before) or _DATES_ELSE.match(text))
