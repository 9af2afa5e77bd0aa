"""What a probe saw, for a person at a terminal: one site with each listing and report, or a table of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gaispider.items import Report
from gaispider.probing.kinds import do_of, rank
from gaispider.probing.look import Result
from gaispider.probing.seen_site import SeenListing
from gaispider.sites.model import Probed, Site
from gaispider.text.counted import counted

_TITLES = 3
_BEGINNING = 40
# Above this number of sites, proved ones are counted and not listed.
LISTED = 40


def detail_lines(result: Result) -> Iterator[str]:
    """All of one site, its kind last."""
    site, seen = result.site, result.seen
    yield f"{site.key} {site.name} ({site.family})"
    for listing in seen.listings:
        yield from _listing(listing, seen.gave.get(listing.url, {}))
    for report in seen.reports:
        yield from _report(report, seen.gave.get(report.url, {}))
    yield from (f"failed {one.sentence} ({one.cause})" for one in seen.failures)
    yield f"{site.key}: {result.judged.kind}"
    yield f"  {result.judged.says}"
    yield from _cure(site.key, result.judged.kind, result.judged.says, result.judged.propose)


def table_lines(found: Sequence[tuple[Site, Probed]]) -> Iterator[str]:
    """A row for each site, worst first: what was seen, what to do, and the proposed lines; then totals."""
    ordered = sorted(found, key=lambda one: (rank(one[1].kind), one[0].key))
    shown = [one for one in ordered if one[1].kind != "proved"] if len(ordered) > LISTED else ordered
    width = max([len(site.key) for site, _ in shown], default=4)
    if shown:
        yield f"{'SITE':<{width}}  {'KIND':<15} {'PROBED':<10}  NAME"
    for site, probed in shown:
        yield f"{site.key:<{width}}  {probed.kind:<15} {probed.on:%Y-%m-%d}  {site.name}"
        yield f"  {probed.says}"
        yield from _cure(site.key, probed.kind, probed.says, probed.propose)
    words = Counter(probed.kind for _, probed in ordered)
    totals = ", ".join(f"{count} {word}" for word, count in sorted(words.items(), key=lambda item: rank(item[0])))
    yield f"{counted(len(ordered), 'site')}: {totals or 'nothing to do'}"


def _cure(key: str, kind: str, says: str, propose: Sequence[str]) -> Iterator[str]:
    if kind != "proved" and (do := do_of(kind, says, key)):
        yield f"  do: {do}"
    yield from (f"  proposed: {line}" for line in propose)
    if propose:
        yield f"  if it is right: scrapy sites --take {key}"


def _listing(seen: SeenListing, gave: Mapping[str, bool]) -> Iterator[str]:
    listing = seen.listing
    yield f"listing {seen.url}" + (f" (page {seen.number})" if seen.number > 1 else "")
    yield _row("entries", str(len(listing.items)))
    for item in listing.items[:_TITLES]:
        yield _row("", f"{item.date or '-':<12}{item.title}")
    if seen.following:
        told = seen.following + (f" ({listing.next_rule})" if listing.next_page else " (by the family's rule)")
    elif listing.next_page:
        told = f"none: {listing.next_page} ({listing.next_rule}) is not followed"
    else:
        told = f"none: {listing.next_rule or 'no pager'}"
    yield _row("next page", told)
    yield from _selectors(gave)


def _report(report: Report, gave: Mapping[str, bool]) -> Iterator[str]:
    published, text = report.published, report.text or ""
    yield f"report {report.url}"
    yield _row("title", report.title)
    yield _row("published", f"{published.value or '-'} (printed: {published.raw})" if published else None)
    yield _row("source", report.source)
    yield _row("kind", report.kind)
    yield _row("agency", report.agency.name if report.agency else None)
    yield _row("year", str(report.report_year) if report.report_year else None)
    beginning = " ".join(text[:_BEGINNING].split("\n"))
    yield _row("text", f"{len(text):,} characters" + (f": {beginning}" if text else ""))
    for warning in report.warnings:
        yield _row("warning", f"{warning.code}: {warning.detail}")
    yield from _selectors(gave)


def _selectors(gave: Mapping[str, bool]) -> Iterator[str]:
    for name, something in gave.items():
        yield _row("select", f"{name} {'matched' if something else 'matched nothing'}")


def _row(name: str, value: str | None) -> str:
    return f"  {name:<11}{value or '-'}"
