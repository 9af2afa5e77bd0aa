"""The record, schema `gaispider.report/2`: these dataclasses are the schema, in the order of its keys.

Days are ISO strings (`2019-02-27`), times `HH:MM` or `HH:MM:SS`, counts integers, money decimal strings.
Unknown is None, never an empty string; every value stands beside the raw string it was read from. `method` says how
that string was read and `certainty` how sure the value is; both are None where there is no value and no candidate.
What /2 added to /1 stands in gaispider.schema_versions: it has defaults, which are what a line of /1 is read with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from msgspec import Meta

SCHEMA: Final = "gaispider.report/2"
# What a line may say that it is; written is SCHEMA alone.
SchemaName = Literal["gaispider.report/1", "gaispider.report/2"]

# The constraints become part of the JSON Schema, and every line written is checked against them.
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
    "identity_failed", "title_from_script", "layout_unknown", "hidden_text", "unit_supposed",
]  # fmt: skip


@dataclass(slots=True)
class Warn:
    """Something a person should know before using a value. The codes are a closed list, explained in the codebook."""

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

    `raw` are the words of title or sign-off that name it; None if it is the site's, or that of the places mentioned.
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
    """The span of time the report counts (统计期限): first and last day."""

    start: Day | None
    end: Day | None
    raw: Filled
    method: Method
    certainty: Certainty
    alternatives: list[tuple[Day, Day]] = field(default_factory=list)


@dataclass(slots=True)
class Published:
    """The day (and time, if printed) on which the site says that it published the page."""

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
    """A document number: `value` in its normal form 长政办字〔2012〕6号, None if it cannot be settled."""

    value: Filled | None
    raw: Filled
    certainty: Certainty | None = None


@dataclass(slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level."""

    number: Filled | None
    title: Filled
    level: int
    text: str


@dataclass(slots=True)
class Figure:
    """One cell of a statistics table: a count (int), an amount (decimal string), or None where the cell is blank.

    `alternatives` are the readings of a cell that is not settled; its value is then None.
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
    """One of several numbers that the text gives for the same count, and the words that give it."""

    value: int | str
    unit: str | None
    phrase: Filled


@dataclass(slots=True)
class NarrativeFigure:
    """A number said in the text. 未收到 is 0; a subject the text does not mention has no entry.

    Where the text gives several and nothing decides, value and phrase are None and `alternatives` holds each.
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
    """The figures of the report and the identities between them."""

    form: Form | None = None
    tables: Tables = field(default_factory=Tables)
    narrative: dict[str, NarrativeFigure] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)


@dataclass(slots=True)
class Attachment:
    """A file the page offers. `digest` is None until it has been fetched, what follows it until it has been read.

    `reader` names what read it, `pages`, `tables` and `text_chars` are how many it has; `warnings` are about this file.
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
    """The bytes the record was read from. Made once, by gaispider.received."""

    origin: Literal["live", "replay", "file", "import"]
    warc: str | None = None
    record_id: str | None = None
    digest: str | None = None
    fetched_at: str | None = None
    status: int | None = None
    charset: str | None = None
    charset_found_by: str | None = None


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
