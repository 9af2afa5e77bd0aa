"""Pages changed as sites differ: what is read must stay what it was, or follow the change."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import lxml.html
import pytest
from lxml.etree import _Element

from gaispider.page.html.tree import parse
from gaispider.page.listing.listing import read_listing
from gaispider.page.model import Listing
from tests.page.templates.pieces import Template, templates

FILES = ("listings.txt", "listings_makes.txt", "listings_more.txt", "listings_saved.txt")
CASES = [case for case in templates(*FILES) if case.labels["count"] not in ("0", "?")]
# Known by the names of their boxes' states (open, closed), which a change of names takes away.
BY_NAME = {"accordion", "dl-accordion"}
# One link 县政府办公室 alone, without a day, is no list.
ONE_IS_NONE = {"units-by-year-short"}


def facts(listing: Listing) -> tuple[object, ...]:
    first = listing.items[0] if listing.items else None
    return (
        len(listing.items),
        first and (first.title, first.url, first.date),
        listing.next_page,
    )


def body(root: _Element) -> _Element:
    found = root.find("body")
    return root if found is None else found


def without_names(root: _Element, url: str) -> None:
    """Other class names and ids: each name keeps its identity."""
    names: dict[str, str] = {}
    for element in root.iter("div", "ul", "li", "td", "tr", "table", "span", "p", "dl", "dd", "section"):
        for key in ("class", "id"):
            if name := element.get(key):
                number = names.setdefault(
                    name, f"{'abcdefghij'[len(names) % 10]}{'klmnopqrst'[len(names) // 10 % 10]}z"
                )
                element.set(key, number)


def hot(dated: bool) -> _Element:
    rows = "".join(
        f'<li><a href="/zxrd/20230{n % 9 + 1}/t202301{n:02d}_7{n}.html">某县重点工程现场推进会第{n}次召开</a>'
        f"{f'<span>2023-01-{n:02d}</span>' if dated else ''}</li>"
        for n in range(1, 26)
    )
    return lxml.html.fragment_fromstring(f'<div class="zqy"><h3>热点新闻</h3><ul>{rows}</ul></div>')


def hot_before(root: _Element, url: str) -> None:
    body(root).insert(0, hot(dated=False))


def hot_after(root: _Element, url: str) -> None:
    body(root).append(hot(dated=False))


def dated_hot_before(root: _Element, url: str) -> None:
    body(root).insert(0, hot(dated=True))


def dated_hot_after(root: _Element, url: str) -> None:
    body(root).append(hot(dated=True))


def absolute_addresses(root: _Element, url: str) -> None:
    base = next((element.get("href") for element in root.iter("base")), None) or url
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if href and not href.startswith(("javascript", "#", "mailto", "tel")):
            link.set("href", urljoin(base, href))


def addresses_without_scheme(root: _Element, url: str) -> None:
    absolute_addresses(root, url)
    scheme = url.partition(":")[0] + ":"
    for link in root.iter("a"):
        if (link.get("href") or "").startswith(f"{scheme}//"):
            link.set("href", (link.get("href") or "").removeprefix(scheme))


def other_tags(root: _Element, url: str) -> None:
    for element in root.iter("ul", "span"):
        element.tag = {"ul": "ol", "span": "em"}[element.tag]


def tables_as_boxes(root: _Element, url: str) -> None:
    for element in root.iter("table", "tbody", "tr", "td"):
        element.tag = {"table": "div", "tbody": "div", "tr": "div", "td": "span"}[element.tag]


def rules_between_rows(root: _Element, url: str) -> None:
    for container in list(root.iter("ul")):
        for row in list(container)[4::5]:
            row.addnext(lxml.html.fragment_fromstring('<li class="line"></li>'))


def all_in_a_form(root: _Element, url: str) -> None:
    form, box = lxml.html.Element("form"), lxml.html.Element("div")
    form.append(box)
    outer = body(root)
    for element in list(outer):
        box.append(element)
    outer.append(form)


CHANGES: list[Callable[[_Element, str], None]] = [
    without_names, hot_before, hot_after, dated_hot_before, dated_hot_after, absolute_addresses,
    addresses_without_scheme, other_tags, tables_as_boxes, rules_between_rows, all_in_a_form,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_that_means_nothing_changes_nothing(change: Callable[[_Element, str], None]) -> None:
    wrong = {}
    for case in CASES:
        url = case.labels["url"]
        root, _ = parse(case.html.encode())
        before = facts(read_listing(root, url))
        change(root, url)
        if facts(read_listing(root, url)) != before and not (change is without_names and case.name in BY_NAME):
            wrong[case.name] = (before, facts(read_listing(root, url)))
    assert wrong == {}


def row_of(link: _Element, links: list[_Element]) -> _Element:
    """The outermost element that holds this link and none of the others."""
    row = link
    while (parent := row.getparent()) is not None and not any(
        element in links and element is not link for element in parent.iter("a")
    ):
        row = parent
    return row


LISTS = [case for case in CASES if case.name not in ONE_IS_NONE and "<ul" in case.html]


@pytest.mark.parametrize("left", [1, 2])
def test_a_list_of_fewer_rows(left: int) -> None:
    wrong, seen = {}, 0
    for case in LISTS:
        url = case.labels["url"]
        root, _ = parse(case.html.encode())
        before = read_listing(root, url)
        addresses = [item.href for item in before.items]
        links = [link for link in root.iter("a") if (link.get("href") or "").strip() in addresses]
        rows = [row_of(link, links) for link in links]
        if len(links) != len(addresses) or len(links) <= left or any(row.tag != "li" for row in rows):
            continue
        for row in rows[left:]:
            row.getparent().remove(row)  # type: ignore[union-attr]
        seen += 1
        after = read_listing(root, url)
        if facts(after)[1:] != facts(before)[1:] or len(after.items) != left:
            wrong[case.name] = facts(after)
    assert seen > 40
    assert wrong == {}


@pytest.mark.parametrize("case", [CASES[0]], ids=lambda case: case.name)
def test_rows_left_open_are_rows(case: Template) -> None:
    url = case.labels["url"]
    whole = read_listing(parse(case.html.encode())[0], url)
    opened = read_listing(parse(case.html.replace("</li>", "").encode())[0], url)
    assert facts(opened) == facts(whole)
