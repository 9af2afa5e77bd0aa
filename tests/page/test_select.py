"""A site's own selectors: what they give goes before all else, and the page's tree stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from gaispider import extract
from gaispider.extractor import extractor
from gaispider.page import Page, read_page
from gaispider.page.model import Article
from gaispider.page.selectors import Select
from gaispider.reading import capture_of, drafts, read
from gaispider.received import Received
from gaispider.sites.model import Site

URL = "http://www.panshi.gov.cn/xxgk/ndbg/201902/t20190227_1.html"
TEXT = "<p>一、概述</p><p>我镇主动公开政府信息12条，未收到政府信息公开申请，未发生行政复议。</p>"
REPORT = f"""<html><head><meta charset="utf-8"><title>栏目-磐石市人民政府</title></head><body>
<h1>磐石市人民政府门户网站</h1>
<div class="bt">松山镇2018年<br>政府信息公开工作年度报告</div>
<div class="info"><span>更新时间：2019-03-05</span>
<span class="day">发布时间：2019-02-27 10:46 来源：松山镇</span></div>
<div class="TRS_Editor">{TEXT}<div class="share">分享到微信</div><p>责任编辑：某某</p></div>
<div id="side"><p>本站声明，本网站所载文章、数据、图片等内容，未经许可，不得转载。</p></div>
<span id="inline">二、<b>附件</b>说明</span>
</body></html>"""
LISTING = """<html><head><meta charset="utf-8"><title>年度报告</title></head><body>
<ul class="hot"><li><a href="/hot/t20190101_1.html">热点新闻一则关于年度报告的消息</a> 2019-01-01</li>
<li><a href="/hot/t20190102_2.html">热点新闻两则关于年度报告的消息</a> 2019-01-02</li>
<li><a href="/hot/t20190103_3.html">热点新闻三则关于年度报告的消息</a> 2019-01-03</li></ul>
<div id="list"><div class="r"><a href="./201902/t20190227_1.html">松山镇2018年年度报告</a><i>2019-02-27</i></div>
<div class="r"><em>无链接</em></div>
<div class="r"><a href="./201802/t20180227_2.html">松山镇2017年年度报告</a><i>2018-02-27</i></div></div>
<div class="p"><a class="go" href="/other/index_1.html">下一页</a><a id="n" href="index_7.html">再看</a></div>
</body></html>"""


def page(markup: str, **select: str) -> Page:
    return read_page(markup.encode(), URL, select=Select(**select))


def text(markup: str, **select: str) -> str:
    return page(markup, **select).article.document.text


def plain(article: Article) -> Article:
    """An article that can be compared: how to find out whether a line is bold is settled."""
    for block in article.document.blocks:
        block.face = block.bold
    return article


def test_values_come_from_the_selected_places() -> None:
    article = page(REPORT, title=".bt", published=".day", source="//span[@class='day']").article
    for shown, raw in ((article.title, "松山镇2018年政府信息公开工作年度报告"), (article.source, "松山镇")):
        assert shown is not None
        assert (shown.raw, shown.found_in, shown.rule, shown.certainty) == (raw, "selector", "selector", "certain")
    assert article.published is not None
    assert (article.published.raw, article.published.found_in) == ("2019-02-27 10:46", "selector")
    assert not [warning for warning in article.warnings if warning.code == "date_conflict"]


@pytest.mark.parametrize(
    ("selector", "day", "certainty"),
    [
        (".info", "2019-02-27 10:46", "certain"),  # of two days that behind a label of publication
        ("//div[@class='info']/span[1]/text()", "2019-03-05", "certain"),
        ("meta[name=PubDate]::attr(content), .none", "2019-02-26", "certain"),
        (".two", "2019-02-24", "context"),  # of two days without labels none is sure
        (".damaged", "2O19年2月2日", "certain"),  # left to the step that reads damaged days
    ],
)
def test_the_day_of_a_selected_place(selector: str, day: str, certainty: str) -> None:
    markup = REPORT.replace("<title>", '<meta name="PubDate" content="2019-02-26"><title>').replace(
        "</body>", "<p class=two>2019-02-24 2019-02-25</p><p class=damaged>2O19年2月2日</p></body>"
    )
    shown = page(markup, published=selector).article.published
    assert shown is not None
    assert (shown.raw, shown.certainty) == (day, certainty)


def test_of_several_matches_the_first_that_has_any_text_and_shown_before_hidden() -> None:
    markup = REPORT.replace("<h1>", '<p class="t"> </p><p class="t" style="display:none">乙</p><p class="t">甲</p><h1>')
    shown = page(markup, title=".t").article.title
    assert shown is not None
    assert shown.raw == "甲"
    only = page('<body><h1>题目</h1><p style="display:none"><b>丙</b>号</p></body>', title="p").article.title
    assert only is not None
    assert only.raw == "丙号"


def test_what_selects_nothing_is_read_as_without_it() -> None:
    nothing = page(REPORT, title=".no", published=".no", source=".no", body=".no", drop=".no")
    assert plain(nothing.article) == plain(page(REPORT).article)
    assert nothing.gave("article") == dict.fromkeys(("title", "published", "source", "body", "drop"), False)
    assert page(LISTING, rows=".no", next=".no").listing == page(LISTING).listing
    assert page(LISTING, rows=".no", next=".no").gave("listing") == {"rows": False, "next": False}
    assert page(REPORT).gave("article") == {}


def test_the_body_is_exactly_what_is_selected() -> None:
    # The general reading leaves the credit out, and knows the container by its name.
    assert "责任编辑" not in text(REPORT)
    found = page(REPORT, body=".TRS_Editor")
    assert found.article.document.text.split("\n") == [
        "一、概述",
        "我镇主动公开政府信息12条，未收到政府信息公开申请，未发生行政复议。",
        "分享到微信",
        "责任编辑：某某",
    ]
    assert found.article.body_found_by == "selector"


def test_several_matches_stand_one_after_the_other_and_one_within_another_once() -> None:
    assert text(REPORT, body="#side p, .TRS_Editor p, #inline, #inline b") == (
        "一、概述\n我镇主动公开政府信息12条，未收到政府信息公开申请，未发生行政复议。\n责任编辑：某某\n"
        "本站声明，本网站所载文章、数据、图片等内容，未经许可，不得转载。\n二、附件说明"
    )


def test_an_inline_element_is_a_body_and_what_follows_it_is_not() -> None:
    assert text("<body><h1>题目</h1><p>前<font id=z>一行<br>二行</font>后</p></body>", body="#z") == "一行\n二行"


def test_rows_of_a_table_stay_rows_and_a_whole_page_can_be_the_body() -> None:
    table = "<table><tr><td>甲</td><td>1</td></tr><tr class=k><td>乙</td><td>2</td></tr></table>"
    markup = f"<body><h1>题目</h1>{table}</body>"
    assert text(markup, body="tr.k") == "乙\t2"
    assert text(markup, body="table") == "甲\t1\n乙\t2"
    assert text(markup, body="body") == "题目\n甲\t1\n乙\t2"
    assert text(markup, body="html") == text(markup)


def test_hidden_text_stays_hidden_unless_there_is_no_other() -> None:
    markup = (
        "<body><div id=a><p>甲</p><p style='display:none'>乙</p></div><div style='display:none'><p id=b>丙</p></div>"
    )
    assert text(markup, body="#a") == "甲"
    assert text(markup, body="#a, #b") == "甲"
    assert text(markup, body="#b, #a p:first-child") == "甲"
    assert text(markup, body="#b") == "丙"


def test_an_empty_match_is_an_empty_document() -> None:
    article = page(REPORT + "<div id=empty></div>", body="#empty").article
    assert article.document.text == ""
    assert "body_empty" in [warning.code for warning in article.warnings]


def test_what_is_dropped_is_not_read() -> None:
    assert "分享" not in text(REPORT, body=".TRS_Editor", drop=".share")
    markup = REPORT.replace("<title>", '<meta name="ArticleTitle" content="别的题目"><title>')
    assert page(markup, drop="meta[name=ArticleTitle]").meta == {}
    assert page(REPORT, title=".bt", drop=".bt").article.title != page(REPORT, title=".bt").article.title
    # Places that count siblings are those of the page as it is.
    assert (
        text("<body><div>甲</div><div>乙</div><div>丙</div>", drop="div:first-child", body="body > div:nth-child(2)")
        == "乙"
    )
    assert "/hot/" not in "".join(item.href for item in page(LISTING, drop=".hot").listing.items)
    assert page("<body><p>文<img src=a.gif></p>", drop="img").article.images == 0


def test_rows_and_the_next_page_of_a_listing() -> None:
    listing = page(LISTING, rows="#list .r", next="#n").listing
    assert [(item.title, item.url.rpartition("ndbg/")[2], item.date) for item in listing.items] == [
        ("松山镇2018年年度报告", "201902/201902/t20190227_1.html", "2019-02-27"),
        ("松山镇2017年年度报告", "201902/201802/t20180227_2.html", "2018-02-27"),
    ]
    assert (listing.next_page, listing.next_rule) == (URL.rpartition("/")[0] + "/index_7.html", "selector")
    assert page(LISTING, next="#n::attr(href)").listing.next_page == listing.next_page
    assert page(LISTING, next="div.p").listing.next_page == "http://www.panshi.gov.cn/other/index_1.html"


def test_a_next_page_that_is_the_page_itself_is_none() -> None:
    listing = page(LISTING.replace("index_7.html", URL), next="#n").listing
    assert (listing.next_page, listing.next_rule) == (None, "selector: last page")


def test_links_that_are_no_entries_elsewhere_are_where_they_are_selected() -> None:
    markup = "<body><div class=y><a href='a/1.html'>1</a></div><div class=y><a href='a/2.html'>2</a></div></body>"
    assert page(markup).listing.items == []
    assert [item.title for item in page(markup, rows=".y").listing.items] == ["1", "2"]


def test_columns_of_a_table_are_told_by_their_labels() -> None:
    head = "<tr><th>名称</th><th>发布日期</th><th>成文日期</th></tr>"
    row = "<tr class=d><td><a href='t20190227_1.html'>松山镇年报</a></td><td>2019-02-27</td><td>2019-02-21</td></tr>"
    (item,) = page(f"<body><table>{head}{row}</table></body>", rows="tr.d").listing.items
    assert item.date == "2019-02-27"


@pytest.mark.parametrize("order", [("article", "listing", "tree"), ("listing", "tree", "article")])
def test_the_order_of_asking_is_all_the_same_and_the_tree_stays(order: tuple[str, ...]) -> None:
    given = {"title": ".bt", "body": ".TRS_Editor, #inline", "drop": ".share", "rows": "#list .r", "next": "#n"}
    markup = REPORT.replace("</body>", LISTING.partition("<body>")[2])
    found = page(markup, **given)
    before = etree.tostring(found.root)
    for name in order:
        getattr(found, name)
    assert etree.tostring(found.root) == before
    fresh = page(markup, **given)
    assert (found.listing, plain(found.article)) == (fresh.listing, plain(fresh.article))
    assert all(found.gave("article").values())
    assert all(found.gave("listing").values())


def test_a_record_says_that_a_selector_gave_its_values() -> None:
    site = Site(
        "panshi", "磐石市人民政府", "trs", "22-jilin.toml", "220284", select=Select(title=".bt", body=".TRS_Editor")
    )
    (report,) = extract(REPORT.encode(), URL, site=site)
    assert (report.title_found_in, report.title_certainty) == ("selector", "certain")
    assert (report.rules["title"], report.rules["text"], report.rules["published"]) == ("selector", "selector", "label")
    assert report.extractor != extractor() and report.extractor.startswith(f"{extractor()}.")
    (other,) = extract(REPORT.encode(), URL, site=replace(site, select=Select(title=".bt")))
    assert other.extractor not in (report.extractor, extractor())
    assert report.text is not None
    assert report.text.endswith("责任编辑：某某")
    body = REPORT.encode()
    found = read_page(body, URL, select=Select(published=".day", source=".day"))
    (draft,) = drafts(found, site=None, capture=capture_of(Received("file"), found, body))
    (report,) = read(draft)
    assert report.published is not None
    assert (report.published.value, report.published.found_in) == ("2019-02-27", "selector")
    assert (report.source, report.source_found_in, report.rules["source"]) == ("松山镇", "selector", "selector")


def test_a_selector_that_fails_on_a_page_gives_nothing() -> None:
    assert plain(page(REPORT, title="//h1[$a]").article) == plain(page(REPORT).article)


def test_a_file_has_nothing_to_select() -> None:
    found = read_page(b"%PDF-1.4 ...", URL, select=Select(body="#zoom"))
    assert found.article.attachments
    assert found.gave("article") == {}
