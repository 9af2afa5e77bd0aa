"""Tables are found on the page whatever stands around them, also where they are nearly all that the report says."""

from __future__ import annotations

import itertools

import pytest

from gaispider.reading import extract
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as build
from tests.report.forms.test_forms import digits, expected, got

_TITLE = "青溪县水利局2021年政府信息公开工作年度报告"
_HEADS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
# What an office says: before the headings, then under each; the tables stand under the second, third and fourth.
_PROSE = {
    "none": ("", "", "", "", "", "", ""),
    "a line": ("本报告由青溪县水利局编制。", "", "", "", "", "无。", "无其他需要报告的事项。"),
    "short": (
        "根据《中华人民共和国政府信息公开条例》的规定，现公布2021年政府信息公开工作年度报告。",
        "2021年，我局主动公开信息12条。",
        "",
        "见下表。",
        "",
        "存在公开不够及时的问题，下一步将改进。",
        "无。",
    ),
}
_SIDE = (
    '<div class="zc"><h3>机构职能</h3><p>青溪县水利局负责全县水资源管理工作，组织实施防汛抗旱，监督水利工程建设与运行，'
    '承担河长制日常工作。</p><ul><li><a href="/1.html">关于做好第1批工作的通知</a></li></ul></div>'
)
_TOP = '<div><a href="/">首页</a><a href="/b">信息公开</a></div>'
_TOP += '<div>您的位置：<a href="/">首页</a>&gt;<a href="/n">年报</a></div>'
_FOOT = "<div><p>主办：青溪县水利局 地址：青溪县城关镇人民路1号，邮编：246000</p><p>皖ICP备05001234号</p></div>"


def _sections(prose: str, tables: list[str]) -> list[str]:
    said = [f"<p>{line}</p>" if line else "" for line in _PROSE[prose]]
    shown = ["", *tables, "", ""]
    heads = [f"<p><strong>{head}</strong></p>" for head in _HEADS]
    return [said[0], *("".join(parts) for parts in zip(heads, said[1:], shown, strict=True))]


_SHAPES = {
    "flat": "".join,
    "box": lambda parts: f'<div class="nr">{"".join(parts)}</div>',
    "boxes": lambda parts: f'<div class="nr">{"".join(f"<div>{part}</div>" for part in parts)}</div>',
    "divs": lambda parts: f'<div class="nr">{"".join(parts)}</div>'.replace("<p>", "<div>").replace("</p>", "</div>"),
    "cell": lambda parts: f"<table width=100%><tr><td>{''.join(parts)}</td></tr></table>",
    "deep": lambda parts: f"<table><tr><td><div><div>{''.join(parts)}</div></div></td></tr></table>",
}


@pytest.mark.parametrize("side", ["", "before", "after"])
@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize(("prose", "era"), [*itertools.product(_PROSE, "BC")])
def test_a_page_that_is_nearly_all_tables(prose: str, era: str, shape: str, side: str) -> None:
    figures = form_figures.made_up(era, seed=len(prose + shape))
    variant = form_grids.Variant()
    rendered = [build.page([grid], variant) for grid in form_grids.tables(figures, variant)]
    tables = [text[text.index("<div align") : text.rindex("<p>")] for text in rendered]
    parts = _sections(prose, tables)
    main = f"<div><h1>{_TITLE}</h1><div>发布时间：2022-01-20 来源：县水利局</div>{_SHAPES[shape](parts)}</div>"
    page = (_SIDE if side == "before" else "") + main + (_SIDE if side == "after" else "")
    made = f"<html><head><title>{_TITLE}_青溪县政府网</title></head><body>{_TOP}{page}{_FOOT}</body></html>"
    (report,) = extract(made.encode(), "http://www.qx.gov.cn/ndbg/1.html")
    found = got(report.statistics.tables)
    want = {key: digits(raw) for key, raw in expected(figures).items()}
    assert {key: digits(found[key].raw) for key in want if key in found} == want
    assert (report.text or "").startswith(_PROSE[prose][0] or _HEADS[0])
    assert (report.text or "").endswith(_PROSE[prose][-1] or _HEADS[-1])
    assert report.published is not None
    assert (report.title, report.published.value) == (_TITLE, "2022-01-20")
