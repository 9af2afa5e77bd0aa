"""Years that lost their 年."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from gaispider.text.dates import date_context
from gaispider.text.dates.damaged.damaged_runs import to_mention
from gaispider.text.dates.damaged.readings import Reading, read_run
from gaispider.text.dates.date_characters import ARABIC, BARE_YEARS, CHINESE, SPACE, fold
from gaispider.text.dates.intact import read_year_part
from gaispider.text.dates.mention import Certainty, DateMention

_SENTENCE_START = re.compile(f"(?:^|[\\n。；;])[{SPACE}]*$")
_IN_YEAR = re.compile(f"(?:[在于於自从從]|截至|截止)[{SPACE}]*$")
_BLIND_YEAR = re.compile("[-－](?=[,，。;；、度\\u4e00-\\u9fff])")
_YEAR_GOES_ON = re.compile(f"[{SPACE}]*[{CHINESE}{ARABIC}年月日]")
_YEAR_LABEL = re.compile(f"(?:时间|時間|日期|年度|年份|年)[:：][{SPACE}]*$")
_YEAR_FOLLOWS = re.compile(f"度|[{SPACE}]*(?=[\\u4e00-\\u9fff])")
_ELECTRICITY = re.compile("[电電][^，,。]{0,8}$")
_OPEN_BRACKET = re.compile('[〔\\[【{(（﹝［<《“"]$')


class _Bare(NamedTuple):
    """Four digits that may be a year, the text left of them, and the years that the page leads one to expect."""

    text: str
    start: int
    stop: int
    left: str
    year: int
    expected: frozenset[int]

    @property
    def after(self) -> str:
        return self.text[self.stop : self.stop + 1]

    def by_expectation(self) -> Certainty:
        """The certainty of the year: a year that is not expected stays open."""
        return "context" if not self.expected or self.year in self.expected else "ambiguous"


_Standing = tuple[int, Certainty]
"""Where the year ends, and how surely it is one."""


def read_bare_year(text: str, start: int, published: date | None, report_year: int | None) -> DateMention | None:
    """A year that lost its 年, as in 2025鹤岗市, 时间:2011, 2015-,我局.

    None for a count, a house number, or a part of a longer number.
    """
    readings = read_run(fold(text[start : start + 4]))
    stop = start + 4
    if not readings or readings[0].start.year not in BARE_YEARS or _YEAR_GOES_ON.match(text, stop):
        return None
    bare = _Bare(
        text, start, stop, date_context.before(text, start), readings[0].start.year, _expected(published, report_year)
    )
    standing = None if _is_no_year(bare) else _standing(bare)
    return _mention(bare, readings, *standing) if standing else None


def _expected(published: date | None, report_year: int | None) -> frozenset[int]:
    years = {report_year, *((published.year, published.year - 1) if published else ())}
    return frozenset(year for year in years if year is not None)


def _is_no_year(bare: _Bare) -> bool:
    """Whether the digits belong to a document number, another number, a school year or electricity (2000度电)."""
    if _OPEN_BRACKET.search(bare.left) or date_context.is_other_number(bare.text, bare.start, bare.stop):
        return True
    if date_context.is_school_year(bare.text, bare.stop):
        return True
    beyond = bare.text[bare.stop + 1 : bare.stop + 2]
    return bare.after == "度" and (_ELECTRICITY.search(bare.left) is not None or beyond in ("电", "電"))


def _standing(bare: _Bare) -> _Standing | None:
    """The surest sign of a year: a label, a comma after it at the start of a clause, a dash, a word after it.

    Or None.
    """
    sure = _behind_label(bare) or _before_comma(bare)
    if sure or date_context.gives_count(bare.text, bare.start):
        return sure
    return _before_dash(bare) or _before_word(bare)


def _behind_label(bare: _Bare) -> _Standing | None:
    """A year after a label: 时间:2011."""
    return (bare.stop, "certain") if _YEAR_LABEL.search(bare.left) and not bare.after.isalnum() else None


def _before_comma(bare: _Bare) -> _Standing | None:
    """A year at the start of a clause, before a comma: 2015,我局…; 在2015,."""
    opens = bare.after in (",", "，") and (_SENTENCE_START.search(bare.left) or _IN_YEAR.search(bare.left))
    return (bare.stop, bare.by_expectation()) if opens else None


def _before_dash(bare: _Bare) -> _Standing | None:
    """A year before a dash in the place of 年: 2015-,我局."""
    blind = _BLIND_YEAR.match(bare.text, bare.stop)
    return (blind.end(), "context") if blind else None


def _before_word(bare: _Bare) -> _Standing | None:
    """A year right before a word: 2025鹤岗市."""
    follows = bare.after and not bare.after.isspace() and _YEAR_FOLLOWS.match(bare.text, bare.stop)
    return (bare.stop, bare.by_expectation()) if follows else None


def _mention(bare: _Bare, readings: tuple[Reading, ...], stop: int, certainty: Certainty) -> DateMention:
    """The year, or the half or quarters of it that follow."""
    part = read_year_part(bare.text, stop, bare.year, "intact")
    if part:
        stop, readings = part.stop, (Reading(part.start, part.end, "range"),)
    elif bare.text[stop : stop + 1] == "度":
        stop += 1
    reading = None if certainty == "ambiguous" else readings[0]
    return to_mention(bare.text, (bare.start, stop), reading, certainty, readings)
