"""Recurring blocks: which elements of a page are rows of one list, and how much each looks like an entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from gaispider.page.listing_address import Own, is_own
from gaispider.page.listing_boxes import is_beside, is_chrome
from gaispider.page.listing_days import HIDDEN, row_days
from gaispider.page.listing_entry import column_labels, read_row
from gaispider.page.listing_rows import Link, Row

# Rows of one list weigh alike: a menu beside it weighs less by more than this.
_ALIKE = 1.5
# A row's container is at most this many levels above its link.
_REACH = 12
# Rows below this are links, not entries.
ENOUGH = 3.0
_LISTS = frozenset(("tbody", "table", "ul", "ol", "dl"))
_BOXES = frozenset(("div", "section", "body", "td"))
_ROW_TAGS = frozenset(("li", "tr", "td", "dd"))
# Class names that say which of several like boxes is open, first or last.
_STATES = frozenset(
    ("", "in", "on", "open", "close", "closed", "expand", "expanded", "active", "show", "cur", "current", "selected",
     "first", "last", "odd", "even", "hover", "collapsed", "top", "no-border", "block", "hide", "hidden", "none", "fl",
     "fr", "dis", "db")
)  # fmt: skip
_MAX_LINKS = 6  # a row with more links than this is a block of rows


@dataclass(slots=True)
class Group:
    """Rows that stand in the same kind of place: one container, or sibling containers of one shape."""

    container: _Element
    rows: list[Row] = field(default_factory=list)
    header: bool = False
    total: float = 0.0
    # Whether most entries lie in the page's own folder or bear its column's number.
    of_column: bool = False
    # Rows of the container that has most.
    most: int = 0
    # Whether the heading above says that the block stands beside the page's own.
    beside: bool = False
    # Address and title of each row, once there is a second container to compare with.
    have: set[tuple[str, str]] = field(default_factory=set)

    @property
    def mean(self) -> float:
        return self.total / len(self.rows)


def find_groups(links: list[Link], own: Own | None = None) -> list[Group]:
    """Every recurring block of the links; `own` is the page's own address, None where rows come as data."""
    by_parent: dict[_Element, dict[_Element, list[Link]]] = {}
    for link in links:
        child = link.element
        parent = child.getparent()
        for _ in range(_REACH):
            if parent is None:
                break
            by_parent.setdefault(parent, {}).setdefault(child, []).append(link)
            child, parent = parent, parent.getparent()
    merged: dict[tuple[bool | str | _Element | None, ...], Group] = {}
    for parent, children in by_parent.items():
        group = _group(parent, children, own)
        if group is None:
            continue
        # Friend links, hot news may stand in the same kind of place as the list: they weigh less, or have no days.
        enough = group.mean >= ENOUGH
        if enough:
            group.beside = is_beside(group.container, own)
            group.of_column = own is not None and _is_of_column(group, own)
        dated = sum(row.date is not None for row in group.rows) * 2 > len(group.rows)
        key = (enough, group.beside, group.of_column, dated, *_shape(group))
        known = merged.get(key)
        if known is None:
            merged[key] = group
        else:
            _merge(known, group)
    return _join_siblings(list(merged.values()))


def _join_siblings(groups: list[Group]) -> list[Group]:
    """One list cut into several containers side by side (a rule after every fifth row), whatever their classes are."""
    joined: dict[tuple[_Element | None, str, str], list[Group]] = {}
    for group in groups:
        key = (group.container.getparent(), str(group.container.tag), str(group.rows[0].elements[0].tag))
        beside = joined.setdefault(key, [])
        chrome = is_chrome(group.container)
        for known in beside if group.container.tag not in _ROW_TAGS else ():
            if (
                abs(known.mean - group.mean) <= _ALIKE
                and is_chrome(known.container) == chrome
                and known.beside == group.beside
                and known.of_column == group.of_column
            ):
                _merge(known, group)
                break
        else:
            beside.append(group)
    return [_in_page_order(group) for beside in joined.values() for group in beside]


def _merge(known: Group, group: Group) -> None:
    known.most = max(known.most, group.most)
    if not known.have:
        known.have = {(row.main.href, row.title) for row in known.rows}
    for row in group.rows:
        mark = (row.main.href, row.title)
        if mark not in known.have:
            known.have.add(mark)
            known.rows.append(row)
            known.total += row.weight
    known.header = known.header or group.header


def _is_of_column(group: Group, own: Own) -> bool:
    return sum(is_own(row.main.href, own) for row in group.rows) * 2 > len(group.rows)


def _in_page_order(group: Group) -> Group:
    group.rows.sort(key=lambda row: row.main.order)
    return group


def _shape(group: Group) -> tuple[str | _Element | None, ...]:
    """Where a group stands: the tag of its rows, the tags and class names above it, and the element above those."""
    path: list[str | _Element | None] = [str(group.rows[0].elements[0].tag)]
    node: _Element | None = group.container
    for level in range(_REACH):
        if node is None:
            break
        names = _kind(node.get("class") or "") if level < 3 else ""
        path.append(f"{node.tag!s}.{names}")
        node = node.getparent()
    return (*path, node)


def _kind(classes: str) -> str:
    """Class names without numbers and without those of a state: the open one of several panels is of their kind."""
    names = ("".join(char for char in name if not char.isdigit()) for name in classes.split())
    return " ".join(name for name in names if name not in _STATES)


def _group(parent: _Element, children: dict[_Element, list[Link]], own: Own | None) -> Group | None:
    """The rows of one container, or None if its children are not rows."""
    tags: dict[str, int] = {}
    for child in children:
        tags[str(child.tag)] = tags.get(str(child.tag), 0) + 1
    tag = max(tags, key=lambda name: tags[name])
    starts = [child for child in children if child.tag == tag]
    fitting = [child for child in starts if len(children[child]) <= _MAX_LINKS]
    if len(fitting) * 2 < len(children) or not fitting:
        return None
    if len(fitting) == 1 and not _may_hold_one(parent, children[fitting[0]]):
        return None
    labels = column_labels(parent, starts[0])
    spans = _spans(parent, fitting)
    group = Group(parent, header=bool(labels))
    hidden = [child for child in fitting if "hidden" in child.attrib or HIDDEN.search(child.get("style") or "")]
    for child, elements in zip(fitting, spans, strict=True):
        if len(hidden) == 1 and child is hidden[0] and child is fitting[0] and len(fitting) > 1:
            continue  # a hidden row before the visible ones is the script's pattern
        row = read_row(elements, children[child], labels, own)
        if row is not None:
            group.rows.append(row)
            group.total += row.weight
    group.most = len(group.rows)
    return group if group.rows and len(group.rows) * 2 >= len(children) else None


def _may_hold_one(parent: _Element, links: list[Link]) -> bool:
    """Whether an element may be a list of one entry: a box with more than one link in it is a region of the page."""
    return parent.tag in _LISTS or (parent.tag in _BOXES and len({link.href for link in links}) == 1)


def _spans(parent: _Element, starts: list[_Element]) -> list[list[_Element]]:
    """Each row's elements: from its first child to the next row's (`dt` with its `dd`, a link with its day)."""
    inside = set(starts)
    spans: list[list[_Element]] = []
    lead: list[_Element] = []
    for child in parent:
        if child in inside:
            spans.append([child])
        elif not isinstance(child.tag, str) or (child.tag in ("br", "hr") and not (child.tail or "").strip()):
            continue
        elif HIDDEN.search(child.get("style") or ""):
            continue  # a box for the mouse, with other days of the document
        elif spans:
            spans[-1].append(child)
        else:
            lead.append(child)
    # day, link, day, link: the day stands before its link
    if len(spans) > 1 and lead and len(spans[-1]) == 1 and all(len(span) > 1 for span in spans[:-1]):
        before = [lead[-1:], *(span[1:] for span in spans[:-1])]
        if all(row_days(extra, span[0]) for extra, span in zip(before, spans, strict=True)):
            return [[span[0], *extra] for span, extra in zip(spans, before, strict=True)]
    return spans
