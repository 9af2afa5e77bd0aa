"""A day reads the same wherever it stands, whatever the width of its digits and signs; it stays as it was printed."""

from __future__ import annotations

import json

import pytest

from gaispider.items import Capture, Report
from gaispider.page import read_page
from gaispider.page.day_strings import day_of, day_within, find_day, is_day, is_day_or_piece, normal_day
from gaispider.page.listing.data.data_listing import read_data_listing
from gaispider.reading import drafts, read
from gaispider.text.dates import find_dates, read_header
from gaispider.text.lookalikes import plain

FORMS = [
    "2019-02-27",
    "2019-2-27",
    "2019年02月27日",
    "2019／02／27",
    "2019．02．27",
    "2019—02—27",
    r"2019\02\27",
    "２０１９－０２－２７",
    "２０１９／２／２７",
    "２０１９年２月２７日",
    "２０１９．０２．２７",
    "2019年2⽉27⽇",
    # half and full width in one
    "2019－02-27",
    "2019/02／27",
    "2019.02．27",
    "２０１９-02-27",
    "２０１９－02－２7",
]
DAY = "2019-02-27"
URL = "http://www.example.gov.cn/zwgk/ndbg/1.html"
TITLE = "戌县水利局2018年政府信息公开工作年度报告"
LINES = [
    "根据《中华人民共和国政府信息公开条例》的规定，编制本报告，现予公布。",
    "一、总体情况",
    "我局主动公开政府信息126条，其中概况类信息12条，工作动态类信息98条，没有发生行政复议。",
    "二、存在的问题",
    "公开的及时性有待提高，今后将加强学习，落实专人负责。",
]


def page(*, head: str = "", bar: str = "", tail: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    head = f"<head><meta charset=utf-8><title>{TITLE}</title>{head}</head>"
    return f"<html>{head}<body><h1>{TITLE}</h1>{bar}<div>{body}{tail}</div></body></html>".encode()


def report(html: bytes) -> Report:
    (found,) = read(drafts(read_page(html, URL), site=None, capture=Capture(origin="file"))[0])
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("head", "bar", "raw", "place"),
    [
        ("", "<div>发布日期：{}　来源：县水利局</div>", "{}", "header"),
        ("", "<div>来源：县水利局　{}</div>", "{}", "header"),
        ("", "<div>县水利局 {} 阅读 36 次</div>", "{}", "header"),
        ("", "<div>[{}]</div>", "{}", "header"),
        ("", "<table><tr><td>发布时间</td><td>{}</td></tr></table>", "{}", "header"),
        ("", "<div>发布时间：{} 10:30　浏览次数：1</div>", "{} 10:30", "header"),
        ("", "<div>发布时间：{}　１０：３０：０５</div>", "{} １０：３０：０５", "header"),
        ('<meta name="PubDate" content="{}">', "", "{}", "meta"),
        ('<meta name="PubDate" content="{} 10:30">', "", "{} 10:30", "meta"),
        ("<script>var publishTime = '{script}';</script>", "", "{}", "script"),
    ],
    ids=["bar", "bar after a source", "loose bar", "alone", "cell", "time", "wide time", "tag", "tag, time", "script"],
)
def test_a_day_of_publication(form: str, head: str, bar: str, raw: str, place: str) -> None:
    head = head.format(form, script=form.replace("\\", "\\\\"))
    found = report(page(head=head, bar=bar.format(form))).published
    assert found is not None
    assert (found.value, found.raw, found.found_in) == (DAY, raw.format(form), place)
    assert (found.time or "")[:5] == ("10:30" if "0" in raw.replace("０", "0") else "")


@pytest.mark.parametrize("form", FORMS)
def test_a_source_ends_where_a_day_begins(form: str) -> None:
    found = read_page(page(bar=f"<div>来源：县水利局{form}</div>"), URL).article
    assert found.source and found.source.raw == "县水利局"
    assert found.published and found.published.raw == form


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tail", ["<p>戌县水利局</p><p>{}</p>", "<p>戌县水利局{}</p>"], ids=["lines", "line"])
def test_a_sign_off(form: str, tail: str) -> None:
    found = report(page(tail=tail.format(form))).signed
    assert found is not None
    assert (found.value, found.raw, found.certainty) == (DAY, form, "certain")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/a/{n}.html">戌县第{n}期工作简报</a><span>{day}</span></li>',
        '<li><a href="/a/{n}.html">戌县第{n}期工作简报</a> [{day}]</li>',
        '<li><a href="/a/{n}.html">戌县第{n}期工作简报</a><i>发布日期：{day}</i></li>',
        '<li><a href="/a/{n}.html">戌县第{n}期工作简报</a><i>来源：县水利局 {day}</i></li>',
        '<li><a href="/a/{n}.html"><em>{day}</em><b>戌县第{n}期工作简报</b></a></li>',
        '<li><a href="/a/{n}.html">戌县第{n}期工作简报</a><i>{day} ０９：１２</i></li>',
    ],
    ids=["span", "brackets", "label", "note", "inside the link", "time"],
)
def test_a_row_of_a_listing(form: str, row: str) -> None:
    rows = "".join(row.format(n=number, day=form) for number in range(1, 6))
    items = read_page(f"<html><body><ul>{rows}</ul></body></html>".encode(), URL).listing.items
    assert [(item.title, item.date) for item in items] == [(f"戌县第{n}期工作简报", DAY) for n in range(1, 6)]


@pytest.mark.parametrize("form", [form for form in FORMS if "年" not in form])
@pytest.mark.parametrize("title", ["{title} ({day})", "[{day}] {title}"])
def test_a_day_in_the_text_of_a_link(form: str, title: str) -> None:
    rows = "".join(
        f'<li><a href="/a/{n}.html">{title.format(title=f"戌县第{n}期工作简报", day=form)}</a></li>'
        for n in range(1, 6)
    )
    items = read_page(f"<html><body><ul>{rows}</ul></body></html>".encode(), URL).listing.items
    assert [(item.title, item.date) for item in items] == [(f"戌县第{n}期工作简报", DAY) for n in range(1, 6)]


@pytest.mark.parametrize("form", [*FORMS, "２０１９０２２７"])
def test_a_day_in_data(form: str) -> None:
    data = {"list": [{"title": f"第{n}期工作简报", "url": f"/a/{n}.html", "pubDate": form} for n in range(1, 4)]}
    assert [item.date for item in read_data_listing(json.dumps(data), URL).items] == [DAY] * 3


@pytest.mark.parametrize("form", [*FORMS, "20190227", "２０１９０２２７"])
def test_the_grammar_and_the_reading_of_dates_agree(form: str) -> None:
    assert find_day(f"( {form})") == form
    assert is_day(form) and is_day_or_piece(form)
    assert day_of(form) == normal_day(form) == DAY
    assert read_header(form).day is not None
    assert [mention.start and mention.start.isoformat() for mention in find_dates(f"戌县水利局\n{plain(form)}")] == [
        DAY
    ]


@pytest.mark.parametrize("number", [r"D:\2019\02\27\1.jpg", "12019-02-27", "2019-02-271", "2019-02", "2019－13－45"])
def test_what_is_no_day(number: str) -> None:
    assert normal_day(number) is None
    assert all(mention.precision != "day" or mention.start is None for mention in find_dates(f"戌县水利局\n{number}"))


def test_two_months_joined_by_a_dash_are_no_day() -> None:
    assert [mention.precision for mention in find_dates("统计期为2018-1—12月")] != ["day"]
    assert day_within("2008—2010年") is None


@pytest.mark.parametrize(
    ("pieces", "day"),
    [
        (("２７", "２０１９－０２"), DAY),
        (("27", "2019．02"), DAY),
        (("２０１９", "０２－２７"), DAY),
        (("2019", "02．27"), DAY),
        (("０２／２７",), "０２／２７"),
    ],
)
def test_a_day_in_pieces(pieces: tuple[str, ...], day: str) -> None:
    marked = "".join(f"<b>{piece}</b>" for piece in pieces)
    rows = "".join(f'<li>{marked}<a href="/a/{n}.html">戌县第{n}期工作简报发布</a></li>' for n in range(1, 6))
    items = read_page(f"<html><body><ul>{rows}</ul></body></html>".encode(), URL).listing.items
    assert [item.date for item in items] == [day] * 5
