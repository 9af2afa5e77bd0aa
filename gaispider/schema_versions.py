"""What `gaispider.report/2` added to /1: a line of /1 is read with these keys unset, and compared without them.

A record of /1 keeps its name in `schema`, so that nobody takes a null in it for something that was looked for.
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
# Keys that objects of /2 have and those of /1 had not, by where the objects stand; `*` is every key, row or number.
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
    ("attachments", "*"): frozenset({"reader", "pages", "tables", "warnings"}),
}


def as_version_1(record: dict[str, Any]) -> dict[str, Any]:
    """A record in plain types (as JSON has it) without what /1 could not say; the given one is changed and returned."""
    for path, added in _PARTS.items():
        for part in _at(record, path):
            for name in added:
                part.pop(name, None)
    # A count that the text does not settle had no entry.
    narrative = record["statistics"]["narrative"]
    for key in [key for key, figure in narrative.items() if figure["value"] is None]:
        del narrative[key]
    for name in _RECORD:
        record.pop(name, None)
    return record


def _at(value: Any, path: tuple[str, ...]) -> list[dict[str, Any]]:
    """The objects that stand at a path; none where something on the way is null."""
    if not path:
        return [value] if isinstance(value, dict) else []
    name, *rest = path
    if name != "*":
        inner = [value.get(name)] if isinstance(value, dict) else []
    else:
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [found for part in inner for found in _at(part, tuple(rest))]
