"""The year that a report is about, and the warning that its text is about another year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from gaispider.items import Certainty, Period, Warn
from gaispider.report.announced_year import announced_year, of_itself, own_year, unquoted
from gaispider.report.line_readings import YEARS, fold, year_mentions

FoundIn = Literal["title", "period", "folder", "parameter", "text"]


class YearReading(NamedTuple):
    """A possible report year, the rule that gives it (rules.tsv), and its certainty."""

    year: int
    found_in: FoundIn
    rule: str
    certainty: Certainty


_PARAMETERS = ("fbtime", "year", "nd", "niandu", "reportyear")


def report_year(title: str | None, period: Period | None, url: str, text: str) -> tuple[int | None, FoundIn | None]:
    """The report year by the first of `_READERS` that gives one, and where it was found; (None, None) if none does.

    A title with two years (2011-2012年) decides nothing. A year that the text only mentions decides nothing either.
    """
    for reading in year_readings(title, period, url, text):
        return reading.year, reading.found_in
    return None, None


def year_readings(title: str | None, period: Period | None, url: str, text: str) -> Iterator[YearReading]:
    """Every reading of the report year, in order of trust; the first is the report's."""
    page = _Page(title or "", period, url, text)
    for found_in, certainty, rule in _READERS:
        year, name = rule(page)
        if year:
            yield YearReading(year, found_in, name, certainty)


class _Page(NamedTuple):
    """The places where a report's year may stand."""

    title: str
    period: Period | None
    url: str
    text: str


def stale_year(title: str | None, period: Period | None, text: str) -> Warn | None:
    """A warning `stale_year` if title or announcement name another year than the period or the text; else None."""
    titled = year_of_title(title or "")
    counted = _year_of_period(period)
    if not titled:
        own = own_year(text)
        differs = own and counted and own != counted
        return Warn("stale_year", f"the text announces {own}, the period counted is {counted}") if differs else None
    if counted and counted != titled:
        return Warn("stale_year", f"title says {titled}, the period counted is {counted}")
    # Where the period agrees, 按时公布2011年…年度报告 describes the office's work.
    announced = _other_announced(titled, text) if not counted else None
    if announced:
        return Warn("stale_year", f"title says {titled}, the text announces the report of {announced}")
    years = Counter(_statement_years(text))
    if years and titled not in years:
        year, times = years.most_common(1)[0]
        if year < titled and times >= 2:
            return Warn("stale_year", f"title says {titled}, the text speaks of {year} only ({times} times)")
    return None


def _other_announced(titled: int, text: str) -> int | None:
    """The year whose report the preamble announces, if it is not the title's; else None.

    Where the text also reports on the title's year, the preamble may describe the office's work. It counts all the same
    if it says it of the report itself: 本年报是由三界镇编制的2008年度…年度报告.
    """
    opening = fold(text[:1500])
    announced = announced_year(opening)
    if not announced or announced == titled:
        return None
    if titled not in _statement_years(opening):
        return announced
    own = of_itself().search(unquoted(opening.split("一、", 1)[0]))
    return announced if own and int(own[1]) == announced else None


def year_of_title(title: str) -> int | None:
    """The one year in a title, or the year next to its report; None if that is open."""
    folded = fold(title)
    if _span().search(folded):
        return None
    years = year_mentions(folded)
    if not years:
        # 2008年5月1日至12月31日: the period stands in the title.
        within = re.search(r"(20\d\d)年\d{1,2}月\d{1,2}日?(?:起)?[至到—\-](?:\1年|同年)?\d{1,2}月", folded)
        return int(within[1]) if within and int(within[1]) in YEARS else None
    if len({year for year, _, _ in years}) == 1:
        return years[0][0]
    # 2014年工作总结及2015年工作计划; 关于印发2016年要点…2015年年度报告: the year beside the report decides.
    near = [year for year, _, end in years if _before_report().match(folded, end)]
    return near[0] if len(set(near)) == 1 else None


@cache
def _span() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)20\d\d年?度?(?:[-—–~～至]|--)(?:20)?\d\d(?:年|学年|度)")


@cache
def _before_report() -> re.Pattern[str]:
    return re.compile(r"年?年?度?(?:[^\d年]{0,24})(?:公开|报告|年报|总结)")


def _year_of_period(period: Period | None) -> int | None:
    """The year that has at least four fifths of the period's days; None if there is none."""
    if not period or not period.start or not period.end:
        return None
    start, end = date.fromisoformat(period.start), date.fromisoformat(period.end)
    if start.year == end.year:
        return start.year
    days = (end - start).days + 1
    if end.year - start.year == 1 and days > 0:
        for year, inside in ((start.year, date(end.year, 1, 1) - start), (end.year, end - date(start.year, 12, 31))):
            if inside.days >= 0.8 * days:
                return year
    return None


@cache
def _folder() -> re.Pattern[str]:
    # 2014n, 2010nb, 2022nd, 2021_649, gb2025, ndbg2018, xzxxgknb2021, nb_2022n; never 201902 or 20190227.
    return re.compile(
        r"(?:^|[a-z_]*(?:nb|nd|bg|gb|nian|n)_?)(20\d\d)(?:n[a-z_]*|nd[a-z]*|_\d{1,6}|bg[a-z]*)?$|"
        r"(?:^|[a-z_]+)(20\d\d)(?:n|nb|nd|nbg|ndbg|nian[a-z]*)$"
    )


def _year_of_folder(url: str) -> int | None:
    *folders, name = urlsplit(url).path.lower().split("/")
    years = set()
    for at, folder in enumerate(folders):
        match = _folder().match(folder) if "20" in folder else None
        if not match:
            continue
        before, after = folders[at - 1], [*folders, name][at + 1]
        # A bare /2022/ names the report's year only within a column of reports; /art/2019/2/27/ is a day.
        if folder.isdecimal() and (after.isdecimal() or not re.search(r"(?:nb|nbg|ndbg|nianbao|report)\w*$", before)):
            continue
        years.add(int(match[1] or match[2]))
    stem = name.partition(".")[0]
    if not years and stem.isdecimal() and len(stem) == 4 and re.search(r"annualreport", "/".join(folders)):
        years.add(int(stem))
    return years.pop() if len(years) == 1 and years <= set(YEARS) else None


def _year_of_parameter(url: str) -> int | None:
    for name, value in parse_qsl(urlsplit(url).query):
        if name.lower() in _PARAMETERS and value.isdecimal() and int(value) in YEARS:
            return int(value)
    return None


@cache
def _ordered() -> re.Pattern[str]:
    # 根据《…关于做好2015年度政府信息公开工作年度报告编制工作的通知》: the notice that asks for this report.
    return re.compile(
        r"《[^《》\d]*(?:做好|编制|报送|编写|上报|开展|公布)(20\d\d)年[^《》\d]{0,20}(?:报告|年报)[^《》\d]*》"
    )


def _statement_years(text: str) -> list[int]:
    """The years in which, by the text, the office did something: 2016年,我镇…, 2016年度共公开…. No plans, no titles."""
    return [
        int(year)
        for year in re.findall(
            # The look-behind comes after the first digits, so that the search for these is fast.
            r"(20(?<!\d20)\d\d)年(?:度|来|以来|全年)?[,，]?(?:我|本|全|共|主动|累计|新增|未|没有|无|收到|受理|通过|[一-龥]{2,4}[镇乡局](?!长))",
            unquoted(text),
        )
    ]


def _year_of_text(text: str) -> tuple[int | None, str]:
    """The year of the document's own heading or announcement, else the year that its text begins with; and the rule."""
    lines = [fold(line) for line in text.split("\n", 6)[:6]]
    opening = "".join(lines)[:1500]
    if year := _headed_year(lines):
        return year, "year_of_heading"
    if year := announced_year(opening):
        return year, "year_of_announcement"
    first = next((line for line in lines if len(line) > 60 or (len(line) > 20 and "。" in line)), "")
    begins = _FIRST_WORDS.match(first)
    if begins and "公开" in first:
        return _first_year(int(begins[1]), text), "year_of_first_words"
    return _ordered_year(opening), "year_of_notice"


_FIRST_WORDS = re.compile(r"(20\d\d)年(?:度|来|以来)?[,:]?(?:我|本|在|全|[一-龥]{2,8}(?:镇|乡|局|街道|县|区|市|委))")


def _headed_year(lines: list[str]) -> int | None:
    """The year of a heading among the first lines; None if there is none."""
    for line in lines[:3]:
        if len(line) <= 60 and "。" not in line and re.search(r"公开.*(?:报告|总结|汇报|年报|情况)", line):
            year = year_of_title(line)
            if year:
                return year
    return None


def _first_year(year: int, text: str) -> int | None:
    """The year that the text begins with, unless it names another year more often; else None."""
    years = Counter(int(found) for found in re.findall(r"(20(?<!\d20)\d\d)(?=年)", text))
    return year if year in YEARS and years[year] == max(years.values()) else None


def _ordered_year(opening: str) -> int | None:
    ordered = {int(year) for year in _ordered().findall(opening)}
    return ordered.pop() if len(ordered) == 1 and ordered <= set(YEARS) else None


# In order of trust. Folders may have the year of publication.
_READERS: tuple[tuple[FoundIn, Certainty, Callable[[_Page], tuple[int | None, str]]], ...] = (
    ("title", "certain", lambda page: (year_of_title(page.title), "year_of_title")),
    ("text", "context", lambda page: (own_year(page.text), "year_of_announcement")),
    ("period", "certain", lambda page: (_year_of_period(page.period), "year_of_period")),
    ("folder", "context", lambda page: (_year_of_folder(page.url), "year_of_folder")),
    ("parameter", "context", lambda page: (_year_of_parameter(page.url), "year_of_parameter")),
    ("text", "context", lambda page: _year_of_text(page.text) if page.text else (None, "")),
)
