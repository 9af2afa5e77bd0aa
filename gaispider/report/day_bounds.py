"""Days that cannot be right: before the reports began, or after the page was fetched. They are kept as candidates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from gaispider.items import Period, Published, Report, Signed, Warn

# The regulation that requires the reports was made in 2007.
FIRST_DAY = date(2007, 1, 1)


def bound_days(report: Report, first: date = FIRST_DAY) -> None:
    """Make published, signed and period days outside the bounds candidates only, with a warning for each.

    The bounds are `first` and a day after the capture; `first` is 2007 unless the page has nothing to do with
    disclosure, for it may be older. For a page without a time of capture (a saved file) the present time counts.
    """
    last = _last_day(report)

    def is_outside(day: str | None) -> bool:
        """Whether a day lies before `first` or after `last`."""
        return day is not None and not first <= date.fromisoformat(day) <= last

    outside: list[str] = []
    if report.published and is_outside(report.published.value):
        outside.append(f"published {report.published.value}")
        report.published = _without_value(report.published)
    if report.signed and is_outside(report.signed.value):
        outside.append(f"signed {report.signed.value}")
        report.signed = _unsigned(report.signed)
    if report.period and (is_outside(report.period.start) or is_outside(report.period.end)):
        outside.append(f"period {report.period.start} to {report.period.end}")
        report.period = _without_span(report.period)
    if outside:
        detail = f"{', '.join(outside)}: before {first.year} or after the page was fetched ({last})"
        report.warnings.append(Warn("date_conflict", detail))


def _last_day(report: Report) -> date:
    fetched = (report.capture.fetched_at if report.capture else None) or report.read_at
    return date.fromisoformat(fetched[:10]) + timedelta(days=1) if fetched else date.max


def _without_value(published: Published) -> Published:
    days = [*([published.value] if published.value else []), *published.alternatives]
    return replace(published, value=None, time=None, certainty="ambiguous", alternatives=days)


def _unsigned(signed: Signed) -> Signed:
    days = [*([signed.value] if signed.value else []), *signed.alternatives]
    return replace(signed, value=None, certainty="ambiguous", alternatives=days)


def _without_span(period: Period) -> Period:
    span = [(period.start, period.end)] if period.start and period.end else []
    return replace(period, start=None, end=None, certainty="ambiguous", alternatives=[*span, *period.alternatives])
