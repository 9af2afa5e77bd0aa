"""The day in a URL: t20190227_5.html, /2019/2/27/, /20190227/, /2013-01-25/, /2026-02/02/, 20220125180019886.

Also P020190227512345678901.doc, an attachment of the same system as t20190227. Epochs, ObjectIds, snowflake ids and
running numbers are no days.
"""

from __future__ import annotations

import re
from datetime import date, datetime

_YEAR = r"(?P<y>(?:19[89]|20[0-4])\d)"
_ANY_YEAR = re.compile("19[89]|20[0-4]")
# Each form with its neighbours, the surest first: the file's own stamp before those of its folders.
_TRS = re.compile(rf"(?:^|[/_-])t{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?=[_.]|$)")
_ATTACHED = re.compile(rf"(?<![0-9A-Za-z])[PW]0{_YEAR}(?P<m>\d\d)(?P<d>\d\d)\d{{6,15}}(?![0-9A-Za-z])")
_STAMP = re.compile(r"(?<![0-9A-Za-z])(?P<stamp>(?:19[89]|20[0-4])\d{11,19})(?![0-9A-Za-z])")
_FOLDERS = (
    re.compile(rf"(?:^|/){_YEAR}/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?=/|$)"),
    re.compile(rf"(?:^|[/_=]){_YEAR}(?P<sign>[-_])(?P<m>\d{{1,2}})(?P=sign)(?P<d>\d{{1,2}})(?=[/_.&]|-\d+\.|$)"),
    re.compile(rf"(?:^|/){_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?=/|_\d+\.|\.s?html?$|$)"),
    re.compile(rf"(?:^|/){_YEAR}-?(?P<m>\d\d)/(?P<d>\d\d)(?=/|$)"),
    re.compile(rf"(?:^|/){_YEAR}/(?P<m>\d\d)-?(?P<d>\d\d)(?=/|$)"),
    # A column's folder that ends in month and day, right below the year's: /2018/tzgg_0612/375055.html.
    re.compile(rf"/{_YEAR}/[0-9A-Za-z_]+_(?P<m>\d\d)(?P<d>\d\d)/\d+\.s?html?"),
    # An upload named by its day, time and four signs: /201902/27145934k3x9.pdf.
    re.compile(rf"/{_YEAR}(?P<m>\d\d)/(?P<d>\d\d)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d[0-9a-z]{{4}}\.[a-z]+(?:$|[?#])"),
)


def find_url_date(url: str) -> date | None:
    """The day in the URL; None if it has none, or if its folders name two different days."""
    if _ANY_YEAR.search(url) is None:
        return None
    for kind in (_TRS, _ATTACHED):
        for match in reversed(list(kind.finditer(url))):
            if day := _day(match["y"], match["m"], match["d"]):
                return day
    stamps = {day for match in _STAMP.finditer(url) if (day := _stamped(match["stamp"]))}
    if len(stamps) == 1:
        return stamps.pop()
    days = {
        day for form in _FOLDERS for match in form.finditer(url) if (day := _day(match["y"], match["m"], match["d"]))
    }
    return days.pop() if len(days) == 1 else None


def _stamped(digits: str) -> date | None:
    """The day of a yyyyMMddHHmmss stamp with up to five more digits; None unless every part is in range."""
    try:
        return datetime.strptime(digits[:14], "%Y%m%d%H%M%S").date()
    except ValueError:
        return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
