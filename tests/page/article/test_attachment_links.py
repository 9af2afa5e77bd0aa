"""Links to files, in the many ways that pages write them."""

from __future__ import annotations

import pytest

from gaispider.page import read_page

URL = "http://www.jx.gov.cn/zwgk/202301/t20230101_1.html"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于申报项目的通知_甲县</title></head><body>
<div class="m">
<h1>关于申报项目的通知</h1><div class="s">2023-01-01 来源：县科技局</div><div class="c"><p>各单位：</p>
<p>现组织开展项目申报，请按要求报送材料，逾期不再受理。</p><p>申报表见附件，请认真填写。</p><p>{link}</p></div></div></body></html>"""
FILES = [
    ('<a href="./P0202301.docx">附件1</a>', "http://www.jx.gov.cn/zwgk/202301/P0202301.docx"),
    ('<a href="/files/A.PDF ">附件</a>', "http://www.jx.gov.cn/files/A.PDF"),
    ('<a href="/files/a.pdf;jsessionid=12AB">附件</a>', "http://www.jx.gov.cn/files/a.pdf;jsessionid=12AB"),
    ('<a href="/api/f/9a8b7c6d">附件1：申报表.docx</a>', "http://www.jx.gov.cn/api/f/9a8b7c6d"),
    ('<a href="/oss/get?key=9a8b" title="申报表.doc">点击</a>', "http://www.jx.gov.cn/oss/get?key=9a8b"),
    ('<a href="/x/9a8b" download="申报表.doc">申报表</a>', "http://www.jx.gov.cn/x/9a8b"),
    ('<a href="javascript:void(0)" onclick="down(\'/upload/a.pdf\')">附件</a>', "http://www.jx.gov.cn/upload/a.pdf"),
    ("<a href=\"javascript:down('/upload/a.pdf')\">附件</a>", "http://www.jx.gov.cn/upload/a.pdf"),
    ('<object data="/a/b.pdf" type="application/pdf"></object>', "http://www.jx.gov.cn/a/b.pdf"),
    ('<iframe src="/web/viewer.html?file=/a/b.pdf"></iframe>', "http://www.jx.gov.cn/a/b.pdf"),
]
OTHERS = [
    '<a href="./t20230101_1.html">附件1：名单.doc</a>',
    '<a href="./W0202301.jpg">图.jpg</a>',
    '<a href="mailto:a@b.cn">a@b.cn</a>',
    '<a href="/app/download/index.html">客户端下载</a>',
    '<a href="javascript:void(0)" onclick="show(\'t1.html\')">更多</a>',
]


@pytest.mark.parametrize(("link", "address"), FILES)
def test_files(link: str, address: str) -> None:
    assert [file.url for file in read_page(PAGE.format(link=link).encode(), URL).article.attachments] == [address]


@pytest.mark.parametrize(
    "menu", ["<div class='nav'>{}</div>", "<nav>{}</nav>", "<div id='foot'>{}</div>", "<footer>{}</footer>"]
)
@pytest.mark.parametrize("below", [True, False])
def test_files_of_menus_are_the_sites(menu: str, below: bool) -> None:
    box = menu.format("<a href='/help/网站使用帮助.doc'>网站使用帮助</a>")
    html = PAGE.format(link="<a href='a.doc'>附件</a>")
    html = html.replace("</body>", f"{box}</body>") if below else html.replace("<body>", f"<body>{box}")
    read = read_page(html.encode(), URL).article
    assert [file.url for file in read.attachments] == ["http://www.jx.gov.cn/zwgk/202301/a.doc"]


def test_a_document_in_a_box_named_as_a_menu_keeps_its_files() -> None:
    html = PAGE.format(link="<a href='a.doc'>附件</a>").replace('class="m"', "class='nav'")
    assert len(read_page(html.encode(), URL).article.attachments) == 1


@pytest.mark.parametrize("link", OTHERS)
def test_what_is_no_file(link: str) -> None:
    assert read_page(PAGE.format(link=link).encode(), URL).article.attachments == []
