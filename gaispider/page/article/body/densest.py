"""Finds the box with the most running text: it goes down from the page into the child that holds most of it."""

from __future__ import annotations

from gaispider.page.article.body.running_text import LEAST
from gaispider.page.article.fields.fact_tables import is_facts
from gaispider.page.html.blocks import PageLines

_NO_DIGITS = str.maketrans("", "", "0123456789")
# Lines: a table of figures has more.
_FEW_CELLS = 12
_FEW_LINES = 6


def weight_of(page: PageLines, total: list[float], box: int) -> float:
    """The weight of a box's lines. `total[n]` is the weight of all lines before line n."""
    return total[page.end[box]] - total[page.first[box]]


def densest(page: PageLines, total: list[float]) -> int:
    """The number of the box that holds the running text; -1 is the page itself.

    The search goes on into a child while next to nothing is left outside it, or while what is left stands in boxes of
    another tag and name (a side column beside the article). It stops where the children are paragraphs. It also stops
    at a table of figures: then the document is the box around the table.
    """
    weight: dict[int, float] = {}
    current, around = -1, total[-1]
    among = roots = _children(page, total, weight, -1)
    while among:
        main = max(among, key=weight.__getitem__)
        if _is_paragraph(page, main):
            break
        if page.tag[main] == "table" and _is_grid(page, total, main):
            return _around_grid(page, total, main, current)
        if around - weight[main] > 0.15 * weight[main] and _shares_the_text(page, weight, among, main, around):
            break
        current, around = main, weight[main]
        among = _children(page, total, weight, current)
    if current < 0:  # several roots that share the text
        current = max(roots, key=weight.__getitem__, default=0)
    return current


def _is_paragraph(page: PageLines, box: int) -> bool:
    """Whether a box is a paragraph or a heading and nothing else."""
    return page.tag[box] == "p" or (page.tag[box][0] == "h" and page.last[box] == box + 1)


def _shares_the_text(page: PageLines, weight: dict[int, float], among: list[int], main: int, around: float) -> bool:
    """Whether the text is spread over several children: small ones, paragraphs, or boxes of the same tag and name."""
    if weight[main] < 0.5 * around or around - sum(weight[box] for box in among) > 0.1 * around:
        return True
    if sum(weight[box] for box in among if page.tag[box] == "p") > 0.1 * around:
        return True
    make = _make(page, main)
    least = 0.25 if make[0] == "td" else 0.1  # cells of a layout have no names to tell them apart
    return any(weight[box] > least * around and _make(page, box) == make for box in among if box != main)


def _make(page: PageLines, box: int) -> tuple[str, str]:
    """The tag and the name of a box; numbers in the name are dropped, so that part1 and part2 are alike."""
    return page.tag[box], page.name[box].translate(_NO_DIGITS)


def _is_grid(page: PageLines, total: list[float], table: int) -> bool:
    """Whether a table belongs to the document, and is neither the layout of the page nor an index table above a text.

    So it is where no cell holds most of the text, or where its rows say what is what: 违法事实, 处罚内容.
    """
    if "table" in page.tag[table + 1 : page.last[table]] or page.end[table] - page.first[table] < _FEW_LINES:
        return False
    if page.end[table] - page.first[table] >= _FEW_CELLS:
        cells: dict[int, float] = {}
        _children(page, total, cells, table)
        if max(cells.values(), default=0.0) < 0.5 * sum(cells.values()):
            return True
    return is_facts(page.element(table))


def _around_grid(page: PageLines, total: list[float], table: int, box: int) -> int:
    """The nearest box around a table of figures that has other text too; `box` if there is none."""
    weight = weight_of(page, total, table)
    around = page.parent[table]
    while around >= 0 and weight_of(page, total, around) < weight + 5 * LEAST:
        around = page.parent[around]
    return around if around >= 0 else max(box, 0)


def _children(page: PageLines, total: list[float], weight: dict[int, float], box: int) -> list[int]:
    """The boxes directly inside a box that have any weight; box -1 is the page. Their weights are added to `weight`."""
    found = []
    child, stop = (box + 1, page.last[box]) if box >= 0 else (0, len(page.tag))
    while child < stop:
        weighs = total[page.end[child]] - total[page.first[child]]
        if weighs:
            weight[child] = weighs
            found.append(child)
        child = max(page.last[child], child + 1)
    return found
