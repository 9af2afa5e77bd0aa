"""Labelled records: seeds/*.html with expected.jsonl, compared key by key as docs/benchmarks.md says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gaispider.evaluation.score import LabelError, Tallies, bare, read_jsonl, required
from gaispider.items import Report
from gaispider.reading import extract
from gaispider.text.dates import find_dates


def score_seeds(folder: Path) -> Tallies:
    """Every expected key of every expected record."""
    tallies = Tallies()
    for page in read_jsonl(folder / "expected.jsonl"):
        reports = _read(folder, page)
        wanted = required(page, "records", page["file"])
        tallies["seed records a page"].add(
            page["file"], right=len(reports) == len(wanted), want=len(wanted), got=len(reports)
        )
        clusters: dict[str, set[str | None]] = {}
        for want, report in zip(wanted, reports, strict=False):
            key = page["file"] + (f"#{report.part}" if report.part else "")
            for name, value in want.items():
                if name == "near_duplicate_cluster":
                    clusters.setdefault(value, set()).add(report.duplicate_cluster)
                    continue
                if name in _MANY:
                    for part, one, got in _MANY[name](value, report):
                        tallies[f"seed {name}"].add(f"{key} {part}", right=one == got, want=one, got=got)
                    continue
                right, got = _compare(name, value, report)
                tallies[f"seed {name}"].add(key, right=right, want=value, got=got)
        for letter, labels in clusters.items():
            right = len(labels) == 1 and None not in labels
            tallies["seed near_duplicate_cluster"].add(page["file"], right=right, want=f"one for {letter}", got=labels)
    return tallies


def _read(folder: Path, page: dict[str, Any]) -> list[Report]:
    where = str(folder / "expected.jsonl")
    name = required(page, "file", where)
    try:
        return extract((folder / name).read_bytes(), required(page, "url", where), site=page.get("site"))
    except (FileNotFoundError, KeyError) as error:
        raise LabelError(f"{where}, {name}: {error.args[-1]}") from None


def _compare(name: str, want: Any, report: Report) -> tuple[bool, object]:
    if name in _SPECIAL:
        got, right = _SPECIAL[name](want, report)
        return right, got
    if name not in _PATHS and not hasattr(report, name):
        raise LabelError(f"expected.jsonl: {name!r} is no key that can be compared")
    got = _PATHS[name](report) if name in _PATHS else getattr(report, name)
    if name in ("title", "title_original", "source"):
        return bare(got) == bare(want), got
    return got == want, got


_PATHS: dict[str, Any] = {
    "published": lambda r: r.published and r.published.value,
    "published_time": lambda r: r.published and r.published.time,
    "signed": lambda r: r.signed and r.signed.value,
    "signed_raw": lambda r: r.signed and r.signed.raw,
    "period": lambda r: r.period and [r.period.start, r.period.end],
    "region_code": lambda r: r.region and r.region.code,
    "region_path": lambda r: r.region and r.region.path,
    "region_found_in": lambda r: r.region and r.region.found_in,
    "section_titles": lambda r: [s.title for s in r.sections if s.level == 1],
    "form": lambda r: r.statistics.form,
}


def _agency(want: str, report: Report) -> tuple[object, bool]:
    name = report.agency.name if report.agency else None
    return name, bool(name) and (want in str(name) or str(name) in want)


def _narrative(want: dict[str, Any], report: Report) -> Iterator[tuple[str, object, object]]:
    found = report.statistics.narrative
    for key, value in want.items():
        yield key, value, found[key].value if key in found else None


def _cells(want: dict[str, Any], report: Report) -> Iterator[tuple[str, object, object]]:
    """The labelled cells of the page's own tables; one labelled null must be there, and blank."""
    tables = asdict(report.statistics.tables)
    for path, value in _leaves(want):
        yield " ".join(path), value, _cell(tables, path)


def _leaves(tree: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _cell(tables: dict[str, Any], path: tuple[str, ...]) -> object:
    node: Any = tables
    for key in path:
        node = (node or {}).get(key)
    return node["value"] if node else "no such cell"


def _warnings(want: list[str], report: Report) -> tuple[object, bool]:
    got = [warn.code for warn in report.warnings]
    return got, set(want) <= set(got)


def _cited(want: list[str], report: Report) -> tuple[object, bool]:
    got = [number.value for number in report.cited_documents]
    return got, set(want) <= set(got)


def _not_dates(want: list[str], report: Report) -> tuple[object, bool]:
    got = [token for token in want if find_dates(token)]
    return got, not got


def _period_raw(want: str, report: Report) -> tuple[object, bool]:
    raw = report.period.raw if report.period else ""
    return raw, want in raw


def _absent(want: list[str], report: Report) -> tuple[object, bool]:
    got = [word for word in want if word in (report.text or "")]
    return got, not got


def _phrases(want: list[str], report: Report) -> tuple[object, bool]:
    missing = [phrase for phrase in want if phrase not in (report.text or "")]
    return f"without {missing}", not missing


# Labels that hold several values: each counts for itself, so a miss does not hide the next.
_MANY: dict[str, Any] = {"narrative": _narrative, "tables": _cells}
_SPECIAL: dict[str, Any] = {
    "agency": _agency,
    "warnings": _warnings,
    "cited_documents": _cited,
    "not_dates": _not_dates,
    "period_raw": _period_raw,
    "text_first": lambda want, r: ((r.text or "")[:80], (r.text or "").startswith(want)),
    "text_last": lambda want, r: ((r.text or "")[-80:], (r.text or "").endswith(want)),
    "absent": _absent,
    "phrases_simplified": _phrases,
}
