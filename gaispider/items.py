"""The record, schema `gaispider.report/2`: these dataclasses are the schema, in the order of its keys.

Days are ISO strings (`2019-02-27`), times `HH:MM` or `HH:MM:SS`, counts integers, money decimal strings.
Unknown is None, never an empty string; every value stands beside the raw string it was read from. `method` says how
that string was read and `certainty` how sure the value is; both are None where there is no value and no candidate.
Fields that /2 added to /1 (gaispider.schema_versions) have defaults, with which lines of /1 are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
class Figure:
    """One cell of a statistics table: a count (int), an amount (decimal string), or None where the cell is blank.

    `alternatives` are the possible readings of an ambiguous cell, whose value is then None.
    """

    value: int | str | None
    raw: str
    unit: str | None
    method: Method | None = None
    certainty: Certainty | None = None
    alternatives: list[int | str] = field(default_factory=list)


@dataclass(slots=True)
class AnnexFigure:
    """One row of a form A table; `cumulative` is its 历年累计 column where the annex has one."""

    value: int | str | None
    raw: str
    unit: str | None
    cumulative: Figure | None = None
    method: Method | None = None
    certainty: Certainty | None = None
    alternatives: list[int | str] = field(default_factory=list)


@dataclass(slots=True)
class Tables:
    """The report's statistics tables: row key, then column key (docs/codebook.md). A table the page lacks is None."""

    t2: dict[str, dict[str, Figure]] | None = None
    t3: dict[str, dict[str, Figure]] | None = None
    t4: dict[str, dict[str, Figure]] | None = None
    a: dict[str, AnnexFigure] | None = None


@dataclass(slots=True)
class Candidate:
    """One of several numbers that the text gives for one count, with its phrase."""

    value: int | str
    unit: str | None
    phrase: Filled


@dataclass(slots=True)
class NarrativeFigure:
    """A count stated in the text. 未收到 (none received) is 0; a subject that the text does not mention has no entry.

    If the text gives several numbers and no rule decides, value and phrase are None and `alternatives` holds them.
    """

    value: int | str | None
    unit: str | None
    phrase: Filled | None
    method: Method | None = None
    certainty: Certainty | None = None
    alternatives: list[Candidate] = field(default_factory=list)


@dataclass(slots=True)
class Check:
    """One identity of a form. `holds` is None where a needed cell is blank."""

    id: str
    form: str
    row: str | None
    column: str | None
    left: int | str | None
    right: int | str | None
    blanks: int
    holds: bool | None
    holds_if_blank_zero: bool | None


@dataclass(slots=True)
class Statistics:
    """The figures of the report and their identities; `tables_from` says where tables stood, as `text_from` does."""

    form: Form | None = None
    tables: Tables = field(default_factory=Tables)
    narrative: dict[str, NarrativeFigure] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    tables_from: Filled | None = None


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
