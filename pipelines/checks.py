"""Warnings that need the whole record: failed identities, contradicting years, no text."""

from __future__ import annotations

from gaispider.draft import Draft
from gaispider.items import Report, Warn
from gaispider.pipelines.step import Step
from gaispider.report.statistics import check_statistics
from gaispider.report.unit.supposed import supposed_unit
from gaispider.report.year import stale_year


class ChecksPipeline(Step):
    """Sets `statistics.checks` and the warnings that need the whole record. Puts look-alikes back into raw strings."""

    def take(self, draft: Draft) -> Draft:
        report = draft.report
        report.statistics.checks, failed = check_statistics(report.statistics)
        report.warnings.extend(failed)
        report.warnings.extend(_emptiness(report))
        if report.kind != "not_a_report":
            report.warnings.extend(supposed_unit(report))
            stale = stale_year(report.title, report.period, report.text or "")
            if stale:
                report.warnings.append(stale)
                report.report_year_certainty = "context"
        draft.printed.restore(report)
        return draft


def _emptiness(report: Report) -> list[Warn]:
    """The warning `body_empty` if there is no text and no other warning explains that."""
    explained = {"body_is_image", "attachment_only", "body_empty"}
    if report.text or any(warn.code in explained for warn in report.warnings):
        return []
    return [Warn("body_empty", "no text was found where the page's content should be")]
