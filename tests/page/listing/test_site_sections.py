# ruff: noqa: E501 - markup stands in lines as sites write it
"""Links that lead to report columns, units and parts of a column."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page.listing.site_sections import is_report_folder, is_report_title, read_columns

HOME = "http://a.gov.cn/xxgk/"


def kinds(body: str, *, in_column: bool = False, url: str = HOME) -> dict[str, str]:
    root = lxml.html.document_fromstring(f"<html><body>{body}<p>.</p></body></html>")
    return {column.name: column.kind for column in read_columns(root, url, in_column=in_column)}


def test_columns_of_a_unit_page() -> None:
    body = """<a href="gkzn/">信息公开指南</a><a href="ndbg/">年度报告</a><a href="zfxxgknb_184718/">政府信息公开年报</a>
    <a href="x/gkml/">公开目录</a><a href="yjs/">部门预决算年度报告</a><a href="index_1.html">下一页</a><a href="?page=2">2</a>
    <a href="/public/column/6981?type=3">信息公开年报</a><a href="ndbg/201902/t20190227_1.html">某镇2018年度报告</a>"""
    assert kinds(body) == {"年度报告": "report", "政府信息公开年报": "report", "信息公开年报": "report"}


def test_a_folder_names_a_report_column_where_the_text_does_not() -> None:
    assert kinds('<a href="x/ndbg/index.html">更全栏目</a><a href="2020nb/">二〇二〇</a>') == {
        "更全栏目": "report",
        "二〇二〇": "report",
    }


def test_units_of_a_home_page() -> None:
    body = """<ul><li><a href="gzbm/">政府部门</a></li><li><a href="gzbm/sjj/">审计局</a></li><li><a href="xz/ssz/">松山镇</a></li>
    <li><a href="zwgk/xwfb/">新闻发布会</a></li><li><a href="zfwj/">政府文件</a></li><li><a href="#">教育局</a></li>
    <li><a href="javascript:;">财政局</a></li><li><a href="jdhy.pdf">民政局</a></li></ul>"""
    assert kinds(body) == {"政府部门": "unit", "审计局": "unit", "松山镇": "unit"}


def test_years_and_groups_are_parts_within_a_column_only() -> None:
    body = '<a href="/col/col12/index.html">2018年</a><a href="2017n/">2017</a><a href="xz/">乡镇街道</a>'
    assert kinds(body, in_column=True) == {"2018年": "part", "2017": "report", "乡镇街道": "part"}
    assert kinds(body) == {"2017": "report", "乡镇街道": "unit"}


@pytest.mark.parametrize(
    ("title", "report"),
    [
        ("某镇2018年政府信息公开工作年度报告", True),
        ("审计局2018年政府信息公开年报", True),
        ("生态环境局2020年政府信息公开工作总结", True),
        ("2016年年报", True),
        ("2018年法治政府建设年度报告", False),
        ("2019年部门决算", False),
        ("关于召开会议的通知", False),
    ],
)
def test_titles_of_reports(title: str, report: bool) -> None:
    assert is_report_title(title) is report


@pytest.mark.parametrize(
    ("url", "report"),
    [
        ("http://a.gov.cn/qtdw/xhj/ndbg/", True),
        ("http://a.gov.cn/zfxxgk/zfxxgknb_98/index_2.html", True),
        ("http://a.gov.cn/x/2021n/", True),
        ("http://a.gov.cn/x/2020nb/dcqzf2020/", True),
        ("http://a.gov.cn/site/gkmlpt/annualreport", False),
        ("http://a.gov.cn/news/", False),
        ("http://a.gov.cn/", False),
    ],
)
def test_folders_of_report_columns(url: str, report: bool) -> None:
    assert is_report_folder(url) is report


@pytest.mark.parametrize(
    ("body", "in_column", "found"),
    [
        # names of list pages beside list.shtml and index.html
        ('<a href="/hz/c12/zfxxgk_lists.shtml">2022年</a><a href="/hz/c13/dezlist.shtml">乡镇街道</a>', True, {"2022年": "part", "乡镇街道": "part"}),
        ('<a href="/jyj/xxgk_navs.shtml">教育局</a><a href="/xz/index.html">乡镇（街道）</a>', False, {"教育局": "unit", "乡镇（街道）": "unit"}),
        # pictures, and boxes that a click opens
        ('<a href="ndbg/"><img src="a.png" alt="政府信息公开年报"></a>', False, {"政府信息公开年报": "report"}),
        ('<a href="ndbg/"><img src="a.png"></a><a href="zn/"><img src="b.png"></a>', False, {"": "report"}),
        ("<ul><li onclick=\"location.href='/zw/ndbg/'\">年度报告</li><li onclick=\"tab(2)\">年报</li></ul>", False, {"年度报告": "report"}),
        # pages named as columns, years below a heading, a newspaper, a menu's function
        ('<a href="../xxgk1/xxgknb.htm"><img src="b.png"></a><a href="../xxgk1/xxgkzn.htm"><img src="a.png"></a>', False, {"": "report"}),
        ('<h3>政府信息<br>公开年报</h3><ul><li><a href="/c2/zwgklist.shtml">2024</a></li><li><a href="/c1/zwgklist.shtml">2023年</a></li></ul><h3>制度</h3><ul><li><a href="/c3/zwgklist.shtml">2022</a></li></ul>', False, {"2024": "report", "2023年": "report"}),
        ('<a href="http://zqb.cyol.com/index.htm">中国青年报</a><a href="/lnb/">老年报</a><a href="/zn/index.htm">指南</a><a href="/zn/index.htm">年报</a>', False, {"年报": "report"}),
        ("<a href=\"javascript:show('ndbg')\">年报</a><a href=\"javascript:show('zn')\">指南</a><script>function show(t) { $('#b').load('/gk/' + t + '/index.html'); }</script>", False, {"年报": "report"}),
        ("<a href=\"javascript:show('ndbg')\">年报</a><script>function show(t) { $('#' + t).show(); }</script>", False, {}),
        ('<a href="/openness/OpennessAnnualReport/list/3/2023.html">2023年</a><a href="/news/2023.html">2023年要闻</a>', False, {"2023年": "report"}),
        # reports of other kinds
        ('<a href="/a/">政府工作报告</a><a href="/b/">企业年报</a><a href="/c/">财政年报</a><a href="/d/">执法年度报告</a><a href="/e/">政府网站工作年报</a>', False, {}),
        ('<a href="/a/">信息公开报告</a><a href="/b/">历年年报</a><a href="/c/">信息公开年度报告专栏</a>', False, {"信息公开报告": "report", "历年年报": "report", "信息公开年度报告专栏": "report"}),
    ],
)  # fmt: skip
def test_names_and_addresses_of_columns(body: str, in_column: bool, found: dict[str, str]) -> None:
    assert kinds(body, in_column=in_column) == found
