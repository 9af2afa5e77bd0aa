"""The figures of a record: of its tables, its sentences, and what must add up."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaispider.items.value_types import (
    Certainty,
    Filled,
    Form,
    Method,
)


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
