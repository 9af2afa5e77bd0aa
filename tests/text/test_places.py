from __future__ import annotations

import pytest

from gaispider.text.places import codes_of, division, find_places, present_code
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("430000", ("湖南省",)),
        ("430600", ("湖南省", "岳阳市")),
        ("430621", ("湖南省", "岳阳市", "岳阳县")),
        ("430621105", ("湖南省", "岳阳市", "岳阳县", "新墙镇")),
        ("110101", ("北京市", "东城区")),
        ("429006", ("湖北省", "天门市")),
        ("441900121", ("广东省", "东莞市", "虎门镇")),
        ("659001", ("新疆维吾尔自治区", "石河子市")),
        ("810000", ("香港特别行政区",)),
    ],
)
def test_a_code_has_its_path_without_the_code_book_s_groupings(code: str, path: tuple[str, ...]) -> None:
    found = division(code)
    assert found is not None
    assert (found.path, found.name, found.code) == (path, path[-1], code)
    assert (division(found.parent).path if found.parent else ()) == path[:-1]  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["000000", "999999", "22", "220284999", "", "三"])
def test_an_unknown_code_is_none(code: str) -> None:
    assert division(code) is None


@pytest.mark.parametrize(
    ("name", "today"),
    [("上虞市", "330604"), ("长清县", "370113"), ("襄樊市", "420600"), ("铜仁地区", "520600"), ("崇明县", "310151")],
)
def test_a_former_name_leads_to_the_present_division(name: str, today: str) -> None:
    assert codes_of(name) == (today,)
    assert find_places(f"{name}2009年")[0].division == division(today)


def test_a_former_code_leads_to_the_present_one() -> None:
    assert present_code("330682") == "330604"
    assert division("330682") == division("330604")


def raws(text: str, within: str | None = None) -> list[tuple[str, tuple[str, ...]]]:
    return [(mention.raw, mention.codes) for mention in find_places(text, within=within)]


def test_a_chain_of_names_decides_each_of_them() -> None:
    assert raws("江苏省徐州市鼓楼区人民政府") == [
        ("江苏省", ("320000",)),
        ("徐州市", ("320300",)),
        ("鼓楼区", ("320302",)),
    ]
    assert raws("福州市鼓楼区")[1] == ("鼓楼区", ("350102",))
    assert len(raws("鼓楼区")[0][1]) == 4


def test_the_region_decides_a_name_of_many_places() -> None:
    assert len(codes_of("城关镇")) > 80
    assert raws("城关镇", within="150123") == [("城关镇", ("150123100",))]
    assert raws("岳阳县新墙镇", within="430621")[1] == ("新墙镇", ("430621105",))


def test_short_forms() -> None:
    assert raws("玉屏县、紫云县") == [("玉屏县", ("520622",)), ("紫云县", ("520425",))]
    assert raws("科右前旗") == [("科右前旗", ("152221",))]
    inside = dict(raws("全市各旗县,扎鲁特、开鲁和科区", within="150500"))
    assert inside == {"扎鲁特": ("150526",), "开鲁": ("150523",), "科区": ("150502",)}


def test_short_forms_of_townships_with_a_people_s_name() -> None:
    code = next(code for code in codes_of("三仁畲族乡") if len(code) == 9)
    assert raws("三仁乡", within=code[:6]) == [("三仁乡", (code,))]


@pytest.mark.parametrize(
    "text",
    [
        "全市各县(市、区)和县直部门",
        "加强城乡建设和市区管理,深入乡镇街道",
        "城区、郊区、矿区",
        "主动公开渠道畅通,报道准确",
        "我市政务公开领导小组",
        "",
        "街道:",
        "省市县乡四级",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert find_places(text) == []


def test_a_two_character_county_is_one_where_it_stands_alone() -> None:
    assert raws("和县政务公开办公室")[0][0] == "和县"
    assert raws("马鞍山市和县")[1] == ("和县", ("340523",))


def test_generic_names_count_behind_their_parent_and_in_their_region() -> None:
    assert raws("晋城市城区人民政府")[1] == ("城区", ("140502",))
    assert ("城区", ("140502",)) in raws("城区人民政府", within="140500")


def test_spans_point_at_the_text() -> None:
    text = "(一)泉州市安溪县城厢镇、永春县桃城镇"
    for mention in find_places(text):
        assert text[slice(*mention.span)] == mention.raw
    assert [mention.raw for mention in find_places(text)] == ["泉州市", "安溪县", "城厢镇", "永春县", "桃城镇"]


def test_long_texts_are_read_in_linear_time() -> None:
    sentence = "岳阳县新墙镇人民政府根据条例要求,向全县各乡镇公布2012年度报告。"
    for within in (None, "430621"):
        assert len(find_places(sentence * 500, within=within)) == 1000
        assert_linear(lambda count, within=within: find_places(sentence * count, within=within), 500)  # type: ignore[misc]
