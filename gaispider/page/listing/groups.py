"""Finds recurring blocks: elements of a page that are rows of one list, each with a weight as an entry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml.etree import _Element

from gaispider.page.html.hidden import is_hidden
from gaispider.page.listing.days_before import take_days_before
from gaispider.page.listing.entry import column_labels, read_row
from gaispider.page.listing.entry_urls import Own, is_column, is_own, shelf_of
from gaispider.page.listing.navigation_boxes import is_beside, is_chrome, is_headed
from gaispider.page.listing.row_days import row_days
from gaispider.page.listing.rows import ACCESSORY, BRACKETED, Link, Row

# Rows of one list have similar weights; the weight of a menu beside it is lower by more than this.
_ALIKE = 1.5
# A row's container is at most this many levels above its link.
_REACH = 12
# Rows with a lower weight are links, not entries.
ENOUGH = 3.0
_LISTS = frozenset(("tbody", "table", "ul", "ol", "dl"))
_BOXES = frozenset(("div", "section", "body", "td"))
_ROW_TAGS = frozenset(("li", "tr", "td", "dd"))
# Class names for a state: which of several similar boxes is open, first or last.
_STATES = frozenset(
    ("", "in", "on", "open", "close", "closed", "expand", "expanded", "active", "show", "cur", "current", "selected",
     "first", "last", "odd", "even", "hover", "collapsed", "top", "no-border", "block", "hide", "hidden", "none", "fl",
     "fr", "dis", "db")
)  # fmt: skip
_MAX_LINKS = 6  # a row with more links than this is a block of rows


@dataclass(slots=True)
class Group:
    """Rows that stand in the same kind of place: in one container, or in similar containers side by side."""

    container: _Element
    rows: list[Row] = field(default_factory=list)
    header: bool = False
    total: float = 0.0
    # The number of rows in the largest container.
    most: int = 0
    # Whether the heading above tells that the block is not the page's own list.
    beside: bool = False
    # Whether the heading above is the page's own: the section's name, or a breadcrumb (当前位置).
    headed: bool = False
    # Whether all entries lie in the folder of one other section that the page links to.
    elsewhere: bool = False
    # Address and title of each row, once there is a second container to compare with.
    have: set[tuple[str, str]] = field(default_factory=set)

    @property
    def owned(self) -> int:
        """The number of entries in the page's own folder or with its section's number."""
        return sum(row.own for row in self.rows)

    @property
    def of_column(self) -> bool:
        """Whether most entries are of the page's own section."""
        return self.owned * 2 > len(self.rows)

    @property
    def mean(self) -> float:
        return self.total / len(self.rows)


def find_groups(links: list[Link], own: Own | None = None, title: str = "") -> list[Group]:
    """Every recurring block of the links.

    `own` is the page's own address, None where rows come as data. `title` is the title of the page.
    """
    by_parent: dict[_Element, dict[_Element, list[Link]]] = {}
    for link in links:
        child = link.element
        parent = child.getparent()
        for _ in range(_REACH):
            if parent is None:
                break
            by_parent.setdefault(parent, {}).setdefault(child, []).append(link)
            child, parent = parent, parent.getparent()
    found: list[Group] = []
    # Removed once examined, to save memory: cells and rows of a long listing before its table.
    for parent in list(by_parent):
        group = _group(parent, by_parent.pop(parent), own)
        if group is None:
            continue
        if group.mean >= ENOUGH:
            group.beside = is_beside(group.container, own)
            group.headed = is_headed(group.container, title, dated=_is_dated(group))
            for row in group.rows:
                row.own = own is not None and is_own(row.main.href, own)
        found.append(group)
    groups = _join_siblings(_merged(found))
    if own is not None and any(group.mean >= ENOUGH and not group.of_column for group in groups):
        columns = {shelf_of(link.href, own.url) for link in links if is_column(link.href)}
        for group in groups:
            group.elsewhere = group.mean >= ENOUGH and not group.of_column and _is_elsewhere(group, own, columns)
    return groups


def _is_elsewhere(group: Group, own: Own, columns: set[str]) -> bool:
    shelves = {shelf_of(row.main.href, own.url) for row in group.rows}
    shelf = next(iter(shelves))
    return len(shelves) == 1 and shelf in columns and not shelf.startswith(shelf_of("./", own.url))


def _merged(found: list[Group]) -> list[Group]:
    """The blocks, those in the same kind of place joined to one."""
    merged: dict[tuple[bool | str | _Element | None, ...], Group] = {}
    single: list[tuple[tuple[bool | str | _Element | None, ...], Group]] = []
    for group in found:
        # Friend links, hot news may stand in the same kind of place as the list: they weigh less, or have no days.
        key = (group.mean >= ENOUGH, group.beside, _is_dated(group), *_shape(group))
        if len(group.rows) == 1:
            single.append((key, group))
        elif (known := merged.get((group.owned > 0, *key))) is not None:
            _merge(known, group)
        else:
            merged[(group.owned > 0, *key)] = group
    # One row tells too little about its section: it joins any block in the same kind of place.
    alone: dict[tuple[bool | str | _Element | None, ...], Group] = {}
    for key, group in single:
        known = merged.get((group.owned > 0, *key)) or merged.get((group.owned == 0, *key)) or alone.get(key)
        if known is None:
            alone[key] = group
        else:
            _merge(known, group)
    return [*merged.values(), *alone.values()]


def _join_siblings(groups: list[Group]) -> list[Group]:
    """The blocks, with one list joined that is cut into several containers side by side, whatever their classes are.

    Some sites print a rule after every fifth row.
    """
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
    known.headed = known.headed or group.headed
    if not known.have:
        known.have = {(row.main.href, row.title) for row in known.rows}
    for row in group.rows:
        mark = (row.main.href, row.title)
        if mark not in known.have:
            known.have.add(mark)
            known.rows.append(row)
            known.total += row.weight
    known.header = known.header or group.header


def _is_dated(group: Group) -> bool:
    return sum(row.date is not None for row in group.rows) * 2 > len(group.rows)


def _in_page_order(group: Group) -> Group:
    group.rows.sort(key=lambda row: row.main.order)
    return group


def _shape(group: Group) -> tuple[str | _Element | None, ...]:
    """The kind of place where a group stands: tag of its rows, tags and classes above, and the element above these."""
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
    """Class names without numbers and states (open, first), so that the open one of several panels is like the rest."""
    names = ("".join(char for char in name if not char.isdigit()) for name in classes.split())
    return " ".join(name for name in names if name not in _STATES)


def _group(parent: _Element, children: dict[_Element, list[Link]], own: Own | None) -> Group | None:
    """The rows of one container; None if its children are no rows."""
    if len(children) > 1 and _is_one_entry(children):
        return None
    starts = _starts(children)
    fitting = [child for child in starts if len(children[child]) <= _MAX_LINKS]
    if len(fitting) * 2 < len(children) or not fitting:
        return None
    if len(fitting) == 1 and not _may_hold_one(parent, children[fitting[0]]):
        return None
    labels = column_labels(parent, starts[0])
    spans = _spans(parent, fitting, {child for child, links in children.items() if len(links) > _MAX_LINKS})
    group = Group(parent, header=bool(labels))
    pattern = _hidden_pattern(fitting)
    for child, elements in zip(fitting, spans, strict=True):
        row = read_row(elements, children[child], labels, own) if child is not pattern else None
        if row is not None:
            group.rows.append(row)
            group.total += row.weight
    take_days_before(group.rows, parent, starts[0])
    group.most = len(group.rows)
    return group if group.rows and len(group.rows) * 2 >= len(children) else None


def _starts(children: dict[_Element, list[Link]]) -> list[_Element]:
    """The children with the most frequent tag: rows begin with them."""
    tags = Counter(str(child.tag) for child in children)
    tag = max(tags, key=lambda name: tags[name])
    return [child for child in children if child.tag == tag]


def _hidden_pattern(rows: list[_Element]) -> _Element | None:
    """The one hidden row before the visible ones: the template of a script. None if there is none."""
    hidden = [row for row in rows if is_hidden(row)]
    return rows[0] if len(rows) > 1 and len(hidden) == 1 and hidden[0] is rows[0] else None


def _is_one_entry(children: dict[_Element, list[Link]]) -> bool:
    """Whether the parts of a box are one entry: links to one address (its number, its title), and links like 下载."""
    first: str | None = None
    for links in children.values():
        for link in links:
            if link.href == first or ACCESSORY.fullmatch(link.text) or BRACKETED.fullmatch(link.text):
                continue
            if first is not None or link.href.startswith(("#", "javascript:")):
                return False
            first = link.href
    return first is not None


def _may_hold_one(parent: _Element, links: list[Link]) -> bool:
    """Whether an element may be a list of one entry. A box with several links is a region of the page, no row."""
    if parent.tag == "tr":
        # The last row of a list of two columns.
        before = parent.getprevious()
        return before is not None and before.tag == "tr" and len({link.get("href") for link in before.iter("a")}) > 1
    return parent.tag in _LISTS or (parent.tag in _BOXES and len({link.href for link in links}) == 1)


def _spans(parent: _Element, starts: list[_Element], regions: set[_Element]) -> list[list[_Element]]:
    """The elements of each row: from its first child up to the next row's (`dt` with its `dd`, a link with its day).

    An element with more links than a row has (`regions`) belongs to no row.
    """
    inside = set(starts)
    spans: list[list[_Element]] = []
    lead: list[_Element] = []
    for child in parent:
        if child in inside:
            spans.append([child])
        elif (
            not isinstance(child.tag, str)
            or child in regions
            or (child.tag in ("br", "hr") and not (child.tail or "").strip())
        ):
            continue
        elif is_hidden(child):
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
