# ruff: noqa: E501 - markup stands in lines as sites write it
"""Further pages that a form brings: the request that a browser would make, or none where it cannot be told."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page.paging.next_page import find_paging
from gaispider.page.paging.parts import Paging
from gaispider.page.urls import PageAddress

URL = "http://www.example.gov.cn/gk/list.php?cid=9"
SUBMITS = "function turn(n){ var f = document.pager; f.currpage.value = n; f.submit(); }"
ASP = """<form method="post" action="./list.aspx?cid=3" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPD=">
<input type="hidden" name="__EVENTTARGET"><input type="hidden" name="__EVENTVALIDATION" value="x1"><select name="year"><option value="0">全部</option></select>
<input name="kw" value=""><input type="submit" name="find" value="搜索">%s</form><script>function __doPostBack(t, a){ theForm.submit(); }</script>"""


def paging(body: str, url: str = URL, charset: str = "utf-8") -> Paging:
    root = lxml.html.document_fromstring(f"<html><body><p>.</p>{body}</body></html>")
    return find_paging(root, PageAddress(url, charset))


def form(current: int = 1, method: str = "post", more: str = "") -> str:
    return f"""<form name="pager" id="p1" method="{method}" action="/gk/list.php"><input type="hidden" name="currpage" id="cp" value="{current}">
    <input type="hidden" name="cid" value="9"><input type="checkbox" name="all" value="1"><input type="radio" name="sort" value="d" checked>
    <input type="submit" name="go" value="查询">{more}</form>"""


def fields(found: Paging) -> dict[str, str] | None:
    assert found.next_page is None
    return dict(found.request.fields or ()) if found.request else None


WHOLE = {"currpage": "2", "cid": "9", "sort": "d"}


@pytest.mark.parametrize(
    "code",
    [
        "function turn(n){ document.pager.currpage.value = n; document.pager.submit(); }",
        "function turn(n){ document.forms['pager'].elements['currpage'].value = n; document.forms['pager'].submit(); }",
        "function turn(n) { document.getElementById('cp').value = parseInt(n); document.getElementById('p1').submit() }",
        "var turn = function(page){ $('#cp').val(page); $('#p1').submit(); }",
        "function turn(n){ $(\"input[name='currpage']\").val(n); $('form#p1').submit(); }",
        "function turn(n){ /* document.pager.currpage.value = 7; */ go(n); }\nfunction go(p){ document.pager.currpage.value = p; document.pager.submit(); }",
        SUBMITS,
    ],
)
def test_a_script_gives_a_field_the_page_and_submits(code: str) -> None:
    found = paging(form() + f"<script>{code}</script><a href='javascript:turn(2)'>下一页</a>")
    assert found.request and found.request.url == "http://www.example.gov.cn/gk/list.php"
    assert (fields(found), found.rule) == (WHOLE, "form")


def test_the_last_page_is_told_by_its_number() -> None:
    links = "<a href='javascript:turn(3)'>下一页</a> <a href='Javascript:turn(3)'>末页</a>"
    first, last = (paging(form(page) + f"<script>{SUBMITS}</script>{links}") for page in (2, 3))
    assert (first.pages, fields(first)) == (3, WHOLE | {"currpage": "3"})
    assert (last.rule, last.request) == ("form: last page", None)


@pytest.mark.parametrize(
    ("links", "current", "following"),
    [
        ("<span>1</span><a href='javascript:turn(2)'>2</a><a href='javascript:turn(3)'>3</a>", 1, "2"),
        (
            "<a href='javascript:turn(1)'>1</a><a href='javascript:turn(2)'>2</a><a href='javascript:turn(3)'>3</a>",
            2,
            "3",
        ),
        ("<a href='javascript:turn(1)'>1</a><a href='javascript:turn(2)'>2</a>", 2, None),
        # The last of a window: a sign behind it goes on, or leads to this page.
        ("<a href='javascript:turn(1)'>1</a><a>2</a><a href='javascript:turn(3)'>»</a>", 2, "3"),
        ("<a href='javascript:turn(1)'>1</a><a>2</a><a href='javascript:turn(2)'>»</a>", 2, None),
    ],
)
def test_numbered_links(links: str, current: int, following: str | None) -> None:
    found = paging(form(current) + f"<script>{SUBMITS}</script>{links}")
    assert (fields(found) or {}).get("currpage") == following
    assert found.rule == ("form" if following else "form: last page")


def test_a_sign_that_passes_by_the_page_that_follows_is_told() -> None:
    links = "<a href='javascript:turn(1)'>1</a><a>2</a><a href='javascript:turn(9)'>»</a>"
    found = paging(form(2) + f"<script>{SUBMITS}</script>{links}")
    assert (fields(found), found.pages) == (None, 9)
    assert found.rule == "further pages are announced, but no address is"


def test_one_more_than_the_field_has_and_a_form_that_gets() -> None:
    code = "function next(){ document.pager.currpage.value = parseInt(document.pager.currpage.value) + 1; document.pager.submit(); }"
    found = paging(form(4, "get") + f"<script>{code}</script><a onclick='next()'>下一页</a>")
    assert found.request and found.request.fields is None
    assert found.request.url == "http://www.example.gov.cn/gk/list.php?currpage=5&cid=9&sort=d"


def test_fields_are_spelled_in_the_charset_of_the_page() -> None:
    found = paging(
        form(1, "get", "<input name=kw value=年报>") + f"<script>{SUBMITS}</script><a onclick='turn(2)'>下一页</a>",
        charset="gb18030",
    )
    assert found.request and found.request.url.endswith("&kw=%C4%EA%B1%A8")


@pytest.mark.parametrize(
    ("link", "target", "argument"),
    [
        ('<a href="javascript:__doPostBack(&#39;Pager1&#39;,&#39;2&#39;)">下一页</a>', "Pager1", "2"),
        (
            "<span>1</span><a href=\"javascript:__doPostBack('gv','Page$2')\">2</a><a href=\"javascript:__doPostBack('gv','Page$3')\">3</a>",
            "gv",
            "Page$2",
        ),
        ("<a onclick=\"__doPostBack('ctl00$next','')\" href='#'>下页</a>", "ctl00$next", ""),
        (
            '<a href=\'javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("lb", "", true, "", "", false, true))\'>下一页</a>',
            "lb",
            "",
        ),
    ],
)
def test_aspnet_posts_back_with_the_state_of_the_page(link: str, target: str, argument: str) -> None:
    found = paging(ASP % link, "http://www.example.gov.cn/gk/list.aspx")
    assert found.request and found.request.url == "http://www.example.gov.cn/gk/list.aspx?cid=3"
    assert fields(found) == {
        "__VIEWSTATE": "/wEPD=", "__EVENTTARGET": target, "__EVENTARGUMENT": argument, "__EVENTVALIDATION": "x1", "year": "0", "kw": "",
    }  # fmt: skip


def test_the_forms_own_button() -> None:
    found = paging(
        "<form method=post action='l.asp'><input name=p value=3><input type=submit name=b value='下一页'></form>"
    )
    assert fields(found) == {"p": "3", "b": "下一页"}


@pytest.mark.parametrize(
    "body",
    [
        form() + "<script>function turn(n){ document.pager.currpage.value = sign(n); document.pager.submit(); }</script><a href='javascript:turn(2)'>下一页</a><p>共3页</p>",
        "<script>function turn(n){ document.pager.currpage.value = n; document.pager.submit(); }</script><a href='javascript:turn(2)'>下一页</a>",
        "<script>function __doPostBack(t, a){ theForm.submit(); }</script><a href=\"javascript:__doPostBack('p','2')\">2</a><a href=\"javascript:__doPostBack('p','3')\">3</a>",
        "<p><a href='javascript:turn(2)'>2</a> <a href='javascript:turn(3)'>3</a></p>",
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_named_and_no_request_is_made_up(body: str) -> None:
    found = paging(body)
    assert (found.next_page, found.request) == (None, None)
    assert (found.rule or "").startswith(("form only", "further pages"))


def test_a_form_for_searching_is_no_pager() -> None:
    found = paging(form() + "<a href='javascript:search(2020)'>2020</a><a href='javascript:search(2019)'>2019</a>")
    assert (found.next_page, found.request, found.rule) == (None, None, "no pager")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_list_of_page_numbers_submits_its_form(method: str) -> None:
    choices = '<option value="1" selected>1</option><option value="2">2</option>'
    form = f'<form method="{method}" action="list.asp?cid=5"><input type="hidden" name="cid" value="5"><select name="page" onchange="this.form.submit()">{choices}</select></form>'
    found = find_paging(lxml.html.document_fromstring(f"<html><body><p>.</p>{form}</body></html>"), "http://a.gov.cn/")
    assert found.request is not None
    asked = (found.request.url, found.request.fields)
    if method == "post":
        assert asked == ("http://a.gov.cn/list.asp?cid=5", (("cid", "5"), ("page", "2")))
    else:
        assert asked == ("http://a.gov.cn/list.asp?cid=5&page=2", None)


@pytest.mark.parametrize(
    ("choices", "following"),
    [
        ("<option selected>1</option><option>2</option>", "http://a.gov.cn/list.asp?cid=5&page=2"),
        ("<option>1</option><option selected>2</option>", None),
        # Years are no pages.
        ("<option selected>2024</option><option>2023</option>", None),
    ],
)
def test_a_list_of_page_numbers_joins_an_address(choices: str, following: str | None) -> None:
    select = f"<select onchange=\"location='list.asp?cid=5&page='+this.value\">{choices}</select>"
    root = lxml.html.document_fromstring(f"<html><body><p>.</p>{select}</body></html>")
    assert find_paging(root, "http://a.gov.cn/list.asp?cid=5").next_page == following
