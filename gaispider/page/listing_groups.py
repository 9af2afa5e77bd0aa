"""Recurring blocks: which elements of a page are rows of one list, and how much each looks like an entry."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from gaispider.page.address import split
from gaispider.page.listing_rows import (
    DATE_LABELS,
    OTHER_LABELS,
    TITLE_LABELS,
    Link,
    Row,
    row_days,
    squeeze,
    text_nodes,
    title_day,
)

HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SMALL_LINK = re.compile(r"^[\[【(（]?.{0,6}[\]】)）]?$")
_CHROME = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|foot\w*|crumb\w*|bread\w*|friend\w*|links?|yqlj|location|position|dqwz|weizhi|pagination|"
    r"pager|header|top|tree|share|hot|recommend\w*|related|xgyd|sitemap|banner)(?:$|[-_\s\d])|breadcrumb|friendlink|footer|navbar|leftnav|topnav",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\d{4,}|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
_DOCUMENT_QUERY = re.compile(r"(?:^|[&?])\w*(?:id|code|key|no)=[\w-]*\d", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|ofd|txt)$", re.IGNORECASE)
_HTML = re.compile(r"\.(?:s?html?|jhtml|phtml|jspx?|aspx?|php|action|do)$", re.IGNORECASE)
_DIRECTORY = re.compile(r"(?:^|/)(?:(?:index|list|default|main|home)(?:_?\d+)?\.\w+)?$", re.IGNORECASE)
# Rows of one list weigh alike: a menu beside it weighs less by more than this.
_ALIKE = 1.5
# A row's container is at most this many levels above its link.
_REACH = 12
# Rows below this are links, not entries.
ENOUGH = 3.0
_ROW_TAGS = frozenset(("li", "tr", "td", "dd"))
_MAX_LINKS = 6  # a row with more links than this is a block of rows


@dataclass(slots=True)
class Group:
    """Rows that stand in the same kind of place: one container, or sibling containers of one shape."""

    container: _Element
    rows: list[Row] = field(default_factory=list)
    header: bool = False
    total: float = 0.0
    # Address and title of each row, once there is a second container to compare with.
    have: set[tuple[str, str]] = field(default_factory=set)

    @property
    def mean(self) -> float:
        return self.total / len(self.rows)

    def score(self) -> float:
        weight = self.mean * math.log2(1 + len(self.rows))
        if self.header:
            weight *= 1.5
        return weight * (0.4 if is_chrome(self.container) else 1.0)


def find_groups(links: list[Link]) -> list[Group]:
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
        group = _group(parent, children)
        if group is None:
            continue
        # Friend links may stand in the same kind of place as the list; they weigh too little to be of it.
        key = (group.mean >= ENOUGH, *_shape(group))
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
            if abs(known.mean - group.mean) <= _ALIKE and is_chrome(known.container) == chrome:
                _merge(known, group)
                break
        else:
            beside.append(group)
    return [_in_page_order(group) for beside in joined.values() for group in beside]


def _merge(known: Group, group: Group) -> None:
    if not known.have:
        known.have = {(row.main.href, row.title) for row in known.rows}
    for row in group.rows:
        mark = (row.main.href, row.title)
        if mark not in known.have:
            known.have.add(mark)
            known.rows.append(row)
            known.total += row.weight
    known.header = known.header or group.header


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
        names = "".join(char for char in node.get("class") or "" if not char.isdigit()) if level < 3 else ""
        path.append(f"{node.tag!s}.{names}")
        node = node.getparent()
    return (*path, node)


def _group(parent: _Element, children: dict[_Element, list[Link]]) -> Group | None:
    """The rows of one container, or None if its children are not rows."""
    tags: dict[str, int] = {}
    for child in children:
        tags[str(child.tag)] = tags.get(str(child.tag), 0) + 1
    tag = max(tags, key=lambda name: tags[name])
    starts = [child for child in children if child.tag == tag]
    fitting = [child for child in starts if len(children[child]) <= _MAX_LINKS]
    if len(fitting) * 2 < len(children) or not fitting:
        return None
    if len(fitting) == 1 and parent.tag not in ("tbody", "table", "ul", "ol", "dl", "div", "section", "body"):
        return None
    labels = _header(parent, starts[0])
    spans = _spans(parent, fitting)
    group = Group(parent, header=bool(labels))
    hidden = [child for child in fitting if HIDDEN.search(child.get("style") or "")]
    for child, elements in zip(fitting, spans, strict=True):
        if len(hidden) == 1 and child is hidden[0] and len(fitting) > 2:
            continue  # one hidden row among visible ones is the script's pattern
        row = _row(elements, children[child], labels)
        if row is not None:
            group.rows.append(row)
            row.weight = _weight(row)
            group.total += row.weight
    return group if group.rows and len(group.rows) * 2 >= len(children) else None


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


def _header(parent: _Element, first: _Element) -> list[str]:
    """Column labels standing above the rows (名称, 索引号, 发布日期 …), one a column; empty if there are none."""
    above: list[_Element] = []
    for child in parent:
        if child is first:
            break
        above.append(child)
    outer = parent.getprevious()
    if outer is not None and not above:
        above = [outer]
    for candidate in above[-2:]:
        if not isinstance(candidate.tag, str):
            continue
        node = candidate
        while len(node) == 1 and len(node[0]) > 1:
            node = node[0]
        labels = [
            squeeze("".join(text for _, text in text_nodes(cell, 20))).replace(" ", "")
            for cell in node
            if isinstance(cell.tag, str)
        ]
        known = sum(label in TITLE_LABELS or label in DATE_LABELS or label in OTHER_LABELS for label in labels)
        if known >= 2:
            return labels
    return []


def _row(elements: list[_Element], links: list[Link], labels: list[str]) -> Row | None:
    targets: dict[str, Link] = {}
    for link in links:
        known = targets.get(link.href)
        if known is None or len(link.text) > len(known.text):
            targets[link.href] = link
    main = _main(elements[0], list(targets.values()), labels)
    days = row_days(elements, main.element)
    others = [link for link in targets.values() if link is not main and not _SMALL_LINK.match(link.text)]
    if (
        others
        and not labels
        and (not days or len(others) > 2 or sum(_looks_like_document(link.href) for link in others))
    ):
        return None
    if not days and (tail := title_day(main.text)):
        return Row(elements, main, *tail)
    return Row(elements, main, main.text, _chosen_day(elements[0], days, labels))


def _main(row: _Element, links: list[Link], labels: list[str]) -> Link:
    if len(links) == 1:
        return links[0]
    column = next((index for index, label in enumerate(labels) if label in TITLE_LABELS), None)
    if column is not None:
        cells = [cell for cell in row if isinstance(cell.tag, str)]
        if column < len(cells):
            inside = set(cells[column].iter("a"))
            for link in links:
                if link.element in inside:
                    return link
    return max(links, key=lambda link: (min(len(link.text), 12) + 10 * _looks_like_document(link.href), len(link.text)))


def _chosen_day(row: _Element, days: list[tuple[_Element, str]], labels: list[str]) -> str | None:
    """Of several days the one under 发布日期, 公开日期 …; without labels the last, where sites print publication."""
    if not days:
        return None
    if labels and len(days) > 1:
        cells = [cell for cell in row if isinstance(cell.tag, str)]
        for wanted in DATE_LABELS:
            if wanted in labels and labels.index(wanted) < len(cells):
                inside = set(cells[labels.index(wanted)].iter())
                for holder, day in days:
                    if holder in inside:
                        return day
    return days[-1][1]


def _looks_like_document(href: str) -> bool:
    parts = split(href)
    if parts is None:
        return False
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    if _DIRECTORY.search(parts.path) and not parts.query and not _DOCUMENT.search(last):
        return False
    return bool(_DOCUMENT.search(last) or _DOCUMENT_QUERY.search(parts.query) or _FILE.search(parts.path))


def _weight(row: Row) -> float:
    """How much a row looks like an entry."""
    weight = 1.0
    if row.date:
        weight += 5
    length = len(row.title)
    weight += 2 if length >= 14 else 1 if length >= 8 else 0 if length >= 4 else -2
    href = row.main.href
    if _looks_like_document(href):
        weight += 2
    elif _DIRECTORY.search(href.split("?")[0].split("#")[0]) or ("://" in href and href.count("/") < 3):
        weight -= 2
    elif _HTML.search(href.split("?")[0]):
        weight += 1
    return weight


def is_chrome(element: _Element) -> bool:
    node: _Element | None = element
    for _ in range(4):
        if node is None or node.tag in ("body", "html"):
            return False
        if node.tag in ("nav", "footer", "header", "aside"):
            return True
        if _CHROME.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
        node = node.getparent()
    return False
