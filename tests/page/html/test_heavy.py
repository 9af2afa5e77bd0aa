"""A report as Word pastes it: every run in spans of its own, every cell in paragraphs, half a megabyte of styles."""

from __future__ import annotations

from gaispider.reading import extract
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as build
from tests.report.forms.test_forms import digits, expected, got

_URL = "http://www.qx.gov.cn/zwgk/ndbg/202201/t20220118_88213.html"
_STYLE = (
    "mso-spacerun:'yes';font-family:仿宋_GB2312;mso-hansi-font-family:'Times New Roman';"
    "mso-bidi-font-family:仿宋_GB2312;font-size:16.0000pt;mso-font-kerning:1.0000pt;letter-spacing:0.0000pt;text-transform:none;"
    "mso-shading:rgb(255,255,255)"
)
_PARAGRAPH = "line-height:28.0000pt;mso-line-height-rule:exactly;text-indent:32.0000pt;mso-char-indent-count:2.0000"


def _runs(text: str) -> str:
    """Word's markup of a line: digits and Latin letters in spans of their own, what stands between loose."""
    made = ""
    run = ""
    for char in text + "\0":
        if run and (char.isascii() != run[-1].isascii() or char == "\0"):
            wide = f"<span style=\"{_STYLE}\"><font face='仿宋_GB2312'>{run}</font></span>" if len(run) > 1 else run
            made += f'<span lang="EN-US" style="{_STYLE}">{run}</span>' if run.isascii() else wide
            run = ""
        run += char
    return f'<p class="MsoNormal" style="{_PARAGRAPH}">{made}<span style="{_STYLE}"><o:p></o:p></span></p>'


def test_a_heavy_report_gives_its_text_and_tables() -> None:
    figures = form_figures.made_up("C", seed=7)
    page = build.markup(figures, form_grids.Variant(cell="word", label="p"))
    inner = page.split("</p>", 1)[1].rsplit("<p>", 1)[0].replace("<td", f'<td style="{_STYLE}"')
    before = ["本报告统计期限为2021年1月1日至2021年12月31日。", "一、总体情况"]
    before += [f"（{n}）2021年我局第{n}季度公开信息{n}2条，办结申请{n}件，其中1件延期。" for n in range(1, 160)]
    before.append("二、主动公开政府信息情况")
    after = ["五、存在的主要问题及改进情况", "公开的主动性还不够，2022年将继续改进。", "青溪县水利局", "2022年1月18日"]
    lines = [*map(_runs, before), inner, *map(_runs, after)]
    title = "青溪县水利局2021年政府信息公开年度报告"
    body = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>发布日期：2022-01-18 来源：县水利局</div>"
        f'<div class="view TRS_UEDITOR">{"".join(lines)}</div><div>打印 关闭</div></body></html>'
    ).encode()
    assert len(body) > 300_000
    (report,) = extract(body, _URL)
    text = (report.text or "").split("\n")
    assert report.title == title
    assert (text[: len(before)], text[-len(after) :]) == (before, after)
    assert report.period is not None
    assert (report.period.start, report.period.end, report.period.method) == ("2021-01-01", "2021-12-31", "intact")
    assert (report.agency.name if report.agency else None, report.signed.value if report.signed else None) == (
        "青溪县水利局",
        "2022-01-18",
    )
    have = got(report.statistics.tables)
    assert {key: digits(figure.raw) for key, figure in have.items()} == {
        k: digits(v) for k, v in expected(figures).items()
    }
    assert report.statistics.form == "C2021"
    assert report.warnings == []
