"""Sign-offs: the lines under a document, or on its cover, that name its unit and day."""

from __future__ import annotations

from datetime import date

import pytest

from gaispider.page.model import Block, Document
from gaispider.report.sign_off import sign_off
from gaispider.report.signed import read_signed
from tests.report.unit.signed_documents import PROSE, document, headed


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
