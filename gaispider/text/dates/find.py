"""Finds the dates of a text: whole forms where they stand, damaged ones by enumeration and decision."""

from __future__ import annotations

import re
from datetime import date

from gaispider.text.dates import evidence
from gaispider.text.dates.decide import Surroundings, decide, within_window
from gaispider.text.dates.grammar import ARABIC_YEAR, BEGIN, ELIDED, RUN_ARABIC, RUN_CHINESE
from gaispider.text.dates.intact import (
    Whole,
    find_connector,
    find_impossible,
    read_numeric_month,
    read_point,
    read_second,
    read_time,
)
from gaispider.text.dates.mention import Certainty, DateMention, Method
from gaispider.text.dates.readings import Reading, read_run
from gaispider.text.dates.signs import ARABIC, CHINESE, SPACE, fold
from gaispider.text.dates.yearless import read_yearless

_DIGIT_NEXT = re.compile(f"[{SPACE}]*[{ARABIC}月日]")
_CHINESE_NEXT = re.compile(f"[{SPACE}]*[{CHINESE}{ARABIC}月日]")
_LAST_NUMBER = re.compile(f"[{ARABIC}]+$")
_LOOSE_END = " 至到起止自从-"
_CUT_AFTER = re.compile("[年月日度]|(?=[ 至到起止自从-])")
_MARKS = re.compile("[年月日]")
# A period whose connector is a word, or a dash between two days that each begin with a year.
_JOINED = re.compile("[0-9]起?[至到][0-9]|[0-9]-+(?:19|20)[0-9]{4,6}$")
_BARE_YEARS = frozenset(range(1990, 2036))
_SENTENCE_START = re.compile(f"(?:^|[\\n。；;])[{SPACE}]*$")
_IN_YEAR = re.compile(f"(?:[在于於自从從]|截至|截止)[{SPACE}]*$")
_BLIND_YEAR = re.compile("[-－](?=[,，。;；、度\\u4e00-\\u9fff])")
_YEAR_GOES_ON = re.compile(f"[{SPACE}]*[{CHINESE}{ARABIC}年月日]")
_PROSE = re.compile(f"(?:^|[\\n\\u4e00-\\u9fff，。；：、（》”,;])[{SPACE}]*$")
_YEAR_LABEL = re.compile(f"(?:时间|時間|日期|年度|年份|年)[:：][{SPACE}]*$")
_YEAR_FOLLOWS = re.compile(f"度|[{SPACE}]*(?=[\\u4e00-\\u9fff])")
_COUNTED = re.compile(f"(?:[共计計达達约約近超余第为為了号號息件条條数數量至到路街楼樓房元币]|No\\.?)[{SPACE}]*$")
_ELECTRICITY = re.compile("[电電][^，,。]{0,8}$")
_OPEN_BRACKET = re.compile('[〔\\[【{(（﹝［<《“"]$')


def find_dates(text: str, *, published: date | None = None, report_year: int | None = None) -> list[DateMention]:
    """Every date and period in the text, in order, without overlap.

    `published` is the day the page's header gives, `report_year` the year the report is about; both only serve to
    decide between readings of damaged dates and are never reported as if the text said so. Years alone (2012年) are
    mentions of precision `year`. Counts, phones, index and document numbers are left alone.
    """
    mentions: list[DateMention] = []
    search = BEGIN.search
    at = 0
    while True:
        begin = search(text, at)
        if begin is None:
            return mentions
        start = begin.start()
        if begin.lastgroup == "month":
            mention = read_yearless(text, start, at, mentions, published, report_year)
        else:
            mention = _from_year(text, start, published, report_year)
        if mention is None:
            at = begin.end()
        else:
            mentions.append(mention)
            at = max(mention.span[1], begin.end())


def _from_year(text: str, start: int, published: date | None, report_year: int | None) -> DateMention | None:
    whole = read_point(text, start)
    if whole is None:
        impossible = find_impossible(text, start)
        if impossible:
            raw = text[start:impossible]
            return DateMention(raw, (start, impossible), None, None, None, "day", "repaired", "ambiguous")
        month = read_numeric_month(text, start)
        if month and evidence.is_expected(text, start, month.stop) and _numeric_stands(text, start, month.stop):
            whole = month
    if whole is None:
        return _damaged(text, start, published, report_year) or _bare_year(text, start, published, report_year)
    if whole.numeric and not _numeric_stands(text, start, whole.stop):
        return None
    follows = find_connector(text, whole.stop)
    if follows is not None:
        second = read_second(text, follows, whole)
        if second and _is_clean(text, second):
            method: Method = "chinese_numeral" if "chinese_numeral" in (whole.method, second.method) else "intact"
            span = (start, second.stop)
            return DateMention(
                text[start : second.stop], span, whole.start, second.end, None, "range", method, "certain"
            )
        damaged = _damaged(text, start, published, report_year, only_range=True)
        if damaged:
            return damaged
    elif not _is_clean(text, whole):
        damaged = _damaged(text, start, published, report_year)
        if damaged and damaged.span[1] > whole.stop:
            return damaged
    stop, time = whole.stop, None
    if whole.precision == "day":
        clock = read_time(text, stop)
        if clock:
            time, stop = clock
    raw = text[start:stop]
    return DateMention(raw, (start, stop), whole.start, whole.end, time, whole.precision, whole.method, "certain")


def _is_clean(text: str, whole: Whole) -> bool:
    """Whether no digit follows that may belong to the date: 2018年|11日 is damaged, 2018年|12件 is not."""
    if whole.precision == "day":
        return True
    pattern = _CHINESE_NEXT if whole.method == "chinese_numeral" else _DIGIT_NEXT
    return pattern.match(text, whole.stop) is None


def _numeric_stands(text: str, start: int, stop: int) -> bool:
    """Whether 2015-1-1 is a date and no part of a longer number, path or index."""
    if text[start - 1 : start] in "/-_." and start and not text[max(0, start - 2)].isspace():
        return False
    if start and ((text[start - 1].isascii() and text[start - 1].isalnum()) or text[start - 1] in "@=&#"):
        return False
    if read_time(text, stop):
        return True
    after = text[stop : stop + 2]
    return not after or not (
        (after[0].isascii() and after[0].isalnum())
        or after[0] in "@/_"
        or (
            after[0] in "-.．"
            and len(after) > 1
            and after[1].isalnum()
            and after[1].isascii()
            and not _is_range(text, stop)
        )
    )


def _is_range(text: str, stop: int) -> bool:
    follows = find_connector(text, stop)
    return follows is not None and (
        read_point(text, follows) is not None or text[follows : follows + 2].strip(" ") != ""
    )


def _damaged(
    text: str, start: int, published: date | None, report_year: int | None, *, only_range: bool = False
) -> DateMention | None:
    arabic = ARABIC_YEAR.match(text, start) is not None
    run = (RUN_ARABIC if arabic else RUN_CHINESE).match(text, start)
    if run is None:
        return None
    stop = run.end()
    raw = text[start:stop]
    if (
        arabic
        and raw[-1] in "0123456789０１２３４５６７８９"
        and (evidence.counts(text, stop) or text[stop : stop + 1] in (":", "："))
    ):
        raw = _LAST_NUMBER.sub("", raw)
    folded = fold(raw)
    for size in _cuts(folded):
        readings = read_run(folded[:size])
        if only_range:
            readings = tuple(reading for reading in readings if reading.precision == "range")
        if not readings or (readings[0].precision == "year" and "年" not in folded[:size]):
            continue
        return _decided(text, start, start + size, folded[:size], readings, published, report_year)
    return None


def _cuts(folded: str) -> list[int]:
    """Lengths of the run to try, longest first: a run may swallow the number that follows the date."""
    whole = len(folded.rstrip(_LOOSE_END))
    cuts = {len(folded[: match.end()].rstrip(_LOOSE_END)) for match in _CUT_AFTER.finditer(folded, 0, whole)}
    return sorted((cut for cut in cuts | {whole} if cut > 4), reverse=True)


def _decided(
    text: str,
    start: int,
    stop: int,
    folded: str,
    readings: tuple[Reading, ...],
    published: date | None,
    report_year: int | None,
) -> DateMention | None:
    alone = evidence.stands_alone(text, start, stop)
    period = evidence.states_period(text, start)
    signed = alone and within_window(readings, published)
    if not _is_date(text, start, stop, folded, readings, alone=alone, signed=signed, period=period):
        return None
    around = Surroundings(
        sign_off=alone,
        publication=evidence.is_publication_label(text, start),
        period=period,
        opens_period=evidence.opens_period(text, start),
        published=published,
        report_year=report_year,
    )
    reading, certainty = decide(readings, around)
    return to_mention(text, (start, stop), reading, certainty, readings)


def _is_date(
    text: str,
    start: int,
    stop: int,
    folded: str,
    readings: tuple[Reading, ...],
    *,
    alone: bool,
    signed: bool,
    period: bool,
) -> bool:
    """Whether a damaged run is a date at all: by the signs it kept, else by the words around it."""
    if folded.endswith("年") and text[stop : stop + 1] in ("级", "級"):
        return False
    if folded[-1] in "年月日":
        return not (readings[0].precision == "year" and evidence.is_document_number(text, start))
    if evidence.is_document_number(text, start):
        # 县政府办2019221 at the end of a report is a sign-off, 闽政办2013224 elsewhere a number.
        return alone and signed
    if _MARKS.search(folded):
        return not evidence.counts(text, stop)
    if evidence.is_other_number(text, start, stop):
        return False
    if not _BARE_YEARS.issuperset(reading.start.year for reading in readings):
        return False
    if any(not reading.joined for reading in readings):
        return period or alone
    if _JOINED.search(folded):
        return True
    return alone or evidence.is_expected(text, start, stop) or _is_compact(text, start, folded)


def _is_compact(text: str, start: int, folded: str) -> bool:
    """Whether seven or eight digits stand where a day may, and no count is being given: 我镇20190221召开会议."""
    left = evidence.before(text, start)
    return folded.isdecimal() and len(folded) in (7, 8) and bool(_PROSE.search(left)) and not _COUNTED.search(left)


def to_mention(
    text: str,
    span: tuple[int, int],
    reading: Reading | None,
    certainty: Certainty,
    readings: tuple[Reading, ...],
) -> DateMention:
    """The mention for a decision; an undecided one keeps every reading."""
    raw = text[span[0] : span[1]]
    if reading:
        method: Method = "intact" if ELIDED.fullmatch(fold(raw)) else "repaired"
        return DateMention(raw, span, reading.start, reading.end, None, reading.precision, method, certainty)
    finest = min(readings, key=lambda r: ("range", "day", "month", "year").index(r.precision)).precision
    spans = [(r.start, r.end) for r in readings]
    return DateMention(raw, span, None, None, None, finest, "repaired", "ambiguous", spans)


def _bare_year(text: str, start: int, published: date | None, report_year: int | None) -> DateMention | None:
    """A year whose 年 is lost: 2025鹤岗市, 时间:2011, 2015-,我局. Never a count, a house, part of a longer number."""
    readings = read_run(fold(text[start : start + 4]))
    stop = start + 4
    left = evidence.before(text, start)
    if not readings or readings[0].start.year not in _BARE_YEARS or _YEAR_GOES_ON.match(text, stop):
        return None
    year = readings[0].start.year
    if (
        _OPEN_BRACKET.search(left)
        or evidence.is_other_number(text, start, stop)
        or (text[stop : stop + 1] == "度" and (_ELECTRICITY.search(left) or text[stop + 1 : stop + 2] in ("电", "電")))
    ):
        return None
    blind = _BLIND_YEAR.match(text, stop)
    expected = {report_year, *((published.year, published.year - 1) if published else ())} - {None}
    if _YEAR_LABEL.search(left) and not text[stop : stop + 1].isalnum():
        certainty: Certainty = "certain"
    elif text[stop : stop + 1] in (",", "，") and (_SENTENCE_START.search(left) or _IN_YEAR.search(left)):
        certainty = "context" if not expected or year in expected else "ambiguous"
    elif _COUNTED.search(left):
        return None
    elif blind:
        stop, certainty = blind.end(), "context"
    elif _YEAR_FOLLOWS.match(text, stop) and not text[stop : stop + 1].isspace() and stop < len(text):
        certainty = "context" if not expected or year in expected else "ambiguous"
    else:
        return None
    if text[stop : stop + 1] == "度":
        stop += 1
    return to_mention(text, (start, stop), None if certainty == "ambiguous" else readings[0], certainty, readings)
