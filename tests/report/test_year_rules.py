"""Each rule that gives the report year: what decides, and what else there was."""

from __future__ import annotations

import pytest

from gaispider.items import Period
from gaispider.report.year import report_year, year_readings

PAGE = "http://www.panshi.gov.cn/a/1.html"
PERIOD = Period("2018-01-01", "2018-12-31", "2018年1月1日至12月31日", "intact", "certain")


@pytest.mark.parametrize(
    ("rule", "title", "url", "text"),
    [
        ("year_of_title", "松山镇2018年政府信息公开工作年度报告", PAGE, ""),
        ("year_of_folder", None, "http://www.panshi.gov.cn/ndbg/2018nb/1.html", ""),
        ("year_of_parameter", None, "http://www.panshi.gov.cn/list.jsp?fbtime=2018", ""),
        ("year_of_heading", None, PAGE, "松山镇2018年政府信息公开工作情况\n我镇认真贯彻落实《条例》。"),
        ("year_of_announcement", None, PAGE, "现将我镇2018年政府信息公开工作情况报告如下。"),
        ("year_of_first_words", None, PAGE, "2018年,我镇认真贯彻落实《条例》,扎实做好信息公开工作。"),
        (
            "year_of_notice",
            None,
            PAGE,
            "根据《关于做好2018年度政府信息公开年度报告的通知》要求，我镇编制本报告。",
        ),
    ],
)
def test_a_rule_of_the_report_year(rule: str, title: str | None, url: str, text: str) -> None:
    found = [(reading.year, reading.rule) for reading in year_readings(title, None, url, text)]
    assert found == [(2018, rule)]


def test_readings_in_order_of_trust() -> None:
    text = "现将我镇2015年政府信息公开工作情况报告如下。"
    url = "http://www.panshi.gov.cn/ndbg/2017nb/1.html?year=2016"
    readings = list(year_readings("松山镇2019年政府信息公开工作年度报告", PERIOD, url, text))
    assert [(reading.year, reading.rule, reading.certainty) for reading in readings] == [
        (2019, "year_of_title", "certain"),
        (2018, "year_of_period", "certain"),
        (2017, "year_of_folder", "context"),
        (2016, "year_of_parameter", "context"),
        (2015, "year_of_announcement", "context"),
    ]
    assert report_year("松山镇2019年政府信息公开工作年度报告", PERIOD, url, text) == (2019, "title")
