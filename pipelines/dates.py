"""Reads the days of a report separately: day of publication, signed day, period, and a day in the URL."""

from __future__ import annotations

from datetime import date

from gaispider.draft import Draft
from gaispider.items import Published, Warn
from gaispider.pipelines.step import Step
from gaispider.report.day_bounds import FIRST_DAY, bound_days
from gaispider.report.period import read_period
from gaispider.report.sign_off import sign_off
from gaispider.report.signed import read_signed
from gaispider.report.year import year_readings
from gaispider.text.dates import find_url_date, read_header


class DatesPipeline(Step):
    """Sets `published`, `signed`, `period`, `report_year` and `url_date`, each with the rule that chose it."""

    def take(self, draft: Draft) -> Draft:
        report, document = draft.report, draft.document
        url_day = find_url_date(report.url)
        published = _read(report.published, url_day) if report.published else None
        report.url_date = url_day.isoformat() if url_day else None
        text = (report.text or "") if draft.may_be_report else ""
        year = next(year_readings(report.title, None, report.url, ""), None)
        report.period, rule = read_period(text, published=published, report_year=year.year if year else None)
        # Nothing that the text says comes before a year of the title, and no text says nothing.
        if (year is None or year.found_in != "title") and (text or report.period):
            year = next(year_readings(report.title, report.period, report.url, text), None)
        if year is not None:
            report.report_year, report.report_year_found_in = year.year, year.found_in
            report.rules["report_year"], report.report_year_certainty = year.rule, year.certainty
        if rule:
            report.rules["period"] = rule
        draft.sign_off = sign_off(document)
        report.signed = read_signed(draft.sign_off, document, published=published, report_year=report.report_year)
        if report.signed:
            report.rules["signed"] = "word_markup" if report.signed.method == "markup" else "signoff_day"
        bound_days(report, FIRST_DAY if draft.may_be_report else date.min)
        if published and report.signed and report.signed.value and report.signed.value > published.isoformat():
            detail = f"signed {report.signed.value}, after the publication day {published}"
            report.warnings.append(Warn("date_conflict", detail))
        return draft


def _read(published: Published, witness: date | None) -> date | None:
    """Set value, method and certainty from the raw string; a certainty below `certain` by the page is kept."""
    read = read_header(published.raw, witness)
    published.value = read.day.isoformat() if read.day else None
    published.time, published.method = read.time, read.method
    if read.certainty != "certain" or published.certainty is None:
        published.certainty = read.certainty
    published.alternatives = [day.isoformat() for day in read.alternatives]
    return read.day
