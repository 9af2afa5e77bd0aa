"""What a site's own selectors find on one page: values, the document in a box of its own, entries, the next page.

The page's own tree is not changed. In a copy, dropped elements are emptied, and the document is moved into a box.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import Literal

from lxml import etree

from gaispider.items import WarningCode
from gaispider.page.article.fields.field_labels import split_fields
from gaispider.page.article.fields.metadata_fields import clean
from gaispider.page.day_strings import day_of, find_day
from gaispider.page.html.blocks import read_lines
from gaispider.page.listing.data.indirect import FRAME, UNIT
from gaispider.page.listing.listing import items_of, rows_of
from gaispider.page.model import Article, Listing, ListingItem, Shown
from gaispider.page.paging.links import link_address
from gaispider.page.paging.parts import is_same
from gaispider.page.selected_body import box_body, is_in_hidden
from gaispider.page.selectors import SELECTED, VALUES, Select, find, find_elements
from gaispider.page.urls import absolute, base_address

Role = Literal["article", "listing"]
OF_ROLE: dict[Role, tuple[str, ...]] = {
    "article": ("title", "published", "source", "body", "drop"),
    "listing": ("rows", "next", "drop"),
}
"""The selectors that a page of each kind is asked for."""

# Warnings of the general reader that no longer apply to a selected value.
_SETTLED: dict[str, WarningCode] = {
    "title": "title_from_script",
    "published": "date_conflict",
    "source": "source_conflict",
}


class SelectedPage:
    """The selectors of a site on one page. `root` is never changed."""

    def __init__(self, root: etree._Element, url: str, select: Select) -> None:
        self._root = root
        self._url = url
        self._select = select

    @cached_property
    def tree(self) -> etree._Element:
        """The page without what is dropped; the page itself where nothing is."""
        if self._select.drop is None or not find_elements(self._root, self._select.drop):
            return self._root
        tree = deepcopy(self._root)
        for element in find_elements(tree, self._select.drop):
            # Emptied, not removed, so that selectors that count siblings still find the right element.
            element.clear(keep_tail=True)
            if element.tag == "img":
                element.tag = "span"
        return tree

    @cached_property
    def article_tree(self) -> etree._Element:
        """The page with its document in a box of its own; `tree` if no selector finds the document."""
        if self._select.body is None or not find_elements(self.tree, self._select.body):
            return self.tree
        tree = deepcopy(self.tree)
        return tree if box_body(tree, find_elements(tree, self._select.body)) else self.tree

    def value(self, field: str) -> Shown | None:
        """Title, day of publication or source, as the selected element shows it; None if nothing is found."""
        texts = self._texts.get(field, [])
        if field == "published":
            # A text without a readable day is left to the step that reads damaged days.
            days = (_day_of(text) for text in texts)
            return next(filter(None, days), Shown(texts[0], "selector", SELECTED) if texts else None)
        if field == "source":
            raw = next((value for text in texts if (value := _source_of(text))), None)
        else:
            raw = next(iter(texts), None)
        return Shown(raw, "selector", SELECTED) if raw else None

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        """For each field the texts of its matches, visible ones before hidden ones."""
        given = self._select.given()
        return {field: _texts_of(find(self.tree, given[field])) for field in VALUES if field in given}

    def complete(self, article: Article) -> None:
        """Put the values into an article that was read without them."""
        for field, code in _SETTLED.items():
            shown = self.value(field)
            if shown is not None:
                setattr(article, field, shown)
                article.warnings = [warning for warning in article.warnings if warning.code != code]

    @cached_property
    def items(self) -> list[ListingItem]:
        """The entries of the selected rows."""
        if self._select.rows is None:
            return []
        rows = rows_of(self.tree, find_elements(self.tree, self._select.rows))
        return items_of(rows, base_address(self._root, self._url))

    @cached_property
    def next_address(self) -> str | None:
        """The absolute address that the selected link leads to."""
        found = find(self.tree, self._select.next)[:1] if self._select.next else []
        for one in found:
            address = one.strip() if isinstance(one, str) else _address_of(one)
            return absolute(base_address(self._root, self._url), address) if address else None
        return None

    def complete_listing(self, listing: Listing) -> None:
        """Put entries and next page into a listing that was read without them."""
        if self.items:
            listing.items = self.items
            if listing.next_rule in (UNIT, FRAME):  # looked for where no entry was found
                listing.next_page = listing.next_rule = None
        if self.next_address:
            is_last = is_same(self.next_address, self._url)
            listing.next_page = None if is_last else self.next_address
            listing.next_rule = f"{SELECTED}: last page" if is_last else SELECTED

    def gave(self, role: Role) -> dict[str, bool]:
        """For each selector that applies to pages of this role, whether it found something on this page."""
        given = self._select.given()
        return {field: self._gives(field) for field in OF_ROLE[role] if field in given}

    def _gives(self, field: str) -> bool:
        if field == "body":
            return self.article_tree is not self.tree
        if field == "drop":
            return self.tree is not self._root
        if field == "rows":
            return bool(self.items)
        return self.next_address is not None if field == "next" else self.value(field) is not None


def _texts_of(found: list[etree._Element | str]) -> list[str]:
    shown: list[str] = []
    hidden: list[str] = []
    for one in found:
        if isinstance(one, str):
            shown.append(" ".join(one.split()))
            continue
        box = etree.Element("div")
        copy = deepcopy(one)
        copy.tail = None
        box.append(copy)
        lines = read_lines(box)
        visible = [text for number, text in enumerate(lines.text) if number not in lines.hidden]
        if any(visible) and not is_in_hidden(one):
            shown.append(_joined(visible))
        else:  # `title`, a hidden label
            hidden.append(_joined(lines.text) or " ".join("".join(map(str, one.itertext())).split()))
    return [text for text in (*shown, *hidden) if text]


def _joined(lines: list[str]) -> str:
    """Lines as one text. A space is put only between Latin letters."""
    text = ""
    for line in lines:
        gap = " " if text[-1:].isascii() and line[:1].isascii() and text[-1:].isalnum() and line[:1].isalnum() else ""
        text += gap + line
    return text


def _day_of(text: str) -> Shown | None:
    """The day in a text, which may be the whole bar: the first after a label of publication, else the first."""
    labelled = [field.value for field in split_fields(text) if field.kind in ("published", "time")]
    day = next((day for value in labelled if (day := find_day(value))), None)
    if day is None and (day := find_day(text)):
        other = find_day(text.partition(day)[2])
        if other is not None and day_of(other) != day_of(day):
            return Shown(day, "selector", SELECTED, "context")
    return Shown(day, "selector", SELECTED) if day else None


def _source_of(text: str) -> str | None:
    """The source in a text, which may be the whole bar."""
    fields = split_fields(text)
    labelled = next((field.value for field in fields if field.kind == "source"), None)
    if fields and labelled is None:  # a bar that gives none
        return None
    return clean("source", text if labelled is None else labelled)


def _address_of(element: etree._Element) -> str:
    """Where a link leads, or the link in an element or around it."""
    inner, outer = element.iter("a"), element.iterancestors("a")
    link = next(inner, None)
    link = link if link is not None else next(outer, element)
    return link_address(link, (link.get("href") or "").strip())
