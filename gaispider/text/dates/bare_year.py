"""Years whose 年 is lost."""

from __future__ import annotations

import re
from datetime import date

from gaispider.text.dates import evidence
from gaispider.text.dates.damaged import to_mention
from gaispider.text.dates.intact import read_year_part
from gaispider.text.dates.mention import Certainty, DateMention
from gaispider.text.dates.readings import Reading, read_run
from gaispider.text.dates.signs import ARABIC, BARE_YEARS, CHINESE, SPACE, fold

_SENTENCE_START = re.compile(f"(?:^|[\\n。；;])[{SPACE}]*$")
_IN_YEAR = re.compile(f"(?:[在于於自从從]|截至|截止)[{SPACE}]*$")
_BLIND_YEAR = re.compile("[-－](?=[,，。;；、度\\u4e00-\\u9fff])")
_YEAR_GOES_ON = re.compile(f"[{SPACE}]*[{CHINESE}{ARABIC}年月日]")
_YEAR_LABEL = re.compile(f"(?:时间|時間|日期|年度|年份|年)[:：][{SPACE}]*$")
_YEAR_FOLLOWS = re.compile(f"度|[{SPACE}]*(?=[\\u4e00-\\u9fff])")
_ELECTRICITY = re.compile("[电電][^，,。]{0,8}$")
_OPEN_BRACKET = re.compile('[〔\\[【{(（﹝［<《“"]$')


def read_bare_year(text: str, start: int, published: date | None, report_year: int | None) -> DateMention | None:
    """A year whose 年 is lost: 2025鹤岗市, 时间:2011, 2015-,我局. Never a count, a house, part of a longer number."""
    readings = read_run(fold(text[start : start + 4]))
    stop = start + 4
    left = evidence.before(text, start)
    if not readings or readings[0].start.year not in BARE_YEARS or _YEAR_GOES_ON.match(text, stop):
        return None
    year = readings[0].start.year
    if (
        _OPEN_BRACKET.search(left)
        or evidence.is_other_number(text, start, stop)
        or evidence.is_school_year(text, stop)
        or (text[stop : stop + 1] == "度" and (_ELECTRICITY.search(left) or text[stop + 1 : stop + 2] in ("电", "電")))
    ):
        return None
    blind = _BLIND_YEAR.match(text, stop)
    expected = {report_year, *((published.year, published.year - 1) if published else ())} - {None}
    if _YEAR_LABEL.search(left) and not text[stop : stop + 1].isalnum():
        certainty: Certainty = "certain"
    elif text[stop : stop + 1] in (",", "，") and (_SENTENCE_START.search(left) or _IN_YEAR.search(left)):
        certainty = "context" if not expected or year in expected else "ambiguous"
    elif evidence.gives_count(text, start):
        return None
    elif blind:
        stop, certainty = blind.end(), "context"
    elif _YEAR_FOLLOWS.match(text, stop) and not text[stop : stop + 1].isspace() and stop < len(text):
        certainty = "context" if not expected or year in expected else "ambiguous"
    else:
        return None
    part = read_year_part(text, stop, year, "intact")
    if part:
        return to_mention(
            text,
            (start, part.stop),
            None if certainty == "ambiguous" else Reading(part.start, part.end, "range"),
            certainty,
            (Reading(part.start, part.end, "range"),),
        )
    if text[stop : stop + 1] == "度":
        stop += 1
    return to_mention(text, (start, stop), None if certainty == "ambiguous" else readings[0], certainty, readings)
