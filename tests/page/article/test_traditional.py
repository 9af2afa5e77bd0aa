"""Mirrors print Simplified sites in Traditional characters, tools and footers too: such a page must read the same."""

from __future__ import annotations

from functools import cache

import opencc
import pytest

from gaispider.evaluation.score import bare, ngram_f1
from gaispider.items import Report
from gaispider.page import read_page
from gaispider.page.script_variants import pattern
from gaispider.reading import extract
from tests.page.templates.pieces import templates

PAGES = list(templates("state.txt", "provinces.txt", "odd.txt", "hard.txt", "unseen.txt", "unseen2.txt", "unseen3.txt"))
# 运行 and 执行 are one word in Taiwan, 数据 and 资料 another: in a title nothing may tell which the office wrote.
TAIWAN = ("运行", "数据", "资料", "查询")


@cache
def original(at: int) -> Report:
    case = PAGES[at]
    return extract(case.html.encode(), case.labels["url"])[0]


def differences(one: Report, other: Report) -> list[str]:
    pairs = {
        "title": (bare(one.title), bare(other.title)),
        "published": (
            one.published and (one.published.value, one.published.time),
            other.published and (other.published.value, other.published.time),
        ),
        "source": (bare(one.source), bare(other.source)),
        "index number": (bare(one.index_number), bare(other.index_number)),
        "document number": (one.doc_number and one.doc_number.value, other.doc_number and other.doc_number.value),
    }
    found = [f"{name}: {a} / {b}" for name, (a, b) in pairs.items() if a != b]
    if (one.text or other.text) and ngram_f1(one.text or "", other.text or "") < 0.97:
        found.append(f"text: {other.text}")
    return found


@pytest.mark.parametrize(("spelling", "step"), [("s2t", 1), ("s2hk", 5), ("s2twp", 2)])
def test_a_converted_page_reads_the_same(spelling: str, step: int) -> None:
    convert = opencc.OpenCC(spelling).convert
    wrong = {}
    for at in range(0, len(PAGES), step):
        case = PAGES[at]
        if spelling == "s2twp" and any(word in case.html for word in TAIWAN):
            continue
        found = differences(original(at), extract(convert(case.html).encode(), case.labels["url"])[0])
        if found:
            wrong[case.name] = found
    assert not wrong


def test_a_pattern_knows_every_form() -> None:
    found = pattern(r"[发时](?:布)\s*\[台\]后?$")
    assert all(found.match(text) for text in ("发布[台]后", "發佈 [臺]後", "時布[台]"))
    assert not found.match("發怖[台]")


LISTINGS = list(templates("listings.txt", "listings_makes.txt", "listings_more.txt", "listings_signs.txt"))


def test_a_converted_listing_has_the_same_rows_and_next_page() -> None:
    convert = opencc.OpenCC("s2t").convert
    wrong = []
    for case in LISTINGS:
        if "%" in (case.labels["next"] or ""):
            continue  # an address that holds a word
        pages = [read_page(html.encode(), case.labels["url"]).listing for html in (case.html, convert(case.html))]
        first, second = ((len(page.items), page.next_page, page.pages, page.records) for page in pages)
        if first != second:
            wrong.append((case.name, first, second))
    assert not wrong
