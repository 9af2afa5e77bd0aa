"""The keys that `gaispider.report/2` added to /1. Lines of /1 are read with defaults for them.

A record of /1 keeps `schema` = /1, so that a null in an added field is not taken for "looked for and not found".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

VERSION_1: Final = "gaispider.report/1"

_RECORD = frozenset(
    {
        "schema",
        "title_found_in",
        "title_certainty",
        "report_year_certainty",
        "source_found_in",
        "text_from",
        "rules",
    }
)
_FIGURE = frozenset({"method", "certainty", "alternatives"})
# Keys added to nested objects, by the path of the object; `*` stands for every key or index.
_PARTS: Mapping[tuple[str, ...], frozenset[str]] = {
    ("agency",): frozenset({"certainty"}),
    ("region",): frozenset({"raw", "certainty"}),
    ("published",): _FIGURE,
    ("doc_number",): frozenset({"certainty"}),
    ("cited_documents", "*"): frozenset({"certainty"}),
    ("statistics", "tables", "t2", "*", "*"): _FIGURE,
    ("statistics", "tables", "t3", "*", "*"): _FIGURE,
    ("statistics", "tables", "t4", "*", "*"): _FIGURE,
    ("statistics", "tables", "a", "*"): _FIGURE,
    ("statistics", "tables", "a", "*", "cumulative"): _FIGURE,
    ("statistics", "narrative", "*"): _FIGURE,
    ("statistics",): frozenset({"tables_from"}),
    ("attachments", "*"): frozenset({"reader", "pages", "tables", "warnings"}),
}


def as_version_1(record: dict[str, Any]) -> dict[str, Any]:
    """Remove from a record in plain types (as in JSON) what /1 did not have. Changes and returns `record`."""
    for path, added in _PARTS.items():
        for part in _at(record, path):
            for name in added:
                part.pop(name, None)
    # In /1 an ambiguous count had no entry.
    narrative = record["statistics"]["narrative"]
    for key in [key for key, figure in narrative.items() if figure["value"] is None]:
        del narrative[key]
    for name in _RECORD:
        record.pop(name, None)
    return record


def _at(value: Any, path: tuple[str, ...]) -> list[dict[str, Any]]:
    """The objects at a path; empty if something on the path is null."""
    if not path:
        return [value] if isinstance(value, dict) else []
    name, *rest = path
    if name != "*":
        inner = [value.get(name)] if isinstance(value, dict) else []
    else:
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [found for part in inner for found in _at(part, tuple(rest))]
