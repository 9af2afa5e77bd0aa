"""The unit that a report's own sentences name. Units are real divisions or made up; sentences as offices write them."""

from __future__ import annotations

import pytest

from gaispider.report.unit.stated import is_no_agency, stated_unit
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("text", "unit", "rule"),
    [
        ("本报告由马屿镇人民政府编制。", "马屿镇人民政府", "made_by"),
        ("根据《条例》要求，本年度报告由青溪县人民政府办公室编制。", "青溪县人民政府办公室", "made_by"),
        ("本报告由青溪县民政局根据《中华人民共和国政府信息公开条例》要求编制。", "青溪县民政局", "made_by"),
        ("本年报由青溪县水利局负责编写，报告中所列数据…", "青溪县水利局", "made_by"),
        ("本报告是由三界镇人民政府编制的2008年度政府信息公开年度报告。", "三界镇人民政府", "made_by"),
        (
            "2012年度报告由中共青岗镇委员会、青岗镇人民政府组织编制。",
            "中共青岗镇委员会、青岗镇人民政府",
            "made_by",
        ),
        (
            "本报告是根据《条例》要求，由温州市瓯海区三垟街道办事处编制的2008年度报告。",
            "温州市瓯海区三垟街道办事处",
            "made_by",
        ),
        ("本报告由青溪县市场监督管理局（以下简称本局）编制。", "青溪县市场监督管理局", "made_by"),
        ("本报告由青溪县政务服务局汇总各科室情况编制。", "青溪县政务服务局", "made_by"),
        ("编制单位：青溪县林业局，联系电话：0577-65642241", "青溪县林业局", "made_by"),
        ("根据要求，青溪县民政局编制了2018年政府信息公开年度报告。", "青溪县民政局", "announced_unit"),
        ("青溪县水利局现向社会公布2018年度政府信息公开工作年度报告。", "青溪县水利局", "announced_unit"),
        (
            "按照《条例》规定，特向社会公布2010年度长白朝鲜族自治县宝泉山镇政府信息公开工作年度报告。",
            "长白朝鲜族自治县宝泉山镇",
            "announced_unit",
        ),
        ("如对本报告有疑问，请联系：青溪县审计局，地址：城关镇1号。", "青溪县审计局", "contact_unit"),
        ("如有疑问，请致电瑞安市马屿镇人民政府（电话65642241）。", "瑞安市马屿镇人民政府", "contact_unit"),
        ("现将濯田镇2018年政府信息公开工作情况报告如下：", "濯田镇", "announced_unit"),
        ("特向社会公布2011年青溪县财政局政府信息公开年度报告。", "青溪县财政局", "announced_unit"),
        ("现公布马屿镇人民政府2018年度政府信息公开年度报告。", "马屿镇人民政府", "announced_unit"),
        ("大竹县2009年政府信息公开工作年度报告（以下简称年报）根据条例编制。", "大竹县", "announced_unit"),
        ("根据要求，编制青溪县统计局2016年政府信息公开年度报告。", "青溪县统计局", "announced_unit"),
        ("现向社会公布《青溪县环保局2013年政府信息公开工作年度报告》。", "青溪县环保局", "announced_unit"),
        (
            "如有疑问，请与石家庄市桥西区人民政府办公室联系（电话：0311-0000000）。",
            "石家庄市桥西区人民政府办公室",
            "contact_unit",
        ),
        (
            "如对本年度报告有任何疑问，请与青溪县教育局办公室（地址：青溪县城关镇1号）联系。",
            "青溪县教育局办公室",
            "contact_unit",
        ),
        ("如对报告有疑问，请直接与马屿镇党政综合办公室联系。", "马屿镇党政综合办公室", "contact_unit"),
        ("对本报告如有疑问，请联系青岗街道办事处，电话：0577-65642241。", "青岗街道办事处", "contact_unit"),
        ("如需了解更多信息，可向青溪县卫生局咨询。", "青溪县卫生局", "contact_unit"),
        ("联系单位：青溪县交通运输局，联系电话65642241", "青溪县交通运输局", "contact_unit"),
    ],
)
def test_units_that_sentences_name(text: str, unit: str, rule: str) -> None:
    found = stated_unit(f"{text}本报告统计期限自2018年1月1日至2018年12月31日止。\n一、概述\n2018年，我们认真工作。")
    assert found is not None
    assert (found.unit, found.rule) == (unit, rule)
    assert found.raw in text and unit in found.raw


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2018年1月1日至2018年12月31日止。",
        "现将我镇2018年政府信息公开工作情况报告如下：",
        "现将2018年政府信息公开工作情况报告如下：",
        "如有疑问，请与我局办公室联系（电话：0577-65642241）。",
        "如有疑问，请与本机关联系。",
        "如有疑问，请与县政府办公室联系。",
        "如有疑问，请与县人民政府联系。",
        "请与办公室联系。",
        "本报告由办公室编制。",
        "本报告由概述、主动公开、依申请公开等部分组成，根据要求编制。",
        "网站由北京国脉互联信息公司承建。",
        "根据《青溪县人民政府关于编制2018年政府信息公开年度报告的通知》，编制本报告。",
        "县政府要求各单位编制政府信息公开年度报告。",
        "可向相关部门咨询，请与有关单位联系。",
        "有关问题可向市政府信息公开办公室反映。",
        "请与县政务公开领导小组办公室联系。",
        "县政府办公室要求各单位编制2018年政府信息公开年度报告。",
        "我镇现公布2018年政府信息公开年度报告。",
        "请登录县政府门户网站或到县档案馆查询。",
        "本报告由以下部分组成：概述、主动公开情况，由各科室提供。",
        "",
    ],
)
def test_sentences_that_name_no_unit(text: str) -> None:
    assert stated_unit(text) is None


def test_who_made_it_comes_before_whom_to_ask() -> None:
    found = stated_unit("如有疑问请与青溪县人民政府办公室联系。本报告由马屿镇人民政府编制。")
    assert found is not None and (found.unit, found.certainty) == ("马屿镇人民政府", "certain")


@pytest.mark.parametrize(
    "name",
    ["机关", "本级", "县本级", "办公室", "党政办公室", "综合办公室", "管理员", "admin", "本站", "局机关", "我局"],
)
def test_names_that_are_no_agency(name: str) -> None:
    assert is_no_agency(name)


@pytest.mark.parametrize("name", ["县政府办公室", "青岗镇", "水利局", "林业局办公室", "政务服务和数据管理局"])
def test_names_that_are_one(name: str) -> None:
    assert not is_no_agency(name)


def test_reading_grows_with_the_text() -> None:
    assert_linear(lambda size: stated_unit("由青溪县" * size), 500)
    assert_linear(lambda size: stated_unit("请与青溪县林业和草原" * size), 500)
