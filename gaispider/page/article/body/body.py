"""Where the document is: the box and the lines of a page that hold its body.

Containers that CMS families are known by come first (docs/field-guide.md, part 1). A general reading that knows none
of them weighs every box by its running text; it also judges whether a known container is believed.
"""

from __future__ import annotations

import re
from itertools import accumulate

from gaispider.page.article.body.boilerplate import ends_document, heads_others, is_chrome, is_chrome_box
from gaispider.page.article.body.boundaries.edges import Body, extend, trim
from gaispider.page.article.body.boundaries.widening import widen
from gaispider.page.article.body.image_only import is_pictured, without_text
from gaispider.page.article.body.short_pages import LEAST, discount_margins
from gaispider.page.article.fields.fact_tables import is_facts
from gaispider.page.article.fields.field_labels import split_fields
from gaispider.page.html.blocks import Lines
from gaispider.page.known_places import elements_of, known_name, tags_of
from gaispider.page.script_variants import pattern

_HEADING = re.compile(
    r"[\s]*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]\D|第[一二三四五六七八九十百]+[条章节])"
)
# What a numbered heading can begin with.
_NUMERALS = frozenset("一二三四五六七八九十（(第1234567890 ")
_NO_DIGITS = str.maketrans("", "", "0123456789")
_DUPLICATE = 15
# A table of figures has more lines than that.
_FEW_CELLS = 12
_FEW_LINES = 6
# A page with so many times the least text may have a longer side column than document.
_LITTLE = 150
_SEE_ATTACHMENT = pattern(r"(?:内容)?(?:请|详|具体|详情|详细|全文)*(?:见|看|查看|参见|下载)[:：]?附[件表后]")


def find_body(page: Lines, *, generic: bool = False) -> Body:
    """The lines of the document. An empty range if the page shows none."""
    weights = _weigh(page)
    hidden = False
    bar = -1
    if sum(weights) < 40 * LEAST:
        _doubt(page, weights)
        least = sum(weights) < LEAST
        bar = discount_margins(page, weights)
        if least and sum(weights) < LEAST and page.hidden and not is_pictured(page, bar):  # no table of figures either
            secret = _weigh(page, hidden=True)
            _doubt(page, secret)
            _leave_out(page, secret, [is_chrome_box(name) for name in page.name])
            if bar >= 0 and bar not in page.hidden:
                _keep_beside(page, secret, bar)
            if sum(secret) >= LEAST:  # what is hidden may be the only body there is
                weights, hidden, bar = secret, True, -1
    elif sum(weights) < _LITTLE * LEAST:
        bar = discount_margins(page, weights, little=False)
    chrome = _chrome_boxes(page, weights)
    if any(chrome):
        _leave_out(page, weights, chrome)
    total = [0.0, *accumulate(weights)]
    box = _densest(page, total)
    body = Body(box, page.first[box], page.end[box], "generic", total[page.end[box]] - total[page.first[box]])
    known = None if generic else _known(page, total, body, chrome)
    if known:
        body = known
    elif body.weight < LEAST or _is_index(page, body):
        return without_text(page, body, bar)
    elif not hidden:
        widen(page, body)
    body.hidden = hidden
    trim(page, body, chrome)
    if not known:
        body.weight = total[body.end] - total[body.first]
        if _is_left_over(page, body):
            return without_text(page, body, bar)
    extend(page, body)
    return body


def _keep_beside(page: Lines, weights: list[float], bar: int) -> None:
    """Of hidden text only what follows the bar in the box around it: what the page itself holds are its windows."""
    around = page.ancestors(page.box_of[bar])[1:]
    boxes = [box for box in around if page.tag[box] != "body"]
    end = page.end[boxes[-1]] if boxes else len(weights)
    for number in (*range(bar), *range(end, len(weights))):
        weights[number] = 0.0


def _leave_out(page: Lines, weights: list[float], boxes: list[bool]) -> None:
    for number, box in enumerate(page.box_of):
        if boxes[box]:
            weights[number] = 0.0


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
    size = links = 0
    for number in range(body.first, body.end):
        text = page.text[number]
        if "附" in text and _SEE_ATTACHMENT.match(text):
            return False
        if size and heads_others(text):
            break
        size += len(text)
        if page.tag[page.box_of[number]] != "p":  # paragraphs of links are a digest
            links += page.links[number]
    return links > 0.3 * size


def _chrome_boxes(page: Lines, weights: list[float]) -> list[bool]:
    """Boxes named as navigation and its like, and all in them; but not one that holds the page's running text."""
    total = [0.0, *accumulate(weights)]
    most = 0.4 * total[-1]
    flags = [False] * len(page.name)
    for box in page.named:
        if not flags[box] and is_chrome_box(page.name[box]) and total[page.end[box]] - total[page.first[box]] <= most:
            flags[box : page.last[box]] = [True] * (page.last[box] - box)
    return flags


def _weigh(page: Lines, *, hidden: bool = False) -> list[float]:
    """How much each line looks like running text of a document, about its length in characters."""
    weights: list[float] = []
    seen: set[str] = set()
    secret = () if hidden else page.hidden
    for number, (text, links) in enumerate(zip(page.text, page.links, strict=True)):
        size = len(text)
        weight = 0.0
        if links * 2 > size or size < 2 or number in secret or text[0] == "<":
            pass
        elif size > 11 and ("，" in text or "。" in text or "；" in text):
            if not (size > _DUPLICATE and text in seen) and not (size < 60 and is_chrome(text)):
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
        weights.append(weight)
    return weights


def _doubt(page: Lines, weights: list[float]) -> None:
    """On a page with little running text the short lines count: those that are tools or labels weigh nothing."""
    for number, weight in enumerate(weights):
        if not weight:
            continue
        text = page.text[number]
        size = len(text)
        if size > 11 and ("，" in text or "。" in text or "；" in text):
            doubtful = 60 <= size < 200
        else:
            doubtful = weight < 0.75 * size
            if doubtful and (":" in text or "：" in text) and split_fields(text):
                weights[number] = 0.0
                continue
        if doubtful and is_chrome(text):
            weights[number] = 0.0


def _densest(page: Lines, total: list[float]) -> int:
    """The box of the running text: from the page down into whatever child holds most of it, as far as that is right.

    It is right while next to nothing is left outside the child, or while what is left stands in boxes of another make
    (a side column beside the article). It is wrong where the children are the paragraphs, or the child is a table of
    figures: the document is what that stands in.
    """
    weight: dict[int, float] = {}
    current, around = -1, total[-1]
    among = roots = _children(page, total, weight, -1)
    while among:
        main = max(among, key=weight.__getitem__)
        inside = weight[main]
        if page.tag[main] == "p" or (page.tag[main][0] == "h" and page.last[main] == main + 1):
            break
        if page.tag[main] == "table" and _is_grid(page, total, main):
            return _around_grid(page, total, main, current)
        if around - inside > 0.15 * inside:
            if inside < 0.5 * around or around - sum(weight[box] for box in among) > 0.1 * around:
                break
            make = _make(page, main)
            if sum(weight[box] for box in among if page.tag[box] == "p") > 0.1 * around:
                break
            least = 0.25 if make[0] == "td" else 0.1  # cells of a layout have no names to tell them apart
            if any(weight[box] > least * around and _make(page, box) == make for box in among if box != main):
                break
        current, around = main, inside
        among = _children(page, total, weight, current)
    if current < 0:  # several roots that share the text
        current = max(roots, key=weight.__getitem__, default=0)
    return current


def _make(page: Lines, box: int) -> tuple[str, str]:
    """The tag and the name of a box, whose numbers tell parts of one make apart: part1, part2."""
    return page.tag[box], page.name[box].translate(_NO_DIGITS)


def _is_grid(page: Lines, total: list[float], table: int) -> bool:
    """Whether a table is of the document, no layout of the page nor an index over a text.

    No cell holds most of what it says, or its rows say what is what: 违法事实, 处罚内容.
    """
    if "table" in page.tag[table + 1 : page.last[table]] or page.end[table] - page.first[table] < _FEW_LINES:
        return False
    if page.end[table] - page.first[table] >= _FEW_CELLS:
        cells: dict[int, float] = {}
        _children(page, total, cells, table)
        if max(cells.values(), default=0.0) < 0.5 * sum(cells.values()):
            return True
    return is_facts(page.element(table))


def _around_grid(page: Lines, total: list[float], table: int, box: int) -> int:
    """The nearest box around a table of figures that says something beside it; `box` if there is none."""
    weight = total[page.end[table]] - total[page.first[table]]
    around = page.parent[table]
    while around >= 0 and total[page.end[around]] - total[page.first[around]] < weight + 5 * LEAST:
        around = page.parent[around]
    return around if around >= 0 else max(box, 0)


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
    special = _special(page)
    named = page.named if not special and tags_of("body").isdisjoint(page.tag) else range(len(page.tag))
    for box in named:
        word = known_name("body", page.tag[box], page.name[box]) or special.get(box)
        if box < covered or not word or chrome[box]:
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


def _special(page: Lines) -> dict[int, str]:
    """Boxes that are known by more than a name, each with what it is called in `found_by`."""
    found = set(elements_of("body", page.root))
    return {box: "known place" for box in range(len(page.tag)) if page.element(box) in found} if found else {}
