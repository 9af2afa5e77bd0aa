"""`extract --explain`: each value with its rule, the string, where it stood, and what lost."""

from __future__ import annotations

from dataclasses import fields

import pytest

from gaispider.archive.reader import entries
from gaispider.draft import Draft
from gaispider.explain.rule_table import meaning
from gaispider.explain.sheet import FIELDS, sheet
from gaispider.explain.widths import cut, cut_around, padded, width
from gaispider.items import Report
from gaispider.listing_values import ListingEntry
from gaispider.page import read_page
from gaispider.paths import SAMPLES
from gaispider.reading import capture_of, drafts, extract_drafts, normalised
from gaispider.received import Received

URL = "http://xxgk.panshi.gov.cn/xxgk/ndbg/t20190227_1.html"
TITLE = "松山镇2018年政府信息公开工作年度报告"
PROSE = "<p>一、概述</p><p>统计期限自2018年1月1日起至2018年12月31日止。我镇主动公开政府信息12条。</p>" * 2
SIGNED = "<p>松山镇人民政府</p><p>2019221</p>"
PAGE = (
    f"<html><head><meta charset=utf-8><title>{TITLE}</title><meta name=PubDate content='2019-03-05'></head><body>"
    f"<h1>{TITLE}</h1><p>发布日期：2019-02-27 来源：松山镇 索引号：11220284/2019-00031</p><p>更新时间：2019-03-01</p>"
    f"<div id=zoom>{PROSE}{SIGNED}</div></body></html>"
)


def draft(page: str = PAGE, *, site: str | None = "panshi") -> Draft:
    (made,) = extract_drafts(page.encode(), URL, site=site)
    return made


def explained(field: str, page: str = PAGE, *, site: str | None = "panshi") -> list[str]:
    """The lines about one field."""
    return list(sheet(draft(page, site=site), field))[3:]


def test_a_day_with_its_rule_its_line_and_what_lost() -> None:
    assert explained("published") == [
        "published    2019-02-27",
        "  rule       label: the day behind a label of publication that the page shows",
        "  certainty  context (intact)",
        "  stood on   line 2 of the page, behind 发布日期",
        f"               1 | {TITLE}",
        "             > 2 | 发布日期：2019-02-27 来源：松山镇 索引号：11220284/2019-00031",
        "               3 | 更新时间：2019-03-01",
        "  lost       2019-03-01  day_of_update, line 3 of the page, behind 更新时间",
        "             2019-03-05  meta_tag, a meta tag: pubdate",
    ]


def test_a_string_of_the_text_stays_in_sight() -> None:
    long = PAGE.replace("统计期限", "我镇认真贯彻落实《中华人民共和国政府信息公开条例》，" * 6 + "统计期限")
    lines = explained("period", long)
    assert lines[0].endswith("2018-01-01 … 2018-12-31")
    (stood,) = [line for line in lines if line.lstrip().startswith(">")]
    assert "自2018年1月1日起至2018年12月31日止" in stood and "> 2 | …" in stood
    assert max(map(width, lines)) <= 110


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", ["shown_and_title_element", "line 1 of the page", "the same", "title_element, the title element"]),
        ("kind", ["annual_report", "words_of_title", f"printed as {TITLE}"]),
        ("agency", ["松山镇人民政府", "signoff_unit", "line 5 of the text", "松山镇  unit_in_title"]),
        ("region", ["220284108", "place_in_title", "site_of_registry, the registry entry panshi (22-jilin.toml)"]),
        ("report_year", ["year_of_title", "2018  year_of_period, line 2 of the text"]),
        ("signed", ["2019-02-21", "signoff_day", "certain (repaired)", "printed as 2019221", "line 6 of the text"]),
        ("source", ["松山镇", "label", "behind 来源"]),
        ("index_number", ["11220284/2019-00031", "behind 索引号"]),
        ("text", ["6 lines", "lines 4 to 9 of the page", "⋮"]),
        ("counts", ["proactive_total = 12 条 ← 主动公开政府信息12条 (line 2 of the text)"]),
        ("doc_number", ["-  (nothing gives one)"]),
        ("tables", ["-  (nothing gives one)"]),
    ],
)
def test_every_field_names_what_speaks_for_it(field: str, words: list[str]) -> None:
    told = "\n".join(explained(field))
    assert [word for word in words if word not in told] == []


def test_places_that_are_no_lines() -> None:
    script = f"<script>var pubtime='2019-02-27';</script><div id=zoom>{PROSE}</div>"
    assert "  stood in   a script: pubtime" in explained("published", script)
    copy = "http://www.panshi.gov.cn/nb/2018nb/1.html"
    (made,) = extract_drafts(f"<h1>年度报告</h1><div>{PROSE}</div>".encode(), copy)
    told = [line for line in sheet(made, "report_year") if "year_of_folder" in line]
    assert told == ["  the same   2018  year_of_folder, a folder of the address"]
    office = PAGE.replace("松山镇", "财政局")
    assert "  stood in   the registry entry panshi (22-jilin.toml)" in explained("region", office)


def test_a_report_that_only_the_listing_names() -> None:
    page = read_page(b"%PDF-1.4 a scan", "http://www.panshi.gov.cn/P01.pdf")
    entry = ListingEntry(TITLE, "2019-02-27", "http://www.panshi.gov.cn/ndbg/")
    capture = capture_of(Received("file"), page, b"%PDF-1.4 a scan")
    (made,) = drafts(page, site=None, capture=capture, entry=entry)
    lines = list(sheet(normalised(made)))
    assert next(line for line in lines if "listing_row" in line).startswith("  rule       listing_row: the row")
    assert lines.count("  stood in   the row of the listing that links to the page") >= 2


def test_a_part_of_a_compilation_and_a_traditional_copy() -> None:
    parts = "".join(
        f"<p>第{number}篇:{town}2018年政务公开工作总结({at})</p>{PROSE}"
        for number, town, at in (("一", "松山镇", 1), ("二", "明城镇", 2))
    )
    first, second = extract_drafts(f"<div class=content>{parts}</div>".encode(), URL)
    assert "(part 2)" in next(sheet(second))
    assert "  stood on   line 6 of the page" in list(sheet(second, "title"))
    assert "heading_of_part" in "\n".join(sheet(first, "title"))
    text = PROSE.replace("开", "開").replace("镇", "鎮")
    lines = explained("title", f"<h1>松山鎮2018年政府信息公開工作年度報告</h1><div id=zoom>{text}</div>")
    assert lines[0] == f"title        {TITLE}"
    assert "  printed as 松山鎮2018年政府信息公開工作年度報告" in lines
    assert "             converted from Traditional characters" in lines


def test_warnings_stand_at_the_end() -> None:
    assert list(sheet(draft()))[-1].startswith("! date_conflict: the page shows 2019-02-27, its meta says 2019-03-05")


def test_fields_in_the_order_of_the_record_and_every_rule_with_its_sentence() -> None:
    names = [field.name for field in fields(Report)]
    known = [name for name in FIELDS if name in names]
    assert known == sorted(known, key=names.index)
    for entry in entries(SAMPLES / "panshi.warc.gz"):
        if entry.type == "response" and entry.status == 200 and "/t20" in entry.url:
            for made in extract_drafts(entry.body, entry.url, site="panshi"):
                before = made.report.rules.copy()
                lines = "\n".join(sheet(made))
                assert all(f"{rule}: {meaning(key, rule)[:30]}" in lines for key, rule in before.items())
                assert before == made.report.rules
                assert max(map(width, lines.split("\n"))) <= 120


def test_chinese_characters_are_two_columns_wide() -> None:
    assert (width("年报a"), width("é"), width("e\u0301")) == (5, 1, 1)
    assert width(padded("年报", 9)) == 9
    assert cut("松山镇2018年\n年报", 40) == "松山镇2018年 年报"
    assert cut("松山镇2018年年报", 10) == "松山镇201…"
    assert width(cut("年" * 30, 20)) <= 20
    assert cut_around("末", "首" * 40 + "末", 40) == "…" + "首" * 12 + "末"
    assert cut_around("", "首" * 40, 10) == "首" * 4 + "…"
    values = explained("published", PAGE.replace("2019-03-01", "二〇一九年三月一日"))
    lost = [line for line in values if "day_of_update" in line or "meta_tag" in line]
    assert len({width(line.split("  day_of")[0].split("  meta_tag")[0]) for line in lost}) == 1
