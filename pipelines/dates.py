"""The four days of a report, kept apart: publication, signature, period, and a day spelled in the URL."""

from __future__ import annotations

from datetime import date

from gaispider.draft import Draft
from gaispider.items import Warn
from gaispider.report.period import read_period
from gaispider.report.sign_off import sign_off
from gaispider.report.signed import read_signed
from gaispider.report.year import report_year
from gaispider.text.dates import find_url_date, read_header_date
from pipelines.step import Step


class DatesPipeline(Step):
    """Sets `published`, `signed`, `period`, `report_year` and `url_date`. None is derived from another silently."""

    def take(self, draft: Draft) -> Draft:
        report, document = draft.report, draft.document
        published: date | None = None
        if report.published:
            published, report.published.time = read_header_date(report.published.raw)
            report.published.value = published.isoformat() if published else None
        url_day = find_url_date(report.url)
        report.url_date = url_day.isoformat() if url_day else None
        text = (report.text or "") if draft.may_be_report else ""
        year, found_in = report_year(report.title, None, report.url, "")
        report.period = read_period(text, published=published, report_year=year)
        if found_in != "title":  # else nothing that the text says comes before it
            year, found_in = report_year(report.title, report.period, report.url, text)
        report.report_year, report.report_year_found_in = year, found_in
        draft.sign_off = sign_off(document)
        report.signed = read_signed(draft.sign_off, document, published=published, report_year=report.report_year)
        if published and report.signed and report.signed.value and report.signed.value > published.isoformat():
            detail = f"signed {report.signed.value}, after the publication day {published}"
            report.warnings.append(Warn("date_conflict", detail))
        return draft
