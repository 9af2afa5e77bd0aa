# ruff: noqa: E501 - markup stands in lines as sites write it
"""What the replicas of list makes share: rows of reports and news, articles, pages, and answers in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from tests.replicas.server import Served
from tests.replicas.word import paragraph

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HEX = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
NEWS = "全县政务公开工作推进会议召开"
Row = tuple[str, str, str]
Handler = Callable[[str, str, dict[str, str]], Served | None]


@dataclass(slots=True)
class Make:
    """A site of one make: where it starts, its pages, what else it answers, and the titles of its reports."""

    start: tuple[str, ...]
    reports: set[str]
    pages: dict[str, Served] = field(default_factory=dict)
    handle: Handler = lambda method, path, fields: None
    # What its listings say that they have.
    total: int | None = None

    def answer(self, method: str, path: str, body: bytes) -> Served | None:
        return self.handle(method, path, dict(parse_qsl(body.decode(), keep_blank_values=True)))


def rows_of(unit: str, address: Callable[[int], str], years: range = range(2023, 2014, -1)) -> list[Row]:
    """Title, address and day of a column's rows, newest first: reports, one of which is a file, and news between them."""
    rows = [(f"{unit}{year}年政府信息公开工作年度报告", address(year), f"{year + 1}-01-1{year % 10}") for year in years]
    rows[2] = (rows[2][0], f"/files/{''.join(filter(str.isalnum, rows[2][1]))}.pdf", rows[2][2])
    return [*rows[:4], (NEWS, address(2099), "2020-03-04"), *rows[4:]]


def made(rows: list[Row], start: str, *, moves: bool = True, **facts: object) -> Make:
    """The make of these rows with the pages of its articles; if it `moves`, the second leads to where it lies now."""
    pages = {
        urlsplit(path).path + (f"?{urlsplit(path).query}" if urlsplit(path).query else ""): article(title, day)
        for title, path, day in rows
    }
    pages |= {path: Served(PDF, "application/pdf") for _, path, _ in rows if path.endswith(".pdf")}
    if moves:
        moved = rows[1][1]
        pages[f"/moved{moved}"] = pages[moved]
        pages[moved] = Served(b"", status=302, headers={"Location": f"/moved{moved}"})
    reports = {title for title, _, _ in rows if title != NEWS}
    return Make((start,), reports, pages, total=len(rows), **facts)  # type: ignore[arg-type]


def article(title: str, day: str) -> Served:
    text = (
        paragraph("本年度主动公开政府信息158条，收到政府信息公开申请2件，均已按期答复。")
        + paragraph("全年未发生行政复议和行政诉讼，公开的内容还需要充实。") * 2
    )
    return html(f"<h1>{title}</h1><div>发布日期：{day} 来源：县政府办公室</div><div id='zoom'>{text}</div>", title)


def html(body: str, title: str = "政府信息公开年报", head: str = "") -> Served:
    menu = '<div class="nav"><a href="/">首页</a><a href="http://zqb.cyol.com/index.htm">中国青年报</a></div>'
    foot = '<div><p><a href="/wzgl/202401/t20240115_999.html">政府网站工作年度报表（2023年度）</a></p></div>'
    return Served(
        f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{menu}{body}{foot}</body></html>'.encode()
    )


def items(rows: list[Row]) -> str:
    return "".join(
        f'<li><a href="{path}" title="{title}">{title}</a><span>{day}</span></li>' for title, path, day in rows
    )


def data(rows: list[Row], total: int, page: int = 1, size: int = 4) -> Served:
    results = [{"title": title, "url": path, "publishedTimeStr": f"{day} 09:00:00"} for title, path, day in rows]
    return served_json({"data": {"total": total, "page": page, "rows": size, "results": results}})


def served_json(content: object) -> Served:
    return Served(json.dumps(content).encode(), "application/json;charset=UTF-8")


def page_of(rows: list[Row], number: int, size: int = 4) -> list[Row]:
    return rows[(number - 1) * size : number * size]
