"""A store of made records, of any size: forms, units, years, money, revisions, copies, repeats, scans, notices.

python -m tests.benchmarks.made_store STORE RECORDS
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from gaispider.items import AnnexFigure, Attachment, Check, Figure, Report, Section, Statistics, Tables, Warn
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.t3 import ROWS
from gaispider.schema import encode
from gaispider.text.places import division
from gaispider.text.places.gazetteer import upper
from tests.dataset.made import RUN, annex, changed, figure, report, said

RECORDS_OF_A_SITE = 333
# What is last year's text again, or a third party's copy, or read anew, or no report: one in so many.
_REPEATED, _COPIED, _REVISED, _NOTICE, _SCAN = 41, 25, 10, 37, 29
_FIRST_YEAR, _YEARS = 2008, 17
_FORMS = {"A2014": range(2014, 2019), "B2019": range(2019, 2021), "C2021": range(2021, 2100)}
_KINDS = (
    "财政 教育 公安 水利 民政 农业农村 自然资源 审计 统计 司法 卫生健康 应急管理 交通运输 文化旅游 商务 林业 医疗保障 "
    "信访 市场监督管理"
)
_ANNEX = (
    "收到申请数",
    "申请答复数",
    "同意公开答复数",
    "行政复议数量",
    "行政诉讼数量",
    "专职人员数",
    "主动公开政府信息数",
    "公告栏更新次数",
)
_TEMPLATE = "根据条例要求编制本报告统计期限自一月一日起至十二月三十一日止"
_SIGNS = [chr(0x4E00 + number) for number in range(3000)]
_VARIANTS = 64


def make_store(store: Path, records: int) -> int:
    """Write a store of that many records; gives the number of sites. The same number gives the same bytes."""
    sites = max(1, records // RECORDS_OF_A_SITE)
    for site in range(sites):
        folder = store / f"s{site:04}" / "records"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{RUN}.jsonl").open("wb") as file:
            for one in made_records(site, records // sites + (site < records % sites)):
                file.write(encode(one) + b"\n")
    return sites


def made_records(site: int, count: int) -> Iterator[Report]:
    """Records of a division over the years 2008 to 2024: `count` documents, and lines of their revisions."""
    chance = random.Random(site)
    code = _codes()[site % len(_codes())]
    place = division(code)
    assert place is not None
    agencies = [place.name + "人民政府", *(f"{place.name}{kind}局" for kind in _KINDS.split())]
    texts: dict[str, str] = {}
    for number in range(count):
        name, year = agencies[number // _YEARS % len(agencies)], _FIRST_YEAR + number % _YEARS
        own = texts.get(name) if number % _REPEATED == 0 else None
        texts[name] = text = own or "".join(chance.choices(_SIGNS, k=900)) + _TEMPLATE * 20
        rest = {"text": text} | _rest(chance, number, year)
        one = report(f"{number:06}", name, year, site=f"s{site:04}", code=code, **rest)
        yield changed(one, provenance="third_party_copy") if number % _COPIED == 1 else one
        if number % _REVISED == 0:
            yield changed(one, title=f"{one.title}(修订)", read_at="2025-06-01T00:00:00Z")


def _rest(chance: random.Random, number: int, year: int) -> dict[str, Any]:
    """Statistics and sections of a report; of some records that they are no report, or a scan."""
    if number % _NOTICE == 5:
        return {"kind": "not_a_report"}
    if number % _SCAN == 7:
        files = [Attachment(f"http://www.made.gov.cn/{number}.pdf", "a.pdf", "application/pdf")]
        return {"text": "图", "attachments": files, "warnings": [Warn("body_is_image", "a")]}
    form = next((form for form, years in _FORMS.items() if year in years), None)
    t3, a, checks = _statistics(chance.randrange(_VARIANTS), form)
    sentences = {"proactive_total": said(chance.randrange(500), "条"), "reviews": said(chance.randrange(9))}
    sections = [Section(sign, f"{sign}、做了什么", 1, f"第{sign}部分,{number}。") for sign in "一二三四五六"]
    return {"statistics": Statistics(form, Tables(t3=t3, a=a), sentences, checks), "sections": sections}  # type: ignore[arg-type]


_Made = tuple[dict[str, dict[str, Figure]] | None, dict[str, AnnexFigure] | None, list[Check]]


@cache
def _statistics(variant: int, form: str | None) -> _Made:
    """Tables of a form and their identities: one of a few, since making them anew takes longer than writing them."""
    chance = random.Random(f"{form} {variant}")
    if form is None:
        return None, None, []
    if form == "A2014":
        rows = {label: annex(chance.randrange(30)) for label in _ANNEX} | {"信息公开指定专项经费": annex("1.5", "万元")}
        return None, rows, []
    cells = {row: {one: figure(chance.randrange(5)) for one in APPLICANTS} for row in ROWS}
    holds = [chance.random() < 0.98 for _ in APPLICANTS]
    checks = [
        Check("t3.total", form, None, one, "4", "4" if fine else "5", 0, fine, None)  # type: ignore[arg-type]
        for one, fine in zip(APPLICANTS, holds, strict=True)
    ]
    return cells, None, checks


@cache
def _codes() -> tuple[str, ...]:
    """Counties, then prefectures."""
    levels = {code: level for code, (_, level, _) in sorted(upper().rows.items())}
    return tuple(code for wanted in ("county", "prefecture") for code, level in levels.items() if level == wanted)


if __name__ == "__main__":
    print(make_store(Path(sys.argv[1]), int(sys.argv[2])), "sites")
