"""A page of any make takes time by its length: what is eight times as long takes some eight times as long to read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gaispider.page import read_page
from gaispider.reading import extract
from tests.growth import assert_linear

_URL = "http://www.qx.gov.cn/zwgk/t20190120_1.html"
_TITLE = "青溪县林业局2018年政府信息公开工作年度报告"
_TEXT = "本年度我局主动公开政府信息，内容真实，群众满意，没有发生失密泄密的情况。"


def _page(body: str, *, head: str = "", title: str = _TITLE) -> bytes:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body><h1>{_TITLE}</h1>"
        f"<div>发布时间：2019-01-20 来源：县林业局</div><div class='content'><p>{_TEXT}</p>{body}"
        "<p>青溪县林业局</p><p>2019年1月18日</p></div></body></html>"
    ).encode()


def _lines(count: int, line: Callable[[int], str]) -> str:
    return "".join(f"<p>{line(number)}</p>" for number in range(count))


def _styled(count: int) -> bytes:
    """As many rules as elements, each rule for one of them, all of the same class."""
    rules = "".join(f".a{n} .b{{display:none}}p{{color:#{n % 4096:03x}}}" for n in range(count))
    boxes = "".join(f"<div class='a{n}'><p class='b' id='e{n}'>{n}</p></div>" for n in range(count))
    return _page(boxes, head=f"<style>{rules}</style>")


MAKES: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "numbers_that_skip_one": (1000, lambda n: _page(_lines(n, lambda at: f"一、情况{at}</p><p>三、问题{at}"))),
    "lines_in_bold": (1000, lambda n: _page(_lines(n, lambda at: f"<b>工作{at}</b>"))),
    "titles_of_contents": (600, lambda n: _page(_lines(n, lambda at: f"一、工作{chr(0x4E00 + at % 9000)}"))),
    "counts_in_one_line": (
        200,
        lambda n: _page("<p>" + "".join(f"通过 网站公开信息{at}条，" for at in range(n)) + "</p>"),
    ),
    "one_number_of_many_digits": (2000, lambda n: _page(f"<p>公开政府信息{'1234567890' * n}条</p>")),
    "one_number_of_many_groups": (2000, lambda n: _page(f"<p>公开政府信息1{',234' * n}条</p>")),
    "numbers_that_share": (6000, lambda n: _page(f"<p>申请公开{'1件、2件和3件，分别为' * n}</p>")),
    "places_in_one_line": (500, lambda n: _page(f"<p>{'磐石市松山镇朝阳区城关镇' * n}</p>")),
    "signs_of_pdf_paste": (
        300,
        lambda n: _page(_lines(n, lambda at: f"公开⽉⽇信息，根据青政办发〔2018〕{at}号⽂件")),
    ),
    "parts_of_a_title_element": (1500, lambda n: _page("", title="_-|" * n)),
    "row_spans": (150, lambda n: _page(f"<table>{'<tr><td rowspan=60000 colspan=3>1</td></tr>' * n}</table>")),
    "column_spans": (150, lambda n: _page(f"<table>{'<tr><td colspan=1000>1</td><td>2</td></tr>' * n}</table>")),
    "rules_and_elements": (60, _styled),
    "hidden_in_one_line": (
        200,
        lambda n: _page("<p>" + "".join(f"<font color=white>{at}</font>文字" for at in range(n)) + "</p>"),
    ),
    "hidden_boxes": (200, lambda n: _page("<div style='opacity:0'>x</div>" * n)),
    "rows": (100, lambda n: _page(f"<table>{'<tr><td>（一）予以公开</td><td>1</td><td>2</td></tr>' * n}</table>")),
    "links": (200, lambda n: _page("".join(f"<p><a href='/a/{at}.doc'>附件{at}</a></p>" for at in range(n)))),
    "days": (200, lambda n: _page(_lines(n, lambda at: f"青溪县林业局</p><p>2018年{at % 12 + 1}月9日"))),
    "one_name_of_many_places": (300, lambda n: _page(f"<p>{'城关镇' * n}</p>")),
    "names_of_a_box": (500, lambda n: _page(f"<div class='{'zoom' * n}' id='{'con ' * n}'><p>{_TEXT}</p></div>")),
    "stamps": (500, lambda n: _page("").replace("2019年1月18日".encode(), ("(盖章)" * n).encode())),
    "quotes_without_end": (3000, lambda n: _page(f"<p>{'《' * n}</p>")),
}


@pytest.mark.parametrize("make", MAKES)
def test_a_page_takes_time_by_its_length(make: str) -> None:
    size, page = MAKES[make]
    assert_linear(lambda count: extract(page(count), _URL), size)


@pytest.mark.parametrize("run", ["1234567890" * 600, "1" + ",234" * 2000, "1" * 16, "一" + "亿" * 6000])
def test_a_run_of_more_digits_than_a_number_has_is_no_number(run: str) -> None:
    cells = f"<table><tr><td>主动公开政府信息数</td><td>条</td><td>{run}</td></tr></table>"
    said = f"<p>全年公开政府信息{run}条，收到申请{run}万件，收取费用{run}.{run}元。</p><p>国务院令第{run}号</p>"
    record = extract(_page(f"<p>{run}、主动公开情况</p>{said}{cells}<p>收到政府信息公开申请3件。</p>"), _URL)[0]
    assert record.title == _TITLE
    read = record.statistics
    assert read is not None
    assert [figure.value for figure in read.narrative.values()] == [3]


def test_what_nested_boxes_hide_is_found_in_no_time() -> None:
    for opening in ("<b style='visibility:hidden'>", "<font color=white>", "<b style='display:none'>"):
        nest = opening * 1000 + "x" + "</b></font>" * 1000
        assert_linear(lambda count, nest=nest: read_page(_page(nest * count), _URL).article, 1)
