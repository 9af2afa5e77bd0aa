"""Labelled figures and texts set into files of every kind and read back: what is right, wrong, left open, missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.contents import Contents, read_contents
from gaispider.documents.word import office
from gaispider.evaluation.figures import Key, figures_read, labelled_page, wanted_figures
from gaispider.evaluation.made_files.file_kinds import KINDS, FileKind
from gaispider.evaluation.made_files.habits import HABITS, in_habit, without_zeros
from gaispider.evaluation.made_files.report_parts import Part, parts_of
from gaispider.evaluation.score import Tally, ngram_f1, read_jsonl, required
from gaispider.file_reports import AttachedFile, with_files
from gaispider.filetypes import by_extension
from gaispider.items import AnnexFigure, Figure, Report
from gaispider.page import read_page
from gaispider.reading import capture_of, drafts, extract_drafts, normalised
from gaispider.received import Received
from gaispider.report.forms.labels import read_label
from gaispider.report.forms.values import read_number

_HOST = "http://www.example.gov.cn/"
_FLOOR = 0.98
_OFFICE_SECONDS = 60.0
_ARTICLES = ("article", "report")


@dataclass(slots=True)
class _Source:
    """A report of the folder: what its page says, and the figures that its labels want."""

    name: str
    parts: list[Part]
    text: str
    want: dict[Key, str | None]
    habit: str = ""


def score_files(folder: Path, kinds: Sequence[str] = ()) -> Iterator[Tally]:
    """Three tallies a kind, of all kinds or of those named: cells, cells as other offices fill them in, and text.

    First those that cannot be measured, last a tally for each habit of filling in, over all kinds. A cell is right if
    its value is that of the label (a sheet turns +21 into 21); `left_open` are those whose value is null though the
    label has one. The text is compared with that of the page: F1 over 4-character n-grams, right from 0.98. Raises
    KeyError for a kind that there is not.
    """
    chosen = {name: KINDS[name] for name in kinds or KINDS}
    missing = {name: what for name, kind in chosen.items() if (what := kind.missing())}
    for name, what in missing.items():
        yield Tally(f"files {name}", note=f"not measured: {what} missing")
    rows = read_jsonl(folder / "statistics.jsonl")
    sources = [*map(_labelled, rows), *_pages(folder / "pages"), *_seeds(folder / "seeds")]
    habits = {habit: _cells(f"files with {habit}") for habit in HABITS}
    for number, (name, kind) in enumerate(chosen.items()):
        if name not in missing and sources:
            yield from _score(name, kind, sources)
            yield _score_habits(name, kind, _in_habits(rows, number), habits)
    yield from (tally for tally in habits.values() if tally.total)


def _labelled(row: dict[str, Any], path: str = "statistics.jsonl") -> _Source:
    return _source(required(row, "id", path), labelled_page(row).encode(), _HOST, dict(wanted_figures(row)))


def _in_habits(rows: Sequence[dict[str, Any]], start: int) -> Iterator[_Source]:
    """Each report filled in by the next habit; the first one has that of the number `start`."""
    names = [*HABITS]
    for number, row in enumerate(rows, start):
        name = names[number % len(names)]
        habit = HABITS[name]
        source = _labelled(row if habit.zeros else without_zeros(row))
        yield replace(source, parts=in_habit(source.parts, habit), habit=name)


def _score_habits(name: str, kind: FileKind, sources: Iterable[_Source], habits: dict[str, Tally]) -> Tally:
    filled = list(sources)
    cells = _cells(f"files {name} cells in habits")
    read = _read(kind.made([source.parts for source in filled]), kind.extension, ocr="ocr" in kind.needs)
    for source, (body, contents) in zip(filled, read, strict=True):
        report = _report(body, kind.extension, contents)
        _score_cells(cells, source, report)
        _score_cells(habits[source.habit], replace(source, name=f"{name} {source.name}"), report)
    return cells


def _cells(name: str) -> Tally:
    return Tally(name, wrong=0, left_open=0, missing=0)


def _pages(folder: Path) -> Iterator[_Source]:
    for label in read_jsonl(folder / "labels.jsonl"):
        if label.get("kind") in _ARTICLES:
            body = (folder / f"{label['id']}.html").read_bytes()
            yield _source(label["id"], body, label.get("url") or _HOST, {})


def _seeds(folder: Path) -> Iterator[_Source]:
    for label in read_jsonl(folder / "expected.jsonl"):
        if len(label["records"]) == 1:
            yield _source(label["file"], (folder / label["file"]).read_bytes(), label["url"], {})


def _source(name: str, body: bytes, url: str, want: dict[Key, str | None]) -> _Source:
    draft = extract_drafts(body, url)[0]
    title = draft.report.title or ""
    parts = parts_of(draft.document, "" if draft.document.text.startswith(title) else title)
    text = draft.document.text if draft.document.text.startswith(title) else f"{title}\n{draft.document.text}"
    return _Source(name, parts, text, want)


def _score(name: str, kind: FileKind, sources: list[_Source]) -> Iterator[Tally]:
    cells = _cells(f"files {name} cells")
    text = Tally(f"files {name} text F1", score=0.0)
    bodies = kind.made([source.parts for source in sources])
    read = _read(bodies, kind.extension, ocr="ocr" in kind.needs)
    for source, (body, contents) in zip(sources, read, strict=True):
        report = _report(body, kind.extension, contents)
        if source.want:
            _score_cells(cells, source, report)
        if kind.ordered:
            f1 = ngram_f1(source.text, report.text or "")
            text.score = (text.score or 0.0) + f1
            text.add(source.name, right=f1 >= _FLOOR, want=f"{len(source.text)} characters", got=f"F1 {f1:.4f}")
    yield cells
    if kind.ordered:
        text.score = (text.score or 0.0) / max(1, text.total)
        yield text


def _read(bodies: list[bytes], extension: str, *, ocr: bool) -> Iterator[tuple[bytes, Contents]]:
    """Each file and its contents, with `ocr` recognised; what LibreOffice reads, in one call."""
    kind = by_extension(extension)
    if kind is None or kind.reader != "office":
        yield from ((body, read_contents(body, f"file.{extension}", ocr=ocr)) for body in bodies)
        return
    files = {f"{number}.{extension}": body for number, body in enumerate(bodies)}
    made = office.converted(files, "docx", _OFFICE_SECONDS * max(1, len(files)))
    for name, body in files.items():
        contents = read_contents(made.get(name, b""), name)
        contents.read = [replace(content, kind=kind.kind) for content in contents.read]
        yield body, contents


def _report(body: bytes, extension: str, contents: Contents) -> Report:
    """The record of an address that answers with the file."""
    page = read_page(body, f"{_HOST}P020220118.{extension}")
    draft = normalised(drafts(page, site=None, capture=capture_of(Received("file"), page, body))[0])
    if not draft.report.attachments:
        raise UnreadableFileError("damaged", f"a made {extension} is not seen as a file")
    return with_files(draft, [AttachedFile(draft.report.attachments[0], contents)]).report


def _score_cells(tally: Tally, source: _Source, report: Report) -> None:
    want = {_plain(key): raw for key, raw in source.want.items()}
    got = {_plain(key): figure for key, figure in figures_read(report.statistics.tables)}
    for key in dict.fromkeys([*want, *got]):
        raw = want.get(key)
        figure = got.get(key)
        state = _state(key in want, raw, figure)
        if state == "absent":  # a cell that the label does not name, and that has no value
            continue
        place = " ".join(filter(None, (source.name, source.habit, *key)))
        shown = "no such figure" if figure is None else f"{figure.raw} ({state})"
        tally.add(place, right=state == "right", want=raw or "a blank cell", got=shown)
        if state != "right":
            setattr(tally, state, (getattr(tally, state) or 0) + 1)


def _plain(key: Key) -> Key:
    """The key without the sign of a note that is printed behind a label; of an annex the labels are the keys."""
    table, row, column = key
    return (table, f"{read_label(row).number or ''} {read_label(row).whole}", column) if table == "annex" else key


def _state(labelled: bool, raw: str | None, figure: Figure | AnnexFigure | None) -> str:
    number = read_number(raw or "").value
    if not labelled:
        return "absent" if figure is None or figure.value is None else "wrong"
    if figure is None:
        return "missing"
    if figure.value is None:
        return "right" if number is None else "left_open"
    return "right" if number is not None and Decimal(str(figure.value)) == Decimal(number) else "wrong"
