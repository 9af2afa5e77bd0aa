"""Whether a damaged run of digits and date characters is a date at all: rules in a written order of trust.

First the rules for what certainly is something else, then for the date characters that are left, then for its shape,
and last for the words around it. Each rule returns True, False, or None where it does not decide.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gaispider.text.dates import date_context
from gaispider.text.dates.damaged.readings import Reading
from gaispider.text.dates.date_characters import BARE_YEARS, SPACE

# A year and numbers separated by spaces may be table cells, unless 年 is separated by spaces, too.
_COLUMNS = re.compile("(?:(?<! )年| [0-9]{1,2}) [0-9]{1,2}$")
_MARKS = re.compile("[年月日]")
# A period: two days joined by a word, or by a dash if each begins with a year.
_JOINED = re.compile("[0-9] *(?:起|[开開]?始)?[,，]?[至到]{1,2} *[0-9]|[0-9]-+(?:19|20)[0-9]{4,6}$")
# Counts and headings after a year in Chinese numerals: 二〇〇八 一、概述; 二〇一一十大新闻; 二〇一二一季度.
_CHINESE_OTHER = re.compile("[季大佳强農农]|(?<=[ \u3000].)[、.．]")
_PROSE = re.compile(f"(?:^|[\\n\\u4e00-\\u9fff，。；：、》”,;])[{SPACE}]*$|[(（]$")
# Two spaces in the place of each character: 于2014  7  24 送达. In a table, spaces would precede the first number.
_SPREAD = re.compile("[0-9]{4} {2,}[0-9]{1,2} {2,}[0-9]{1,2}")
# A cell, or the code of a kind of expense: 2010301 行政运行.
_CELL = re.compile(f"[{SPACE}]*(?:[|\\t]|行政运行|一般行政管理|机关服务|事业运行|其他)")
_WORD_BEFORE = re.compile("[\\u4e00-\\u9fff，。；：、》”,;(（]$")
_WORD_AFTER = re.compile(f"[{SPACE}]?[\\u4e00-\\u9fff，。；、,;)）]")


class Run(NamedTuple):
    """A run in its text, folded, with its readings.

    `alone`: it stands as a sign-off does. `signed`: that, and it lies in the window of days before publication.
    `period`: the text states a period here.
    """

    text: str
    start: int
    stop: int
    folded: str
    readings: tuple[Reading, ...]
    alone: bool
    signed: bool
    period: bool


def is_date(run: Run) -> bool:
    """Whether a damaged run is a date at all: by its date characters, else by the words around it."""
    for rule in _RULES:
        verdict = rule(run)
        if verdict is not None:
            return verdict
    return _stands_as_date(run)


def _school_year(run: Run) -> bool | None:
    return False if date_context.is_school_year(run.text, run.stop) else None


def _columns(run: Run) -> bool | None:
    """Numbers separated by spaces are table cells, unless the words around expect a day."""
    if not _COLUMNS.search(run.folded) or (run.readings[0].precision == "range" and run.readings[0].joined):
        return None
    return run.signed or date_context.is_expected(run.text, run.start, run.stop)


def _ends_in_sign(run: Run) -> bool | None:
    """A run that still ends in 年, 月 or 日 is a date; a year alone may be that of a document number."""
    if run.folded[-1] not in "年月日":
        return None
    return not (run.readings[0].precision == "year" and date_context.is_document_number(run.text, run.start))


def _document_number(run: Run) -> bool | None:
    """县政府办2019221 is a sign-off at the end of a report; 闽政办2013224 elsewhere is a document number."""
    return run.signed if date_context.is_document_number(run.text, run.start) else None


def _keeps_sign(run: Run) -> bool | None:
    return not date_context.counts(run.text, run.stop) if _MARKS.search(run.folded) else None


def _other_number(run: Run) -> bool | None:
    """A phone number, an index number, a cell, or an impossible year is no date."""
    if date_context.is_other_number(run.text, run.start, run.stop) or _CELL.match(run.text, run.stop):
        return False
    return None if BARE_YEARS.issuperset(reading.start.year for reading in run.readings) else False


def _without_connector(run: Run) -> bool | None:
    """Two days without a word between them are a period only where the text states one."""
    return run.period if any(not reading.joined for reading in run.readings) else None


def _chinese_numerals(run: Run) -> bool | None:
    """A run in Chinese numerals is a date; only after a year it may be a count or a heading."""
    return not _CHINESE_OTHER.match(run.text, run.stop) if run.folded[0] in "一二" else None


def _joined(run: Run) -> bool | None:
    return True if _JOINED.search(run.folded) else None


_RULES = (
    _school_year,
    _columns,
    _ends_in_sign,
    _document_number,
    _keeps_sign,
    _other_number,
    _without_connector,
    _chinese_numerals,
    _joined,
)


def _stands_as_date(run: Run) -> bool:
    """Whether a run of digits stands where dates stand: as a sign-off, after 自, at a sentence's start, as a word."""
    return (
        (run.alone and (run.signed or date_context.follows_unit(run.text, run.start)))
        or date_context.is_expected(run.text, run.start, run.stop)
        or date_context.opens_sentence(run.text, run.start, run.stop)
        or _is_word(run)
    )


def _is_word(run: Run) -> bool:
    """Whether digits stand as a word in a sentence: seven or eight, or numbers joined by spaces or a dash."""
    left = date_context.before(run.text, run.start)
    if _SPREAD.fullmatch(run.folded) or "-" in run.folded:
        return bool(_WORD_BEFORE.search(left) and _WORD_AFTER.match(run.text, run.stop))
    if left[-1:] in ("(", "（") and run.text[run.stop : run.stop + 1] in (")", "）"):
        return False  # 办公室(2012111): may also be a phone number
    return run.folded.isdecimal() and len(run.folded) in (7, 8) and _is_in_prose(run, left)


def _is_in_prose(run: Run, left: str) -> bool:
    if run.alone and left[-1:].isspace():
        return False  # a cell behind its label: 行政许可 20121201
    return bool(_PROSE.search(left)) and not date_context.gives_count(run.text, run.start)
