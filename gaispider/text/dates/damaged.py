"""Damaged dates: the stretch of digits and signs, its readings, whether it is a date at all, and the decision."""

from __future__ import annotations

import re
from datetime import date

from gaispider.text.dates import evidence
from gaispider.text.dates.decide import Surroundings, decide, within_window
from gaispider.text.dates.grammar import ARABIC_YEAR, ELIDED, RUN_ARABIC, RUN_CHINESE
from gaispider.text.dates.mention import Certainty, DateMention, Method
from gaispider.text.dates.readings import Reading, read_run
from gaispider.text.dates.signs import ARABIC, BARE_YEARS, SPACE, fold

_LAST_NUMBER = re.compile(f"[{ARABIC}]+$")
_LETTER = re.compile("[A-Za-z]")
_DIGIT_NEXT = re.compile(f"[{SPACE}]*[{ARABIC}]")
_LOOSE_END = " 至到起止自从-"
_BROKEN = re.compile(f"[{ARABIC}]{{4}}[{SPACE}]*年[{ARABIC}{SPACE}月]{{1,16}}日")
_CUT_AFTER = re.compile("[年月日度]|(?=[ 至到起止自从-])")
# A year and numbers set apart by spaces may be cells of a table.
_COLUMNS = re.compile("(?:年| [0-9]{1,2}) +[0-9]{1,2}$")
_MARKS = re.compile("[年月日]")
# A period whose connector is a word, or a dash between two days that each begin with a year.
_JOINED = re.compile("[0-9]起?[至到][0-9]|[0-9]-+(?:19|20)[0-9]{4,6}$")
_PROSE = re.compile(f"(?:^|[\\n\\u4e00-\\u9fff，。；：、（》”,;])[{SPACE}]*$")


def read_damaged(
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
    if len(folded.rstrip(_LOOSE_END)) == 4:
        return None  # four digits and nothing more: most often a cell of a table
    for size in _cuts(folded):
        readings = read_run(folded[:size])
        if only_range:
            readings = tuple(reading for reading in readings if reading.precision == "range")
        if not readings or (readings[0].precision == "year" and "年" not in folded[:size]):
            continue
        if folded[size - 1] not in "年月日" and _DIGIT_NEXT.match(folded, size):
            continue  # a row of numbers: 2018年 12 15 3
        if folded[size - 1] not in "年月日" and _LETTER.match(text, start + size):
            continue  # a letter stands for the next digit: 201812月3l日
        return _decided(text, start, start + size, folded[:size], readings, published, report_year)
    return None


def read_broken(text: str, start: int) -> DateMention | None:
    """A date whose numbers are broken by spaces: 2019年 1月 1 1日. Read with the spaces out."""
    broken = _BROKEN.match(text, start)
    if broken is None:
        return None
    readings = read_run(fold(broken[0]).replace(" ", ""))
    if not readings:
        return None
    reading = readings[0] if len(readings) == 1 else None
    return to_mention(text, broken.span(), reading, "context" if reading else "ambiguous", readings)


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
    if _COLUMNS.search(folded):
        return signed or evidence.is_expected(text, start, stop)
    if folded[-1] in "年月日":
        return not (readings[0].precision == "year" and evidence.is_document_number(text, start))
    if evidence.is_document_number(text, start):
        # 县政府办2019221 at the end of a report is a sign-off, 闽政办2013224 elsewhere a number.
        return alone and signed
    if _MARKS.search(folded):
        return not evidence.counts(text, stop)
    if evidence.is_other_number(text, start, stop):
        return False
    if not BARE_YEARS.issuperset(reading.start.year for reading in readings):
        return False
    if any(not reading.joined for reading in readings):
        return period or alone
    if _JOINED.search(folded):
        return True
    return alone or evidence.is_expected(text, start, stop) or _is_compact(text, start, folded)


def _is_compact(text: str, start: int, folded: str) -> bool:
    """Whether seven or eight digits stand where a day may, and no count is being given: 我镇20190221召开会议."""
    left = evidence.before(text, start)
    return (
        folded.isdecimal()
        and len(folded) in (7, 8)
        and bool(_PROSE.search(left))
        and not evidence.gives_count(text, start)
    )


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
