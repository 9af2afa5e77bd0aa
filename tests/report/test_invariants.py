"""What holds of every record, whatever the page: raw strings are on it, certain values follow from them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from lxml import html

import gaispider
from gaispider.items import Report
from gaispider.paths import ROOT
from gaispider.report.day_bounds import FIRST_DAY
from gaispider.report.forms.values import read_number
from gaispider.report.line_readings import chinese_integer, fold
from gaispider.text.dates import find_dates, read_header
from gaispider.text.docnumbers import find_document_numbers
from gaispider.text.lookalikes import plain
from tests.page.templates.pieces import Template
from tests.page.test_templates import ARTICLES
from tests.report.pages import URL, page_of

SEEDS = sorted((ROOT / "tests" / "eval" / "seeds").glob("*.html"))
PLAIN_SEEDS = [path for path in SEEDS if "traditional" not in path.name and "script" not in path.name]
RADICALS = str.maketrans("月日一二工人自至止文立", "⽉⽇⼀⼆⼯⼈⾃⾄⽌⽂⽴")
WIDE = str.maketrans("0123456789-/", "０１２３４５６７８９－／")
SIGNS = "年月日起至止到,，、.-/号令〔〕[]（）() 0123456789"


def raws(value: object) -> Iterator[str]:
    """Every string as printed in a record."""
    if isinstance(value, dict):
        for each in value.values():
            yield from raws(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from raws(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            held: Any = getattr(value, each.name)
            if each.name in ("raw", "phrase") and isinstance(held, str):
                yield held
            else:
                yield from raws(held)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def printed(body: str) -> str:
    """All that a page prints: its text, and what its attributes hold."""
    tree = html.fromstring(body.encode(), parser=html.HTMLParser(encoding="utf-8"))
    said = ["".join(map(str, tree.itertext()))]
    said += [value for element in tree.iter(html.etree.Element) for value in element.attrib.values()]
    return squeezed("".join(said))


def check(body: str) -> None:
    for report in gaispider.extract(body.encode(), URL):
        page = printed(body)
        missing = [raw for raw in raws(report) if squeezed(raw) not in page]
        assert not missing
        check_certain(report)
        check_days(report)
        check_figures(report)


def check_certain(report: Report) -> None:
    published, signed, period, number = report.published, report.signed, report.period, report.doc_number
    if published and published.certainty == "certain" and published.value:
        read = read_header(published.raw)
        assert read.day and (read.day.isoformat(), read.time) == (published.value, published.time)
    if signed and signed.certainty == "certain" and signed.value and signed.method != "markup":
        days = find_dates("".join(plain(signed.raw).split())) or find_dates(plain(signed.raw))
        assert signed.value in [mention.start.isoformat() for mention in days if mention.start]
    if period and period.certainty == "certain" and period.start:
        spans = [(mention.start, mention.end) for mention in find_dates(f"统计期限自{plain(period.raw)}止")]
        assert (date.fromisoformat(period.start), date.fromisoformat(period.end or "")) in spans
    if number and number.certainty == "certain":
        assert number.value in [found.normalised for found in find_document_numbers(plain(number.raw))]
    if report.agency and report.agency.certainty == "certain":
        assert fold(report.agency.name) in fold(plain(report.agency.raw))


def check_days(report: Report) -> None:
    # A page of another matter may be older than the reports are.
    first = date(1990, 1, 1) if report.kind == "not_a_report" else FIRST_DAY
    last = date.today() + timedelta(days=1)
    days = [report.published.value if report.published else None, report.signed.value if report.signed else None]
    days += [report.period.start, report.period.end] if report.period else []
    for day in days:
        assert day is None or first <= date.fromisoformat(day) <= last
    for dated in (report.published, report.signed):
        assert dated is None or (dated.certainty == "ambiguous") <= (dated.value is None)


def check_figures(report: Report) -> None:
    """A certain figure is what its cell or phrase says by itself; what is left open has its candidates."""
    tables, narrative = report.statistics.tables, report.statistics.narrative
    cells = [
        cell for table in (tables.t2, tables.t3, tables.t4) if table for row in table.values() for cell in row.values()
    ]
    for cell in (*cells, *(tables.a or {}).values()):
        assert (cell.certainty == "ambiguous") <= (cell.value is None)
        if cell.certainty == "certain" and cell.value is not None:
            said = read_number(plain(cell.raw)).value
            assert said is not None and Decimal(said) == Decimal(str(cell.value)), cell
    for key, figure in narrative.items():
        if figure.certainty == "ambiguous":
            assert figure.value is None and figure.alternatives, (key, figure)
        elif figure.certainty == "certain" and figure.value is not None:
            assert figure.phrase and Decimal(str(figure.value)) in numbers_of(figure.phrase), (key, figure)


def numbers_of(phrase: str) -> set[Decimal]:
    """All numbers that a phrase says: in digits, in Chinese numerals, by a denial."""
    folded = fold(plain(phrase))
    found = {Decimal(0)} if re.search("[未没无零不]", folded) else set()
    for digits, big in re.findall(r"(\d[\d,]*(?:\.\d+)?)[余多]?(万?)", folded):
        number = Decimal(digits.replace(",", ""))
        found |= {number, number * 10000} if big else {number}
    for numeral in re.findall("[一二两三四五六七八九十]{1,3}", folded):
        if (value := chinese_integer(numeral)) is not None:
            found.add(Decimal(value))
    return found


def mutated(body: str, chance: random.Random) -> str:
    """The page with some signs lost, doubled, exchanged, or pasted in another shape; its markup stays."""
    pieces = re.split(r"(<[^>]*>)", body)
    for at, piece in enumerate(pieces):
        if piece.startswith("<") or not piece.strip():
            continue
        how = chance.random()
        if how < 0.10:
            piece = piece.translate(RADICALS)
        elif how < 0.18:
            piece = piece.translate(WIDE)
        elif how < 0.45:
            signs = [sign for sign in piece if sign not in SIGNS or chance.random() > 0.08]
            piece = "".join(sign * (2 if sign in SIGNS and chance.random() < 0.02 else 1) for sign in signs)
        elif how < 0.60:
            piece = "".join(
                chance.choice("0123456789") if sign.isdecimal() and chance.random() < 0.3 else sign for sign in piece
            )
        elif how < 0.65:
            piece = piece.replace(":", "∶").replace("：", "︰")
        pieces[at] = piece
    return "".join(pieces)


@pytest.mark.parametrize("path", PLAIN_SEEDS, ids=[path.stem for path in PLAIN_SEEDS])
def test_pages_as_they_are(path: Any) -> None:
    check(path.read_text("utf-8", errors="replace"))


@pytest.mark.parametrize("seed", range(40))
def test_mutated_pages(seed: int) -> None:
    chance = random.Random(seed)
    check(mutated(chance.choice(PLAIN_SEEDS).read_text("utf-8", errors="replace"), chance))


@pytest.mark.parametrize("case", ARTICLES, ids=[case.name for case in ARTICLES])
def test_pages_of_every_make(case: Template) -> None:
    chance = random.Random(case.name)
    check(case.html)
    check(mutated(case.html, chance))


DAYS = ["2018-03-09", "2006年3月9日", "2091-03-09", "03月09日", "Fri Mar 09 09:30:00 CST 2018", "2018-03-08T20:10:00Z"]


@pytest.mark.parametrize("seed", range(40))
def test_made_pages(seed: int) -> None:
    chance = random.Random(seed)
    year = chance.choice([1999, 2006, 2008, 2013, 2017, 2044])
    lines = [
        f"本报告由青溪县林业局编制。统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、概述",
        f"{year}年，我局根据《条例》（国务院令第492号）和青政办发〔{year}〕21-1号要求，主动公开政府信息130条。",
        "二、存在问题",
        "公开的形式还不够丰富，队伍建设还需加强。",
        "青溪县林业局",
        chance.choice([f"{year + 1}年3月1日", "3月1日", f"{year + 1}31", f"{year + 1}、3、1"]),
    ]
    page = page_of("青溪县林业局政府信息公开年度报告", *lines, bar=f"发布时间:{chance.choice(DAYS)}")
    check(mutated(page.decode(), chance))
    check(page.decode())


def test_days_that_cannot_be_are_candidates() -> None:
    page = page_of(
        "青溪县林业局政府信息公开年度报告",
        "统计期限自2044年1月1日起至2044年12月31日止。",
        "一、概述",
        "主动公开政府信息130条。",
        "青溪县林业局",
        "2005年3月1日",
        bar="发布时间:2091-03-09",
    )
    (report,) = gaispider.extract(page, URL)
    assert report.published and (report.published.value, report.published.alternatives) == (None, ["2091-03-09"])
    assert report.signed and (report.signed.value, report.signed.alternatives) == (None, ["2005-03-01"])
    assert report.period and (report.period.start, report.period.alternatives) == (None, [("2044-01-01", "2044-12-31")])
    assert report.published.raw == "2091-03-09" and report.signed.raw == "2005年3月1日"
    assert [warn.code for warn in report.warnings if warn.code == "date_conflict"] == ["date_conflict"]


def test_an_old_page_of_another_matter_keeps_its_day() -> None:
    page = page_of("青溪县举行植树节活动", "全县干部群众参加了植树。" * 5, bar="发布时间:2004-03-12")
    (report,) = gaispider.extract(page, URL)
    assert report.published and report.published.value == "2004-03-12"
