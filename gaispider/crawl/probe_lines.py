"""What a probe saw, for a person: each listing, each report, and whether the entry's selectors matched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gaispider.crawl.probe import Probe, ProbedListing
from gaispider.items import Report
from gaispider.sites.model import Site

_TITLES = 3
_BEGINNING = 40


def probe_lines(site: Site, found: Probe) -> Iterator[str]:
    """The lines to print, the outcome last."""
    yield f"{site.key} {site.name} ({site.family})"
    for listing in found.listings:
        yield from _listing(listing, found.gave.get(listing.url, {}))
    for report in found.reports:
        yield from _report(report, found.gave.get(report.url, {}))
    outcome = found.outcome()
    yield f"{site.key}: {outcome.word} (exit {outcome.code})"
    yield from (f"  {reason}" for reason in outcome.reasons)


def _listing(probed: ProbedListing, gave: Mapping[str, bool]) -> Iterator[str]:
    listing = probed.listing
    yield f"listing {probed.url}"
    yield _row("entries", str(len(listing.items)))
    for item in listing.items[:_TITLES]:
        yield _row("", f"{item.date or '-':<12}{item.title}")
    if probed.following:
        told = probed.following + (f" ({listing.next_rule})" if listing.next_page else " (by the family's rule)")
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
