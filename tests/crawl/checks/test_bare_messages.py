"""What is no page where an article's page is expected, and what may be one without an element of HTML."""

from __future__ import annotations

import pytest

from gaispider.crawl.answer_markup import Markup
from gaispider.crawl.checks.bare_messages import bare_message
from gaispider.crawl.checks.stand_ins import Known, judge_message

_TITLE = "柳河镇人民政府2022年政府信息公开工作年度报告"
_MESSAGES = [
    '{"state": 9, "info": "签名不符", "result": null}',
    '\ufeff {"state": 9, "info": "\\u7b7e\\u540d"}',
    "{}",
    "[]",
    "null",
    '"签名不符"',
    '<?xml version="1.0"?><result><info>签名不符</info></result>',
    "<fault code='9'>签名不符</fault>",
    "签名不符，请核对",
    "callback({state: 9})",
]


@pytest.mark.parametrize("source", _MESSAGES)
def test_a_message_is_no_page_where_a_report_was_or_is_named(source: str) -> None:
    page = Markup(source)
    for known in (Known("article", _TITLE), Known("article", "2022年年度报告"), Known("article", report=True)):
        verdict = judge_message(page, known)
        assert verdict is not None
        assert (verdict.cause, verdict.evidence[:29]) == ("notice", "a message in place of a page:")
    assert judge_message(page, Known("article")) is None
    assert judge_message(page, Known("listing", _TITLE, report=True)) is None


def test_the_words_of_a_message_say_why() -> None:
    verdict = judge_message(Markup('{"msg": "\\u7cfb\\u7edf\\u7e41\\u5fd9"}'), Known("article", _TITLE))
    assert verdict is not None
    assert "系统繁忙" in verdict.evidence


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>柳河镇无申请</p>",
        "<html><body></body></html>",
        "<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><doc>柳河</doc>",
        "<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:doc>柳河</w:doc>",
        "全镇工作" * 60,
        "MZ\x00\x01",
    ],
)
def test_pages_files_and_long_texts_are_no_messages(source: str) -> None:
    assert bare_message(Markup(source)) is None


@pytest.mark.parametrize(
    "source",
    [
        f"{_TITLE}。全年公开政府信息12条。",
        '{"title": "\\u653f\\u5e9c\\u4fe1\\u606f\\u516c\\u5f00\\u5e74\\u5ea6\\u62a5\\u544a", "text": "12"}',
        "<doc><name>柳河镇2022年政府信息公开年报</name></doc>",
        "无",
    ],
)
def test_what_has_the_words_of_a_report_is_left_to_be_read(source: str) -> None:
    assert judge_message(Markup(source), Known("article", _TITLE, report=True)) is None
