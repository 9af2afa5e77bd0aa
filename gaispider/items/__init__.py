"""The record, schema `gaispider.report/2`: these dataclasses are the schema, in the order of its keys.

Days are ISO strings (`2019-02-27`), times `HH:MM` or `HH:MM:SS`, counts integers, money decimal strings.
Unknown is None, never an empty string; every value stands beside the raw string it was read from. `method` says how
that string was read and `certainty` how sure the value is; both are None where there is no value and no candidate.
Fields that /2 added to /1 (gaispider.schema_versions) have defaults, with which lines of /1 are read.
"""

from __future__ import annotations

from gaispider.items.report_item import (
    Agency,
    Attachment,
    Capture,
    DocNumber,
    Period,
    Published,
    Region,
    Report,
    Section,
    Signed,
    Warn,
)
from gaispider.items.statistics_item import AnnexFigure, Candidate, Check, Figure, NarrativeFigure, Statistics, Tables
from gaispider.items.value_types import (
    SCHEMA,
    Certainty,
    Day,
    DivisionCode,
    Filled,
    Form,
    Found,
    Kind,
    Method,
    SchemaName,
    Time,
    WarningCode,
)

__all__ = [
    "SCHEMA",
    "Agency",
    "AnnexFigure",
    "Attachment",
    "Candidate",
    "Capture",
    "Certainty",
    "Check",
    "Day",
    "DivisionCode",
    "DocNumber",
    "Figure",
    "Filled",
    "Form",
    "Found",
    "Kind",
    "Method",
    "NarrativeFigure",
    "Period",
    "Published",
    "Region",
    "Report",
    "SchemaName",
    "Section",
    "Signed",
    "Statistics",
    "Tables",
    "Time",
    "Warn",
    "WarningCode",
]
