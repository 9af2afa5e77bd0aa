"""Traditional to Simplified: title, source, text and tables, before anything reads a meaning into them."""

from __future__ import annotations

from dataclasses import replace

from gaispider.draft import Draft
from gaispider.items import Warn
from gaispider.page.model import Document
from gaispider.text.script import to_simplified


class ScriptPipeline:
    """Sets `script`, `text` and, where something was converted, `title_original` and `text_original`."""

    def process_item(self, draft: Draft) -> Draft:
        report = draft.report
        original = draft.document.text
        # One call for the whole text: the converter decides by neighbours and by the evidence of the whole page.
        text = to_simplified(original)
        title = to_simplified(report.title or "")
        report.script = "Hant" if {text.script, title.script} == {"Hans", "Hant"} and not original else text.script
        report.text = text.text or None
        if text.text != original:
            report.text_original = original
            draft.document = _converted(draft.document, text.text)
        if report.title and title.text != report.title:
            report.title_original = report.title
            report.title = title.text or None
        if report.source:
            report.source = to_simplified(report.source).text
        if text.glosses or title.glosses:
            detail = f"{text.glosses + title.glosses} pinyin glosses removed: the page is a copy made by a mirror"
            report.warnings.append(Warn("mirror_glosses", detail))
        return draft


def _converted(document: Document, text: str) -> Document:
    """The document with its lines replaced by those of `text`; the conversion keeps line breaks."""
    lines = text.split("\n")
    if len(lines) != len(document.blocks):
        raise ValueError(f"conversion changed the number of lines: {len(document.blocks)} to {len(lines)}")
    blocks = [replace(block, text=line) for block, line in zip(document.blocks, lines, strict=True)]
    tables = [
        replace(table, cells=[replace(cell, text=to_simplified(cell.text).text) for cell in table.cells])
        for table in document.tables
    ]
    return Document(blocks, tables)
