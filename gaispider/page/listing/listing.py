"""Reads a page as a listing: its entries, and the page that follows.

The entries are found as a recurring block: sibling elements with one link each, with a title, mostly a day, and an
address that looks like a document's. No site's class names are needed; names of navigation and footers only lower a
block's weight. Rows of script templates (`ms-repeat`, `ng-repeat`, `v-for`, `{{ }}`) are never entries.
"""

from __future__ import annotations

from collections.abc import Iterable

import lxml.html
from lxml.etree import _Element

from gaispider.page.html.templates import is_template, is_template_text
from gaispider.page.list_requests.find import REQUEST, find_list_request
from gaispider.page.listing.choice import choose
from gaispider.page.listing.data.hanweb_datastore import Store, stored_records
from gaispider.page.listing.data.indirect import FRAME, UNIT, frame_address, unit_address
from gaispider.page.listing.data.json_entries import items_of_scripts
from gaispider.page.listing.entry import column_labels, read_entry
from gaispider.page.listing.entry_urls import Own, is_document, is_own, own_of
from gaispider.page.listing.groups import Group, find_groups
from gaispider.page.listing.rows import NOT_AN_ENTRY, YEAR_TITLE, Link, Row, link_title
from gaispider.page.listing.whole_lists import without_parts
from gaispider.page.model import NO_ADDRESS, Listing, ListingItem
from gaispider.page.paging.links import link_address
from gaispider.page.paging.next_page import NO_PAGER, ONE_PAGE, find_paging
from gaispider.page.paging.parts import Paging, script_address
from gaispider.page.paging.sign_links import ANNOUNCED
from gaispider.page.urls import absolute, base_address

_ROWS = frozenset(("li", "tr", "dl", "p"))
# A pager's row has at most so many links.
_FEW = 2


def read_listing(root: _Element, url: str) -> Listing:
    """The listing at `url`; `root` is any element of its tree. For an article it has few items or none."""
    base = base_address(root, url)
    paging = find_paging(root, url, base)
    listing = Listing([], paging.next_page, paging.rule, paging.pages, paging.records, paging.request)
    stores, own = stored_records(paging.scripts), own_of(url)
    store, rows = _own_store(stores, own) if stores else (None, [])
    group = None if store is not None and _is_of_column(rows, own) else _own_list(root, url, paging)
    if rows and group is not None and not group.of_column:
        group = None
    if store is not None and group is None:
        _count_store(listing, store, len(rows), base)
    listing.items = items_of(group.rows if group is not None else rows, base)
    if not rows and not paging.is_empty and (group is None or group.beside):
        # A list that a script holds, where the page shows none or only hot news.
        listing.items = items_of_scripts(paging.scripts, base) or listing.items
    if paging.object is not None and not paging.object.fits(len(listing.items)):
        listing.pages = listing.records = None
        if listing.next_rule in (ANNOUNCED, ONE_PAGE):
            listing.next_rule = NO_PAGER
    if listing.next_page is None and listing.next_request is None:
        _name_rest(listing, root, paging.scripts, base)
    return listing


def _name_rest(listing: Listing, root: _Element, scripts: list[str], base: str) -> None:
    """Note the request that brings the entries which the page does not show: all of them, or those after its own."""
    if not listing.items:
        _name_elsewhere(listing, root, scripts, base)
    elif (listing.next_rule or "").startswith(NO_ADDRESS) and len(listing.items) != listing.records:
        listing.next_request = find_list_request(root, scripts, base)
        listing.next_rule = REQUEST if listing.next_request else listing.next_rule


def _count_store(listing: Listing, store: Store, size: int, base: str) -> None:
    """Take the number of records and the next page from a store of which `size` rows were read."""
    listing.records = store.total if store.total is not None else listing.records
    if store.next_group and (listing.records is None or size < listing.records):
        listing.next_page, listing.next_rule = absolute(base, store.next_group), "datastore nextgroup"
        listing.next_request = None


def _name_elsewhere(listing: Listing, root: _Element, scripts: list[str], base: str) -> None:
    """Note the address of the entries of a page that has none: a script's request, or a frame."""
    if unit := unit_address(root):
        listing.next_page, listing.next_rule = absolute(base, unit), UNIT
    elif request := find_list_request(root, scripts, base):
        listing.next_request, listing.next_rule = request, REQUEST
    elif frame := frame_address(root, base):
        listing.next_page, listing.next_rule = frame, FRAME


def _without_pager(links: list[Link], paging: Paging) -> list[Link]:
    """The links without those that stand after the pager in its own row: 更多信息请用检索查询."""
    row, order = paging.element, paging.order or 0.0
    while row is not None and row.tag not in _ROWS:
        # A box of its own is the pager; what holds it may be the page.
        row = row.getparent() if row.tag != "div" else None
    if row is None or next(row.iter("ul", "ol", "table", "tbody"), None) is not None:
        return links
    inside = set(row.iter("a"))
    kept = [link for link in links if link.order < order or link.element not in inside]
    return kept if len(links) - len(kept) <= _FEW else links


def _own_store(stores: list[Store], own: Own | None) -> tuple[Store | None, list[Row]]:
    """The store of the page's own section, by its entries' addresses, with its rows; else the first that has rows."""
    best: tuple[Store | None, list[Row]] = (None, [])
    for store in stores:
        rows = read_records(store.records)
        if _is_of_column(rows, own):
            return store, rows
        if rows and best[0] is None:
            best = store, rows
    return best


def _is_of_column(rows: list[Row], own: Own | None) -> bool:
    return own is not None and sum(is_own(row.main.href, own) for row in rows) * 2 > len(rows)


def _own_list(root: _Element, url: str, paging: Paging) -> Group | None:
    links = _without_pager(_links(root), paging)
    own = own_of(url)
    return choose(without_parts(find_groups(links, own, root.findtext(".//title") or ""), own), paging, own)


def items_of(rows: Iterable[Row], base: str) -> list[ListingItem]:
    """The entries of rows, with absolute addresses by `base`. A row whose link is no valid address is left out."""
    found = ((row, absolute(base, link_address(row.main.element, row.main.href))) for row in rows)
    return [ListingItem(row.title, row.main.href, address, row.date) for row, address in found if address is not None]


def rows_of(root: _Element, elements: Iterable[_Element]) -> list[Row]:
    """One row for each of `elements` that holds a link. They are known to be entries, because a selector chose them."""
    links = {link.element: link for link in _links(root)}
    firsts: dict[_Element | None, _Element] = {}
    rows = []
    for element in elements:
        inside = [links[node] for node in element.iter() if node in links] or _any_links(element)
        if inside:
            parent = element.getparent()
            first = firsts.setdefault(parent, element)
            rows.append(read_entry([element], inside, column_labels(parent, first) if parent is not None else []))
    return rows


def _any_links(element: _Element) -> list[Link]:
    """All links of an element, also those that the general reader skips: numbers, names of files."""
    found = ((node, link_address(node, _href(node))) for node in element.iter("a"))
    return [Link(node, _href(node) or address, 0.0, link_title(node)) for node, address in found if address]


def read_records(records: Iterable[str]) -> list[Row]:
    """One row for each record; a record is a fragment of HTML."""
    html = "".join(f"<section>{record}</section>" for record in records)
    if not html:
        return []
    root = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    group = choose(find_groups(_links(root)), None)
    return group.rows if group else []


def _links(root: _Element) -> list[Link]:
    """Links that could be entries, in page order."""
    dead: dict[_Element, bool] = {}
    links: list[Link] = []
    for order, element in enumerate(root.iter("a", "script")):
        if element.tag == "a" and (link := _link(element, link_address(element, _href(element)), order, dead)):
            links.append(link)
    scripted = {
        element: address
        for element in root.xpath("//*[@onclick][not(self::a or self::input or self::button)]")
        if (address := script_address(element.get("onclick"))) and next(element.iter("a"), None) is None
    }
    return _with_scripted(root, links, scripted, dead) if len(scripted) > 0 else links


def _with_scripted(
    root: _Element, links: list[Link], scripted: dict[_Element, str], dead: dict[_Element, bool]
) -> list[Link]:
    """The links, with the rows added that a click opens and that hold no link: `<li onclick="location.href='…'">`."""
    order = -1
    for element in root.iter():
        if element.tag in ("a", "script"):
            order += 1
        elif element in scripted and (link := _link(element, scripted[element], order + 0.5, dead)):
            links.append(link)
    return sorted(links, key=lambda link: link.order)


def _href(element: _Element) -> str:
    return (element.get("href") or "").strip()


def _link(element: _Element, address: str, order: float, dead: dict[_Element, bool]) -> Link | None:
    href = _href(element) or address
    if not address or _is_dead(element, dead):
        return None
    text = link_title(element)
    if is_template_text(text):
        return None
    if NOT_AN_ENTRY.find(text) and not (YEAR_TITLE.match(text) and is_document(href)):
        return None
    return Link(element, href, order, text)


def _is_dead(element: _Element, seen: dict[_Element, bool]) -> bool:
    """Whether the element lies in a script template, or in an element that shows no text."""
    trail: list[_Element] = []
    node: _Element | None = element
    verdict = False
    while node is not None:
        known = seen.get(node)
        if known is not None:
            verdict = known
            break
        trail.append(node)
        if node.tag in ("template", "noscript", "select", "textarea") or is_template(node):
            verdict = True
            break
        node = node.getparent()
    for passed in trail:
        seen[passed] = verdict
    return verdict
