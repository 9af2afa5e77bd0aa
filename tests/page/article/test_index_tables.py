"""Index tables of 政府信息公开 in every arrangement: above the title, under it, below the document."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from gaispider.page import read_page
from gaispider.page.model import Shown
from tests.page.templates.pieces import SHAPES, SURROUNDINGS, TEXTS

TITLE = "关于开展春耕备耕工作的通知"
ROWS = [
    ("索 引 号", "11220284013/2019-00231"),
    ("主题分类", "农业、林业、水利"),
    ("发布机构", "甲县农业局"),
    ("成文日期", "2019-03-01"),
    ("标　　题", TITLE),
    ("文　　号", "甲农发〔2019〕12号"),
    ("发布日期", "2019-03-05"),
    ("主 题 词", "春耕"),
    ("有 效 性", ""),
]
WANTED = {"索 引 号": "index_number", "文　　号": "doc_number", "发布机构": "agency", "发布日期": "published"}
Pairs = list[tuple[str, str]]


def _each(form: str, around: str = "%s") -> Callable[[Pairs], str]:
    return lambda pairs: around.replace("%s", "".join(form.format(k=label, v=value) for label, value in pairs))


def _cells(form: str, columns: int) -> Callable[[Pairs], str]:
    def write(pairs: Pairs) -> str:
        rows = [pairs[start : start + columns] for start in range(0, len(pairs), columns)]
        return f"<table>{''.join(f'<tr>{_each(form)(row)}</tr>' for row in rows)}</table>"

    return write


def _row_over_row(pairs: Pairs) -> str:
    rows = [pairs[:4], pairs[4:8]]
    return "".join(
        f"<table><tr>{_each('<th>{k}</th>')(r)}</tr><tr>{_each('<td>{v}</td>')(r)}</tr></table>" for r in rows
    )


ARRANGED: dict[str, Callable[[Pairs], str]] = {
    "two pairs a row": _cells("<td>{k}</td><td>{v}</td>", 2),
    "three pairs a row": _cells("<td>{k}</td><td>{v}</td>", 3),
    "head cells": _cells("<th>{k}</th><td>{v}</td>", 1),
    "pair in a cell": _cells("<td><b>{k}</b>{v}</td>", 2),
    "spans in a cell": _cells("<td><span>{k}</span> <span>{v}</span></td>", 2),
    "definitions": _each("<dt>{k}</dt><dd>{v}</dd>", "<dl>%s</dl>"),
    "items": _each("<li><span>{k}</span>{v}</li>", "<ul>%s</ul>"),
    "items of paragraphs": _each("<li><p>{k}</p><p>{v}</p></li>", "<ul>%s</ul>"),
    "rows of boxes": _each('<div class="r"><div>{k}</div><div>{v}</div></div>', "<div>%s</div>"),
    "boxes in turn": _each("<div>{k}</div><div>{v}</div>", "<div>%s</div>"),
    "lines": _each("<strong>{k}</strong> {v}<br>", "<div>%s</div>"),
    "tables in cells": _each("<td><table><tr><td>{k}</td><td>{v}</td></tr></table></td>", "<table><tr>%s</tr></table>"),
}
EMPTY = [(), ("文　　号",), ("索 引 号", "主 题 词"), ("成文日期", "文　　号")]
WHERE = {"above": "{table}{title}{body}", "under the title": "{title}{table}{body}", "below": "{title}{body}{table}"}


def _wrong(table: str, empty: tuple[str, ...], where: str) -> dict[str, object]:
    body = f'<div class="nr">{"".join(map(SHAPES["p"], TEXTS["news"]))}</div>'
    page = WHERE[where].format(table=table, title=f"<h1>{TITLE}</h1>", body=body)
    article = read_page(
        f"<html><head><meta charset=utf-8><title>{TITLE}_甲县政府</title></head><body>{SURROUNDINGS['navul']}"
        f'<div class="w">{page}</div>{SURROUNDINGS["foot"]}</body></html>'.encode(),
        "http://www.example.gov.cn/1.html",
    ).article
    wrong: dict[str, object] = {}
    for label, name in WANTED.items():
        shown: Shown | None = getattr(article, name)
        want = None if label in empty else dict(ROWS)[label]
        if (shown.raw if shown else None) != want:
            wrong[name] = shown
    if article.document.text.split("\n") != TEXTS["news"]:
        wrong["body"] = article.document.text
    return wrong


@pytest.mark.parametrize("colon", ["：", ":", " ：", ""], ids=["wide", "narrow", "set off", "none"])
@pytest.mark.parametrize("arrangement", ARRANGED)
def test_index_table(arrangement: str, colon: str) -> None:
    for empty, where in product(EMPTY, WHERE):
        pairs = [(label + colon, "" if label in empty else value) for label, value in ROWS]
        assert _wrong(ARRANGED[arrangement](pairs), empty, where) == {}, (empty, where)


@pytest.mark.parametrize("where", WHERE)
def test_labels_in_one_row_and_values_in_the_next(where: str) -> None:
    assert _wrong(_row_over_row(ROWS), (), where) == {}
