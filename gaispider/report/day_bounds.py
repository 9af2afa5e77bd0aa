"""Days that cannot be: before the reports began, or later than the page was fetched. They are candidates only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from gaispider.items import Period, Published, Report, Signed, Warn

# The regulation that asks for the reports was made in 2007.
FIRST_DAY = date(2007, 1, 1)


def bound_days(report: Report, first: date = FIRST_DAY) -> None:
    """Put aside published, signed and period days before 2007 or later than a day after the capture, with a warning.

    `first` is the first day that may be; a page that speaks of no disclosure may be older than the reports.
    A page without a capture's time (a saved file) is held against the time of reading.
    """
    last = _last_day(report)

    def is_outside(day: str | None) -> bool:
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
