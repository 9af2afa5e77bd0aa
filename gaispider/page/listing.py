"""A page read as a listing: its entries, and the page that follows.

The entries are found as a recurring block: sibling elements that hold one link each, with a title, mostly a day, and an
address that looks like a document's. No site's class names are needed; those of navigation and footers only lower a
block's weight. Rows of script templates (`ms-repeat`, `ng-repeat`, `v-for`, `{{ }}`) are never entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import lxml.html
from lxml.etree import _Element

from gaispider.page.address import absolute, base_address
from gaispider.page.datastore import stored_records
from gaispider.page.listing_groups import ENOUGH, HIDDEN, find_groups, is_chrome
from gaispider.page.listing_rows import NOT_AN_ENTRY, Link, Row, link_title
from gaispider.page.model import Listing, ListingItem
from gaispider.page.paging import Paging, find_paging, link_address

_TEMPLATE_ATTRIBUTE = re.compile(
    r"^(?:data-)?(?:ms-repeat|ms-for|ms-each|ng-repeat|v-for|x-for|wx:for|a:for|\*ngfor|th:each|t-foreach|st-repeat)"
)
_TEMPLATE_TEXT = re.compile(r"\{\{|\{%|<%|\$\{|#\{|\[\[|\{\$|\[!--|\{field:|\{\w+\}")
_TEMPLATE_NAME = re.compile(r"tpl|templ|clone|sample|skeleton", re.IGNORECASE)


def read_listing(root: _Element, url: str) -> Listing:
    """Read `root` (or the page it is the root of) as a listing at `url`; an article gives few or no items."""
    base = base_address(root, url)
    paging = find_paging(root, url, base)
    listing = Listing(next_page=paging.next_page, next_rule=paging.rule, pages=paging.pages, records=paging.records)
    records, next_group, total, _ = stored_records(paging.scripts)
    rows = read_records(records) if records else []
    if rows:
        listing.records = total if total is not None else listing.records
        if next_group and (listing.records is None or len(rows) < listing.records):
            listing.next_page, listing.next_rule = absolute(base, next_group), "datastore nextgroup"
    listing.items = items_of(rows or _rows(root, paging), base)
    return listing


def items_of(rows: Iterable[Row], base: str) -> list[ListingItem]:
    """The entries of rows; addresses are made absolute from `base`. A row whose link is no address leads nowhere."""
    found = ((row, absolute(base, link_address(row.main.element, row.main.href))) for row in rows)
    return [ListingItem(row.title, row.main.href, address, row.date) for row, address in found if address is not None]


def read_records(records: Iterable[str]) -> list[Row]:
    """One row a record, each a fragment of HTML."""
    html = "".join(f"<section>{record}</section>" for record in records)
    if not html:
        return []
    return _rows(lxml.html.document_fromstring(f"<html><body>{html}</body></html>"), None)


def _rows(root: _Element, paging: Paging | None) -> list[Row]:
    groups = find_groups(_links(root))
    if not groups:
        return []
    if paging is not None and paging.order is not None:
        before = [
            group for group in groups if group.rows[-1].main.order < paging.order and not is_chrome(group.container)
        ]
        nearest = max(before, key=lambda group: group.rows[-1].main.order, default=None)
    else:
        nearest = None
    best = max(groups, key=lambda group: group.score() * (1.5 if group is nearest else 1.0))
    enough = ENOUGH if len(best.rows) > 1 or best.header else ENOUGH + 1
    return best.rows if best.mean >= enough else []


def _links(root: _Element) -> list[Link]:
    """Links that could be entries, in page order."""
    dead: dict[_Element, bool] = {}
    links: list[Link] = []
    for order, element in enumerate(root.iter("a", "script")):
        if element.tag != "a":
            continue
        href = (element.get("href") or "").strip()
        if not link_address(element, href) or _TEMPLATE_TEXT.search(href) or _is_dead(element, dead):
            continue
        text = link_title(element)
        if NOT_AN_ENTRY.match(text) or _TEMPLATE_TEXT.search(text):
            continue
        links.append(Link(element, href, order, text))
    return links


def _is_dead(element: _Element, seen: dict[_Element, bool]) -> bool:
    """True if the element stands in a script template, or in something that shows no text of its own."""
    trail: list[_Element] = []
    node: _Element | None = element
    verdict = False
    while node is not None:
        known = seen.get(node)
        if known is not None:
            verdict = known
            break
        trail.append(node)
        if node.tag in ("template", "noscript", "select", "textarea") or _is_template(node):
            verdict = True
            break
        node = node.getparent()
    for passed in trail:
        seen[passed] = verdict
    return verdict


def _is_template(node: _Element) -> bool:
    attributes = node.attrib
    if any(_TEMPLATE_ATTRIBUTE.match(name) for name in attributes):
        return True
    style = attributes.get("style")
    if style and HIDDEN.search(style):
        return bool(_TEMPLATE_NAME.search(f"{attributes.get('class', '')} {attributes.get('id', '')}"))
    return "foreach" in attributes.get("data-bind", "")
