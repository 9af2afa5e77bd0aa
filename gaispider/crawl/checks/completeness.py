"""Which of its fields a record has: the measure by which a reading is compared with the site's earlier ones."""

from __future__ import annotations

from gaispider.items import Report

# By name, as the run's summary has them; each is one bit of RecordState.filled.
FIELDS = {"title": 1, "text": 2, "published": 4, "sections": 8, "agency": 16}
# Characters below which a text is a remark.
LONG = 120
# A page that says why it has no text says nothing about the layout.
_EXPLAINED = frozenset({"attachment_only", "body_is_image", "needs_ocr"})


def filled_fields(report: Report) -> int | None:
    """The bits of the fields that the page itself gave; None where it says why it has no text.

    What its listing gave instead does not count: it would hide that the page is no longer read as it was.
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
    """What at least one of two versions has."""
    return other if one is None else one if other is None else one | other
