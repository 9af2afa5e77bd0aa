"""Converts title, source, text and tables to Simplified characters, before any other step reads them.

Look-alike characters (radicals of PDF paste) are replaced first.
"""

from __future__ import annotations

from dataclasses import replace

from gaispider.draft import Draft
from gaispider.items import Warn
from gaispider.page.model import Document
from gaispider.pipelines.step import Step
from gaispider.report.kind import speaks_of_disclosure
from gaispider.text.lookalikes import has_lookalikes
from gaispider.text.script import to_simplified
from gaispider.text.script.script_evidence import is_plain

# What found the body, and the rule that this is; all else are names of known containers.
_RULES = {"generic": "densest_box", "selector": "selector"}


class ScriptPipeline(Step):
    """Sets `script`, `text`, `text_from` and `may_be_report`.

    If title or text were converted, the originals are kept in `title_original` and `text_original`.
    """

    def take(self, draft: Draft) -> Draft:
        report, document = draft.report, draft.document
        lines = [report.title or "", report.source or "", *(block.text for block in document.blocks)]
        original = "\n".join(lines[2:])
        report.text = original or None
        if report.text:
            report.text_from = draft.text_from
            report.rules["text"] = report.rules.get("text") or _RULES.get(
                draft.article.body_found_by or "", "known_container"
            )
        # One call for all lines, since the converter uses evidence of the whole page. It keeps line breaks.
        plain = self._plain(draft, lines)
        read = to_simplified("\n".join(plain))
        report.script = read.script
        if read.script != "Hans" or draft.printed.lines:
            self._convert(draft, lines, read.text.split("\n"), original)
        if read.glosses:
            detail = f"{read.glosses} pinyin glosses removed: the page is a copy made by a mirror"
            report.warnings.append(Warn("mirror_glosses", detail))
        draft.may_be_report = speaks_of_disclosure(report.title, report.text)
        return draft

    def _plain(self, draft: Draft, lines: list[str]) -> list[str]:
        """The lines without look-alikes, and the tables of the document too."""
        document = draft.document
        cells = [cell.text for table in document.tables for cell in table.cells]
        if cells and has_lookalikes("\n".join(cells)):
            tables = [
                replace(table, cells=[replace(cell, text=draft.printed.take(cell.text)) for cell in table.cells])
                for table in document.tables
            ]
            draft.document = replace(document, tables=tables)
        text = "\n".join(lines)
        # A text of plain characters has none; the converter asks the same first, and the answer is kept.
        return [draft.printed.take(line) for line in lines] if not is_plain(text) and has_lookalikes(text) else lines

    def _convert(self, draft: Draft, before: list[str], after: list[str], original: str) -> None:
        if len(before) != len(after):
            raise ValueError(f"conversion changed the number of lines: {len(before)} to {len(after)}")
        report = draft.report
        title, source, *lines = after
        if report.title and title != report.title:
            report.title_original, report.title = report.title, title or None
        report.source = source or None
        text = "\n".join(lines)
        if text != original:
            report.text, report.text_original = text or None, original
            draft.document = _converted(draft.document, lines)


def _converted(document: Document, lines: list[str]) -> Document:
    """The document with `lines` as block texts. Cells are converted in one call, with the text as evidence."""
    blocks = [replace(block, text=line) for block, line in zip(document.blocks, lines, strict=True)]
    cells = [cell.text for table in document.tables for cell in table.cells]
    if not cells:
        return Document(blocks, document.tables)
    context = "\n".join(block.text for block in document.blocks)
    converted = to_simplified("\n".join([context, *cells])).text.split("\n")[len(document.blocks) :]
    words = iter(converted)
    tables = [
        replace(table, cells=[replace(cell, text=next(words)) for cell in table.cells]) for table in document.tables
    ]
    return Document(blocks, tables)
