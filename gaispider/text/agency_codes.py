"""The agency's code (机关代字) before a document number, and where it begins: 根据|江政办, 青石镇|青政发.

A code is the place's short name, the agency's short name and the kind of paper (GB/T 9704-2012, 7.2.5). Nothing
separates it from the sentence before it, so its beginning is told by words that introduce numbers and by names of
offices.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gaispider.reference import Phrases

LONGEST_CODE = 9
_REACH = 24
_BLANKS = " \u00a0\u3000"

_PREFIX = re.compile("[\\u4e00-\\u9fff]+$")
# Spaces after the first character of a code: (国 办公开办函〔2021〕30号); after every one: 青 政 发〔2009〕5号.
_APART = re.compile(
    "(?:^|[^\\u4e00-\\u9fff0-9０-９A-Za-z]|\\s)(?![号號无無])([\\u4e00-\\u9fff])[ \u00a0\u2002-\u200b\u3000\ufeff]$"
)
_SPACED = re.compile("(?:^|[^\\u4e00-\\u9fff \u00a0\u3000])[ \u3000]?((?:[\\u4e00-\\u9fff][ \u00a0\u3000]){1,5})$")

# Words that come before a number and are no part of a code; the code begins after the last of them.
_BEFORE_CODE = Phrases("document_numbers.tsv", "before_code", after="+")
# Offices that issue what follows: 县教育局|江教发, 民政部|财社, 青石镇|青政发; not 湖市监发, 青石镇政发, 江教育局办发.
_OFFICE = re.compile(
    "(?:[\\u4e00-\\u9fff]{2}(?:[局厅廳部院省]|[镇鎮乡鄉]|街道|办事处)|[市省县縣区區]府办|政务公开办|(?:重庆|上海|北京|天津)市"
    "|(?:卫生计生|计生|卫健|健康|发改|改革|经信|国资)委(?:员会)?)"
    "(?![政党黨府委办辦发發函字电電规人纪团综通公令])(?=[\\u4e00-\\u9fff]{2})"
)
# A place whose first character begins the code: 江北区|江政办.
_OWN_SIGN = re.compile(
    "(?P<sign>[\\u4e00-\\u9fff])[\\u4e00-\\u9fff]{0,4}[省市县縣区區镇鎮乡鄉](?=(?P=sign)[\\u4e00-\\u9fff])"
)
_JOINING = re.compile("^(?:以及|和|及|与|與|或|并)(?=..)")
# Inside a run of words 和 is a joint only before a code that is whole without it: 和政办发 is 和政's or 和顺's own.
_JOINED_CODE = re.compile(
    "^(?:(?:以及|及|与|與)(?=...)|和(?=国办|国发|国函|中办|中发|[^政府县平田顺林龙硕静布行署办发委][^政府]?(?:政|府)"
    # 湖教发, but 和教体发 of 和县 stays: its second sign is an organ's.
    "|[^政府县平田顺林龙硕静布行署办发委教财民农卫水林环住人国土交公司市文旅商经科工统审安应粮供药食城建规地][^政府]{1,3}[办发字函]$))"
)
# The office's section in brackets before 字: 江民(政)字.
_SECTION = re.compile("(?<=[\\u4e00-\\u9fff])[(（][\\u4e00-\\u9fff]{1,3}[)）]$")
# The centre's own codes are no part of a longer one: 依|国办发, 市|中办发.
_CENTRAL = re.compile("(?:国办公开办函|國辦公開辦函|国办秘函|国办[发函]|國辦[發函]|中办[发函]|中辦[發函])$")
# In 县委办县政府办〔2012〕3号 the words after the office's name are no code.
_NO_WHOLE_CODE = frozenset("办辦发發字函")
# 闽政办, 安参政: at most two characters name the place; of more, some may be words of the sentence.
_ORGAN = re.compile("[政府]")
_MOST_PLACE_SIGNS = 2
_BOUNDS = frozenset("(（〔[【《〈“\"'‘:：|｜\n\t》")


class Code(NamedTuple):
    """A code: its text ("" if there is none), whether its beginning is certain, and where it begins in the text."""

    code: str
    sure: bool
    start: int


def read_code(text: str, stop: int) -> Code:
    """The agency's code right before position `stop`."""
    outer, low = stop, max(0, stop - _REACH)
    while stop > low and text[stop - 1] in _BLANKS:
        stop -= 1
    run = _PREFIX.search(text, low, stop)
    if run is None:
        return Code("", False, outer)
    office = _before_section(text, low, run)
    if office is not None:
        return Code(text[office.start : stop], office.sure, office.start)
    code, told = _cut_free(run[0])
    code = _without_joint(text, code, stop - len(code))
    start = stop - len(code)
    if len(run[0]) == len(code):
        code, start = _with_signs_apart(text, code, start, low)
    sure = code not in _NO_WHOLE_CODE and len(code) <= LONGEST_CODE and (told or not _may_hold_words(text, code, start))
    return Code(code, sure, start)


def _before_section(text: str, low: int, run: re.Match[str]) -> Code | None:
    """The office's code where its section stands in brackets after it: 江民(政)字. None if there is none."""
    section = _SECTION.search(text, low, run.start()) if run[0] in _NO_WHOLE_CODE else None
    inner = read_code(text, section.start()) if section else None
    return inner if inner and inner.code else None


def _cut_free(run: str) -> tuple[str, bool]:
    """The code without words and offices before it, and whether such a word showed where it begins."""
    code, told = run, False
    for part in (_BEFORE_CODE.pattern, _OFFICE, _OWN_SIGN):
        ends = [match.end() for match in part.finditer(code) if match.end() < len(code)]
        if ends:
            code, told = code[ends[-1] :], True
    central = _CENTRAL.search(code)
    return (central[0], True) if central else (code, told)


def _without_joint(text: str, code: str, start: int) -> str:
    """The code without a leading 和 that joins two numbers (43号和南政办…).

    和 may also begin a county's code (按照和政办发…).
    """
    joined = text[start - 1 : start] in (")", "）", "》", "”", "号", "號")
    return (_JOINING if joined else _JOINED_CODE).sub("", code)


def _with_signs_apart(text: str, code: str, start: int, low: int) -> tuple[str, int]:
    """The code with its first character, or all of them, that spaces set apart; and where it begins."""
    apart = _APART.search(text, max(0, start - 4), start) if len(code) > 2 else None
    if apart:
        return apart[1] + code, apart.start(1)
    spaced = _SPACED.search(text, low, start) if len(code) == 1 else None
    if spaced:
        return re.sub("\\s", "", spaced[1]) + code, spaced.start(1)
    return code, start


def _may_hold_words(text: str, code: str, start: int) -> bool:
    """Whether too much stands before the organ's character for a code, and nothing shows that the code begins here."""
    if start == 0 or text[start - 1] in _BOUNDS:
        return False
    organ = _ORGAN.search(code)
    return organ is not None and organ.start() > _MOST_PLACE_SIGNS
