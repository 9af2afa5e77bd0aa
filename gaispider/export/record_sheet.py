"""A record as text for people: one screen, each value with the raw string it was read from, and the warnings.

Of a record of schema /1, only its own fields are shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from gaispider.items import NarrativeFigure, Period, Published, Report, Signed
from gaispider.text.counted import counted

_LABEL_WIDTH = 13
_TEXT_WIDTH = 46


def show(report: Report) -> Iterator[str]:
    """The lines of the sheet of one record."""
    part = f"  (part {report.part})" if report.part else ""
    yield f"■ {report.title or '(no title)'}{part}"
    for label, value in _rows(report):
        if value:
            yield f"  {label:<{_LABEL_WIDTH}} {value}"
    for warn in report.warnings:
        yield f"  {'!':<{_LABEL_WIDTH}} {warn.code}: {warn.detail}"


# The columns of `one_line`.
LIST_HEAD = f"YEAR  {'REGION':<9}  {'PUBLISHED':<10}  {'SIGNED':<10}  {'SECTIONS':>11}  {'FIGURES':>11}  TITLE"


def one_line(report: Report) -> str:
    """The record in one line: year, region, day of publication, signed day, counts, title, warning codes."""
    signed, published = report.signed, report.published
    tables = report.statistics.tables
    cells = sum(len(row) for table in (tables.t2, tables.t3, tables.t4) if table for row in table.values())
    counted = sum(figure.value is not None for figure in report.statistics.narrative.values())
    columns = [
        f"{report.report_year or '?':<4}",
        f"{report.region.code if report.region else '?':<9}",
        f"{(published.value if published else None) or '-':<10}",
        f"{(signed.value or '?') if signed else '-':<10}",
        _column(2, len(report.sections), "section"),
        _column(3, cells + len(tables.a or ()) + counted, "figure"),
        report.title or "(no title)",
    ]
    doubts = sorted({warn.code for warn in report.warnings})
    return "  ".join(columns) + (f"  ! {', '.join(doubts)}" if doubts else "")


def _column(width: int, count: int, noun: str) -> str:
    return f"{count:>{width}} {noun}{' ' if count == 1 else 's'}"


def search_text(report: Report) -> str:
    """The text that `--only` searches: title, kind, region and warning codes."""
    region = " ".join((report.region.code, *report.region.path)) if report.region else ""
    return " ".join([report.title or "", report.kind, region, *(warn.code for warn in report.warnings)])


def _rows(report: Report) -> Iterator[tuple[str, str | None]]:
    region, agency = report.region, report.agency
    yield "kind", f"{report.kind}, {report.provenance}"
    yield (
        "report year",
        f"{report.report_year}  (from the {report.report_year_found_in})" if report.report_year else "?",
    )
    yield "agency", f"{agency.name}  (from the {agency.found_in})" if agency else None
    named = f"  ← {region.raw}" if region and region.raw else ""
    yield "region", f"{region.code}  {' › '.join(region.path)}{named}" if region else "?"
    yield "published", _published(report.published)
    yield "period", _period(report.period)
    yield "signed", _signed(report.signed)
    yield "source", report.source
    yield "index no.", report.index_number
    if report.doc_number:
        yield "document no.", f"{report.doc_number.value or '?'}  ← {report.doc_number.raw}"
    yield "cites", "  ".join(number.value or f"? ← {number.raw}" for number in report.cited_documents[:4])
    yield "script", f"{report.script}, original kept" if report.text_original else None
    of_file = f" of {report.text_from}" if report.text_from not in (None, "page") else ""
    yield "text", f"{len(report.text):,} characters{of_file}: {_cut(report.text)}" if report.text else "none"
    titles = [section.title for section in report.sections if section.level == 1]
    yield "sections", " | ".join(titles)
    yield from _statistics(report)
    yield "attachments", "  ".join(a.name or a.url for a in report.attachments)
    yield "from", report.url
    if report.capture and report.capture.warc:
        yield "archived in", f"{report.capture.warc}  {report.capture.record_id or ''}"


def _statistics(report: Report) -> Iterator[tuple[str, str | None]]:
    statistics = report.statistics
    tables = statistics.tables
    counts = [
        f"{name} {counted(sum(len(row) for row in table.values()), 'cell')}"
        for name, table in (("table 2", tables.t2), ("table 3", tables.t3), ("table 4", tables.t4))
        if table
    ]
    if tables.a:
        counts.append(f"annex {counted(len(tables.a), 'row')}")
    if counts:
        held = sum(check.holds is True for check in statistics.checks)
        failed = sum(check.holds is False for check in statistics.checks)
        yield "tables", f"form {statistics.form or '?'}: {', '.join(counts)}; checks: {held} hold, {failed} fail"
    for key, figure in statistics.narrative.items():
        yield "counted", f"{key} = {_counted(figure)}"


def _counted(figure: NarrativeFigure) -> str:
    if figure.value is not None:
        return f"{figure.value}  ← {figure.phrase}"
    return "? " + " or ".join(f"{one.value}  ← {one.phrase}" for one in figure.alternatives)


def _published(published: Published | None) -> str | None:
    if published is None:
        return None
    readings = " or ".join(published.alternatives)
    when = published.value or f"? {readings}".rstrip()
    doubt = f"  ({published.method}, {published.certainty})" if published.certainty not in (None, "certain") else ""
    return f"{when}{f' {published.time}' if published.time else ''}  ← {published.raw}{doubt}"


def _period(period: Period | None) -> str | None:
    if period is None:
        return None
    if period.start is None:
        readings = " or ".join(f"{start}…{end}" for start, end in period.alternatives)
        return f"? {readings}  ← {period.raw}  ({period.certainty})"
    return f"{period.start} … {period.end}  ← {period.raw}  ({period.method}, {period.certainty})"


def _signed(signed: Signed | None) -> str | None:
    if signed is None:
        return None
    value = signed.value or "? " + " or ".join(signed.alternatives)
    return f"{value}  ← {signed.raw}  ({signed.method}, {signed.certainty})"


def _cut(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _TEXT_WIDTH else f"{line[:_TEXT_WIDTH]}…"
