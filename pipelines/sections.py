"""Reads the kind of document, its sections, its number, and the documents it cites."""

from __future__ import annotations

from gaispider.draft import Draft
from gaispider.items import DocNumber
from gaispider.pipelines.step import Step
from gaispider.report.citations import cited_documents
from gaispider.report.kind import kind_of
from gaispider.report.sections.headings import headings, split_sections
from gaispider.text.docnumbers import find_document_numbers


class SectionsPipeline(Step):
    """Sets `kind` with its rule, `sections`, `doc_number` and `cited_documents`; keeps the headings with the draft."""

    def take(self, draft: Draft) -> Draft:
        report = draft.report
        report.rules["kind"] = "no_disclosure"
        if draft.may_be_report:
            report.kind, report.rules["kind"] = kind_of(report.title, draft.document)
            draft.headings = headings(draft.document.blocks)
            report.sections = split_sections(draft.document, draft.headings)
        report.cited_documents = cited_documents(report.text or "")
        if report.doc_number:
            report.doc_number = _settled(report.doc_number)
        return draft


def _settled(printed: DocNumber) -> DocNumber:
    """The document number of the page's metadata in normal form; value None unless exactly one number is found."""
    found = find_document_numbers(printed.raw)
    if len(found) != 1:
        return DocNumber(None, printed.raw, "ambiguous" if found else None)
    return DocNumber(found[0].normalised, printed.raw, found[0].certainty)
