"""Which fields of a record are filled: the measure for comparing a run with the site's earlier runs."""

from __future__ import annotations

from gaispider.items import Report

# For each field name in the run's summary its bit in RecordState.filled.
FIELDS = {"title": 1, "text": 2, "published": 4, "sections": 8, "agency": 16}
# Characters: a shorter text counts as no text of a report.
LONG = 120
# Warnings that explain why a page has no text; such a page says nothing about the layout.
_EXPLAINED = frozenset({"attachment_only", "body_is_image", "needs_ocr"})


def filled_fields(report: Report) -> int | None:
    """The bits of the fields that were read from the page; None if the page explains why it has no text.

    Values from the listing do not count, because they would hide that the page is no longer read as before.
    """
    long = len(report.text or "") >= LONG
    if not long and any(warning.code in _EXPLAINED for warning in report.warnings):
        return None
    has = {
        "title": report.title is not None and report.title_found_in != "listing",
        "text": long,
        "published": report.published is not None and report.published.found_in != "listing",
        "sections": bool(report.sections),
        "agency": report.agency is not None,
    }
    return sum(FIELDS[name] for name, there in has.items() if there)


def merge_filled(one: int | None, other: int | None) -> int | None:
    """The bits that at least one of two versions has."""
    return other if one is None else one if other is None else one | other
