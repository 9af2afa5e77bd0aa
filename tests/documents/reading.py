"""What a made file gives beside what went into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gaispider.documents.content import FileContent
from gaispider.report.statistics import read_statistics
from tests.documents.made import Part, report
from tests.report.forms import form_figures
from tests.report.forms.test_forms import digits, expected, got

Maker = Callable[[Sequence[Part]], bytes]


def lines_of(parts: Sequence[Part]) -> list[str]:
    """The parts that are text."""
    return [part for part in parts if isinstance(part, str)]


def text_of(content: FileContent) -> list[str]:
    """The paragraphs that were read."""
    return [block.text for block in content.document.blocks if block.table is None]


def wrong_cells(figures: form_figures.Figures, content: FileContent) -> list[object]:
    """The figures that were read otherwise than they went in."""
    _, tables, _ = read_statistics(content.document, 2021)
    want, have = expected(figures), got(tables)
    misses: list[object] = [
        (key, raw, have[key].raw if key in have else None)
        for key, raw in want.items()
        if key not in have or digits(have[key].raw) != digits(raw)
    ]
    return [*misses, *((key, None, figure.raw) for key, figure in have.items() if key not in want)]


def made_report(seed: int) -> tuple[form_figures.Figures, list[Part]]:
    """Figures and the report that prints them; the number of paragraphs moves the page breaks."""
    figures = form_figures.made_up("BC"[seed % 2], seed)
    return figures, report(figures, seed, paragraphs=1 + seed)
