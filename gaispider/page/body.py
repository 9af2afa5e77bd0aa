"""Where the document is: the box and the lines of a page that hold its body.

Containers that CMS families are known by come first (field guide, part 1). A general reading that knows none of them
weighs every box by its running text; it also judges whether a known container is believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from gaispider.page.chrome import ends_document, heads_others, is_chrome, is_chrome_box, is_credit
from gaispider.page.days import is_day
from gaispider.page.labels import is_bar, label_kind, names_day, split_fields
from gaispider.page.lines import Lines
from gaispider.page.margins import LEAST, discount_margins
from gaispider.page.words import words

_PROSE = re.compile("[，。；]")
_HEADING = re.compile(
    r"[\s]*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]\D|第[一二三四五六七八九十百]+[条章节])"
)
# What a numbered heading can begin with.
_NUMERALS = frozenset("一二三四五六七八九十（(第1234567890 ")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|rar|zip|ofd|ceb|pptx?|7z|txt)\s*[)）]?$", re.I)
_ATTACHED = re.compile(r"(?:相关)?附件(?:下载)?\s*\d{0,2}\s*[:：.、]?")
# A day under a document, whole or damaged.
_SIGNED = re.compile(
    r"[（(]?[\d一二三四五六七八九十〇○零OoＯ]{2,4}\s*年?\s*[\d一二三四五六七八九十]{1,3}\s*月?\s*[\d一二三四五六七八九十]{1,3}\s*日?[）)]?"
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
_DUPLICATE = 15
# Of a document with more lines than twice this, other documents are not the longer part of the box.
_LONG = 30
# A page with so many times the least text may have a longer side column than document.
_LITTLE = 150
_SEE_ATTACHMENT = re.compile(r"(?:内容)?(?:请|详|具体|详情|详细|全文)*(?:见|看|查看|参见|下载)[:：]?附[件表后]")


@dataclass(slots=True)
class Body:
    """Lines `first` up to `end` of box `box`. `found_by` is the container's name, or `generic`."""

    box: int
    first: int
    end: int
    found_by: str
    weight: float
    hidden: bool = False  # hidden lines belong to it, because they are all there is


def find_body(page: Lines, *, generic: bool = False) -> Body:
    """The lines of the document. An empty range if the page shows none."""
    weights = _weigh(page)
    hidden = False
    if sum(weights) < 40 * LEAST:
        weights = _weigh(page, careful=True)
        secret = _weigh(page, hidden=True, careful=True) if sum(weights) < LEAST and page.hidden else []
        if sum(secret) >= LEAST:  # what is hidden may be the only body there is
            weights = secret
            hidden = True
        else:
            discount_margins(page, weights)
    elif sum(weights) < _LITTLE * LEAST:
        discount_margins(page, weights, little=False)
    chrome = _chrome_boxes(page, weights)
    if any(chrome):
        for number, box in enumerate(page.box_of):
            if chrome[box]:
                weights[number] = 0.0
    total = [0.0, *accumulate(weights)]
    box = _densest(page, total)
    body = Body(box, page.first[box], page.end[box], "generic", total[page.end[box]] - total[page.first[box]])
    known = None if generic else _known(page, total, body, chrome)
    if known:
        body = known
    elif body.weight < LEAST or _is_index(page, body):
        body.first = body.end = len(page.text)
        return body
    body.hidden = hidden
    _trim(page, body, chrome)
    if not known:
        body.weight = total[body.end] - total[body.first]
        if _is_left_over(page, body):
            body.first = body.end
            return body
    _extend(page, body)
    return body


def _is_left_over(page: Lines, body: Body) -> bool:
    """Whether what trimming left is no document: menus, or a little text under 相关阅读 or 网友评论."""
    if body.first == body.end:
        return False
    if body.weight < LEAST:
        return _is_index(page, body)
    return body.weight < 20 * LEAST and ends_document(page.text[body.first])


def _is_index(page: Lines, body: Body) -> bool:
    """Whether a box with little text is mostly links: navigation of a page whose document is missing."""
    if body.weight >= 5 * LEAST:
        return False
    texts = page.text[body.first : body.end]
    if any("附" in text and _SEE_ATTACHMENT.match(text) for text in texts):
        return False
    return sum(page.links[body.first : body.end]) > 0.3 * sum(map(len, texts))


def _chrome_boxes(page: Lines, weights: list[float]) -> list[bool]:
    """Boxes named as navigation and its like, and all in them; but not one that holds the page's running text."""
    total = [0.0, *accumulate(weights)]
    most = 0.4 * total[-1]
    flags = [False] * len(page.name)
    for box in page.named:
        if not flags[box] and is_chrome_box(page.name[box]) and total[page.end[box]] - total[page.first[box]] <= most:
            flags[box : page.last[box]] = [True] * (page.last[box] - box)
    return flags


def _weigh(page: Lines, *, hidden: bool = False, careful: bool = False) -> list[float]:
    """How much each line looks like running text of a document, about its length in characters.

    On a page with little running text the short lines count, so `careful` looks whether they are tools or labels.
    """
    weights: list[float] = []
    seen: set[str] = set()
    secret = () if hidden else page.hidden
    for number, (text, links) in enumerate(zip(page.text, page.links, strict=True)):
        size = len(text)
        weight = 0.0
        if links * 2 > size or size < 2 or number in secret or text[0] == "<":
            pass
        elif size > 11 and ("，" in text or "。" in text or "；" in text):
            if not (size > _DUPLICATE and text in seen) and not (size < (200 if careful else 60) and is_chrome(text)):
                seen.add(text)
                weight = float(size - links)
        elif size > 40 and not links and ("," in text or ". " in text) and not is_chrome(text):
            if text not in seen:  # half-width punctuation, or English
                seen.add(text)
                weight = 0.8 * size
        elif size < 20 and ("附" in text) and _SEE_ATTACHMENT.match(text):
            weight = 2 * LEAST
        else:
            weight = size * (0.7 if text[0] in _NUMERALS and _HEADING.match(text) else 0.05)
            if careful and (is_chrome(text) or ((":" in text or "：" in text) and split_fields(text))):
                weight = 0.0
        weights.append(weight)
    return weights


def _densest(page: Lines, total: list[float]) -> int:
    """The box of the running text: from the page down into whatever child holds most of it, as far as that is right.

    It is right while next to nothing is left outside the child, or while what is left stands in boxes of another make
    (a side column beside the article). It is wrong where the children are the paragraphs.
    """
    weight: dict[int, float] = {}
    current, around = -1, total[-1]
    among = roots = _children(page, total, weight, -1)
    while among:
        main = max(among, key=weight.__getitem__)
        inside = weight[main]
        if page.tag[main] == "p" or (page.tag[main][0] == "h" and page.last[main] == main + 1):
            break
        if around - inside > 0.15 * inside:
            if inside < 0.5 * around or around - sum(weight[box] for box in among) > 0.1 * around:
                break
            make = (page.tag[main], page.name[main])
            if sum(weight[box] for box in among if page.tag[box] == "p") > 0.1 * around:
                break
            least = 0.25 if make[0] == "td" else 0.1  # cells of a layout have no names to tell them apart
            if any(
                weight[box] > least * around and (page.tag[box], page.name[box]) == make for box in among if box != main
            ):
                break
        current, around = main, inside
        among = _children(page, total, weight, current)
    if current < 0:  # several roots that share the text
        current = max(roots, key=weight.__getitem__, default=0)
    return current


def _children(page: Lines, total: list[float], weight: dict[int, float], box: int) -> list[int]:
    """The boxes directly inside a box that weigh anything; -1 for the page itself. Their weights go into `weight`."""
    found = []
    child, stop = (box + 1, page.last[box]) if box >= 0 else (0, len(page.tag))
    while child < stop:
        weighs = total[page.end[child]] - total[page.first[child]]
        if weighs:
            weight[child] = weighs
            found.append(child)
        child = max(page.last[child], child + 1)
    return found


def _known(page: Lines, total: list[float], general: Body, chrome: list[bool]) -> Body | None:
    """The known container, unless it holds much less running text than the general reading found elsewhere."""
    best: Body | None = None
    covered = 0  # boxes inside a container already taken
    named = page.named if words("container").isdisjoint(page.tag) else range(len(page.tag))
    for box in named:
        if box < covered or not (word := _container(page.tag[box], page.name[box])) or chrome[box]:
            continue
        covered = page.last[box]
        weight = total[page.end[box]] - total[page.first[box]]
        if best and weight and best.found_by == word and page.parent[box] == page.parent[best.box]:
            best.end = page.end[box]  # a document in several pieces
            best.weight += weight
        elif best is None or weight > best.weight:
            best = Body(box, page.first[box], page.end[box], word, weight)
    if best is None or (best.weight < 0.5 * general.weight and general.weight > 2 * LEAST):
        return None
    return best


@lru_cache(maxsize=4096)
def _container(tag: str, name: str) -> str | None:
    """The word by which a box is known as a container."""
    containers = words("container")
    return next((word for word in (tag, *name.lower().split()) if word in containers), None)


def _trim(page: Lines, body: Body, chrome: list[bool]) -> None:
    """Leave out titles and bars before the document, tools and neighbours after it."""
    _trim_head(page, body, chrome)
    texts = page.text
    half = body.first + (body.end - body.first) // 2
    for number in range(body.first + 1 if half < body.first + _LONG else half + 1, body.end):
        if ends_document(texts[number]) and _nothing_follows(page, number, body.end, sooner=number <= half):
            body.end = number
            break
    while body.end > body.first and _is_margin(page, body, body.end - 1, chrome):
        body.end -= 1


def _is_rest(page: Lines, first: int, end: int) -> bool:
    """Whether nothing from line `first` on is running text."""
    return sum(len(page.text[n]) - page.links[n] for n in range(first, end) if _PROSE.search(page.text[n])) < 200


def _nothing_follows(page: Lines, number: int, end: int, *, sooner: bool) -> bool:
    """Whether after a line that may end the document, up to `end`, nothing of it follows."""
    if number + 1 == end:
        return True
    if _is_links(page, number + 1, end) if sooner else _is_rest(page, number, end):
        return True
    return heads_others(page.text[number]) and _is_teasers(page, number + 1, end)


def _is_links(page: Lines, first: int, end: int) -> bool:
    """Whether lines are links, or nothing."""
    rest = sum(len(page.text[n]) for n in range(first, end) if n not in page.hidden and not is_chrome(page.text[n]))
    return rest <= 1.7 * sum(page.links[first:end])


def _is_teasers(page: Lines, first: int, end: int) -> bool:
    """Whether at least every third line is a link, the first of all: titles of other documents and what they say."""
    links = [page.links[n] * 2 > len(page.text[n]) for n in range(first, end)]
    return links[0] and 3 * sum(links) >= len(links)


def _is_file(text: str, links: int) -> bool:
    """Whether a line is a link to a file: `附件：报告.pdf`."""
    rest = len(text) - links
    return rest < 12 and bool(_FILE.search(text) or (rest and _ATTACHED.match(text)))


def _extend(page: Lines, body: Body) -> None:
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
        or (number > body.first and number + 1 == body.end and len(text) < 100 and _is_closing_bar(text))
    )


def _is_closing_bar(text: str) -> bool:
    """Whether a line under a document says when it was published; a day or a source alone may be the document's."""
    kinds = {field.kind for field in split_fields(text)}
    return "published" in kinds or len(kinds & {"time", "updated", "source", "other"}) > 1


def _trim_head(page: Lines, body: Body, chrome: list[bool]) -> None:
    texts = page.text
    bar = None
    outside = any(is_day(text) or names_day(text) for text in texts[max(0, body.first - 4) : body.first])
    for number in range(body.first, min(body.first + 30, body.end)):
        text = texts[number]
        prose = "。" in text or (len(text) > 25 and "，" in text)
        if len(text) < 200 and "。" not in text and is_bar(text):
            bar = number
            if (
                label_kind(text)
                and number + 1 < body.end
                and len(texts[number + 1]) < 60
                and "。" not in texts[number + 1]
            ):
                bar += 1  # the value in the next cell
        elif number > body.first and is_day(text) and not outside:
            bar = number
        elif prose and page.tag[page.box_of[number]] not in _HEADINGS:
            break
    if bar is not None:
        body.first = bar + 1
    while body.first < body.end:
        number = body.first
        text = texts[number]
        box = page.box_of[number]
        heading = page.tag[box] in ("h1",) or (page.tag[box] in ("h2", "h3") and bar is not None)
        label = text[-1:] in (":", "：") and label_kind(text)
        if not (heading or label or "title" in page.name[box].lower() or _is_margin(page, body, number, chrome)):
            break
        body.first += 1
