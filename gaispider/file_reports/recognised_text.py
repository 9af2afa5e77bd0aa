"""Values read from recognised text: they have the method `ocr`, and none of them is certain."""

from __future__ import annotations

import re
from dataclasses import replace

from gaispider.documents.content import FileContent
from gaispider.items import Candidate, NarrativeFigure, Period, Report, Signed

_NUMBER = re.compile(r"\d+")


def doubt_recognised(report: Report, content: FileContent) -> None:
    """Mark values that were read from recognised text. A value with a digit that is not certain stays open."""
    if not content.recognised:
        return
    report.period = report.period and _period(report.period, content)
    report.signed = report.signed and _signed(report.signed, content)
    for name, figure in report.statistics.narrative.items():
        report.statistics.narrative[name] = _narrative(figure, content)
    for number in (report.doc_number, *report.cited_documents):
        if number is not None and number.certainty == "certain":
            number.certainty = "context"
        if number is not None and _is_doubtful(number.raw, content):
            number.value, number.certainty = None, "ambiguous"
    if report.agency is not None and report.agency.found_in == "signoff" and report.agency.certainty == "certain":
        report.agency.certainty = "context"
    if report.report_year_found_in in ("period", "text") and report.report_year_certainty == "certain":
        report.report_year_certainty = "context"


def _is_doubtful(raw: str, content: FileContent) -> bool:
    return not content.doubtful.isdisjoint(_NUMBER.findall(raw))


def _period(period: Period, content: FileContent) -> Period:
    if period.start is None or period.end is None:
        return period
    if _is_doubtful(period.raw, content):
        days = [(period.start, period.end)]
        return replace(period, start=None, end=None, method="ocr", certainty="ambiguous", alternatives=days)
    return replace(period, method="ocr", certainty="context")


def _signed(signed: Signed, content: FileContent) -> Signed:
    if signed.value is None:
        return signed
    if _is_doubtful(signed.raw, content):
        return replace(signed, value=None, method="ocr", certainty="ambiguous", alternatives=[signed.value])
    return replace(signed, method="ocr", certainty="context")


def _narrative(figure: NarrativeFigure, content: FileContent) -> NarrativeFigure:
    if figure.value is None or figure.phrase is None:
        return figure
    if _is_doubtful(figure.phrase, content):
        read = Candidate(figure.value, figure.unit, figure.phrase)
        return replace(figure, value=None, phrase=None, method=None, certainty="ambiguous", alternatives=[read])
    return replace(figure, method="ocr", certainty="context")
