# ruff: noqa: E501 - markup stands in lines as sites write it
"""The panshi replica: a TRS site of a county-level city with units, report columns, and the faults that real ones have.

What is true of it, by the marks of docs/field-guide.md:
Seen: the address forms `/pub/psszfxxgk/qtdw/xhj/ndbg/201902/t20190227_544950.html`, the twin host without the prefix, 松山镇
    in the folder `xhj` and 工业和信息化局 in `jyj_1`; the skin (登录 | 注册, title, 发布日期 and an empty 点击数); texts
    split by Word; eight sections up to 2018, six titles and tables 2-4 from 2019; reports dated by another year's text.
From public code: `createPageHTML(pages, current, "index", "html")` counted from 0 with `index_1.html` as second page; `TRS_Editor`.
Unconfirmed: the home page with its groups of units, the unit's column list, page sizes, and GB18030 pages declared gb2312.
Names of towns and bureaus are Panshi's; every figure, day of publication and document id is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import escape

from tests.replicas.server import Served
from tests.replicas.word import (
    Style,
    heading,
    paragraph,
    section_titles,
    table_2,
    table_3,
    table_4,
)

PREFIX = "/pub/psszfxxgk"
PER_PAGE = 15
_GROUPS = {"szf": "市政府", "gzbm": "市政府部门", "qtdw": "乡镇街道及其他单位"}
_STYLES: tuple[Style, ...] = ("loose", "spans", "plain")
_NARRATIVE = (
    "基本工作情况", "主动公开政府信息情况", "回应解读情况", "依申请公开政府信息情况", "行政复议、诉讼和举报投诉情况",
    "机构建设、保障经费和培训会议情况", "存在问题及工作打算",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """An office: its full name, how the home page calls it, its folder. `encoding` is that of all its pages."""

    name: str
    short: str
    folder: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Expected:
    """A report that the site holds and a crawl of it should record."""

    path: str
    title: str
    unit: str
    year: int
    published: date
    signed: date
    applications: int


@dataclass(slots=True)
class Replica:
    """Pages by path, the reports among them, and paths that listings name but that answer 404."""

    pages: dict[str, Served] = field(default_factory=dict)
    reports: list[Expected] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


PANSHI: tuple[Unit, ...] = (
    Unit("磐石市人民政府", "市政府", "szf"),
    Unit("磐石市工业和信息化局", "工业和信息化局", "gzbm/jyj_1", "gb18030"),
    Unit("磐石市财政局", "财政局", "gzbm/czj"),
    Unit("磐石市松山镇人民政府", "松山镇", "qtdw/xhj"),
    Unit("磐石市烟筒山镇人民政府", "烟筒山镇", "qtdw/ytsz", "gb18030"),
    Unit("磐石市宝山乡人民政府", "宝山乡", "qtdw/bsx"),
)


def many_units(count: int) -> list[Unit]:
    """Units for a larger site; folders and encodings alternate."""
    return [
        Unit(f"磐石市第{n}镇人民政府", f"第{n}镇", f"{'gzbm' if n % 3 else 'qtdw'}/u{n}", ("utf-8", "gb18030")[n % 2])
        for n in range(1, count + 1)
    ]


def build(units: Sequence[Unit] = PANSHI, years: Iterable[int] = range(2008, 2024), prefix: str = PREFIX) -> Replica:
    """The site below `prefix` ("" for the twin host). Every unit reports each of `years`, 15 to a listing page."""
    replica = Replica()
    span = sorted(years, reverse=True)
    for index, unit in enumerate(units):
        entries = [_report(replica, prefix, unit, index, year) for year in span]
        if index == 0:
            entries.insert(1, _notice(replica, prefix, unit))
            entries.append(_dead_link(replica, prefix, unit))
        _listing(replica, prefix, unit, entries)
        _unit_page(replica, prefix, unit)
    _home(replica, prefix, units)
    return replica


def _report(replica: Replica, prefix: str, unit: Unit, index: int, year: int) -> tuple[str, str, date]:
    published = date(year + 1, 1, 8) + timedelta(days=(index * 7 + year * 3) % 70)
    number = 300000 + (year - 2000) * 10000 + index * 13
    # The day in the address is the day of loading: old reports were all loaded in one week (docs/field-guide.md, part 4).
    loaded = published if year >= 2014 else date(2015, 4, 13)
    link = f"{loaded:%Y%m}/t{loaded:%Y%m%d}_{number}.html"
    title = f"{unit.name}{year}年政府信息公开工作年度报告"
    signed = published - timedelta(days=(index + year) % 20)
    applications = (index * 5 + year) % 9
    # 松山镇 kept last year's text in one report: the title says 2017, the body 2016.
    told = year - 1 if (unit.folder, year) == ("qtdw/xhj", 2017) else year
    style = _STYLES[(index + year) % 3]
    body = _modern(unit, told, applications, style) if year >= 2019 else _narrative(unit, told, applications, style)
    body += paragraph(unit.name, style, align="right") + paragraph(
        f"{signed.year}年{signed.month}月{signed.day}日", style, align="right"
    )
    path = f"{prefix}/{unit.folder}/ndbg/{link}"
    replica.pages[path] = _served(_article(title, published, body), unit.encoding, published)
    replica.reports.append(Expected(path, title, unit.name, year, published, signed, applications))
    return title, f"./{link}", published


def _notice(replica: Replica, prefix: str, unit: Unit) -> tuple[str, str, date]:
    """A notice about reports stands among the reports."""
    day, link = date(2019, 1, 4), "201901/t20190104_540001.html"
    title = "关于做好2018年度政府信息公开工作年度报告编制和发布工作的通知"
    body = paragraph("各乡镇人民政府、街道办事处，市政府各部门：") + paragraph(
        "按照《中华人民共和国政府信息公开条例》规定，现就做好2018年度政府信息公开工作年度报告编制和发布工作通知如下，请于2019年1月31日前发布。"
    )
    path = f"{prefix}/{unit.folder}/ndbg/{link}"
    replica.pages[path] = _served(
        _article(title, day, body + paragraph("2019年1月4日", align="right")), unit.encoding, day
    )
    replica.notices.append(path)
    return title, f"./{link}", day


def _dead_link(replica: Replica, prefix: str, unit: Unit) -> tuple[str, str, date]:
    link = "201003/t20100331_9.html"
    replica.missing.append(f"{prefix}/{unit.folder}/ndbg/{link}")
    return f"{unit.name}2007年政府信息公开工作年度报告", f"./{link}", date(2010, 3, 31)


def _narrative(unit: Unit, year: int, applications: int, style: Style) -> str:
    lines = [
        paragraph(
            f"根据《中华人民共和国政府信息公开条例》（国务院令第492号）要求，现公布{unit.name}{year}年度政府信息公开工作年度报告。"
            f"本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请联系（电话：0432-6522{year}）。",
            style,
        )
    ]
    asked = "未收到政府信息公开申请" if not applications else f"共收到政府信息公开申请{applications}件，全部按时办结"
    said = {
        1: f"{year}年共主动公开政府信息{100 + year % 37}条，其中通过政府网站公开{60 + year % 37}条。",
        3: f"{year}年{asked}。",
        4: f"{year}年未发生行政复议和行政诉讼。",
        5: f"共有专职人员1人、兼职人员2人，召开会议{1 + year % 3}次，举办培训班1次。",
    }
    for place, (number, title) in enumerate(zip("一二三四五六七", _NARRATIVE, strict=True)):
        lines.append(heading(f"{number}、{title}", style))
        lines.append(
            paragraph(said.get(place, "按照市政府的统一部署，我单位认真组织落实，做到依法、及时、准确公开。"), style)
        )
    return "".join(lines)


def _modern(unit: Unit, year: int, applications: int, style: Style) -> str:
    natural, business = applications - applications // 3, applications // 3
    titles = [heading(title, style) for title in section_titles()]
    preamble = f"本报告由{unit.name}编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    general = f"{year}年共主动公开政府信息{120 + year % 11}条，收到政府信息公开申请{applications}件。"
    return "".join(
        (
            paragraph(preamble, style),
            titles[0] + paragraph(general, style),
            titles[1] + table_2(year, 30 + year % 7, 4),
            titles[2] + table_3(year, natural, business),
            titles[3] + table_4(year % 2),
            titles[4] + paragraph("公开的深度还不够，下一步将加强培训。", style),
            titles[5] + paragraph("本年度未收取信息处理费。", style),
        )
    )


def _article(title: str, day: date, body: str) -> str:
    return _page(
        title,
        f'<div class="top">登录 | 注册 &nbsp; 无障碍浏览</div>\n<div class="con"><h1 class="tit">{escape(title)}</h1>\n'
        f'<div class="bar">发布日期:{day:%Y-%m-%d}    点击数:<script src="/cms/hits.js"></script></div>\n'
        f"<div class=TRS_Editor>{body}</div></div>\n"
        '<div class="tools">【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</div>\n',
    )


def _listing(replica: Replica, prefix: str, unit: Unit, entries: list[tuple[str, str, date]]) -> None:
    pages = [entries[at : at + PER_PAGE] for at in range(0, len(entries), PER_PAGE)] or [[]]
    folder = f"{prefix}/{unit.folder}/ndbg/"
    for number, part in enumerate(pages):
        rows = "\n".join(
            f'<li><a href="{link}" target="_blank" title="{escape(title)}">{escape(_cut(title))}</a><span>{day:%Y-%m-%d}</span></li>'
            for title, link, day in part
        )
        html = _page(
            "年度报告",
            f'<div class="wz">当前位置：<a href="../../../">首页</a> &gt; <a href="../">{unit.short}</a> &gt; 年度报告</div>\n'
            f'{_columns(unit)}<ul class="list">\n{rows}\n</ul>\n<div class="page"><script>createPageHTML({len(pages)}, {number}, '
            '"index", "html");</script></div>\n',
        )
        newest = max((day for _, _, day in entries), default=date(2009, 1, 1))
        served = _served(html, unit.encoding, newest)
        replica.pages[folder + (f"index_{number}.html" if number else "index.html")] = served
        if number == 0:
            replica.pages[folder] = served


def _unit_page(replica: Replica, prefix: str, unit: Unit) -> None:
    news = '<ul class="news"><li><a href="./zfwj/201906/t20190611_551234.html">关于开展夏季防汛检查工作的通知</a><span>06-11</span></li></ul>'
    html = _page(unit.name, f"<h2>{unit.name}</h2>{_columns(unit, '.')}{news}")
    replica.pages[f"{prefix}/{unit.folder}/"] = _served(html, unit.encoding, date(2019, 6, 11))


def _columns(unit: Unit, above: str = "..") -> str:
    names = {"gkzn": "信息公开指南", "zfwj": "政府文件", "ndbg": "年度报告", "ysqgk": "依申请公开"}
    links = "".join(f'<li><a href="{above}/{folder}/">{name}</a></li>' for folder, name in names.items())
    return f'<div class="left"><h3>{unit.short}</h3><ul>{links}</ul></div>\n'


def _home(replica: Replica, prefix: str, units: Sequence[Unit]) -> None:
    groups = []
    for folder, name in _GROUPS.items():
        links = "".join(
            f'<li><a href="./{unit.folder}/">{unit.short}</a></li>'
            for unit in units
            if unit.folder.split("/")[0] == folder
        )
        groups.append(f'<div class="units"><h3>{name}</h3><ul>{links}</ul></div>')
    html = _page("磐石市政府信息公开", "\n".join(groups))
    replica.pages[f"{prefix}/"] = _served(html, "utf-8", date(2019, 6, 11))


def _page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n<html><head><meta http-equiv="Content-Type" '
        f'content="text/html; charset=@charset@" />\n<title>{escape(title)}_磐石市政府信息公开</title></head>\n<body>\n'
        f'<div class="nav"><a href="http://www.panshi.gov.cn/">磐石市人民政府网</a></div>\n{body}'
        '<div class="foot">主办：磐石市人民政府办公室 网站标识码：2202840001 <a href="http://www.jl.gov.cn/">吉林省人民政府</a></div>\n</body></html>\n'
    )


def _served(html: str, encoding: str, day: date) -> Served:
    declared = "gb2312" if encoding == "gb18030" else encoding
    body = html.replace("@charset@", declared).encode(encoding)
    return Served(body, modified=datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC))


def _cut(title: str) -> str:
    return title if len(title) <= 26 else f"{title[:24]}..."


def start_paths(prefix: str = PREFIX) -> Iterator[str]:
    """The home page."""
    yield f"{prefix}/"
