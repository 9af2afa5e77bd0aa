"""Days as bars and meta tags print them: found and cut out, not interpreted (that is for gaispider.text.dates)."""

from __future__ import annotations

import re

from gaispider.page.signs import pattern

_CLOCK = (
    r"(?:[\sT,，\]】)）]{0,4}(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?\s*)?(?:[上下中]午\s*|晚上?\s*|凌晨\s*|早上\s*)?[0-2]?\d\s*(?:"
    r"[:：]\s*[0-5]\d(?:\s*[:：]\s*[0-5]\d(?:\.\d{1,3})?)?(?:\s?[AaPp][Mm](?![A-Za-z]))?|[时点]\s*[0-5]?\d\s*分?(?:\s*[0-5]?\d\s*秒)?))?"
)
# What may not stand before a day is looked at behind its first character: so a search runs over all else in C.
_DAY = pattern(
    r"((?:1(?<!\d.)9|2(?<!\d.)0)\d\d)\s*(?:年|[-－—./\\])\s*([01]?\d)\s*(?:月|[-－—./\\])\s*([0-3]?\d)(?!\d)\s*日?-?"
    + _CLOCK
    + r"|((?:1(?<![\d/_-].)9|2(?<![\d/_-].)0)\d\d)([01]\d)([0-3]\d)(?![\d/_-])"
    + _CLOCK.replace(r"{0,4}", r"{1,4}")
    + r"|[二一][〇○零OoＯ0九][〇○零OoＯ0一二三四五六七八九\d]{2}年"
    + r"[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日"
)
_CLOSED = re.compile(r"\s*[\]】)）]\s*")
_TIME = pattern(r"(?<!\d)([0-2]?\d)\s*[:：时点]\s*([0-5]\d)")
_NO_TIME = re.compile(r"(?:[\sT-]+|(?<=日))(?:00[:：]00(?:[:：]00(?:\.0+)?)?|23[:：]59(?:[:：]59)?)\s*$")


_EDGES = frozenset(" [](（）)【】|｜/·-—:：")
_BAR_WORD = pattern(
    r"阅读|浏览|点击|访问|人气|次|网|作者|记者|编辑|发布|admin|管理员|来源|打印|列印|关闭|字[号体]", re.I
)


def find_day(text: str) -> str | None:
    """The first day in a string with its time of day, as printed, without a bracket that closes between them."""
    match = _DAY.search(text)
    return _CLOSED.sub(" ", match[0]).strip(" -,，T") if match else None


def is_day(text: str) -> bool:
    """Whether a line is hardly more than a day: `( 2022-04-26)`."""
    day = find_day(text) if len(text) < 60 else None
    return day is not None and len(day) * 2 > len(text)


def is_loose_bar(text: str, *, worded: bool = False) -> bool:
    """Whether a line gives a day and, set off from it, who put it there or how often it was read, all without labels.

    With `worded` a day that fills a third of the line is not enough: a word of bars must stand beside it.

    `青溪县政府网 2004-11-18 阅读 362 次` is one; a title with a day in it is none, as its words are joined to the day.
    """
    day = find_day(text) if 9 < len(text) < 80 and "，" not in text and "。" not in text else None
    if day is None:
        return False
    before, _, after = text.partition(day)
    return (
        (not before or before[-1] in _EDGES)
        and (not after or after[0] in _EDGES)
        and all(len(word) < 16 for word in (before + " " + after).split())
        and "通过" not in text
        and ((not worded and len(day) * 3 > len(text)) or bool(_BAR_WORD.search(text)))
    )


def day_of(raw: str) -> str | None:
    """`2019-02-27` of what `find_day` found, to compare two prints of one day; None for a day in Chinese numerals."""
    match = _DAY.search(raw)
    if not match:
        return None
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
    return f"{year}-{int(month):02}-{int(day):02}" if year else None


def has_time(raw: str) -> bool:
    """Whether a print holds a time of day."""
    return bool(_TIME.search(raw))


def without_placeholder_time(raw: str) -> str:
    """A meta tag's date without the time that systems fill in where there is none: 00:00, 23:59:59."""
    return _NO_TIME.sub("", raw)
