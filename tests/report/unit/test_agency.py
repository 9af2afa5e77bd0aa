"""Sign-offs and the unit that made the report."""

from __future__ import annotations

from datetime import date

import pytest

from gaispider.page.model import Block, Document, Shown
from gaispider.report.sign_off import SignOff, sign_off
from gaispider.report.signed import read_signed
from gaispider.report.unit.agency import agency_of, read_agency, unit_of_title

PROSE = "我镇认真贯彻落实《条例》，结合工作实际，采取多种措施，严格按照规定推进各项工作，不断提高水平。"


def document(*lines: str) -> Document:
    return Document(
        [Block(PROSE, "p"), Block("二、存在问题", "p"), Block(PROSE, "p"), *(Block(line, "p") for line in lines)]
    )


@pytest.mark.parametrize(
    ("lines", "unit", "day"),
    [
        (["青岗镇人民政府", "2019年2月21日"], "青岗镇人民政府", "2019年2月21日"),
        (["青岗镇人民政府", "2019221"], "青岗镇人民政府", "2019221"),
        (["青岗镇人民政府（盖章）", "2019年2月21日"], "青岗镇人民政府", "2019年2月21日"),
        (["2019-02-21", "青岗镇人民政府"], "青岗镇人民政府", "2019-02-21"),
        (["临湖县水务局 2016年1月5日"], "临湖县水务局", "2016年1月5日"),
        (["临湖县水务局2016年1月5日"], "临湖县水务局", "2016年1月5日"),
        (["2016年1月5日 临湖县水务局"], "临湖县水务局", "2016年1月5日"),
        (["临湖县水务局2016105"], "临湖县水务局", "2016105"),
        ([PROSE * 2 + " 临湖县水务局 二○一六年一月五日"], "临湖县水务局", "二○一六年一月五日"),
        ([PROSE * 2 + " 临湖县水务局 二○一六年一月五日 |"], "临湖县水务局", "二○一六年一月五日"),
        (["报告单位：临湖县水务局 报告日期：2016年1月5日"], "临湖县水务局", "2016年1月5日"),
        (["临湖县水务局", "2016年1月5日印发"], "临湖县水务局", "2016年1月5日印发"),
        (["2016年1月5日临湖县水务局"], "临湖县水务局", "2016年1月5日"),
        (["临湖县水务局", "二○一六年元月五日"], "临湖县水务局", "二○一六年元月五日"),
        (["报送单位：临湖县水务局", "报送时间：2016年1月5日"], "临湖县水务局", "报送时间：2016年1月5日"),
        (["临湖县政务公开办公室", "2016年1月5日"], "临湖县政务公开办公室", "2016年1月5日"),
        (["临湖县人民政府信息公开办", "2016年1月5日"], "临湖县人民政府信息公开办", "2016年1月5日"),
        (["临湖县残联", "2016年1月5日"], "临湖县残联", "2016年1月5日"),
        (["临湖县烟草专卖局（营销部）", "2016年1月5日"], "临湖县烟草专卖局（营销部）", "2016年1月5日"),
        (["临湖县水务局、临湖县河长办", "2016年1月5日"], "临湖县水务局、临湖县河长办", "2016年1月5日"),
        # one name over two lines
        (["临湖县住房和城乡", "建设局", "2016年1月5日"], "临湖县住房和城乡建设局", "2016年1月5日"),
        (
            ["临湖县政府信息公开", "工作领导小组办公室", "2016年1月5日"],
            "临湖县政府信息公开工作领导小组办公室",
            "2016年1月5日",
        ),
        (["临湖县人民政府", "办公室", "2016年1月5日"], "临湖县人民政府办公室", "2016年1月5日"),
        (["临湖县水务局", "2016年1月5日", "临湖县水务局办公室 2016年1月6日印发"], "临湖县水务局", "2016年1月5日"),
        (["临 湖 县 水 务 局", "二 〇 一 六 年 一 月 五 日"], "临 湖 县 水 务 局", "二 〇 一 六 年 一 月 五 日"),
        (["临湖县水务局", "2016.1.5"], "临湖县水务局", "2016.1.5"),
        (["临湖县水务局  二〇一六年一月五日"], "临湖县水务局", "二〇一六年一月五日"),
        (["二00八年十二月十五日"], None, "二00八年十二月十五日"),
        (["年八月二十八日"], None, "年八月二十八日"),
        (["二O一一年五月十六日"], None, "二O一一年五月十六日"),
        (["2018年130日"], None, "2018年130日"),
        (["临湖县人民政府"], "临湖县人民政府", None),
        (["临湖县水务局", "2016年1月5日", "附件：临湖县水务局政府信息公开情况统计表"], "临湖县水务局", "2016年1月5日"),
        (["附件：统计表.doc", "临湖县水务局", "2016年1月5日"], "临湖县水务局", "2016年1月5日"),
        (["临湖县水务局", "2016年1月5日", "联系人：张三  电话：65642241"], "临湖县水务局", "2016年1月5日"),
        (["临湖县水务局", "2016年1月5日", "（此件公开发布）"], "临湖县水务局", "2016年1月5日"),
        (["临湖县水务局", "2016年1月5日", "政府信息公开年报"], "临湖县水务局", "2016年1月5日"),
        (["中共青岗镇委员会", "青岗镇人民政府", "2014年1月8日"], "中共青岗镇委员会\n青岗镇人民政府", "2014年1月8日"),
        (["白石桥街道办事处", "（2015年3月）"], "白石桥街道办事处", "（2015年3月）"),
    ],
)
def test_sign_offs(lines: list[str], unit: str | None, day: str | None) -> None:
    found = sign_off(document(*lines))
    assert found is not None
    assert (found.unit, found.date_raw) == (unit, day)


def test_places_of_the_lines() -> None:
    found = sign_off(document("青岗镇人民政府", "2019年2月21日"))
    assert found is not None and found.blocks == [3, 4]


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE + "截至2018年12月31日。"],
        ["截至2018年12月31日"],
        ["043265642241"],
        ["132303"],
        ["无其他需要报告的事项"],
        ["六、其他需要报告的事项", "无。"],
        ["以上情况，特此报告。"],
        [],
    ],
)
def test_no_sign_off(lines: list[str]) -> None:
    assert sign_off(document(*lines)) is None


def headed(*lines: str) -> SignOff | None:
    return sign_off(Document([Block(line, "p") for line in (*lines, *[PROSE] * 6)]))


@pytest.mark.parametrize(
    ("lines", "unit", "day"),
    [
        (("青岗镇2017年政府信息公开年度报告", "(2018年2月10日)"), None, "(2018年2月10日)"),
        (("青岗镇2017年政府信息公开年度报告", "2018年2月10日)"), None, "2018年2月10日)"),
        (("青岗镇2017年政府信息公开年度报告（二〇一八年二月十日）",), None, "（二〇一八年二月十日）"),
        (("2010年临湖区年度报告", "临湖区人民政府", "2011年2月14日", "引 言"), "临湖区人民政府", "2011年2月14日"),
    ],
)
def test_a_cover_is_signed(lines: tuple[str, ...], unit: str | None, day: str) -> None:
    found = headed(*lines)
    assert found is not None
    assert (found.unit, found.date_raw) == (unit, day)


@pytest.mark.parametrize(
    "lines",
    [
        ("青岗镇2017年政府信息公开年度报告", "2018年2月10日"),
        ("2010年年度报告", "临湖区人民政府", "2011-02-14"),
        ("青岗镇2017年政府信息公开年度报告（修改）",),
    ],
)
def test_a_bare_day_under_the_title_is_no_sign_off(lines: tuple[str, ...]) -> None:
    assert headed(*lines) is None


def test_a_notice_signed_above_the_report_it_carries() -> None:
    found = headed(
        "各村委会，镇直各单位：", PROSE, "二○一二年二月十六日", "青岗镇2011年政府信息公开工作年度报告", PROSE
    )
    assert found is not None and (found.unit, found.date_raw) == (None, "二○一二年二月十六日")
    assert headed("各单位：", PROSE, "二○一二年二月十六日", PROSE) is None


def test_the_sign_off_comes_before_the_cover() -> None:
    found = sign_off(document("(2018年2月10日)", PROSE, PROSE, PROSE, "青岗镇人民政府", "2018年2月12日"))
    assert found is not None and found.date_raw == "2018年2月12日"


def test_appended_table_after_the_sign_off() -> None:
    rows = [Block(f"主动公开政府信息数\t条\t{row}", "tr", table=0) for row in range(30)]
    found = sign_off(
        Document(
            [*document("临湖县水务局", "2016年1月5日", "附表").blocks, *rows, Block("填报日期：2016年1月9日", "p")]
        )
    )
    assert found is not None and (found.unit, found.date_raw) == ("临湖县水务局", "2016年1月5日")


def test_appended_text_after_the_sign_off() -> None:
    appended = [Block("推广清单", "p"), *(Block(f"{PROSE}第{row}项。", "p") for row in range(20))]
    found = sign_off(Document([*document("临湖县人民政府", "2016年1月5日", "（有删减）").blocks, *appended]))
    assert found is not None and (found.unit, found.date_raw) == ("临湖县人民政府", "2016年1月5日")


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


ROWS = [Block(f"主动公开政府信息数\t条\t{row}", "tr", table=0) for row in range(12)]


@pytest.mark.parametrize(
    "before",
    [
        ["临湖县2015年政府信息公开年度报告相关数据统计表", "单位：临湖县水务局（盖章）"],
        ["政府信息公开情况统计表", "填报单位(盖章)：临湖县水务局办公室"],
        ["单位：临湖县水务局（盖章）"],
        ["附件1", "单位：临湖县水务局"],
        [],
    ],
)
@pytest.mark.parametrize(
    "behind", [[], ["单位负责人：张三 审核人：李四 填报人：王五"], ["注：各项数字由各科室提供，如有出入以此为准。"]]
)
def test_the_sign_off_above_an_annex(before: list[str], behind: list[str]) -> None:
    above = document("临湖县水务局", "2016年1月5日", *before).blocks
    found = sign_off(Document([*above, *ROWS, *(Block(line, "p") for line in behind)]))
    assert found is not None and (found.unit, found.date_raw) == ("临湖县水务局", "2016年1月5日")


@pytest.mark.parametrize(
    ("day", "published", "value", "certainty"),
    [
        ("3月1日", date(2018, 3, 9), "2018-03-01", "context"),
        ("12月28日", date(2018, 1, 5), "2017-12-28", "context"),
        ("3月1日", date(2018, 12, 1), "2018-03-01", "context"),
        ("十二月二十八日", date(2018, 1, 5), "2017-12-28", "context"),
        ("（1月5号）", date(2018, 1, 5), "2018-01-05", "context"),
        ("2月29日", date(2017, 1, 5), "2016-02-29", "context"),
        ("3月1日", None, None, "ambiguous"),
    ],
)
def test_a_day_without_a_year_under_its_unit(day: str, published: date | None, value: str, certainty: str) -> None:
    lines = document("临湖县水务局", day)
    signed = read_signed(sign_off(lines), lines, published=published, report_year=2017)
    assert signed is not None
    assert (signed.value, signed.raw, signed.certainty) == (value, day.strip("（）"), certainty)
    assert bool(signed.alternatives) == (value is None)


@pytest.mark.parametrize("lines", [["临湖县水务局  3月1日"], ["3月1日", "临湖县水务局"], ["临湖县水务局3月1日"]])
def test_a_day_without_a_year_beside_its_unit(lines: list[str]) -> None:
    read = document(*lines)
    signed = read_signed(sign_off(read), read, published=date(2018, 3, 9), report_year=2017)
    assert signed is not None and (signed.value, signed.raw) == ("2018-03-01", "3月1日")


def test_a_day_without_a_year_and_without_a_unit_signs_nothing() -> None:
    assert sign_off(document("3月1日")) is None


def test_a_day_with_commas_for_its_signs() -> None:
    lines = document("临湖县水务局", "2017、12、20")
    signed = read_signed(sign_off(lines), lines, published=date(2017, 12, 22), report_year=2017)
    assert signed is not None and signed.value == "2017-12-20"
