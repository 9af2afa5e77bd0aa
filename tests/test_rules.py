"""data/reference/rules.tsv and the code name the same rules, and every record says which rule chose a value."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from gaispider import extract
from gaispider.archive.reader import entries
from gaispider.items import Report
from gaispider.paths import REFERENCE, ROOT, SAMPLES

CORPUS = ROOT.parent / "shared" / "corpus"
LINES = (REFERENCE / "rules.tsv").read_text("utf-8").splitlines()
TABLE = list(csv.DictReader((line for line in LINES if not line.startswith("#")), delimiter="\t"))
KNOWN = {(row["field"], row["rule"]) for row in TABLE}


def test_the_table_is_whole_and_in_order() -> None:
    assert len(KNOWN) == len(TABLE), "a rule stands twice"
    assert all(row["means"] and row["example"] for row in TABLE)
    fields = [field for field, _ in groupby(TABLE, key=lambda row: row["field"])]
    assert len(fields) == len(set(fields)), "the rules of a field stand together"


def test_the_table_has_no_rule_that_the_code_has_not() -> None:
    modules = [path for room in ("gaispider", "pipelines") for path in (ROOT / room).rglob("*.py")]
    words = {word for path in modules for word in _words(path)}
    assert not {rule for _, rule in KNOWN if rule not in words}


def _words(path: Path) -> Iterator[str]:
    """The string constants of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _check(reports: list[Report]) -> None:
    for report in reports:
        assert set(report.rules.items()) <= KNOWN
        # Whatever has a value says who chose it, and nothing else does.
        chosen = {name for name, _ in KNOWN if getattr(report, name) is not None}
        assert set(report.rules) == chosen


PAGE = "http://www.panshi.gov.cn/xxgk/1.html"
BODY = "<p>一、概述</p><p>我镇主动公开政府信息12条,未收到政府信息公开申请。</p>" * 3
TITLE = "松山镇2018年政府信息公开工作年度报告"
MADE = {
    "report": f"<h1>{TITLE}</h1><div>发布日期：2019-02-27　来源：松山镇</div><div id=zoom>{BODY}</div>",
    "update": f"<h1>{TITLE}</h1><div>更新时间：2019-02-27</div><div>{BODY}</div>",
    "script": f"<script>var title='{TITLE}';var pubtime='2019-02-27';</script><div>{BODY}</div>",
    "no disclosure": "<h1>松山镇道路建设情况</h1><div id=zoom><p>全镇修路12公里，建桥两座，投资三百万元。</p></div>",
    "nothing": "",
    "picture": f"<h1>{TITLE}</h1><p><img src=a.jpg></p>",
    "compilation": "<div class=content><p>第一篇:松山镇2018年政务公开工作总结(1)</p>"
    f"{BODY}<p>第二篇:明城镇2018年政务公开工作总结(2)</p>{BODY}</div>",
}


@pytest.mark.parametrize("markup", MADE.values(), ids=MADE.keys())
@pytest.mark.parametrize("site", [None, "panshi"])
def test_the_rules_of_made_pages(markup: str, site: str | None) -> None:
    page = f"<html><head><meta charset=utf-8></head><body>{markup}</body></html>"
    _check(extract(page.encode(), PAGE, site=site))


def test_the_rules_of_the_sample() -> None:
    for entry in entries(SAMPLES / "panshi.warc.gz"):
        if entry.type == "response" and entry.status == 200 and "/t20" in entry.url:
            _check(extract(entry.body, entry.url, site="panshi"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not here (../shared/corpus)")
def test_the_rules_of_the_corpus() -> None:
    for path in sorted(CORPUS.rglob("*.html")):
        _check(extract(path.read_bytes(), f"http://www.example.gov.cn/{path.name}"))
