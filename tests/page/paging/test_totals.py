# ruff: noqa: E501 - markup stands in lines as sites write it
"""How many pages and entries a listing says that it has, in whatever place; and what only looks like such a number."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page.paging.next_page import find_paging

URL = "http://www.lw.gov.cn/zwgk/ndbg/"
NEXT = '<a href="index_1.html">下一页</a>'


def said(pager: str, url: str = URL) -> tuple[int | None, int | None]:
    """Pages and records of a page with two rows and this pager."""
    rows = "".join(
        f'<li><a href="./202401/t20240111_{n}5.html">第{n}局2023年年报</a><span>2024-01-1{n}</span></li>'
        for n in (1, 2)
    )
    body = f"<div><ul>{rows}</ul>{pager}</div><p>主办：柳湾县 ICP备2022000045号</p>"
    found = find_paging(lxml.html.document_fromstring(f"<html><body>{body}</body></html>"), url)
    return found.pages, found.records


@pytest.mark.parametrize(
    ("pager", "pages", "records"),
    [
        # Numbers in elements of their own, several deep; words between.
        (f"<div>共有<font color=red><b>45</b></font>条信息 页次：<b>1</b>/<b>9</b>页 <b>5</b>条/页 {NEXT}</div>", 9, 45),
        (f"<li><span class=pageinfo>共 <strong>9</strong>页<strong>45</strong>条</span></li><li>{NEXT}</li>", 9, 45),
        (f"<div>第 1 页/共 9 页（45 条记录） {NEXT}</div>", 9, 45),
        (f"<td nowrap>共45条&nbsp;&nbsp;1/9&nbsp;</td><td>{NEXT}</td>", 9, 45),
        (f"<div><em>1</em>/<em>9</em> {NEXT}</div>", 9, None),
        (f"<div>记录总数:45 总页数:9 当前页:1 {NEXT}</div>", 9, 45),
        (f"<div>总数：<b>45</b> <a>1</a>{NEXT}</div>", None, 45),
        (f"<div>为您找到相关结果 <b>45</b> 条</div>{NEXT}", None, 45),
        (f"<div>本栏目共有信息45条</div>{NEXT}", None, 45),
        (f"<div>共检索到 45 条记录</div>{NEXT}", None, 45),
        # A link without use beside the next page.
        (f'<div id="pages"><a class="a1">45条</a> <span>1</span> {NEXT}</div>', None, 45),
        # Attributes and hidden fields.
        (f'<div class="pagination" data-total="45" data-size="5"></div>{NEXT}', 9, 45),
        (f'<input type="hidden" id="totalCount" value="45"><input type="hidden" id="pageSize" value="5">{NEXT}', 9, 45),
        # The link to the last page: its number among the links, its distance from the next page.
        (f'<div>1 <a href="index_1.html">2</a> {NEXT} <a href="index_8.html">尾页</a></div>', 9, None),
        ('<div><a href="ndbg/8.htm">下页</a><a href="ndbg/1.htm">尾页</a></div>', 9, None),
        ('<div><a href="2.htm">2</a><a href="1.htm">3</a><a href="2.htm">下页</a><a href="1.htm">尾页</a></div>', 3, None),
        ('<div><a href="?page=2">下一页</a><a href="?page=2">末页</a></div>', 2, None),
        ('<div>1<a href="index_1.html">2</a><a href="index_2.html">3</a> ... <a href="index_8.html">9</a><a href="index_1.html">下一页</a></div>', 9, None),
        # A list to jump with.
        ('<select onchange="location.href=this.value"><option value="index.html" selected>第1页</option><option value="index_1.html">第2页</option><option value="index_2.html">第3页</option></select>', 3, None),
        # A script that joins the number first, and one whose pages follow from its rows.
        ('<div class="pager"></div><script>$(".pager").pagination({pageIndex:0,pageSize:5,total:45}); $(".pager").on("pageClicked", function (e, data) { location.href = (data.pageIndex+1)+".html"; });</script>', 9, 45),
        ('<script>var m_nRecordCount = "45"; var m_nCurrPage = "0"; var m_nPageSize = "5"; var m_sPageName = "index"; var m_sPageExt = "html";</script>', 9, 45),
    ],
)  # fmt: skip
def test_a_listing_s_own_count(pager: str, pages: int | None, records: int | None) -> None:
    assert said(pager) == (pages, records)


@pytest.mark.parametrize(
    "pager",
    [
        f"<div>每页5条 {NEXT}</div>",
        f"<div>页次：第1页 15条/页 {NEXT}</div>",
        f"<div>访问总数：4521 今日：12</div>{NEXT}",
        f"<div>总数：4521</div><div>{NEXT}</div>",
        f"<div>2024/01/12 {NEXT}</div>",
        f"<div>星期三 1/2 {NEXT}</div>",
        # The size of a page is called so as often.
        f'<input type="hidden" name="pageCount" value="15">{NEXT}',
        f'<input type="hidden" name="totalCount" value="45"><input type="hidden" name="pageSize" value="5"><input type="hidden" name="totalPage" value="15">{NEXT}',
        # Visits and votes have totals, too.
        f'<div class="vote" data-total="45" data-size="5"></div>{NEXT}',
        # A window of numbers is no end; a later page's distance from the last says nothing without its own number.
        f'<div>1 <a href="index_1.html">2</a><a href="index_2.html">3</a> {NEXT}</div>',
        '<div><a href="6.htm">上页</a><a href="8.htm">下页</a><a href="1.htm">尾页</a></div>',
        # Two numbers differ: which of them is the page's?
        '<div><a href="list_7_1.html">下一页</a><a href="list_9_8.html">尾页</a></div>',
    ],
)  # fmt: skip
def test_what_only_looks_like_a_count(pager: str) -> None:
    assert said(pager) == (None, None)


def test_a_sign_in_a_pager_leads_to_the_next_page() -> None:
    sign = '<div class="{box}"><a href="index_1.html">&gt;</a></div>'
    root = lxml.html.document_fromstring(f"<html><body><p>.</p>{sign.format(box='page')}</body></html>")
    assert find_paging(root, URL).next_page == f"{URL}index_1.html"
    root = lxml.html.document_fromstring(f"<html><body><p>.</p>{sign.format(box='position')}</body></html>")
    assert find_paging(root, URL).next_page is None
