"""The closed lists of a record's words, and the forms of its strings; both are part of the JSON Schema."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

SCHEMA: Final = "gaispider.report/2"
# The schema versions that can be read; only SCHEMA is written.
SchemaName = Literal["gaispider.report/1", "gaispider.report/2"]

# The constraints are part of the JSON Schema, and every written line is checked against them.
Filled = Annotated[str, Meta(min_length=1)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Time = Annotated[str, Meta(pattern=r"^\d{2}:\d{2}(:\d{2})?$")]
DivisionCode = Annotated[str, Meta(pattern=r"^\d{6}(\d{3})?$")]

Found = Literal[
    "title", "signoff", "header", "script", "meta", "breadcrumb", "site", "mentions", "url", "listing", "selector",
]  # fmt: skip
Method = Literal["intact", "chinese_numeral", "markup", "repaired", "ocr"]
Certainty = Literal["certain", "context", "ambiguous"]
Kind = Literal["annual_report", "work_summary", "statistics_only", "not_a_report"]
Form = Literal["A2014", "A_annex", "B2019", "C2021"]
WarningCode = Literal[
    "charset_mismatch", "date_conflict", "stale_year", "region_conflict", "township_not_in_gazetteer",
    "agency_not_in_gazetteer", "source_conflict", "body_empty", "body_is_image", "attachment_only",
    "unreadable_attachment", "needs_ocr", "mirror_glosses", "truncated", "unknown_row", "unknown_column",
    "identity_failed", "title_from_script", "layout_unknown", "hidden_text", "unit_supposed", "file_conflict",
]  # fmt: skip
