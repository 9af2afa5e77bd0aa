"""Where the document is: the box and the lines of a page that hold its body.

The rules of `_RULES` are tried in their order. First come the containers that CMS families are known by
(docs/field-guide.md, part 1). Then comes a general rule that knows no family: it weighs every box by its running text.
The same weight decides whether a known container is believed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from gaispider.page.article.body.boilerplate import is_chrome_box
from gaispider.page.article.body.boundaries.edges import Body, extend, trim
from gaispider.page.article.body.boundaries.widening import widen
from gaispider.page.article.body.densest import densest, weight_of
from gaispider.page.article.body.image_only import is_pictured, without_text
from gaispider.page.article.body.running_text import LEAST, leave_out_tools, sees_attachment, weigh
from gaispider.page.article.body.short_pages import discount_margins
from gaispider.page.article.line_facts import facts_of
from gaispider.page.html.blocks import PageLines
from gaispider.page.known_places import elements_of, known_name, tags_of

# Times LEAST: pages with less text are examined closely; in those under _LITTLE a side column may outweigh it.
_CLOSE = 40
_LITTLE = 150


def find_body(page: PageLines, *, generic: bool = False) -> Body:
    """The lines of the document; an empty range if the page shows none.

    With `generic` the containers that CMS families are known by are not used.
    """
    search = _search(page)
    for name, rule in _RULES:
        if generic and name == "known_container":
            continue
        body = rule(search)
        if body is not None:
            body.rule = name
            extend(page, body)
            return body
    return without_text(page, search.general, search.text.bar)


@dataclass(slots=True)
class _Text:
    """The weight of each line, and the line of title or bar: -1 where it was not looked for.

    `hidden` says that the weights are those of text that the page hides.
    """

    weights: list[float]
    bar: int = -1
    hidden: bool = False


@dataclass(slots=True)
class _Search:
    """What the rules look up in a page.

    `total[n]` is the weight of all lines before line n. `chrome[b]` says whether box b is navigation, a tool or a
    footer. `general` is the box with the most running text.
    """

    page: PageLines
    text: _Text
    total: list[float]
    chrome: list[bool]
    general: Body


def _search(page: PageLines) -> _Search:
    text = _weighed(page)
    chrome = _chrome_boxes(page, text.weights)
    if any(chrome):
        _leave_out(page, text.weights, chrome)
    total = [0.0, *accumulate(text.weights)]
    box = densest(page, total)
    general = Body(box, page.first[box], page.end[box], "generic", weight_of(page, total, box))
    return _Search(page, text, total, chrome, general)


def _known_container(search: _Search) -> Body | None:
    """Rule *known container*: the box that a CMS family is known by, unless most running text stands elsewhere."""
    body = _container_of(search)
    if body is None or (body.weight < 0.5 * search.general.weight and search.general.weight > 2 * LEAST):
        return None
    body.hidden = search.text.hidden
    if not body.hidden:
        widen(search.page, body, search.chrome, known=True)
    trim(search.page, body, search.chrome)
    return body


def _densest_box(search: _Search) -> Body | None:
    """Rule *densest box*: the box with the most running text.

    It is not taken if it is navigation, or if no document is left in it after trimming.
    """
    page, body, total = search.page, search.general, search.total
    if body.weight < LEAST or _is_index(page, body):
        return None
    if not search.text.hidden:
        widen(page, body, search.chrome)
    body.hidden = search.text.hidden
    trim(page, body, search.chrome)
    body.weight = total[body.end] - total[body.first]
    return None if _is_left_over(page, body) else body


# In order of trust; the names are those of data/reference/rules.tsv.
_RULES: tuple[tuple[str, Callable[[_Search], Body | None]], ...] = (
    ("known_container", _known_container),
    ("densest_box", _densest_box),
)


def _weighed(page: PageLines) -> _Text:
    """The weights of a page's lines. A page with less text is examined more closely."""
    weights = weigh(page)
    size = sum(weights)
    if size < _CLOSE * LEAST:
        return _weighed_closely(page, weights)
    return _Text(weights, discount_margins(page, weights, little=False) if size < _LITTLE * LEAST else -1)


def _weighed_closely(page: PageLines, weights: list[float]) -> _Text:
    leave_out_tools(page, weights)
    is_empty = sum(weights) < LEAST
    bar = discount_margins(page, weights)
    # The page shows no text, table or picture: hidden text may be the only body there is.
    if is_empty and sum(weights) < LEAST and page.hidden and not is_pictured(page, bar):
        secret = _weigh_hidden(page, bar)
        if sum(secret) >= LEAST:
            return _Text(secret, hidden=True)
    return _Text(weights, bar)


def _weigh_hidden(page: PageLines, bar: int) -> list[float]:
    weights = weigh(page, hidden=True)
    leave_out_tools(page, weights)
    _leave_out(page, weights, [is_chrome_box(name) for name in page.name])
    if bar >= 0 and bar not in page.hidden:
        _keep_beside(page, weights, bar)
    return weights


def _keep_beside(page: PageLines, weights: list[float], bar: int) -> None:
    """Keep, of hidden text, only what follows the bar within the outermost box around it.

    Hidden text elsewhere belongs to dialogs of the page.
    """
    around = page.ancestors(page.box_of[bar])[1:]
    boxes = [box for box in around if page.tag[box] != "body"]
    end = page.end[boxes[-1]] if boxes else len(weights)
    for number in (*range(bar), *range(end, len(weights))):
        weights[number] = 0.0


def _leave_out(page: PageLines, weights: list[float], boxes: list[bool]) -> None:
    for number, box in enumerate(page.box_of):
        if boxes[box]:
            weights[number] = 0.0


def _is_left_over(page: PageLines, body: Body) -> bool:
    """Whether the lines that trimming left are no document: menus, or a little text under 相关阅读 or 网友评论."""
    if body.first == body.end:
        return False
    if body.weight < LEAST:
        return _is_index(page, body)
    return body.weight < 20 * LEAST and facts_of(page).ends_document[body.first]


def _is_index(page: PageLines, body: Body) -> bool:
    """Whether a box with little text is mostly links: the navigation of a page without a document."""
    if body.weight >= 5 * LEAST:
        return False
    facts = facts_of(page)
    size = links = 0
    for number in range(body.first, body.end):
        text = page.text[number]
        if sees_attachment(text):
            return False
        if size and facts.heads_others[number]:
            break
        size += len(text)
        if page.tag[page.box_of[number]] != "p":  # paragraphs of links are a digest
            links += page.links[number]
    return links > 0.3 * size


def _chrome_boxes(page: PageLines, weights: list[float]) -> list[bool]:
    """For each box whether it is, or lies in, one named as navigation, tools or footer.

    A box with much of the running text is none.
    """
    total = [0.0, *accumulate(weights)]
    most = 0.4 * total[-1]
    flags = [False] * len(page.name)
    for box in page.named:
        if not flags[box] and is_chrome_box(page.name[box]) and total[page.end[box]] - total[page.first[box]] <= most:
            flags[box : page.last[box]] = [True] * (page.last[box] - box)
    return flags


def _container_of(search: _Search) -> Body | None:
    """The known container with the most running text.

    Neighbouring containers of one name count as one document in pieces.
    """
    page, best = search.page, None
    covered = 0  # boxes inside a container already taken
    special = _special(page)
    named = page.named if not special and tags_of("body").isdisjoint(page.tag) else range(len(page.tag))
    for box in named:
        word = known_name("body", page.tag[box], page.name[box]) or special.get(box)
        if box < covered or not word or search.chrome[box]:
            continue
        covered = page.last[box]
        weight = weight_of(page, search.total, box)
        if best and weight and best.found_by == word and page.parent[box] == page.parent[best.box]:
            best.end = page.end[box]
            best.weight += weight
        elif best is None or weight > best.weight:
            best = Body(box, page.first[box], page.end[box], word, weight)
    return best


def _special(page: PageLines) -> dict[int, str]:
    """Boxes that a selector of known_places.tsv finds, by number, each with the name for `found_by`."""
    found = set(elements_of("body", page.root))
    return {box: "known place" for box in range(len(page.tag)) if page.element(box) in found} if found else {}
