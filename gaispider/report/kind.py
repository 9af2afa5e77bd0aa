"""The kind of document on a page: a report, a summary, a statistics table, or another document that looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple

from gaispider.filetypes import ATTACHED, endings
from gaispider.items import Kind
from gaispider.page.model import Document
from gaispider.reference import Phrases
from gaispider.report.announced_kind import has_own_text, is_told_of
from gaispider.report.line_readings import fold, year_mentions

_WORDS = "report_titles.tsv"
_SUBJECT = Phrases(_WORDS, "subject")
_DISCLOSURE = ("信息公开", "政务公开", "主动公开", "申请公开", "政府信息", "政务信息", "公开工作", "公开情况", "公开年")
# Disclosure of other matters than an office's work: budgets, villages, courts, companies.
_OTHER_SUBJECT = Phrases(_WORDS, "other_subject")
# Documents about reports. Each stands at the end of the title, before brackets and a site's name.
_ABOUT = Phrases(_WORDS, "about")
_EXPLAINED = Phrases(_WORDS, "explained")
_PART_OF_YEAR = Phrases(_WORDS, "part_of_year")
_NEWS = Phrases(_WORDS, "news")
# What a notice without a report orders.
_ORDER = Phrases(_WORDS, "order")
_NOTICE = Phrases(_WORDS, "notice")
_REPORT = Phrases(_WORDS, "report")
_SUMMARY = Phrases(_WORDS, "summary")
_TABLE = Phrases(_WORDS, "table")

_REPORT_PHRASES = ("主动公开", "依申请公开", "行政复议", "统计期限", "信息公开条例", "存在的", "年度报告", "行政诉讼")
_LEAST_PHRASES = 4

# Characters: a longer line is no title; its beginning is enough.
_LONGEST_TITLE = 300


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "carrier": re.compile(
            r"(?:公布|发布|印发|公开|报送|上报|呈报).{0,60}(?:报告|年报|总结)[》>]?的(?:通知|公告|通告|函|报告)$"
        ),
        "tail": re.compile(
            r"(?:[(\[【][^()\[\]【】]*[)\]】])+$|[-_|].{2,20}(?:网|网站|政府|平台)$|"
            rf"\.(?:{endings(*ATTACHED)})$"
        ),
        # A report on the rule of law mentions disclosure, too, but has no section for it.
        "section": re.compile(r"^[一二三四五六七八九十]{1,2}、[^\n。]{0,12}主动公开[^\n。]{0,12}$", re.M),
        "chapter": re.compile(r"\s*[一二三四五六七八九十]{1,2}、"),
        "plan": re.compile(
            r"(?:[及和暨与、]|以及)(?:20\d\d|二.{3}|明|下一?)年?度?.{0,12}(?:计划|安排|打算|思路|要点)$"
        ),
        # …报告及统计表; not 永和镇政府信息公开情况统计表
        "and_table": re.compile(
            r"(?:(?<=报告)|(?<=年报)|(?<=总结)|(?<=[》)]))(?:[及和暨与、(]|以及|附|含).{0,12}(?:统计(?:报)?表|附表|附件)$"
        ),
    }


def kind_of(title: str | None, document: Document) -> tuple[Kind, str]:
    """The kind of a document, and the rule that decided it.

    The title decides; where it is cut off or general, the document's own first lines do. A notice that carries a report
    (关于公布…年度报告的通知) is a report if the report's text follows it.
    """
    kind, rule = _by_title(title or "", document)
    if kind != "work_summary" and is_told_of(title or ""):
        kind, rule = ("annual_report" if has_own_text(document) else "not_a_report"), "text_of_report"
    elif kind is None or _is_general(title or ""):
        lines = (_by_title(line, document)[0] for line in first_lines(document))
        own = next((found for found in lines if found is not None), None)
        if own is not None:
            kind, rule = own, "words_of_heading"
    if kind is None:
        kind, rule = _by_body(title or "", document)
    if kind == "annual_report" and _is_table_only(document):
        return "statistics_only", "table_alone"
    return kind, rule


def speaks_of_disclosure(title: str | None, text: str | None) -> bool:
    """Whether title or text (Simplified) name the subject of the reports: without it no document is one."""
    said = f"{fold(title or '')}\n{text or ''}"
    return ("公开" in said or "信息" in said) and any(word in said for word in _DISCLOSURE)


def first_lines(document: Document, count: int = 4) -> list[str]:
    """The document's first `count` short lines that are no sentences: where its own title stands."""
    lines = []
    for block in document.blocks[:count]:
        folded = fold(block.text)
        if len(folded) > 70 or "。" in folded:
            break
        if folded and block.table is None:
            lines.append(block.text)
    return lines


def bare_title(title: str) -> str:
    """A folded title without brackets, file endings and site names at its end."""
    folded = fold(title[:_LONGEST_TITLE]).strip("《》“”\"'.…")
    while True:
        cut = _patterns()["tail"].sub("", folded).strip("《》“”\"'.…:。")
        if cut == folded or not cut:
            return folded
        folded = cut


class _Title(NamedTuple):
    """A bare title, and the document under it."""

    name: str
    document: Document


_Verdict = Kind | Literal["open"] | None
"""What a rule says of a title: a kind, that the title leaves it open, or nothing."""


def _by_title(title: str, document: Document) -> tuple[Kind | None, str]:
    """The kind that a title states, None if it leaves it open; and the rule."""
    name = bare_title(title)
    is_ = _patterns()
    # …报告及2018年计划, …报告及统计表: what the title names beside the report does not count.
    main = is_["and_table"].sub("", is_["plan"].sub("", name))
    for rule, verdict_of in _TITLE_RULES:
        verdict = verdict_of(_Title(name if rule in _OF_WHOLE_TITLE else main, document))
        if verdict is not None:
            return (None if verdict == "open" else verdict), rule
    return None, ""


def _without_subject(title: _Title) -> _Verdict:
    """A title without the subject of disclosure leaves the kind open only if it is short or a general report's."""
    name = title.name
    if _SUBJECT.find(name):
        return None
    if _OTHER_SUBJECT.find(name):
        return "not_a_report"
    about = _NOTICE.find(name) or _ABOUT.find(name)
    if _REPORT.find(name) and not about:
        return "open"  # 年度报告, 2015年年报: a column's name; or a copy that has its brand in the subject's place
    return "not_a_report" if len(name) > 14 or about else "open"


def _other_matter(title: _Title) -> _Verdict:
    """Budgets, villages and the like; explanations of a report; reports on a part of the year: no report."""
    other = any(words.find(title.name) for words in (_OTHER_SUBJECT, _EXPLAINED, _PART_OF_YEAR))
    return "not_a_report" if other else None


def _table(title: _Title) -> _Verdict:
    return "statistics_only" if _TABLE.find(title.name) else None


def _notice(title: _Title) -> _Verdict:
    """A notice is of the kind of the document that follows it: 关于公布…年度报告的通知."""
    is_, name = _patterns(), title.name
    if not _NOTICE.find(name) or name.endswith("报告"):
        return None
    carries = is_["carrier"].search(name) and not _ORDER.find(name)
    follows = carries and (len(title.document.text) > 400 or "\n二、" in title.document.text)
    return _stated(title) if follows else "not_a_report"


def _about_reports(title: _Title) -> _Verdict:
    """A document about reports, or news of a meeting about them, is no report."""
    return "not_a_report" if _ABOUT.find(title.name) or _NEWS.find(title.name) else None


def _stated(title: _Title) -> _Verdict:
    """The kind that the title's own word names; else open."""
    name = title.name
    if _REPORT.find(name):
        return "annual_report"
    if _SUMMARY.find(name):
        return "work_summary"
    if name.endswith(("报告", "报告的通知", "报告》的通知")):
        # 政务公开工作报告 without a year is a speech or summary; with a year it is that year's report.
        return "annual_report" if "信息公开" in name or year_mentions(name) else "work_summary"
    return "work_summary" if name.endswith(("工作情况", "情况说明", "开展情况", "落实情况")) else "open"


_TITLE_RULES: tuple[tuple[str, Callable[[_Title], _Verdict]], ...] = (
    ("title_without_subject", _without_subject),
    ("title_of_other_matter", _other_matter),
    ("title_of_table", _table),
    ("title_of_notice", _notice),
    ("title_about_reports", _about_reports),
    ("words_of_title", _stated),
)
# These rules ignore what the title names beside the report.
_OF_WHOLE_TITLE = ("title_without_subject", "title_of_other_matter")


def _is_general(title: str) -> bool:
    """Whether a title names neither year nor unit, or was cut off: the document's first line is then better."""
    folded = fold(title)
    if folded.endswith(("…", "...")):
        return True
    name = bare_title(title)
    return not year_mentions(name) and len(name) <= 16


class _Body(NamedTuple):
    """A text whose title leaves its kind open: its beginning, and whether it has most set phrases of a report."""

    title: str
    text: str
    opening: str
    phrases: bool


def _by_body(title: str, document: Document) -> tuple[Kind, str]:
    """The kind by the set phrases of a report in the text, for a title that leaves it open; and the rule."""
    text = document.text
    phrases = sum(phrase in text for phrase in _REPORT_PHRASES) >= _LEAST_PHRASES
    body = _Body(title, text, fold(text[:400]), phrases)
    return next(((kind, rule) for rule, kind, holds in _BODY_RULES if holds(body)), ("not_a_report", "no_set_phrases"))


def _calls_itself_report(body: _Body) -> bool:
    return body.phrases and any(name in body.opening for name in ("年度报告", "年报", "本报告"))


def _has_the_subject(body: _Body) -> bool:
    """Whether the title, or a section, is about disclosure."""
    is_ = _patterns()
    return body.phrases and bool(_SUBJECT.find(bare_title(body.title)) or is_["section"].search(body.text))


def _sums_up(body: _Body) -> bool:
    said = ("总结如下", "总结汇报如下", "情况总结")
    return "公开" in body.opening and any(words in body.opening for words in said)


def _reports_as_follows(body: _Body) -> bool:
    return body.phrases and re.search(r"公开.{0,20}(?:报告|汇报)如下", body.opening) is not None


_BODY_RULES: tuple[tuple[str, Kind, Callable[[_Body], bool]], ...] = (
    ("calls_itself_report", "annual_report", _calls_itself_report),
    ("phrases_and_subject", "annual_report", _has_the_subject),
    ("sums_up", "work_summary", _sums_up),
    ("reports_as_follows", "annual_report", _reports_as_follows),
)


def _is_table_only(document: Document) -> bool:
    """Whether the document is a form A table (统计指标, 指标名称) with hardly any other words."""
    if not document.tables:
        return False
    lines = [block.text for block in document.blocks if block.table is None]
    if sum(_patterns()["chapter"].match(line) is not None for line in lines) > 1:
        return False  # a town's report may be as short
    return sum(map(len, lines)) < 80 and any(
        fold(cell.text) in ("统计指标", "指标名称", "指标") for table in document.tables for cell in table.cells[:12]
    )
