"""What `scrapy extract --explain` prints: each value of a record, and why it has that one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap

from gaispider.draft import Draft
from gaispider.explain import EVERY, of_page, of_report
from gaispider.explain.explained import Explained
from gaispider.explain.places import Place
from gaispider.explain.rule_table import meaning
from gaispider.explain.widths import cut, cut_around, padded, width

# In the order of the record.
FIELDS: dict[str, Callable[[Draft], Explained]] = {
    "title": of_page.title,
    "kind": of_report.kind,
    "agency": of_report.agency,
    "region": of_report.region,
    "report_year": of_report.report_year,
    "period": of_report.period,
    "published": of_page.published,
    "signed": of_report.signed,
    "source": of_page.source,
    "index_number": of_page.index_number,
    "doc_number": of_page.doc_number,
    "text": of_page.text,
    "tables": of_report.tables,
    "counts": of_report.counts,
}
_WIDTH = 110
_LABEL = 13
_LOST = 46


def sheet(draft: Draft, only: str = EVERY) -> Iterator[str]:
    """The lines that explain a record that was read from a draft; `only` names one of FIELDS."""
    report = draft.report
    part = f"  (part {report.part})" if report.part else ""
    yield f"■ {cut(report.title or '(no title)', _WIDTH)}{part}"
    yield f"  {report.url}"
    for name, explain in FIELDS.items():
        if only in (EVERY, name):
            yield ""
            yield from _lines(name, explain(draft))
    if only == EVERY and report.warnings:
        yield ""
        yield from (f"! {warn.code}: {warn.detail}" for warn in report.warnings)


def _lines(name: str, found: Explained) -> Iterator[str]:
    if found.value is None:
        yield f"{name:<{_LABEL}}-  (nothing gives one)"
        return
    yield f"{name:<{_LABEL}}{cut(found.value, _WIDTH - _LABEL)}"
    for label, lines in _parts(name, found):
        yield from (f"  {label if number == 0 else '':<{_LABEL - 2}}{line}" for number, line in enumerate(lines))


def _parts(name: str, found: Explained) -> Iterator[tuple[str, list[str]]]:
    """Label and lines of each thing that is known of a value."""
    if found.rule:
        yield "rule", wrap(f"{found.rule}: {meaning(name, found.rule)}", _WIDTH - _LABEL)
    if found.certainty:
        yield "certainty", [found.certainty]
    if found.raw and found.raw != found.value:
        yield "printed as", [cut(found.raw, _WIDTH - _LABEL)]
    if found.place:
        yield "stood on" if found.place.lines else "stood in", _place(found.place, found.raw or "")
    yield "", [cut(note, _WIDTH - _LABEL) for note in found.notes]
    yield "the same", _candidates(found, same=True)
    yield "lost", _candidates(found, same=False)


def _place(place: Place, raw: str) -> list[str]:
    """The place in words, and the lines around it; lines that are left out are a row of points."""
    lines, first = [place.where], raw.strip().partition("\n")[0]
    widest = len(str(place.lines[-1].number)) if place.lines else 0
    last = None
    for line in place.lines:
        if last is not None and line.number > last + 1:
            lines.append(f"  {'':>{widest}} ⋮")
        text = cut_around(first if line.is_it else "", line.text, _WIDTH - _LABEL - widest - 5)
        lines.append(f"{'>' if line.is_it else ' '} {line.number:>{widest}} | {text}")
        last = line.number
    return lines


def _candidates(found: Explained, *, same: bool) -> list[str]:
    """The candidates that say the same as what was chosen, or the others, in columns and each once."""
    said = (found.value, found.raw)
    values = {other: cut(other.value, _LOST) for other in found.lost if (other.value in said) == same}
    widest = max(map(width, values.values()), default=0)
    return [
        f"{padded(value, widest)}  {other.rule}{f', {other.where}' if other.where else ''}"
        for other, value in values.items()
    ]
