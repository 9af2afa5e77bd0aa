"""Sign-offs and the unit that made the report."""

from __future__ import annotations

import pytest

from gaispider.page.model import Block, Document, Shown
from gaispider.report.sign_off import sign_off
from gaispider.report.signed import read_signed
from gaispider.report.unit.agency import agency_of, read_agency, unit_of_title
from tests.report.unit.signed_documents import document


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("2011年青岗镇政府信息公开年度报告", "青岗镇"),
        ("临湖市人民政府机关2013年度政府信息公开工作报告", "临湖市人民政府机关"),
        ("县农机局积极参加全县政府信息公开工作会议", None),
        ("临湖市人民政府信息公开办公室2010年度政府信息公开年度报告", "临湖市人民政府信息公开办公室"),
        ("临湖县政务公开领导小组办公室关于2010年政务公开工作的报告", "临湖县政务公开领导小组办公室"),
        ("【年报】临湖县水务局2015年政府信息公开年度报告", "临湖县水务局"),
        ("[青岗镇]2015年政府信息公开工作年度报告", "青岗镇"),
        ("2015年度政府信息公开工作年度报告——临湖县水务局", "临湖县水务局"),
        ("政府信息公开工作年度报告（2015年）-临湖县水务局", "临湖县水务局"),
        ("2015年政府信息公开工作年度报告 青岗镇", "青岗镇"),
        ("2015年政府信息公开工作年度报告-临湖县人民政府", None),
        ("临湖县住建局（县人防办）2021年政府信息公开工作年度报告", "临湖县住建局(县人防办)"),
        ("青岗镇人民政府信息公开年度报告", "青岗镇人民政府"),
        ("临湖县人民政府政府信息公开工作年度报告", "临湖县人民政府"),
        ("杭城市西岭区教育局2015年政府信息公开工作年度报告", "杭城市西岭区教育局"),
        ("2025临湖市林业和草原局", "临湖市林业和草原局"),
        ("2013年度青岗镇政府信息公开工作年度报告", "青岗镇"),
        ("《青岗镇2009年政府信息公开年度报告》", "青岗镇"),
        ("二○一三年度白石桥乡政府信息公开年度报告", "白石桥乡"),
        ("临湖支行关于二○○八年度政务公开工作总结的报告", "临湖支行"),
        ("白石桥街道办事处\n2015年政府信息公开工作年度报告", "白石桥街道办事处"),
        ("临湖综合实验区管委会2018年政府信息公开工作年度报告（修改）", "临湖综合实验区管委会"),
        ("2012 年  青岗镇  政府信息公开年度报告", "青岗镇"),
        ("临湖市2011年政府信息公开工作年度报告", "临湖市"),
        ("2022年度政府信息公开工作年度报告（临湖县水利局）", "临湖县水利局"),
        ("临湖县信息公开领导小组办公室关于2013年政府信息公开工作情况的报告", "临湖县信息公开领导小组办公室"),
        ("临湖县第一中学2019年信息公开工作年度报告", "临湖县第一中学"),
        ("关于2012年政府信息公开工作年度报告", None),
        ("第一篇：青岗镇2012年政府信息公开年度报告", "青岗镇"),
        ("图文解读：临湖县2012年政府信息公开年度报告", "临湖县"),
        ("2012年政府信息公开工作年度报告（修改）", None),
        ("政府信息公开年度报告", None),
        ("2015年年报", None),
        ("市政务公开工作工作报告", None),
        ("*市政务公开工作情况汇报", None),
        ("××镇2012年政务公开工作总结", None),
        ("", None),
        ("临湖县人民政府办公室转发县财政局关于报送2012年政府信息公开年度报告的通知", "临湖县人民政府办公室"),
    ],
)
def test_unit_of_title(title: str, unit: str | None) -> None:
    assert unit_of_title(title) == unit


def test_order_of_trust() -> None:
    title = "青岗镇2018年政府信息公开年度报告"
    shown = Shown("临湖县青岗镇", "header")
    signed = read_agency(document("青岗镇人民政府", "2019年2月21日"), title, shown)
    assert signed and (signed.name, signed.found_in) == ("青岗镇人民政府", "signoff")
    titled = read_agency(document("2019年2月21日"), title, shown)
    assert titled and (titled.name, titled.raw, titled.found_in) == ("青岗镇", title, "title")
    headed = read_agency(document(), "政府信息公开年度报告", shown)
    assert headed and (headed.name, headed.found_in) == ("临湖县青岗镇", "header")
    own = Document([Block("白石桥乡2011年政府信息公开年度报告", "p"), *document().blocks])
    from_heading = read_agency(own, "年度报告", None)
    assert from_heading and from_heading.name == "白石桥乡"
    assert read_agency(document(), "年度报告", None) is None


def test_joint_sign_off_names_the_last_unit() -> None:
    agency = read_agency(document("中共青岗镇委员会", "青岗镇人民政府", "2014年1月8日"), None, None)
    assert agency and agency.name == "青岗镇人民政府"
    assert agency.certainty == "context", "another unit signs too"


@pytest.mark.parametrize(
    ("lines", "title", "rule", "certainty"),
    [
        (["青岗镇人民政府", "2019年2月21日"], "青岗镇2018年政府信息公开年度报告", "signoff_unit", "certain"),
        (["2019年2月21日"], "青岗镇2018年政府信息公开年度报告", "unit_in_title", "certain"),
        ([], "年度报告", "header_unit", "context"),
    ],
)
def test_the_rule_that_found_the_unit(lines: list[str], title: str, rule: str, certainty: str) -> None:
    made = document(*lines)
    agency, found_by = agency_of(sign_off(made), made, title, Shown("临湖县青岗镇", "header"))
    assert agency and (found_by, agency.certainty) == (rule, certainty)


def test_a_letter_spaced_day_is_read_and_kept_as_printed() -> None:
    made = document("青 岗 镇 人 民 政 府", "2 0 1 9 年 2 月 2 1 日")
    signed = read_signed(sign_off(made), made, published=None, report_year=2018)
    assert signed and (signed.value, signed.raw) == ("2019-02-21", "2 0 1 9 年 2 月 2 1 日")
