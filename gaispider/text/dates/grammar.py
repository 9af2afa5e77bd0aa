"""Patterns of whole dates, and the one pattern that finds where a date may begin.

Whole forms follow GB/T 15835-2011 (numerals in text) and GB/T 7408-2005 (numeric dates), with the spaces, widths and
Traditional characters that pages use.
"""

from __future__ import annotations

import re

from gaispider.text.dates.date_characters import ARABIC, CHINESE, DASH, SPACE
from gaispider.text.numerals import ZERO_GLYPHS

_SP = f"[{SPACE}]*"
_D = f"[{ARABIC}]"
_YEAR_REST = f"[九9９{ZERO_GLYPHS}][一二三四五六七八九1-9１-９{ZERO_GLYPHS}]{{2}}"
_YEAR = f"[12１２一二]{_YEAR_REST}"  # signs mix: 二00八, 二O1一, 20一八
# Letters typed or scanned for 1 and 0 count only before 月 or 日: 1O月, 3l日.
_SLIP = f"[{ARABIC}lIOoＯ〇○]{{1,2}}"
_MONTH = f"(?:{_D}{{1,2}}|[{CHINESE}]{{1,2}}|元(?=月)|{_SLIP}(?={_SP}月))"
_DAY = f"(?:{_D}{{1,2}}|[{CHINESE}]{{1,3}}|{_SLIP}(?={_SP}[日号號]))"

# Where something may begin: a year of Arabic or Chinese signs, or a month or
# a day (their numbers are looked up to the left).
# One character class first, so that the search is a fast scan; slower parts come after it.
BEGIN = re.compile(
    "[12１２一二月日年]"
    "(?:"
    f"(?:(?<=[一二])|(?<=[12１２])(?<![{ARABIC}].)){_YEAR_REST}(?P<year>)"
    f"|(?<=月)(?={_SP}(?:{_DAY}{_SP}[日号號]|[初十廿卅]|[二三]十))(?P<month>)"
    # A year of two digits: 08年, 18年度, 18年12月; with a day after it, it is found by its month.
    f"|(?<=[0-3][0-9]年)(?<![{ARABIC}][0-9]{{2}}年)(?:(?<=0[0-9]年)|(?=度|{_SP}{_D}{{1,2}}{_SP}月))(?P<short>)"
    f"|(?<=[{ARABIC}]日)(?<=[{ARABIC}]{{3}}日)(?P<day>)"
    ")"
)

_MONTH_DAY = f"(?P<month>{_MONTH}){_SP}(?P<m>月)份?(?:{_SP}(?P<day>{_DAY}){_SP}[日号號])?"
POINT = re.compile(f"(?P<year>{_YEAR}){_SP}年(?![级級])(?:年?度)?(?:{_SP}{_MONTH_DAY})?")
MONTH_DAY = re.compile(_MONTH_DAY)
# A part of the year before it: 上半年, 第三季度, 前三季度, 一至三季度.
YEAR_PART = re.compile(
    f"{_SP}(?:(?P<half>[上下])半年|(?P<first>前)?第?(?P<quarter>[一二三四1-4１-４])"
    f"(?:(?:季度)?[至到{DASH}](?P<last>[一二三四1-4１-４]))?个?季度)"
)
YEAR_PART_BEGINS = frozenset(" \u00a0\u3000上下第前一二三四1234１２３４")
MONTH_DAY_NEXT = re.compile(f"{_SP}(?:{_MONTH}){_SP}(?P<m>月)份?{_SP}(?:{_DAY}){_SP}[日号號]")

# A full numeric date; the two separators are the same, in any width: 2019－02-27.
_FIRST_SIGN = r"(?:(?P<dash>[-－])|(?P<slash>[/／])|(?P<backslash>[\\＼])|(?P<point>[.．])|(?P<sign>[—–、_]))"
_SECOND_SIGN = r"(?(dash)[-－]|(?(slash)[/／]|(?(backslash)[\\＼]|(?(point)[.．]|(?P=sign)))))"
NUMERIC = re.compile(
    f"(?P<year>[12１２][09０９]{_D}{{2}}){_SP}{_FIRST_SIGN}"
    f"{_SP}(?P<month>{_D}{{1,2}}){_SP}{_SECOND_SIGN}{_SP}(?P<day>{_D}{{1,2}})日?"
)
# Two ways in one date: 2012年12.5, 2012年12-05.
MIXED = re.compile(
    f"(?P<year>{_YEAR})年{_SP}(?P<month>{_D}{{1,2}})[-.．/](?P<day>{_D}{{1,2}})日?(?!{_SP}[{ARABIC}.%％月])"
)
NUMERIC_MONTH = re.compile(f"(?P<year>[12１２][09０９]{_D}{{2}})(?P<sign>[-./])(?P<month>{_D}{{1,2}})(?!{_D})")
NUMERIC_MONTH_DAY = re.compile(f"(?P<month>{_D}{{1,2}})(?P<sign>[-./－．／])(?P<day>{_D}{{1,2}})日?(?!{_D})")

# From one day of a period to the other. Only where a number follows; a place name after 至 is no date.
# Why the first day is the first may stand before 起: 2008年5月1日《条例》实施之日起,至; (含); (星期五).
_WHY = (
    "[(（][^()（）\\n]{1,16}[)）]|《[^《》\\n]{2,24}》(?:正式)?(?:施行|实施|實施)(?:之?日)?"
    "|(?:正式)?(?:施行|实施|實施)之日|[)）]"
)
CONNECTOR = re.compile(
    f"{_SP}(?:(?:{_D}{{1,2}}|零)[时時点點]|{_WHY}|[.．](?=[{DASH}至到]))?{_SP}"
    f"(?:(?:起{{1,2}}|止|开始|開始|始|以来|以來)?{_SP}(?:[,，]?{_SP}(?:截[至止])?[至到]{{1,2}}|[,，]?{_SP}截[至止]|[{DASH}→]{{1,4}}|一(?={_SP}{_D}))|起止)"
    f"{_SP}(?:[自从從]|当年|當年|同年|本年)?{_SP}(?=[{ARABIC}{CHINESE}年]|[次翌]年)"
)

TIME = re.compile(
    f"(?:T|{_SP}[(（]?(?:(?P<half>上午|下午|中午|晚上|晚|凌晨|早上){_SP})?)"
    f"(?P<hour>[01０１]?{_D}|[2２][0-3０-３])"
    f"(?:[:：∶︰﹕](?P<minute>[0-5０-５]{_D})(?:[:：∶︰﹕](?P<second>[0-5０-５]{_D}))?|[时時点點](?P<minute2>[0-5０-５]?{_D})分)"
    f"(?![{ARABIC}:：∶])(?:{_SP}(?P<half2>[AaPp][Mm])(?![A-Za-z]))?"
)

# The longest run that the repair may read. 号 ends a day only after 月: 2012号 is a house number.
_RUN_SIGNS = f"年月日度份至到起止自从從{DASH}{SPACE}"
_BEFORE_UNTIL = f"(?<=[月日起{ARABIC}{SPACE}])[,，](?={_SP}[至到]{{1,2}}{_SP}{_D})|(?:开|開)?始(?=[至到])"
RUN_ARABIC = re.compile(
    f"(?:[{ARABIC}{_RUN_SIGNS}]|{_BEFORE_UNTIL}|(?<=月{_D})[号號]|(?<=月{_D}{_D})[号號]|元(?=月)){{4,48}}"
)
RUN_CHINESE = re.compile(
    f"(?:[{ARABIC}{_RUN_SIGNS}{CHINESE}{ZERO_GLYPHS}]|(?<=[月日起{CHINESE}{SPACE}])[,，](?={_SP}[至到]{{1,2}}[{CHINESE}])|(?:开|開)?始(?=[至到])|元(?=月)|(?<=月.)[号號]|(?<=月..)[号號]){{4,48}}"
)
ARABIC_YEAR = re.compile(f"{_D}{{4}}")

# Forms that leave out a sign or a year by custom, not by damage: 2024年1-12月, 2008—2010年, 2012年5月1日至31日.
ELIDED = re.compile(
    "[0-9]{4}年 ?[0-9]{1,2}月?(?:-+|[至到])[0-9]{1,2}月份?"
    "|[0-9]{4}(?:-+|[至到])[0-9]{4}年度?"
    "|[0-9]{4}年 ?[0-9]{1,2}月 ?[0-9]{1,2}日(?:-+|[至到])[0-9]{1,2}日"
)
