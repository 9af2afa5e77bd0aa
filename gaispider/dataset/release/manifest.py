"""The build's own account: its input, its output, and values that the vocabularies do not have.

Nothing in it depends on the time or the machine of the build, so the same store gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gaispider import __version__
from gaispider.dataset.build import MANIFEST, Built
from gaispider.dataset.build_settings import BuildSettings, settings_digest
from gaispider.dataset.release_schema import tables
from gaispider.dataset.rows.corrections import APPLIED, CORRECTIONS, FIELDS, NO_REPORT, NOT_BUILT, STALE
from gaispider.files import file_digest, write_file
from gaispider.items import SCHEMA

UNMAPPED = "unmapped.csv"


def write_lists(built: Built, settings: BuildSettings) -> None:
    """Write unmapped.csv and corrections.csv into the release. Raises OSError."""
    write_file(built.folder / UNMAPPED, csv_text(("what", "text", "count", "example"), _unmapped(built)))
    head = (*FIELDS, "read_now", "outcome")
    write_file(built.folder / CORRECTIONS, csv_text(head, _corrections(built, settings)))


def write_manifest(built: Built, settings: BuildSettings, digests: Mapping[str, str]) -> dict[str, Any]:
    """Write manifest.json over all files that are in the release so far; gives its content. Raises OSError.

    `digests` are those that are known, by name: large files are read once.
    """
    content = {
        "gaispider": __version__,
        "record_schema": SCHEMA,
        "tables_digest": settings_digest(),
        "settings": {
            "sites": list(settings.sites) if settings.sites is not None else None,
            "replays": settings.replays,
            "without_personal_data": settings.without_personal_data,
            "corrections": len(settings.corrections),
            "since": settings.since.name if settings.since else None,
        },
        "counts": counts(built),
        "rows": {name: built.rows[name] for name in tables()},
        "repeats": built.repeats,
        "personal_data_left_out": _sum(one.personal_data for one in built.facts),
        "sites": {
            one.site: {
                "records": one.records,
                "reports": one.reports,
                "imported": one.imported,
                "taken_down": one.taken_down,
                "replays_refused": one.replays_refused,
                "without_unit": one.without_unit,
                "lines_damaged": one.lines_damaged,
                "source_digest": one.digest,
            }
            for one in built.facts
        },
        "files": dict(_files(built.folder, digests)),
    }
    write_file(built.folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return content


def counts(built: Built) -> dict[str, Any]:
    """Sums over the sites."""
    facts = built.facts
    return {
        "sites": len(facts),
        "records": sum(one.records for one in facts),
        "reports": sum(one.reports for one in facts),
        "not_a_report": sum(one.records - one.reports for one in facts),
        "without_unit": sum(one.without_unit for one in facts),
        "imported": sum(one.imported for one in facts),
        "taken_down": sum(one.taken_down for one in facts),
        "replays": sum(one.replays for one in facts),
        "replays_refused": sum(one.replays_refused for one in facts),
        "lines_damaged": sum(len(one.lines_damaged) for one in facts),
        "labels_without_key": len(labels_without_key(built)),
        "names_without_kind": len(_sum(one.names_without_kind for one in facts)),
        "first_fetched": min((one.first_fetched for one in facts if one.first_fetched), default=None),
        "last_fetched": max((one.last_fetched for one in facts if one.last_fetched), default=None),
    }


def labels_without_key(built: Built) -> dict[str, int]:
    """Annex labels that the crosswalk does not know, the most frequent first."""
    return _sum(one.labels_without_key for one in built.facts)


def _sum(several: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in several:
        found.update(one)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _unmapped(built: Built) -> Iterator[tuple[object, ...]]:
    examples = {label: example for one in reversed(built.facts) for label, example in one.label_examples.items()}
    for label, count in labels_without_key(built).items():
        yield "label", label, count, examples[label]
    for name, count in _sum(one.names_without_kind for one in built.facts).items():
        yield "agency", name, count, ""


def _corrections(built: Built, settings: BuildSettings) -> Iterator[tuple[object, ...]]:
    applied = {(one["id"], one["field"], one["read"]): one for facts in built.facts for one in facts.corrected}
    for one in settings.corrections:
        met = applied.get((one.id, one.field, one.read))
        outcome = STALE if met and met["changed"] else APPLIED if met else NO_REPORT
        if met is None and settings.sites is not None and one.site not in settings.sites:
            outcome = NOT_BUILT
        yield (
            one.id, one.field, one.read, one.value, one.who, one.why, one.date, one.source,
            met["read_now"] if met else "", outcome,
        )  # fmt: skip


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A CSV file: UTF-8 with BOM."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _files(release: Path, digests: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(release.rglob("*")):
        name = path.relative_to(release).as_posix()
        if path.is_file() and name != MANIFEST:
            digest = digests.get(name) or file_digest(path)
            yield name, {"bytes": path.stat().st_size, "sha256": digest.removeprefix("sha256:")}
