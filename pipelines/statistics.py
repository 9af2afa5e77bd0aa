"""Reads the report's figures: the tables of the official forms, and counts in sentences."""

from __future__ import annotations

from gaispider.draft import Draft
from gaispider.pipelines.step import Step
from gaispider.report.forms.pictured import pictured_tables, report_pictures
from gaispider.report.narrative.sentence_counts import read_narrative
from gaispider.report.statistics import read_statistics


class StatisticsPipeline(Step):
    """Sets `statistics.form`, `.tables` and `.narrative`; pictures that hold the report become attachments."""

    def take(self, draft: Draft) -> Draft:
        if not draft.may_be_report:
            return draft
        report = draft.report
        statistics = report.statistics
        statistics.form, statistics.tables, warnings = read_statistics(draft.document, report.report_year)
        tables = statistics.tables
        statistics.tables_from = draft.text_from if tables.t2 or tables.t3 or tables.t4 or tables.a else None
        report.warnings.extend(warnings)
        report.warnings.extend(pictured_tables(draft.document, draft.article))
        if report.kind != "not_a_report" and report.part is None and draft.text_from == "page":
            known = {attachment.url for attachment in report.attachments}
            pictures = report_pictures(draft.article, report.warnings)
            report.attachments.extend(picture for picture in pictures if picture.url not in known)
        if report.kind != "not_a_report":
            unit = report.agency.name if report.agency else None
            statistics.narrative = read_narrative(draft.document, report.report_year, unit, draft.headings)
        return draft
