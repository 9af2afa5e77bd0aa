"""Selectors tried on one page: which values differ with and without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gaispider.items import Report
from gaispider.maintenance.record_diff import flat_values
from gaispider.page import Page, read_page
from gaispider.page.selectors import Select
from gaispider.reading import capture_of, drafts, read
from gaispider.received import Received
from gaispider.sites.entry_checks import select as select_of
from gaispider.sites.facts.plain_facts import WrongFactError
from gaispider.sites.model import Site

# For a part of the record with more different values (figures, sections) only their number is printed.
_MOST = 6
_LONG, _END = 60, 16


def trial(body: bytes, url: str, site: Site | None, select: Select, content_type: str | None = None) -> Iterator[str]:
    """A line a value that differs, old and new; then which selectors matched nothing.

    Without is the reading as it is: with what the site's entry says already.
    """
    own = site.select if site else Select()
    both = replace(own, **select.given())
    before, after = (read_page(body, url, content_type, select=given) for given in (own, both))
    lines = [*_records(before, after, site, body), *_listings(before, after)]
    yield from (f"  {line}" for line in lines or ["nothing differs"])
    asked = {**after.gave("article"), **after.gave("listing")}
    for name, something in asked.items():
        if name in select.given() and not something:
            yield f"  {name}={select.given()[name]!r} matched nothing"


def _records(before: Page, after: Page, site: Site | None, body: bytes) -> Iterator[str]:
    old, new = (_reports(page, site, body) for page in (before, after))
    for key in dict.fromkeys((*old, *new)):
        name = f"part {key}: " if key else ""
        if key not in old or key not in new:
            yield f"{name}{'a new record' if key in new else 'no record any more'}"
            continue
        was, now = dict(flat_values(old[key])), dict(flat_values(new[key]))
        paths = [path for path in dict.fromkeys((*was, *now)) if was.get(path) != now.get(path)]
        for group in dict.fromkeys(_group(path) for path in paths):
            differing = [path for path in paths if _group(path) == group]
            if len(differing) > _MOST:
                yield f"{name}{group}: {len(differing)} values differ, such as {differing[0]}"
                continue
            yield from (f"{name}{path}: {_short(was.get(path))} → {_short(now.get(path))}" for path in differing)


def _reports(page: Page, site: Site | None, body: bytes) -> dict[int | None, Report]:
    made = drafts(page, site=site, capture=capture_of(Received("file"), page, body))
    return {report.part: report for draft in made for report in read(draft)}


def _listings(before: Page, after: Page) -> Iterator[str]:
    old, new = before.listing, after.listing
    if old.items != new.items:
        yield f"entries: {len(old.items)} → {len(new.items)}"
        for item in new.items[:3]:
            yield f"  {item.date or '-':<12}{item.title} {item.url}"
    if (old.next_page, old.next_rule) != (new.next_page, new.next_rule):
        told = (f"{one.next_page or 'none'} ({one.next_rule or 'no pager'})" for one in (old, new))
        yield f"next page: {' → '.join(told)}"


def _group(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _short(value: Any) -> str:
    text = "null" if value is None else str(value).replace("\n", "⏎").replace("\t", " ")
    if len(text) <= _LONG:
        return text
    return f"{len(text):,} characters, {text[:_END]}…{text[-_END:]}"


def given_selectors(given: list[str]) -> Select | None:
    """The selectors of arguments `PART=SELECTOR`; None if there are none. Raises WrongFactError."""
    parts = [text.partition("=") for text in given]
    for name, equals, _ in parts:
        if not equals:
            raise WrongFactError(f"{name}: write PART=SELECTOR, such as --select body='#zoom'")
    names = [name for name, _, _ in parts]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise WrongFactError(f"{twice} is given twice; a comma joins two CSS selectors")
    return select_of({name: selector for name, _, selector in parts}) if parts else None
