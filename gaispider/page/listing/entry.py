"""Reads one row of a block: the link, title and day of its entry, and a weight for how much it looks like an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element

from gaispider.page.day_strings import day_of_short_year, normal_day, title_day
from gaispider.page.listing.entry_urls import Own, address_weight, is_document, is_file
from gaispider.page.listing.row_days import row_days, squeeze, text_nodes
from gaispider.page.listing.rows import ACCESSORY, BRACKETED, DATE_LABELS, OTHER_LABELS, TITLE_LABELS, Link, Row
from gaispider.page.script_variants import pattern

_SMALL_LINK = re.compile(r"^[\[【(（]?.{0,6}[\]】)）]?$")
# 014000/2020-00012, QZ09059-3000-2018-89802 as the text of a link.
_INDEX_NUMBER = re.compile(r"(?=\D*\d{3})[0-9A-Za-z/_.·—-]{6,}")
# Characters: beside a title of this length a link in brackets belongs to the entry.
_TITLE = 8
_UNIT = pattern(r"[局镇乡办委院室厅所站区县市旗社]$")
# A text that is cut off within a sentence, or ends one.
_SUMMARY = pattern(r"[，。；].*(?:…|\.{3})\W*$|。\W*$")
# Signs that titles of documents contain, but names of sections do not.
_TELLING = pattern(r"(?:19|20)\d\d\s*年|关于|〔|《")


def column_labels(parent: _Element, first: _Element) -> list[str]:
    """The column labels above the rows (名称, 索引号, 发布日期 …), one for each column; empty if there are none."""
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


def read_row(elements: list[_Element], links: list[Link], labels: list[str], own: Own | None) -> Row | None:
    """The entry of a row made of `elements` with the links `links`; None if it has several entries and so is no row."""
    row = _row(elements, links, labels)
    if row is not None:
        row.weight = _weight(row, own)
    return row


def read_entry(elements: list[_Element], links: list[Link], labels: list[str]) -> Row:
    """The entry of a row that is known to hold one."""
    main = _main(elements[0], _targets(links), labels)
    return _entry(elements, main, row_days(elements, main.element), labels)


def _row(elements: list[_Element], links: list[Link], labels: list[str]) -> Row | None:
    targets = _targets(links)
    main = _main(elements[0], targets, labels)
    days = row_days(elements, main.element)
    if not labels and _are_several(main, _others(main, targets), dated=bool(days)):
        return None
    return _entry(elements, main, days, labels)


def _entry(elements: list[_Element], main: Link, days: list[tuple[_Element, str]], labels: list[str]) -> Row:
    if ACCESSORY.fullmatch(main.text):
        return Row(elements, main, _text_beside(elements, main), _chosen_day(elements[0], days, labels))
    if not days and (tail := title_day(main.text)):
        return Row(elements, main, *tail)
    return Row(elements, main, main.text, _chosen_day(elements[0], days, labels))


def _targets(links: list[Link]) -> list[Link]:
    """One link for each address: the one with the title."""
    targets: dict[str, Link] = {}
    for link in links:
        known = targets.get(link.href)
        if known is None or _telling(link) > _telling(known):
            targets[link.href] = link
    return list(targets.values())


def _others(main: Link, targets: list[Link]) -> list[Link]:
    """The other links of a row, without those to the same entry in another form: 下载, its file, [图解]."""
    file = is_file(main.href)
    titled = len(main.text) >= _TITLE and not BRACKETED.fullmatch(main.text)
    return [
        link
        for link in targets
        if link is not main
        and (file or not is_file(link.href))
        and not ACCESSORY.fullmatch(link.text)
        and not (titled and BRACKETED.fullmatch(link.text))
    ]


def _are_several(main: Link, others: list[Link], *, dated: bool) -> bool:
    """Whether links side by side are separate entries, or links of a menu."""
    small = [link for link in others if _SMALL_LINK.match(link.text)]
    documents = sum(is_document(link.href) for link in others)
    small_documents = sum(is_document(link.href) for link in small)
    most = 2 if dated else 1 if is_document(main.href) else 0
    if len(small) > 1 and _SMALL_LINK.match(main.text) and not is_document(main.href):
        return True  # a menu
    # [教育局] may have a page with a number; two short documents are rows of their own.
    return len(others) - len(small) > most or documents > small_documents or small_documents > 1


def _telling(link: Link) -> tuple[bool, bool, int]:
    """A sort key for links to one address: the one with the title comes first.

    A number in the index, 详细, or the first words of another link's text are no title; else the longest text is.
    """
    no_title = ACCESSORY.fullmatch(link.text) or _INDEX_NUMBER.fullmatch(link.text)
    return not no_title, not _SUMMARY.search(link.text), len(link.text)


def _text_beside(elements: list[_Element], main: Link) -> str:
    """The longest text of a row outside its link, where the link says only 查看 or PDF下载; else the link's own."""
    inside = set(main.element.iter())
    texts = [squeeze(raw) for element in elements for holder, raw in text_nodes(element) if holder not in inside]
    longest = max(texts, key=len, default="")
    return longest if len(longest) >= 4 and normal_day(longest) is None else main.text


def _main(row: _Element, links: list[Link], labels: list[str]) -> Link:
    if len(links) == 1:
        return links[0]
    column = next((index for index, label in enumerate(labels) if label in TITLE_LABELS), None)
    if column is not None:
        cells = [cell for cell in row if isinstance(cell.tag, str)]
        # Labels count only for rows with as many cells.
        if len(cells) == len(labels):
            inside = set(cells[column].iter("a"))
            for link in links:
                if link.element in inside:
                    return link
    # Of a page and a file side by side, the page is the entry and the file its download.
    pages = [link for link in links if not is_file(link.href) and is_document(link.href)] or links
    if len(pages) > 1:
        pages = [link for link in pages if not BRACKETED.fullmatch(link.text)] or pages
    return max(pages, key=lambda link: (min(len(link.text), 12) + 10 * is_document(link.href), len(link.text)))


def _chosen_day(row: _Element, days: list[tuple[_Element, str]], labels: list[str]) -> str | None:
    """Of several days the one under 发布日期, 公开日期 …; without labels the last, where sites print publication."""
    cells = [cell for cell in row if isinstance(cell.tag, str)] if labels else []
    if not days:
        # 上传日期 over 20-02-18: only under such a label is it a day.
        return _short_day(squeeze("".join(cell.itertext())) for cell in _under(labels, cells))
    if labels and len(days) > 1:
        for wanted in DATE_LABELS:
            if wanted in labels and labels.index(wanted) < len(cells):
                inside = set(cells[labels.index(wanted)].iter())
                for holder, day in days:
                    if holder in inside:
                        return day
    return days[-1][1]


def _under(labels: list[str], cells: list[_Element]) -> list[_Element]:
    """The cells under labels of days; empty where a row has another number of cells than there are labels."""
    return [
        cell for label, cell in zip(labels, cells, strict=False) if label in DATE_LABELS and len(labels) == len(cells)
    ]


def _short_day(texts: Iterable[str]) -> str | None:
    return next((day for text in texts if (day := day_of_short_year(text)) is not None), None)


def _weight(row: Row, own: Own | None) -> float:
    """How much a row looks like an entry."""
    address = address_weight(row.main.href, own)
    weight = 1.0 + address
    if row.date:
        weight += 5
    length = len(row.title)
    if length >= 4 and not ACCESSORY.fullmatch(row.title):
        weight += bool(_TELLING.search(row.title))
        return weight + (2 if length >= 14 else 1 if length >= 8 else 0)
    # 教育局 as the title of its report
    return weight - (0 if address > 1 and _UNIT.search(row.title) else 2)
