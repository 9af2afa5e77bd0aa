"""Small readers of one line of Chinese text, shared by several modules of this room."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gaispider.text.numerals import LONGEST, ZERO_GLYPHS

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(map(ord, " \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff"))
_FOLD = _WIDTHS | _SPACES
_COMMON = tuple(zip("（）：；，", "():;,", strict=True))
_RARE = re.compile(r"[！-～\u200b\ufeff]")

NUMERALS = "一二三四五六七八九十"
ZEROS = "".join(sign for sign in ZERO_GLYPHS if not sign.isdecimal()) + "º"
"""What pages print for the zero of a year besides 0: circles, the word, letters that look like it, an ordinal sign."""

_DIGITS = {**{str(n): n for n in range(10)}, **dict(zip("〇一二三四五六七八九", range(10), strict=True))}
_DIGITS |= dict.fromkeys(f"{ZEROS}０", 0) | {"两": 2}

YEARS = range(2003, 2040)
"""Report years a record may have: Shanghai and Guangzhou began before the national regulation of 2008."""


def fold(text: str) -> str:
    """The text without white space, full-width ASCII made half-width: for matching only, never kept."""
    # str.translate is slow, so it is used only where the text has characters that need it.
    folded = "".join(text.split())
    for wide, narrow in _COMMON:
        folded = folded.replace(wide, narrow)
    return folded.translate(_FOLD) if _RARE.search(folded) else folded


def unfolded(text: str, start: int, end: int) -> str:
    """The part of `text` that `fold(text)[start:end]` came from."""
    kept = _kept(text)
    if kept is None:
        return text[start:end]
    return text[kept[start] : kept[end - 1] + 1] if end > start else ""


@lru_cache(maxsize=4)  # called once for each number of a line
def _kept(text: str) -> list[int] | None:
    """The places in the text of the characters that folding keeps; None if it removes none."""
    if len(fold(text)) == len(text):
        return None
    return [at for at, char in enumerate(text) if not char.isspace() and ord(char) not in _SPACES]


def is_number(digits: str) -> bool:
    """Whether a run of digits is short enough for a number; a longer one is a code or damaged."""
    return len(digits) <= LONGEST


def chinese_integer(numeral: str) -> int | None:
    """1 to 99 in Chinese numerals (二十一), or digits; None if it is neither, or too long for a number."""
    if numeral.isdecimal():
        return int(numeral) if is_number(numeral) else None
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.get(numeral) if len(numeral) == 1 else None
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


@cache
def _year_pattern() -> re.Pattern[str]:
    digits = f"{ZEROS}一二三四五六七八九0-9"
    return re.compile(
        # A document number (〔2015〕3号) and a day (2015年1月5日, 2015-01-05) name no report year.
        r"(?<![\d〔\[【{(])(20\d\d)(?![\d〕\]】}]|年\d{1,2}月|年[一二三四五六七八九十]{1,3}月|[-./]\d)"
        r"|(?<=[(])(20\d\d)(?=年?度?[)])"
        rf"|([二2][{digits}]{{3}})(?=年)(?!年[一二三四五六七八九十\d]{{1,3}}月)"
        r"|(?<![\d一-龥])((?:0[3-9]|[12]\d)(?=年))(?!年\d{1,2}月)"
        # 财政局15年信息公开年报
        r"|(?<=[局委办院镇乡县区市府处])((?:0[3-9]|[12]\d)(?=年度?(?:政府|政务|信息|党务)))"
    )


def year_mentions(folded: str) -> list[tuple[int, int, int]]:
    """The years in a folded text, as (year, start, end): 2008年, 2025鹤岗市, 二○○八年, 二00八年, 08年."""
    found = []
    for match in _year_pattern().finditer(folded):
        raw = match[match.lastindex or 0]
        value = 0
        for char in raw:
            value = value * 10 + _DIGITS.get(char, 0)
        if len(raw) == 2:
            value += 2000
        if value in YEARS:
            found.append((value, *match.span(match.lastindex or 0)))
    return found


_DATE_CHARS = frozenset(f"0123456789{ZEROS}{NUMERALS}廿卅元年月日号-./")
_DATE_LABEL = re.compile(r"(?:填报|报送|编制|成文|落款|签发|印发|报告)?(?:日期|时间):")
# 2008—2010年 is no day: a line with 年, 月 or 日 must have them all in place.
_YEARLESS = re.compile(rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,2}}|元)月(?:\d{{1,2}}|[{NUMERALS}廿卅]{{1,3}})[日号]")
_RARE_SIGNS = re.compile(r"20\d\d([—–、\\])\d{1,2}\1\d{1,2}日?")
# Last characters of such lines as printed: a fast test before the line is folded.
_DATE_ENDS = _DATE_CHARS | frozenset("发０１２３４５６７８９－．／)）]］】\u200b\ufeff")


def is_yearless_day(line: str) -> bool:
    """Whether the whole line is a month and day: 3月1日, 十二月二十八日."""
    return len(line) <= 20 and _YEARLESS.fullmatch(fold(line).strip("()[]【】")) is not None


def is_date_line(line: str) -> bool:
    """Whether the whole line is a day or month: intact, in Chinese numerals, or without 年月日 (2019221)."""
    if len(line) > 60 or line.rstrip()[-1:] not in _DATE_ENDS:
        return False
    folded = fold(line).strip("()[]【】").removesuffix("印发")
    if ":" in folded:
        folded = _DATE_LABEL.sub("", folded, count=1)
    if "元" in folded:
        folded = folded.replace("元月", "1月")
        if "元" in folded:
            return False
    if _RARE_SIGNS.fullmatch(folded):
        return True
    if not 5 <= len(folded) <= 20 or not _DATE_CHARS.issuperset(folded):
        return False
    if folded.isdecimal():
        return folded.startswith("20") and len(folded) <= 8
    if folded[0] in "二2":
        return len(folded) >= 6 and any(char in folded[1:] for char in "年月日号-./")
    # 年八月二十八日: the year was lost.
    return folded[0] == "年" and "月" in folded
