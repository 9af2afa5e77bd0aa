"""The record of a report, and its parts beside the figures, in the order of the schema's keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gaispider.items.statistics_item import Statistics
from gaispider.items.value_types import (
    Certainty,
    Day,
    DivisionCode,
    Filled,
    Found,
    Kind,
    Method,
    SchemaName,
    Time,
    WarningCode,
)


@dataclass(slots=True)
class Warn:
    """A warning to users of the record. The codes are a closed list, explained in docs/codebook.md."""

    code: WarningCode
    detail: Filled


@dataclass(slots=True)
class Agency:
    """The unit that made the report: its name as printed; `raw` is the line it was read from."""

    name: Filled
    raw: Filled
    found_in: Found
    certainty: Certainty | None = None


@dataclass(slots=True)
class Region:
    """A place by its official division code: 6 digits down to the county, 9 for a township (GB/T 2260, GB/T 10114).

    `raw` are the words of title or sign-off that name it; None if it comes from the site or from mentioned places.
    """

    code: DivisionCode
    name: Filled
    level: Literal["province", "prefecture", "county", "township"]
    path: list[str]
    found_in: Found
    raw: Filled | None = None
    certainty: Certainty | None = None


@dataclass(slots=True)
class Period:
    """The reporting period (统计期限): first and last day."""

    start: Day | None
    end: Day | None
    raw: Filled
    method: Method
    certainty: Certainty
    alternatives: list[tuple[Day, Day]] = field(default_factory=list)


@dataclass(slots=True)
class Published:
    """The day (and time, if printed) of publication by the page."""

    value: Day | None
    time: Time | None
    raw: Filled
    method: Method | None = None
    certainty: Certainty | None = None
    alternatives: list[Day] = field(default_factory=list)
    found_in: Found = field(kw_only=True)


@dataclass(slots=True)
class Signed:
    """The day under the sign-off (落款)."""

    value: Day | None
    raw: Filled
    method: Method
    certainty: Certainty
    alternatives: list[Day] = field(default_factory=list)


@dataclass(slots=True)
class DocNumber:
    """A document number: `value` in normal form, 长政办字〔2012〕6号; None if ambiguous."""

    value: Filled | None
    raw: Filled
    certainty: Certainty | None = None


@dataclass(slots=True)
class Section:
    """A heading, and the text under it up to the next heading of any level."""

    number: Filled | None
    title: Filled
    level: int
    text: str


@dataclass(slots=True)
class Attachment:
    """A file that the page links to. `digest` is None until it is fetched, the fields after it until it is read.

    `reader` names the program that read it; `pages`, `tables` and `text_chars` are counts; `warnings` are its own.
    """

    url: Filled
    name: Filled | None
    media_type: Filled | None
    digest: Filled | None = None
    reader: Filled | None = None
    pages: int | None = None
    tables: int | None = None
    text_chars: int | None = None
    warnings: list[Warn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes that the record was read from. Only gaispider.received makes it."""

    origin: Literal["live", "replay", "file", "import"]
    warc: str | None = None
    record_id: str | None = None
    digest: str | None = None
    fetched_at: str | None = None
    status: int | None = None
    charset: str | None = None
    charset_found_by: str | None = None
    url_found_by: str | None = None  # of an import, as the next one (docs/import.md)
    fetched_at_found_by: str | None = None


@dataclass(slots=True)
class Report:
    """One document of one page: one line of the dataset.

    `text_from` is `page` or the name of the attachment that the text was read from; None where there is no text.
    `rules`: by key of the record, the name of the rule that chose its value (data/reference/rules.tsv).
    """

    schema: SchemaName
    id: Filled
    site: Filled | None
    url: Filled
    canonical_url: Filled
    part: int | None
    provenance: Literal["official", "third_party_copy"]
    family: Filled | None
    title: Filled | None = None
    title_original: Filled | None = None
    title_found_in: Found | None = None
    title_certainty: Certainty | None = None
    kind: Kind = "not_a_report"
    agency: Agency | None = None
    region: Region | None = None
    report_year: int | None = None
    report_year_found_in: Literal["title", "period", "folder", "parameter", "text"] | None = None
    report_year_certainty: Certainty | None = None
    period: Period | None = None
    published: Published | None = None
    signed: Signed | None = None
    url_date: Day | None = None
    source: Filled | None = None
    source_found_in: Found | None = None
    index_number: Filled | None = None
    doc_number: DocNumber | None = None
    cited_documents: list[DocNumber] = field(default_factory=list)
    script: Literal["Hans", "Hant", "mixed"] | None = None
    text: Filled | None = None
    text_original: Filled | None = None
    text_from: Filled | None = None
    sections: list[Section] = field(default_factory=list)
    statistics: Statistics = field(default_factory=Statistics)
    attachments: list[Attachment] = field(default_factory=list)
    duplicate_cluster: Filled | None = None
    rules: dict[str, str] = field(default_factory=dict)
    warnings: list[Warn] = field(default_factory=list)
    capture: Capture | None = None
    extractor: str = ""
    read_at: Filled | None = None
    supersedes: Filled | None = None
