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
from gaispider.page.listing_address import Own, own_of
from gaispider.page.listing_choice import choose
from gaispider.page.listing_days import HIDDEN
from gaispider.page.listing_groups import ENOUGH, find_groups
from gaispider.page.listing_json import items_of_scripts
from gaispider.page.listing_rows import NOT_AN_ENTRY, Link, Row, link_title
from gaispider.page.listing_unit import UNIT, unit_address
from gaispider.page.model import Listing, ListingItem
from gaispider.page.paging import Paging, find_paging, link_address
from gaispider.page.paging_script import script_address

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
    listing.items = items_of(rows or _rows(root, paging, own_of(url)), base)
    if not listing.items and not paging.is_empty:
        listing.items = items_of_scripts(paging.scripts, base)
    if not listing.items and listing.next_page is None and (unit := unit_address(root)):
        listing.next_page, listing.next_rule = absolute(base, unit), UNIT
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


def _rows(root: _Element, paging: Paging | None, own: Own | None = None) -> list[Row]:
    return _best(_links(root), paging, own) or _best(_scripted(root), paging, own)


def _best(links: list[Link], paging: Paging | None, own: Own | None) -> list[Row]:
    best = choose(find_groups(links, own), paging, own) if links else None
    if best is None:
        return []
    enough = ENOUGH if len(best.rows) > 1 or best.header else ENOUGH + 1
    return best.rows if best.mean >= enough else []


def _scripted(root: _Element) -> list[Link]:
    """Rows that a click opens and that hold no link: `<li onclick="location.href='…'">`."""
    dead: dict[_Element, bool] = {}
    links: list[Link] = []
    for order, element in enumerate(root.xpath("//*[@onclick][not(self::a or self::input or self::button)]")):
        href = script_address(element.get("onclick"))
        if not href or _TEMPLATE_TEXT.search(href) or next(element.iter("a"), None) is not None:
            continue
        text = link_title(element)
        if not _is_dead(element, dead) and not NOT_AN_ENTRY.match(text) and not _TEMPLATE_TEXT.search(text):
            links.append(Link(element, href, order, text))
    return links


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
    if "hidden" in attributes or HIDDEN.search(attributes.get("style") or ""):
        return bool(_TEMPLATE_NAME.search(f"{attributes.get('class', '')} {attributes.get('id', '')}"))
    return "foreach" in attributes.get("data-bind", "")
