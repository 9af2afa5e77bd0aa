from __future__ import annotations

import pytest

from gaispider.items import Agency, Region
from gaispider.report.unit.region import resolve_region

TITLE = "2014年政府信息公开工作年度报告"


def resolve(
    site: str | None,
    title: str | None = TITLE,
    signoff: str | None = None,
    text: str = "",
    claims: tuple[tuple[str, str], ...] = (),
) -> tuple[Region | None, list[str]]:
    agency = Agency(signoff, signoff, "signoff") if signoff else None
    region, _, warnings = resolve_region(site_region=site, title=title, agency=agency, text=text, claims=claims)
    assert all(warning.detail for warning in warnings)
    return region, [warning.code for warning in warnings]


@pytest.mark.parametrize(
    ("site", "title", "signoff", "code", "found_in"),
    [
        # The site's region for the county and its departments.
        ("430621", TITLE, None, "430621", "site"),
        ("430621", "岳阳县教育局2014年度报告", "岳阳县教育局", "430621", "site"),
        ("430621", "湖南省岳阳市岳阳县2014年度报告", None, "430621", "site"),
        ("430621", "岳阳县住房和城乡建设局2014年政府信息公开年报", None, "430621", "site"),
        ("430621", "全镇2014年政务公开工作总结", "镇人民政府", "430621", "site"),
        ("430621", "各乡镇2014年度报告", None, "430621", "site"),
        ("410000", "河南省人民政府驻北京办事处2014年度报告", None, "410000", "site"),
        # Title, then sign-off, for the township inside it; towns of that name elsewhere do not matter.
        ("430621", "新墙镇2014年政府信息公开年报", None, "430621105", "title"),
        ("430621", "二〇一四年度新墙镇政府信息公开年报", "岳阳县新墙镇人民政府", "430621105", "title"),
        ("430621", TITLE, "新墙镇人民政府", "430621105", "signoff"),
        ("150123", "城关镇2014年度报告", None, "150123100", "title"),
        ("220284", "松山镇2014年度报告", None, "220284108", "title"),
        ("211282", "松山镇2014年度报告", None, "211282113", "title"),
        ("500101", TITLE, "重庆市万州区人民政府周家坝街道办事处", "500101021", "signoff"),
        ("152221", "科右前旗乌兰毛都苏木2014年度报告", None, "152221201", "title"),
        ("441900", "虎门镇2014年政府信息公开年报", None, "441900121", "title"),
        # A prefecture's site carries its counties, under full, short and former names.
        ("320100", "鼓楼区2014年度报告", None, "320106", "title"),
        ("410200", "鼓楼区2014年度报告", None, "410204", "title"),
        ("150500", "科左中旗2014年度报告", None, "150521", "title"),
        ("330600", "上虞市2012年度报告", "上虞市人民政府", "330604", "title"),
        ("370113", "长清县2000年工作总结", None, "370113", "site"),
        ("350128", "平潭综合实验区2014年度报告", "平潭综合实验区管委会", "350128", "site"),
        ("130300", "秦皇岛经济技术开发区2014年度报告", None, "130371", "title"),
        ("130300", "秦皇岛市经济技术开发区2014年度报告", None, "130371", "title"),
        ("130200", "唐山市汉沽管理区2014年度报告", None, "130272", "title"),
        ("350527", "金门县2014年度报告", None, "350527", "site"),
        # The code book writes 四平市铁东区平南街道.
        ("220303", "平南街道2014年度报告", None, "220303008", "title"),
        ("220300", "四平市铁东区平南街道2014年度报告", None, "220303008", "title"),
    ],
)
def test_on_a_known_site(site: str, title: str, signoff: str | None, code: str, found_in: str) -> None:
    region, warnings = resolve(site, title, signoff)
    assert region is not None
    assert (region.code, region.found_in, warnings) == (code, found_in, [])


@pytest.mark.parametrize(
    ("title", "signoff"),
    [
        ("甘棠镇2014年政府信息公开年报", None),
        ("岳阳县甘棠镇人民政府2014年度报告", "甘棠镇"),
        (TITLE, "岳阳县云头桥乡人民政府"),
        ("关于二○一四年度和风乡政务公开工作的总结", None),
        ("新墙乡2014年度报告", "新墙乡人民政府"),
    ],
)
def test_a_town_the_gazetteer_lacks_gets_its_county_and_a_warning(title: str, signoff: str | None) -> None:
    region, warnings = resolve("430621", title, signoff)
    assert region is not None
    assert (region.code, region.found_in) == ("430621", "site")
    assert warnings == ["township_not_in_gazetteer"]


def test_a_zone_without_code_keeps_the_site_s_region() -> None:
    region, warnings = resolve("420100", "南山湖生态旅游风景区2014年度报告")
    assert region is not None
    assert (region.code, warnings) == ("420100", ["agency_not_in_gazetteer"])


def test_a_place_outside_the_site_s_region_is_a_conflict_and_the_site_stands() -> None:
    region, warnings = resolve("430621", "平江县2014年政府信息公开年报")
    assert region is not None
    assert (region.code, warnings) == ("430621", ["region_conflict"])


def test_title_and_sign_off_of_two_towns_are_a_conflict_and_the_title_stands() -> None:
    region, warnings = resolve("350524", "城厢镇2014年度报告", "安溪县凤城镇人民政府")
    assert region is not None
    assert (region.name, warnings) == ("城厢镇", ["region_conflict"])
    region, warnings = resolve("350524", "云头桥乡2014年度报告", "安溪县凤城镇人民政府")
    assert region is not None
    assert (region.code, sorted(warnings)) == ("350524", ["region_conflict", "township_not_in_gazetteer"])


def test_a_town_of_another_rank_today_is_found_by_the_sign_off_that_uses_it() -> None:
    region, warnings = resolve("430621", "新墙乡2014年度报告", "新墙镇人民政府")
    assert region is not None
    assert (region.code, region.found_in, warnings) == ("430621105", "signoff", [])


@pytest.mark.parametrize(
    ("title", "signoff", "text", "code", "found_in"),
    [
        ("乌海市2011年政府信息公开工作年度报告", None, "", "150300", "title"),
        ("乌海2011年政府信息公开工作年报", None, "", "150300", "title"),
        ("南宁2011年政府信息公开工作年报", None, "", "450100", "title"),
        ("江苏睢宁经济开发区2011年年度报告", None, "", "320324", "title"),
        # a city and a county in it share the name: the city holds both
        ("岳阳经济技术开发区2018年政府信息公开工作年度报告", None, "", "430600", "title"),
        ("襄樊市2009年政府信息公开年度报告", None, "", "420600", "title"),
        ("鼓楼区2011年年度报告", "徐州市鼓楼区人民政府", "", "320302", "title"),
        ("鼓楼区2011年年度报告", None, "开封市的要求,开封市政府网站", "410204", "title"),
        ("松山镇2011年年度报告", "磐石市松山镇人民政府", "", "220284108", "title"),
        ("松山镇2011年年度报告", None, "根据磐石市人民政府办公室的通知", "220284108", "title"),
        ("岳阳县新墙镇2011年年度报告", None, "", "430621105", "title"),
        (TITLE, "上虞市谢塘镇人民政府", "", "330604111", "signoff"),
        ("市政务公开工作总结", None, "涪城区和游仙区先行,江油市随后,涪城区卫生局", "510700", "mentions"),
        (
            "市人行2008年政务公开工作总结",
            None,
            "莆田市效能办指导,在福州中支帮助下联合莆田市发改委",
            "350300",
            "mentions",
        ),
        ("我区工作总结", None, "我区办事大厅,瓯海区政府网站,瓯海区委,温州市要求", "330304", "mentions"),
        ("工作总结", None, "我市推行,天门市政府成立,天门市各局", "429006", "mentions"),
        ("工作总结", None, "我区推行,杨浦区政府成立,杨浦区各局,上海市要求", "310110", "mentions"),
        ("工作总结", None, "杨浦区试点,虹口区试点,静安区推广", "310000", "mentions"),
        ("我市工作总结", None, "我市推行,涪城区试点,涪城区成立,全市开展", "510700", "mentions"),
    ],
)
def test_without_a_site(title: str, signoff: str | None, text: str, code: str, found_in: str) -> None:
    region, warnings = resolve(None, title, signoff, text)
    assert region is not None
    assert (region.code, region.found_in, warnings) == (code, found_in, [])


@pytest.mark.parametrize(
    ("title", "text", "warnings"),
    [
        ("市政务公开工作总结", "", []),
        ("市政务公开工作总结", "在国务院和四川省领导下,学习四川省经验", []),
        ("市政务公开工作总结", "参观了开封市", []),
        ("市政务公开工作总结", "天门市和潜江市两地,潜江市政府与天门市政府", []),
        ("市政务公开工作总结", "参观了开封市、徐州市、南平市、莆田市", []),
        ("市政务公开工作总结", "由北京国脉互联公司承建,接受上海总部检查", []),
        ("鼓楼区2011年年度报告", "", ["agency_not_in_gazetteer"]),
        ("城关镇2011年年度报告", "我镇", ["agency_not_in_gazetteer"]),
        ("*镇2011年年度报告", "", []),
        ("东湖生态旅游风景区2011年年度报告", "", ["agency_not_in_gazetteer"]),
        ("吉林2011年年度报告", "", []),
        ("和平教育局2011年年度报告", "", []),
        (None, "", []),
    ],
)
def test_what_nothing_decides_stays_unknown(title: str | None, text: str, warnings: list[str]) -> None:
    assert resolve(None, title, None, text) == (None, warnings)


def test_the_only_town_of_a_name_gives_way_to_a_text_of_another_county() -> None:
    region, warnings = resolve(None, "滚马乡2011年工作总结", None, "")
    assert region is not None
    assert (region.name, warnings) == ("滚马乡", [])
    region, warnings = resolve(None, "滚马乡2011年工作总结", None, "岳阳县政府要求,按岳阳县的部署")
    assert region is not None
    assert (region.code, region.found_in, warnings) == ("430621", "mentions", ["township_not_in_gazetteer"])


@pytest.mark.parametrize(
    ("label", "value", "conflict"),
    [
        ("归属地", "广东", True),
        ("歸屬地", "廣東", True),
        ("所属地区", "内蒙古自治区", False),
        ("归属地", "内蒙古乌海市", False),
        ("归属地", "中国", False),
        ("类型", "广东", False),
        ("中文名", "乌海市2011年年度报告", False),
    ],
)
def test_a_box_beside_the_report_is_held_against_the_gazetteer(label: str, value: str, conflict: bool) -> None:
    region, warnings = resolve(None, "乌海市2011年年度报告", claims=((label, value),))
    assert region is not None
    assert region.code == "150300"
    assert warnings == (["region_conflict"] if conflict else [])


def test_a_claim_gives_no_region_but_chooses_among_namesakes() -> None:
    assert resolve(None, "工作总结", claims=(("归属地", "吉林省"),)) == (None, [])
    region, _ = resolve(None, "松山镇2011年年度报告", claims=(("归属地", "吉林省"),))
    assert region is not None
    assert region.code == "220284108"


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        # 福州市 before 鼓楼区 only says where it lies; the address is where the office stands.
        (
            "区安监局2014年政府信息公开年报",
            "《福州市鼓楼区人民政府办公室通知》，请与福州市鼓楼区安监局联系（地址：福州市台江区五一路9号）。",
            "350102",
        ),
        ("市气象局2018年政府信息公开年报", "请与牡丹江市气象局联系，地址：牡丹江市爱民区东新荣街8号。", "231000"),
        ("我局2018年政府信息公开年报", "请联系我办（地址：长春市朝阳区东民主大街5号）。", "220100"),
        ("合肥高新区2015年政府信息公开年报", "", "340100"),
        # A portal's name decides between namesakes.
        ("沙头镇2008年政府信息公开年报", "电子版可在“中国永嘉”县政府门户网站下载。", "330324111"),
        # Names given up, with and without a successor in the books.
        ("宜宾县2012年政府信息公开年报", "", "511504"),
        ("长泰县2012年政府信息公开年报", "", "350605"),
        ("下城区2015年政府信息公开年报", "", "330105"),
    ],
)
def test_what_stands_around_decides(title: str, text: str, code: str) -> None:
    region, _ = resolve(None, title, None, text)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(
    ("site", "title", "signoff", "raw", "certainty", "rule"),
    [
        ("430621", "岳阳县新墙镇2014年政府信息公开年报", None, "岳阳县新墙镇", "certain", "place_in_title"),
        ("500101", TITLE, "万州区人民政府周家坝街道办事处", "万州区人民政府周家坝街道", "certain", "place_of_agency"),
        # The site's own region: named by the title, or only supposed.
        ("430621", "岳阳县教育局2014年度报告", None, None, "certain", "site_of_registry"),
        ("430621", TITLE, None, None, "context", "site_of_registry"),
        (None, "湖南省岳阳市岳阳县2014年度报告", None, "湖南省岳阳市岳阳县", "certain", "place_in_title"),
    ],
)
def test_what_names_the_region_and_how_sure_it_is(
    site: str | None, title: str, signoff: str | None, raw: str | None, certainty: str, rule: str
) -> None:
    agency = Agency(signoff, signoff, "signoff") if signoff else None
    region, chosen_by, _ = resolve_region(site_region=site, title=title, agency=agency, text="")
    assert region is not None
    assert (chosen_by, region.raw, region.certainty) == (rule, raw, certainty)
