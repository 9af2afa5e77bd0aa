"""Signs of PDF paste: read as the characters they stand for, kept as printed in raw strings."""

from __future__ import annotations

import pytest

import gaispider
from gaispider.text.lookalikes import Printed, has_lookalikes, plain
from tests.report.pages import URL, page_of


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2018年3⽉1⽇", "2018年3月1日"),
        ("⼀、⽹站和⼯作", "一、网站和工作"),
        ("⻓春市⺠政局⻚⾯", "长春市民政局页面"),
        ("２０１８\uf98e", "２０１８年"),
        ("\u3192\u3193", "一二"),
        ("2019年2月21日", "2019年2月21日"),
    ],
)
def test_plain(printed: str, meant: str) -> None:
    assert plain(printed) == meant
    assert len(plain(printed)) == len(printed)
    assert has_lookalikes(printed) == (printed != meant)


def test_a_character_of_names_among_the_compatibility_forms_stays() -> None:
    assert plain("\ufa11") == "\ufa11"


def test_a_page_is_read_without_them_and_keeps_them_in_its_raw_strings() -> None:
    page = page_of(
        "青溪县林业局2017年政府信息公开⼯作年度报告",
        "本报告的统计期限⾃2017年1⽉1⽇⾄2017年12⽉31⽇⽌。",
        "⼀、概述",
        "全年⽹站公开政府信息65条。",
        "⼆、存在问题",
        "公开内容还不够丰富。",
        "青溪县林业局",
        "2018年3⽉1⽇",
    )
    (report,) = gaispider.extract(page, URL)
    assert report.period and report.period.start == "2017-01-01"
    assert report.period.raw == "2017年1⽉1⽇⾄2017年12⽉31⽇"
    assert report.signed and (report.signed.value, report.signed.raw) == ("2018-03-01", "2018年3⽉1⽇")
    assert [section.title for section in report.sections] == ["概述", "存在问题"]
    assert report.title == "青溪县林业局2017年政府信息公开工作年度报告"
    assert report.title_original == "青溪县林业局2017年政府信息公开⼯作年度报告"
    assert report.text and "2018年3月1日" in report.text
    assert report.text_original and "2018年3⽉1⽇" in report.text_original
    figure = report.statistics.narrative["website"]
    assert figure.phrase and "⽹站" in figure.phrase


def test_printed_gives_back_only_what_it_took() -> None:
    printed = Printed()
    assert printed.take("3⽉1⽇") == "3月1日"
    assert printed.as_printed("月1") == "⽉1"
    assert printed.as_printed("4月") == "4月"
