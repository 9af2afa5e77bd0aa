"""Reports that are files: milliseconds a page of the reading, of pdfplumber alone, and of LibreOffice alone."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pdfplumber

from gaispider.documents.file_reader import read_file
from gaispider.documents.word import office
from tests.benchmarks.timing import best_of
from tests.documents import made
from tests.documents.reading import made_report

_SECONDS = 600.0


def file_lines() -> Iterator[str]:
    """A line a kind: milliseconds a page, and the ratio to the tool alone; LibreOffice only where it is installed."""
    parts = [made_report(seed)[1] for seed in range(4)]
    papers, words = [made.pdf(one) for one in parts], [made.word(one) for one in parts]
    pages = sum(len(made.printed(one)) for one in parts)
    ours, alone, word = best_of(
        [
            lambda: [read_file(body) for body in papers],
            lambda: _plumbed(papers),
            lambda: [read_file(body) for body in words],
        ],
        rounds=3,
    )
    yield f"PDF                 {1e3 * ours / pages:8.1f} ms a page, {ours / alone:.2f} x pdfplumber alone"
    yield f"DOCX                {1e3 * word / pages:8.1f} ms a page, {word / alone:.2f} x on the same PDF"
    if office.program() is None:
        yield "DOC                 not measured: LibreOffice missing"
        return
    olds = list(office.converted({f"{n}.docx": body for n, body in enumerate(words)}, "doc", _SECONDS).values())
    ours, alone = best_of([lambda: [read_file(body) for body in olds], lambda: _converted(olds)], rounds=1)
    yield f"DOC                 {1e3 * ours / pages:8.1f} ms a page, {ours / alone:.2f} x LibreOffice in one call"


def _plumbed(papers: list[bytes]) -> None:
    for body in papers:
        with pdfplumber.open(io.BytesIO(body)) as file:
            for page in file.pages:
                page.extract_text()
                page.extract_tables()


def _converted(olds: list[bytes]) -> None:
    office.converted({f"{n}.doc": body for n, body in enumerate(olds)}, "docx", _SECONDS)
