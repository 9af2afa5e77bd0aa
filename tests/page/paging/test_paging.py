# ruff: noqa: E501 - markup stands in lines as sites write it
"""How a listing goes on: every form that docs/field-guide.md, 2.1 names."""

from __future__ import annotations

from urllib.parse import urljoin

import lxml.html
import pytest

from gaispider.page.paging.next_page import find_paging
from gaispider.page.paging.parts import Paging

DIRECTORY = "http://www.example.gov.cn/zwgk/ndbg/"


def paging(body: str, url: str = DIRECTORY) -> Paging:
    return find_paging(lxml.html.document_fromstring(f"<html><body><p>.</p>{body}</body></html>"), url)


def script(code: str) -> str:
    return f"<script>{code}</script>"


@pytest.mark.parametrize(
    ("code", "url", "following"),
    [
        # TRS, counted from 0
        ('createPageHTML(3, 0, "index", "html");', DIRECTORY, "index_1.html"),
        ('createPageHTML(3,0,"index","html");', DIRECTORY + "index.html", "index_1.html"),
        ("createPageHTML(3, 1, 'index', 'htm', 41)", DIRECTORY + "index_1.htm", "index_2.htm"),
        ('createPageHTML(3, 2, "index", "html");', DIRECTORY + "index_2.html", None),
        ('createPageHTML(1, 0, "index", "html");', DIRECTORY, None),
        ('createPageHTML("3", "0", "index", "shtml", "44")', DIRECTORY, "index_1.shtml"),
        ('var total = 4;\nvar now = 0;\ncreatePageHTML(total, now, "list", "html");', DIRECTORY, "list_1.html"),
        # Chongqing
        ('createPage(9, 3, "index", "html")', DIRECTORY + "index_3.html", "index_4.html"),
        # Hunan and UCAP, counted from 1
        ("createPageHTML('paging',25,1,'index','html',500);", DIRECTORY, "index_2.html"),
        ("createPageHTML('paging',25,25,'index','html',500);", DIRECTORY + "index_25.html", None),
        ("createPageHTML('page_div',3, 2,'dezlist','shtml',45);", DIRECTORY + "dezlist_2.shtml", "dezlist_3.shtml"),
        ("createPageHTML('page_div',3, 1,'dezlist','.shtml',45);", DIRECTORY + "list.shtml", "dezlist_2.shtml"),
        ("createNewPageHTML('page_div',3, 1,'list','shtml',45);", DIRECTORY, "list_2.shtml"),
        ("var m_nRecordCount = '46'; var m_nCurrPage = 1; var m_nPageSize = 15; location.href = 'index_' + m_nCurrPage + '.html'", DIRECTORY + "index_1.html", "index_2.html"),
        # the function's own definition and a commented call are no calls
        ('function createPageHTML(_n, _c, _name, _ext){} // createPageHTML(9,0,"old","html")', DIRECTORY, None),
        ('/* createPageHTML(9,0,"old","html") */ createPageHTML(2,0,"index","html")', DIRECTORY, "index_1.html"),
        # pager plug-ins, counted from 1, with the pattern in the callback
        ("$('.p').pagination({totalPage: 5, callBack: function(c){ if(c==1) location.href='index.html'; else location.href='index_'+c+'.html'}})", DIRECTORY + "index_2.html", "index_3.html"),
        ("laypage({cont:'p', pages: 8, totalPages: 8, curr: 1, jump: function(o){ location.href = '?page=' + o.curr }})", DIRECTORY, "?page=2"),
        ("laypage.render({elem:'p', count: 95, limit: 20, curr: 1, pageSize: 20, totalCount: 95, jump: function(o){ location.href='index_'+(o.curr-1)+'.html' }})", DIRECTORY, "index_1.html"),
        ("kkpager.generPageHtml({pno: 2, totalPage: 6, getLink: function(n){ return 'list_' + n + '.html' }})", DIRECTORY + "list_2.html", "list_3.html"),
        ("$('.p').pagination({totalPage: 5, callBack: function(c){ location.href='index_'+c+'.html'}})", DIRECTORY + "index_5.html", None),
        # Beijing, Anhui, kkpager's two parts of an address, a column's number in the file name, requests for data
        ("Pager({size:7, current:0, prefix:'index',suffix:'html'});", DIRECTORY, "index_1.html"),
        ("Pager({size:7, current:6, prefix:'index',suffix:'html'});", DIRECTORY + "index_6.html", None),
        ("Ls.pagination('#p', function(pageIndex){ location.href='/content/column/55?pageIndex=' + pageIndex;},{currPage:(0+1),pageCount:2})", DIRECTORY, "/content/column/55?pageIndex=2"),
        ("kkpager.generPageHtml({pno:1,total:6,hrefFormer:'list',hrefLatter:'.html',getLink:function(n){ return this.hrefFormer+'_'+n+this.hrefLatter; }})", DIRECTORY, "list_2.html"),
        ('var m_nRecordCount = "43"; var m_nCurrPage = 0; var m_nPageSize = 20; location.href="index_7401_"+(p-1)+".htm"', DIRECTORY + "index_7401.htm", "index_7401_1.htm"),
        ("$('#p').pagination({pages: 3, currentPage: 1, onPageClick: function(n){ $.get('/api/list?page=' + n, show); }})", DIRECTORY, None),
    ],
)  # fmt: skip
def test_scripts(code: str, url: str, following: str | None) -> None:
    found = paging(script(code), url)
    expected = None if following is None else urljoin(DIRECTORY, following)
    assert found.next_page == expected


TRS_VARIABLES = r"""
var currentPage = %d;//所在页从0开始
var prevPage = currentPage-1//上一页
var nextPage = currentPage+1//下一页
var countPage = %d//共多少页
document.write("共"+countPage+"页");
for(var i=0;i<countPage;i++){
  if(currentPage==i) document.write("<span>"+(i+1)+"</span>");
  else document.write("<a href=\"index"+"_"+i+"."+"htm\">"+(i+1)+"</a>");
}
if(countPage>1&&currentPage!=(countPage-1)) document.write("<a href=\"index"+"_"+nextPage+"."+"htm\">下一页</a>");
"""


@pytest.mark.parametrize(
    ("current", "pages", "following"), [(0, 3, "index_1.htm"), (1, 3, "index_2.htm"), (2, 3, None), (0, 1, None)]
)
def test_variables_beside_document_write(current: int, pages: int, following: str | None) -> None:
    url = DIRECTORY + (f"index_{current}.htm" if current else "")
    found = paging(script(TRS_VARIABLES % (current, pages)), url)
    assert found.next_page == (following and DIRECTORY + following)
    assert found.pages == pages


@pytest.mark.parametrize(
    ("body", "url", "following"),
    [
        ('<a href="index_2.html">下一页</a>', DIRECTORY, DIRECTORY + "index_2.html"),
        ('<a class="pb_next_page" href="/ts/x/index_2.html">下一页</a>', DIRECTORY, "http://www.example.gov.cn/ts/x/index_2.html"),
        ('<span class="p_next p_fun"><a href="ndbg/3.htm">下页</a></span>', "http://a.gov.cn/zfxxgk/ndbg.htm", "http://a.gov.cn/zfxxgk/ndbg/3.htm"),
        ('<a href="lm_list.jsp?wbtreeid=1460&PAGENUM=2">下一页 &gt;</a>', "http://a.gov.cn/lm_list.jsp?wbtreeid=1460", "http://a.gov.cn/lm_list.jsp?wbtreeid=1460&PAGENUM=2"),
        ('<a href="?page=3">›</a>'.replace("<a", '<a class="next"'), DIRECTORY + "?page=2", DIRECTORY + "?page=3"),
        ("<a style='cursor:pointer' onclick=\"queryArticleByCondition(this,'/D42Y/index_2.jhtml')\">下一页</a>", DIRECTORY, "http://www.example.gov.cn/D42Y/index_2.jhtml"),
        ('<a href="index_3.html" title="下一页"><img src="r.gif"></a>', DIRECTORY + "index_2.html", DIRECTORY + "index_3.html"),
        ('<a href="1.html">1</a><a href="2.html">2</a><a href="3.html">3</a>', DIRECTORY + "2.html", DIRECTORY + "3.html"),
        ('<span>1</span><a href="index_1.html">2</a><a href="index_2.html">3</a>', DIRECTORY, DIRECTORY + "index_1.html"),
        ('<a href="index_2.html">&gt;&gt; 下一页 (1/9)</a>', DIRECTORY, DIRECTORY + "index_2.html"),
        ('<a href="index_2.html">下一页 &raquo;</a>', DIRECTORY, DIRECTORY + "index_2.html"),
        ('<li class="next"><a href="javascript:;" data-href="./index_2.html">下页</a></li>', DIRECTORY, DIRECTORY + "index_2.html"),
        # windows of numbers, the marked number, years, several names of the first page
        ('<a href="index.html">1</a>...<a href="index_10.html">10</a><span>11</span><a href="index_12.html">12</a>', DIRECTORY + "index_11.html", DIRECTORY + "index_12.html"),
        ('<a class="on" href="l.do?p=1">1</a><a href="l.do?p=2">2</a>', "http://a.gov.cn/l.do", "http://a.gov.cn/l.do?p=2"),
        ('<a href="index.html">1</a><a href="index_1.html">2</a>', DIRECTORY, DIRECTORY + "index_1.html"),
        ('<a href="../2018/">2018</a><a href="../2019/">2019</a><a href="../2020/">2020</a>', "http://a.gov.cn/nb/2019/", None),
        # addresses kept elsewhere than in a link
        ('<a tagname="/nb/index2.html" href="javascript:void(0)">下一页</a>', DIRECTORY, "http://www.example.gov.cn/nb/index2.html"),
        ('<select onchange="location=this.value"><option selected value="index.html">1</option><option value="index_1.html">2</option></select>', DIRECTORY, DIRECTORY + "index_1.html"),
        ('<select onchange="location=this.value"><option value="index.html">1</option><option selected value="index_1.html">2</option></select>', DIRECTORY + "index_1.html", None),
        ('<li onclick="location.href=\'index_1.html\'">下一页</li>', DIRECTORY, DIRECTORY + "index_1.html"),
        ('<a onclick="go(2)">下一页</a><script>function go(p){ location.href="list_"+p+".html" }</script>', DIRECTORY, DIRECTORY + "list_2.html"),
        ('<a onclick="go(2)">下一页</a><script>function go(p){ $.get("/api?page="+p, show) }</script>', DIRECTORY, None),
        # a pager that begins anew, and links that are switched off
        ('<a href="index.html">首页</a><a href="index_3.html">上一页</a><a href="index.html">下一页</a>', DIRECTORY + "index_4.html", None),
        ('<a href="l.aspx?page=7&id=3">下一页</a>', "http://a.gov.cn/l.aspx?id=3&page=7", None),
        ('<a disabled="disabled" href="index_4.html">下一页</a>', DIRECTORY + "index_3.html", None),
        ('<a aria-disabled="true" href="index_4.html">下一页</a>', DIRECTORY + "index_3.html", None),
        # the last page, and links that are not of the listing
        ('<a href="index_4.html">下一页</a>', DIRECTORY + "index_4.html", None),
        ('<span>下一页</span><a href="index_3.html">上一页</a>', DIRECTORY + "index_4.html", None),
        ('<a href="javascript:;">下一页</a>', DIRECTORY, None),
        ('<a href="t20190101_2.html">下一篇</a><a class="swiper-button-next" href="#"></a>', DIRECTORY, None),
        ('<a href="{{next}}">下一页</a>', DIRECTORY, None),
    ],
)  # fmt: skip
def test_links(body: str, url: str, following: str | None) -> None:
    assert paging(body, url).next_page == following


def test_pages_that_only_a_request_of_the_script_brings() -> None:
    found = paging(script("require(['list2.trsapi'], function(m){ m({pagebar: {prepage: 15, recordCount: '46'}}) })"))
    assert (found.next_page, found.pages, found.records) == (None, 4, 46)
    assert found.rule is not None
    assert found.rule.startswith("script only")


def test_counts_as_printed() -> None:
    found = paging("<div>共<b>3</b>页 <em>共 41 条记录</em></div><a href='javascript:goto(2)'>下一页</a>")
    assert (found.pages, found.records) == (3, 41)
    assert found.rule == "further pages are announced, but no address is"


@pytest.mark.parametrize(
    ("body", "announced"),
    [
        ("<a href='javascript:goPage(2)'>下一页</a>", True),
        ("<a href='#' onclick='turn(2)'>下一頁</a>", True),
        ("<button onclick='more()'>加载更多</button>", True),
        ("<div class='pagination'><a href='#'>1</a><a href='#'>2</a><a href='#'>3</a></div>", True),
        # how pagers print their last page, pictures in turn, a page that has no other
        ("<a href='javascript:;'>下一页</a>", False),
        ("<a href='javascript:void(0)' class='disabled'>下一页</a>", False),
        ("<span>下一页</span>", False),
        ("<a href='javascript:goPage(2)' disabled>下一页</a>", False),
        ("<div class='swiper-page'><a href='#'>1</a><a href='#'>2</a></div>", False),
        ("<div class='page'><a href='#'>1</a></div>", False),
        ("<div>共1页</div><a href='javascript:goPage(2)'>下一页</a>", False),
    ],
)
def test_pages_that_are_announced_without_an_address(body: str, announced: bool) -> None:
    assert (paging(body).rule == "further pages are announced, but no address is") is announced


@pytest.mark.parametrize(
    ("printed", "pages", "records"),
    [
        ("共40页/400条", 40, 400),
        ("第1页/共7页 总记录数：66", 7, 66),
        ("总计 33 条", None, 33),
        ("每页10条/页 共3页", 3, None),
    ],
)
def test_counts_in_other_words(printed: str, pages: int | None, records: int | None) -> None:
    found = paging(f"<div>{printed}</div>")
    assert (found.pages, found.records) == (pages, records)


def test_an_index_from_0_in_an_address_joined_by_a_script() -> None:
    code = "$('#p').pagination({pageIndex:%d,pageSize:15,total:38});$('#p').on('x',function(e,d){location.href='/gk/7/'+(d.pageIndex+1)+'.html'});"
    folder = "http://www.example.gov.cn/gk/7/"
    assert paging(script(code % 0)).next_page == folder + "2.html"
    assert paging(script(code % 1), folder + "2.html").next_page == folder + "3.html"
    assert paging(script(code % 2), folder + "3.html").next_page is None
