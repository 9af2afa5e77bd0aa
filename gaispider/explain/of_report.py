"""The values that are read from what a report says: kind, unit, place, year, period, sign-off, figures."""

from __future__ import annotations

from datetime import date

from gaispider.draft import Draft
from gaispider.explain.explained import Explained, Lost
from gaispider.explain.of_page import place_of_agency, place_of_title
from gaispider.explain.places import Place, place_in_text
from gaispider.items import NarrativeFigure, Period, Tables
from gaispider.report.period import period_readings
from gaispider.report.unit.agency import agency_readings
from gaispider.report.year import YearReading, year_readings
from gaispider.text.counted import counted

_BY_TEXT = ("no_disclosure", "words_of_heading", "calls_itself_report", "phrases_and_subject", "sums_up")
_TABLES = (("table 2", "t2"), ("table 3", "t3"), ("table 4", "t4"))


def kind(draft: Draft) -> Explained:
    """The kind of document."""
    report = draft.report
    rule = report.rules.get("kind")
    if rule in _BY_TEXT or rule in ("reports_as_follows", "no_set_phrases"):
        return Explained(report.kind, rule, place=Place("title and text"))
    return Explained(report.kind, rule, raw=report.title, place=place_of_title(draft))


def agency(draft: Draft) -> Explained:
    """The unit that made the report."""
    report = draft.report
    shown = draft.article.agency if report.part is None else None
    readings = [*agency_readings(draft.sign_off, draft.document, report.title, shown)]
    lost = [Lost(other.name, rule) for other, rule in readings[1:]]
    found = report.agency
    if found is None:
        return Explained(None)
    return Explained(found.name, report.rules.get("agency"), found.certainty, found.raw, place_of_agency(draft), lost)


def region(draft: Draft) -> Explained:
    """The place whose report it is."""
    report, site = draft.report, draft.site
    found, rule = report.region, report.rules.get("region")
    if found is None:
        return Explained(None)
    of_site = [Lost(site.region, "site_of_registry", _entry(draft))] if site and site.region else []
    places = {"place_in_title": place_of_title(draft), "place_of_agency": place_of_agency(draft)}
    place = Place(_entry(draft)) if rule == "site_of_registry" else places.get(rule or "", Place("the text"))
    lost = [other for other in of_site if other.rule != rule]
    return Explained(f"{found.code} {' > '.join(found.path)}", rule, found.certainty, found.raw, place, lost)


def _entry(draft: Draft) -> str:
    site = draft.site
    return f"the registry entry {site.key} ({site.file})" if site else "the registry"


def report_year(draft: Draft) -> Explained:
    """The year that the report is about."""
    report = draft.report
    text = (report.text or "") if draft.may_be_report else ""
    readings = [*year_readings(report.title, report.period, report.url, text)]
    lost = [
        Lost(str(reading.year), reading.rule, _source_of_year(draft, reading)[1].where)
        for reading in readings
        if reading.rule != report.rules.get("report_year")
    ]
    chosen = next((reading for reading in readings if reading.rule == report.rules.get("report_year")), None)
    if chosen is None:
        return Explained(str(report.report_year) if report.report_year else None, report.rules.get("report_year"))
    raw, place = _source_of_year(draft, chosen)
    return Explained(str(report.report_year), chosen.rule, report.report_year_certainty, raw, place, lost)


def _source_of_year(draft: Draft, reading: YearReading) -> tuple[str | None, Place]:
    """What a year was read from, and where that stood."""
    report = draft.report
    if reading.found_in == "title":
        return report.title, place_of_title(draft) or Place("the title")
    if reading.found_in == "period" and report.period:
        return report.period.raw, place_in_text(report.period.raw, report.text or "") or Place("the period")
    if reading.found_in in ("folder", "parameter"):
        return report.url, Place(f"a {reading.found_in} of the address")
    return None, place_in_text(str(reading.year), report.text or "") or Place("the text")


def period(draft: Draft) -> Explained:
    """The span of time that the report counts."""
    report = draft.report
    found = report.period
    if found is None:
        return Explained(None)
    day = report.published.value if report.published else None
    of_title = next(year_readings(report.title, None, report.url, ""), None)
    readings = period_readings(
        report.text or "",
        published=date.fromisoformat(day) if day else None,
        report_year=of_title.year if of_title else None,
    )
    rule = report.rules.get("period")
    lost = [Lost(_span(other), name) for other, name in readings if name != rule]
    place = place_in_text(found.raw, report.text or "")
    return Explained(_span(found), rule, f"{found.certainty} ({found.method})", found.raw, place, lost)


def _span(found: Period) -> str:
    if found.start:
        return f"{found.start} … {found.end}"
    return "? " + " or ".join(f"{start} … {end}" for start, end in found.alternatives)


def signed(draft: Draft) -> Explained:
    """The day under the sign-off."""
    found = draft.report.signed
    if found is None:
        return Explained(None)
    value = found.value or "? " + " or ".join(found.alternatives)
    place = place_in_text(found.raw, draft.report.text or "", last=True)
    certainty = f"{found.certainty} ({found.method})"
    return Explained(value, draft.report.rules.get("signed"), certainty, found.raw, place)


def tables(draft: Draft) -> Explained:
    """The tables of figures, counted."""
    statistics = draft.report.statistics
    counts = _counts(statistics.tables)
    if not counts:
        return Explained(None)
    held = sum(check.holds is True for check in statistics.checks)
    wrong = [check for check in statistics.checks if check.holds is False]
    failed = [f"does not hold: {check.id} ({check.left} and {check.right})" for check in wrong]
    value = f"form {statistics.form or '?'}: {', '.join(counts)}; {counted(held, 'check')} held, {len(failed)} failed"
    row = next((block.text for block in draft.document.blocks if block.table is not None), "")
    place = place_in_text(row, draft.report.text or "")
    return Explained(value, place=place, notes=["its labels: data/reference/forms/labels.tsv", *failed])


def _counts(found: Tables) -> list[str]:
    cells = [(name, getattr(found, key)) for name, key in _TABLES]
    counts = [f"{name} {counted(sum(map(len, table.values())), 'cell')}" for name, table in cells if table]
    return [*counts, f"annex {counted(len(found.a), 'row')}"] if found.a else counts


def counts(draft: Draft) -> Explained:
    """The numbers that the text says, each with its words and the line they stand on."""
    narrative = draft.report.statistics.narrative
    if not narrative:
        return Explained(None)
    decided = sum(figure.value is not None for figure in narrative.values())
    text = draft.report.text or ""
    notes = [line for key, figure in narrative.items() for line in _said(key, figure, text)]
    return Explained(f"{decided} decided, {len(narrative) - decided} undecided", notes=notes)


def _said(key: str, figure: NarrativeFigure, text: str) -> list[str]:
    if figure.value is not None:
        return [f"{key} = {figure.value} {figure.unit or ''} ← {figure.phrase}{_line(figure.phrase, text)}"]
    return [f"{key} = ? {one.value} ← {one.phrase}{_line(one.phrase, text)}" for one in figure.alternatives]


def _line(phrase: str | None, text: str) -> str:
    place = place_in_text(phrase, text) if phrase else None
    return f" ({place.where})" if place else ""
