"""The one grammar for strings of a day, in bars, rows of listings, meta tags, script values and sign-offs.

Days are found and cut out as printed, in any width of digits and signs (`２０１９－０２－２７`). What they mean is
decided in gaispider.text.dates. Only rows of listings need ISO days, because their days are put together from pieces.
"""

from __future__ import annotations

import re

from gaispider.page.script_variants import pattern
from gaispider.text.dates.machine import find_machine, read_machine, zone_end
from gaispider.text.lookalikes import looking_like

_D = "[0-9０-９]"
# Text pasted from PDF may hold radicals for 月 and 日: 2019年2⽉27⽇.
_YEAR, _MONTH, _DAY_SIGN = (looking_like(sign) for sign in "年月日")
_SIGN = r"[-－—–./．／\\＼]"
# The part of the pattern after a year's first character. That character is one class, so that searching is fast.
_CENTURY = f"(?:(?<=[1１])[9９]|(?<=[2２])[0０]){_D}{{2}}"
# Month and day are groups; the year is the first four characters of the match.
_DAY = (
    rf"(?<!{_D}.){_CENTURY}\s*(?:{_YEAR}|{_SIGN})\s*([01０１]?{_D})\s*(?:{_MONTH}|{_SIGN})\s*([0-3０-３]?{_D})"
    rf"(?!{_D})(?:\s*{_DAY_SIGN})?"
)
_COMPACT = rf"(?<![0-9０-９/_-].){_CENTURY}([01０１]{_D})([0-3０-３]{_D})(?![0-9０-９/_-])"
_TENS = "[一二三四五六七八九十0-9０-９]{1,3}"
_CHINESE = (
    f"(?<=[二一])[〇○零OoＯ0０九][〇○零OoＯ一二三四五六七八九0-9０-９]{{2}}{_YEAR}{_TENS}{_MONTH}{_TENS}{_DAY_SIGN}"
)
DAY_SOURCE = f"[12１２]{_DAY}"
"""A day in Arabic numerals as the source of a pattern (`signs.pattern`)."""
_HALVES = r"(?:[上下中]午\s*|晚上?\s*|凌晨\s*|早上\s*)?"
_MINUTES = (
    rf"[:：∶︰﹕]\s*[0-5０-５]{_D}(?:\s*[:：∶︰﹕]\s*[0-5０-５]{_D}(?:\.{_D}{{1,3}})?)?(?:\s?[AaPp][Mm](?![A-Za-z]))?"
)
_WORDED = rf"[时点]\s*[0-5０-５]?{_D}\s*分?(?:\s*[0-5０-５]?{_D}\s*秒)?"
_WEEKDAY = r"(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?\s*)?"
_CLOCK = rf"(?:[\sT,，\]】)）]{{%d,4}}{_WEEKDAY}{_HALVES}[0-2０-２]?{_D}\s*(?:{_MINUTES}|{_WORDED}))?"
_FOUND = pattern(f"[12１２二一](?:{_DAY}-?{_CLOCK % 0}|{_COMPACT}{_CLOCK % 1}|{_CHINESE})")
_NUMERIC = pattern(DAY_SOURCE)
_YEARLESS = re.compile(
    rf"[01０１]?{_D}\s*(?:{_MONTH}\s*[0-3０-３]?{_D}\s*(?:{_DAY_SIGN}|号)|[-－/／]\s*[0-3０-３]{_D}(?!\s*[-－/／年\d]))"
    rf"(?:\s*[0-2０-２]?{_D}[:：∶︰﹕][0-5０-５]{_D}(?:[:：∶︰﹕][0-5０-５]{_D})?)?"
)
_CLOSED = re.compile(r"\s*[\]】)）]\s*")
_TIME = pattern(rf"(?<!{_D})([0-2０-２]?{_D})\s*[:：∶︰﹕时点]\s*([0-5０-５]{_D})")
_NO_TIME = re.compile(
    r"(?:[\sT-]+|(?<=日))(?:[0０]{2}[:：∶︰﹕][0０]{2}(?:[:：∶︰﹕][0０]{2}(?:\.[0０]+)?)?|[2２][3３][:：∶︰﹕][5５][9９](?:[:：∶︰﹕][5５][9９])?)\s*$"
)


def find_day(text: str) -> str | None:
    """The first day in a string with its time of day, as printed, without a bracket that closes between them."""
    match = _FOUND.search(text)
    if match is None:
        return find_machine(text)
    # A time belongs to its offset: 2018-03-08T20:10:00+00:00.
    end = zone_end(text, match.end()) if _TIME.search(match[0]) else match.end()
    return _CLOSED.sub(" ", text[match.start() : end]).strip(" -,，T")


def find_yearless_day(text: str) -> str | None:
    """The month and day without a year at the beginning of a text, with a time of day, as printed: 03月09日 18:10."""
    match = _YEARLESS.match(text.strip())
    return match[0].strip() if match else None


def is_day(text: str) -> bool:
    """Whether a line is hardly more than a day: `( 2022-04-26)`."""
    return len(text) < 60 and fills_line(text, find_day(text))


def fills_line(text: str, day: str | None) -> bool:
    """Whether the day makes up more than half of the line."""
    return day is not None and len(day) * 2 > len(text)


def day_of(raw: str) -> str | None:
    """The ISO day (`2019-02-27`) of a string that `find_day` found, to compare two prints; None for Chinese numerals.

    A day with a time zone offset is the day in Beijing. A day whose zone is Z is the day that is printed.
    """
    if moment := read_machine(raw):
        return (moment.day or moment.readings[0][0]).isoformat()
    match = _FOUND.search(raw)
    if not match:
        return None
    month, day = match.group(1, 2) if match[1] else match.group(3, 4)
    return f"{int(match[0][:4])}-{int(month):02}-{int(day):02}" if month else None


def days_of(raw: str) -> set[str]:
    """The ISO days that a print may mean: two where it ends in Z, else one."""
    moment = read_machine(raw)
    days = {day.isoformat() for day, _ in moment.readings} if moment else set()
    return days or {day for day in (day_of(raw),) if day}


def has_time(raw: str) -> bool:
    """Whether a print holds a reliable time of day: not 00:00, which stands for none, and not one that ends in Z."""
    moment = read_machine(raw)
    return moment.time is not None if moment else bool(_TIME.search(without_placeholder_time(raw)))


def without_placeholder_time(raw: str) -> str:
    """A meta tag's date without the time that systems insert where they have none: 00:00, 23:59:59."""
    return _NO_TIME.sub("", raw)


# Includes the dots that lead from a title to its day.
AROUND = " \t\r\n\xa0　[]()（）【】〔〕|.…·"
"""What may stand around a day in a text of its own."""
_MONTH = "(?:[1１][0-2０-２]|[0０]?[1-9１-９])"
_NUMBER = f"(?:[3３][01０１]|[12１２]{_D}|[0０]?[1-9１-９])"
_YEAR = f"(?:[1１][9９]|[2２][0０]){_D}{{2}}"
_LAST = re.compile(rf"[\s(（\[【]({_YEAR}){_SIGN}({_MONTH}){_SIGN}({_NUMBER})\s*[)）\]】]?$")
_FIRST = re.compile(rf"^[(（\[【]?\s*({_YEAR}){_SIGN}({_MONTH}){_SIGN}({_NUMBER})\s*(?:[)）\]】]|\s|:|：)\s*")
_COMPACT_ALONE = re.compile(
    rf"^({_YEAR})([0０][1-9１-９]|[1１][0-2０-２])([0０][1-9１-９]|[12１２]{_D}|[3３][01０１])$"
)
_YEAR_MONTH = pattern(rf"^({_YEAR})\s*(?:年|{_SIGN})\s*({_MONTH})月?$")
_YEAR_ALONE = pattern(f"^({_YEAR})年?$")
_NUMBER_ALONE = pattern(f"^({_NUMBER})日?$")
# 2/5 is a page number and a number of pages, 02/05 a day.
_MONTH_DAY = pattern(
    rf"^(?:({_MONTH})\s*[-－.．月]\s*({_NUMBER})日?"
    rf"|([1１][0-2０-２]|[0０][1-9１-９])\s*[/／]\s*([12１２]{_D}|[3３][01０１]|[0０][1-9１-９]))$"
)
_SHORT_YEAR_DAY = re.compile(rf"({_D}{{2}}){_SIGN}({_MONTH}){_SIGN}({_NUMBER})")
_CLOCK_ALONE = re.compile(rf"{_D}{{1,2}}[:：∶︰﹕]{_D}{{2}}(?:[:：∶︰﹕]{_D}{{2}})?(?:\.{_D}+)?")
# What may stand around a day in its own text node: labels, brackets, white space.
_COMPANY = pattern(
    r"(?:发布|發布|公开|生成|成文|发文|更新|上传|录入)?(?:日期|时间|時間|于)?|[\s\[\]()（）【】〔〕<>《》|·:：,，\-—]"
)


def iso(year: str, month: str, day: str) -> str:
    """A day's three numbers, in full or half width, as an ISO day."""
    return f"{int(year)}-{int(month):02d}-{int(day):02d}"


def _iso_found(match: re.Match[str] | None) -> str | None:
    """The day of a match of `_NUMERIC`; None if its month or day is none."""
    possible = match is not None and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31
    return iso(match[0][:4], match[1], match[2]) if match is not None and possible else None


def day_within(text: str) -> str | None:
    """The first day in a text as an ISO day."""
    return _iso_found(_NUMERIC.search(text))


def normal_day(text: str) -> str | None:
    """The day that `text` consists of, besides labels and a time, as ISO; month and day without a year as printed."""
    text = text.strip(AROUND)
    if not text or len(text) > 40 or not any(char.isdigit() for char in text):
        return None
    found = _NUMERIC.search(text)
    if found and (day := _iso_found(found)):
        rest = _COMPANY.sub("", _CLOCK_ALONE.sub("", text[: found.start()] + text[found.end() :]))
        return day if len(rest) <= 2 else None
    if compact := _COMPACT_ALONE.match(text):
        return iso(*compact.groups())
    bare = _COMPANY.sub("", text.split(" ")[0]) if "日期" in text or "时间" in text else text
    return text if bare and _MONTH_DAY.match(text) else None


def year_alone(text: str) -> str | None:
    """The year that a text consists of: 2021, 2021年."""
    return found[1] if (found := _YEAR_ALONE.match(text)) else None


def year_and_month(text: str) -> tuple[str, str] | None:
    """The year and month that a text consists of: 2021/03, 2021年3月."""
    return (found[1], found[2]) if (found := _YEAR_MONTH.match(text)) else None


def number_alone(text: str) -> str | None:
    """The day of the month that a text consists of: 12, 12日."""
    return found[1] if (found := _NUMBER_ALONE.match(text)) else None


def month_and_day(text: str) -> tuple[str, str] | None:
    """The month and day that a text consists of: 03-12, 3月12日."""
    found = _MONTH_DAY.match(text)
    return (found[1] or found[3], found[2] or found[4]) if found else None


def day_of_short_year(text: str) -> str | None:
    """The ISO day that a text under a day's label consists of, where its year has two digits: 20-02-18.

    None where the year is up to 12: it could be a month.
    """
    found = _SHORT_YEAR_DAY.fullmatch(text.strip(AROUND))
    if found is None or int(found[1]) <= 12:
        return None
    return iso(f"20{int(found[1])}", found[2], found[3])


def is_day_or_piece(text: str) -> bool:
    """Whether a text is a day, a year and month, a month and day, or a time of day."""
    return normal_day(text) is not None or bool(_YEAR_MONTH.match(text) or _CLOCK_ALONE.fullmatch(text))


def title_day(title: str) -> tuple[str, str] | None:
    """Title and day where a link's text begins or ends with its day, set off by a space or bracket: 年报 (2019-1-2)."""
    found = _LAST.search(title)
    if found and found.start() >= 4:
        return title[: found.start()].rstrip(), iso(*found.groups())
    found = _FIRST.search(title)
    return (title[found.end() :], iso(*found.groups())) if found and len(title) - found.end() >= 4 else None
