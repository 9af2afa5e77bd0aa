"""How an answer got into an archive that no crawl asked for, as fields of the metadata record that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

# What a page was taken as: `file` is the attachment of a report.
Role = Literal["article", "listing", "file"]

_PREFIX = "import-"


@dataclass(frozen=True, slots=True)
class ImportNote:
    """`role` as which it was read; `file` that it was saved in; `by` whom and `at` what time (ISO, UTC) imported.

    `address_from` and `time_from` say how the address and the time of the answer are known
    (gaispider.importing.visit); `note` is what the person said of the visit.
    """

    role: str
    file: str
    by: str
    at: str
    address_from: str
    time_from: str
    note: str = ""

    def fields(self) -> dict[str, str]:
        """As WARC fields, each a single line."""
        named = {field.name.replace("_", "-"): getattr(self, field.name) for field in fields(self)}
        return {f"{_PREFIX}{name}": " ".join(value.split()) for name, value in named.items() if value.strip()}


def import_note(found: Mapping[str, str]) -> ImportNote | None:
    """The note in the fields of a metadata record; None for an answer of a crawl."""
    if f"{_PREFIX}role" not in found:
        return None
    return ImportNote(
        **{field.name: found.get(f"{_PREFIX}{field.name.replace('_', '-')}", "") for field in fields(ImportNote)}
    )
