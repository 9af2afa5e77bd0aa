from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaispider.text.docnumbers import DocumentNumber, find_document_numbers


def one(text: str) -> DocumentNumber:
    found = find_document_numbers(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "【】", "{}", "()", "（）", "﹝﹞", "［］", "〖〗"])
def test_brackets_of_every_shape(brackets: str) -> None:
    number = one(f"《通知》，江政办发{brackets[0]}2016{brackets[1]}33号")
    assert (number.raw, number.normalised) == (f"江政办发{brackets[0]}2016{brackets[1]}33号", "江政办发〔2016〕33号")
    assert number.certainty == "certain"


@pytest.mark.parametrize(
    "damaged",
    [
        "江政办〔201633号",
        "江政办2016〕33号",
        "江政办201633号",
        "江政办〔2016〕33",
        "江政办〔201633",
        "江政办2016〕33",
        "江政办201633",
    ],
)
@pytest.mark.parametrize("frame", ["《关于工作的通知》({})要求", "根据{}文件精神", "《意见》（{}）", "{}"])
def test_what_is_lost_is_supplied(damaged: str, frame: str) -> None:
    number = one(frame.format(damaged))
    assert (number.normalised, number.raw, number.method) == ("江政办〔2016〕33号", damaged, "repaired")
    assert number.certainty in ("certain", "context")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("文号：河建城20141159 发布机构", "河建城〔2014〕1159号"),
        ("发文字号:河政发201488\n", "河政发〔2014〕88号"),
        ("《意见》(河建城(2014)12)要求", "河建城〔2014〕12号"),
        ("（河发改【2014】 896 ）", "河发改〔2014〕896号"),
        ("转发了江林[2014]第23文件", "江林〔2014〕23号"),
    ],
)
def test_a_label_and_a_citation_stand_for_what_is_lost(text: str, want: str) -> None:
    assert one(text).normalised == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("按照市政府办公室河政办字〔2012〕6号要求", ["河政办字〔2012〕6号"]),
        ("根据县人民政府河政发〔2012〕6号", ["河政发〔2012〕6号"]),
        ("转发省政府办公厅江政办〔2018〕43号", ["江政办〔2018〕43号"]),
        (
            "国发〔2008〕006号、江政〔2012〕第7号和南政办〔2018〕5号",
            ["国发〔2008〕6号", "江政〔2012〕7号", "南政办〔2018〕5号"],
        ),
        ("(和政办发〔2012〕5号)", ["和政办发〔2012〕5号"]),
        ("按照和政办发〔2012〕5号", ["和政办发〔2012〕5号"]),
        ("按照和江政办发〔2012〕5号", ["江政办发〔2012〕5号"]),
        ("按照和国办发〔2014〕12号", ["国办发〔2014〕12号"]),
        ("依国办发〔2014〕12号规定", ["国办发〔2014〕12号"]),
        ("规定》(江民委(政)字〔2014〕12号)办理", ["江民委(政)字〔2014〕12号"]),
        ("根据江环（综）发〔2014〕12号", ["江环（综）发〔2014〕12号"]),
        ("上级国发〔2014〕12号文件", ["国发〔2014〕12号"]),
        ("《通知》和皖政〔2014〕12号", ["皖政〔2014〕12号"]),
        ("按照和泉港政办〔2014〕12号", ["泉港政办〔2014〕12号"]),
        ("以及国办发〔2014〕12号", ["国办发〔2014〕12号"]),
        ("条例精神和国办公开办函〔2021〕30号", ["国办公开办函〔2021〕30号"]),
        ("文号：无 河政办〔2013〕115号", ["河政办〔2013〕115号"]),
        ("文        号 河政办发〔2019〕29号", ["河政办发〔2019〕29号"]),
        ("(国 办公开办函〔2021〕30号)", ["国办公开办函〔2021〕30号"]),
        ("县委办县政府办〔2012〕3号", [None]),
        ("江政办〔2014〕12、13号", ["江政办〔2014〕12号", "江政办〔2014〕13号"]),
        ("江政办〔2014〕12号、13号和15号", ["江政办〔2014〕12号", "江政办〔2014〕13号", "江政办〔2014〕15号"]),
        ("（江政办〔2014〕12号）、13号楼", ["江政办〔2014〕12号"]),
        ("（江政发〔２０１２〕６号）", ["江政发〔2012〕6号"]),
        ("江政发 〔2012〕 11 号", ["江政发〔2012〕11号"]),
        ("江政發〔2012〕11號", ["江政发〔2012〕11号"]),
        ("《關於做好工作的通知》（國辦發〔2012〕26號）", ["国办发〔2012〕26号"]),
        ("江政办字〔2012〕62011年度", ["江政办字〔2012〕6号"]),
        ("《通知》(莱人社20126)要求", ["莱人社〔2012〕6号"]),
        ("现将江政办〔2019〕3号转发", ["江政办〔2019〕3号"]),
        ("全局学习江政办〔2019〕3号", ["江政办〔2019〕3号"]),
        ("我县江政办〔2019〕3号明确", ["江政办〔2019〕3号"]),
        ("由江政办〔2019〕3号明确", ["江政办〔2019〕3号"]),
        ("按省市及江政办〔2019〕3号", ["江政办〔2019〕3号"]),
        ("在江政发〔2019〕3号中", ["江政发〔2019〕3号"]),
        ("(将政发〔2019〕3号)", ["将政发〔2019〕3号"]),
        ("青石镇青政发〔2019〕3号", ["青政发〔2019〕3号"]),
        ("青石镇政发〔2019〕3号", ["青石镇政发〔2019〕3号"]),
        ("根据县教育局江教发〔2019〕3号", ["江教发〔2019〕3号"]),
        ("湖市监发〔2019〕3号", ["湖市监发〔2019〕3号"]),
        ("县政府办江政办〔2019〕3号", ["江政办〔2019〕3号"]),
        ("市府办江府办〔2019〕3号", ["江府办〔2019〕3号"]),
        ("重庆市江府办发〔2019〕3号", ["江府办发〔2019〕3号"]),
        ("省政务公开办江政公开办〔2019〕3号", ["江政公开办〔2019〕3号"]),
        ("根据青石镇政发〔2019〕3号", ["青石镇政发〔2019〕3号"]),
        ("江县县委湖教发〔2019〕3号", ["湖教发〔2019〕3号"]),
        ("意见和湖教发〔2019〕3号", ["湖教发〔2019〕3号"]),
        ("和教体发〔2019〕3号", ["和教体发〔2019〕3号"]),
        ("青 政 发〔2019〕3号", ["青政发〔2019〕3号"]),
        ("各村务必办好南北江政办〔2019〕3号", [None]),
    ],
)
def test_the_code_begins_after_the_words_before_it(text: str, want: list[str | None]) -> None:
    assert [number.normalised for number in find_document_numbers(text)] == want


@pytest.mark.parametrize(
    "text", ["江政发[XX]26号", "江政发〔××〕26号", "江政发〔2012〕XX号", "江政发〔20XX〕5号", "江政发〔**〕**号"]
)
def test_a_masked_number_has_no_value(text: str) -> None:
    number = one(f"《意见》({text})")
    assert (number.raw, number.normalised, number.certainty) == (text, None, "ambiguous")


def test_the_signs_of_a_number_may_be_of_other_kinds() -> None:
    for text in (
        "青政发﹙2009﹚13号",
        "青政发<2009>13号",
        "青政发「2009」13号",
        "青政发《2009》13号",
        "青政发[[2009]13号",
        "青政发〔2O09〕13号",
        "青政发〔二〇〇九〕13号",
        "青政发〔2 009〕13号",
        "青政发〔2009〕十三号",
        "青政发〔2009〕1 3号",
        "青政发〔2009〕l3号",
        "青政发2009年13号",
        "青政发2009-13号",
    ):
        assert one(f"《通知》({text})要求").normalised == "青政发〔2009〕13号", text
    assert one("《通知》(青政发〔2009〕33O号)").normalised == "青政发〔2009〕330号"


def test_a_digit_too_many_in_the_brackets_leaves_no_number() -> None:
    assert find_document_numbers("《意见》(青政发〔20116〕380号)") == []
    assert find_document_numbers("全镇下发2009年5号简报") == []


def test_an_unknown_code_stays_open() -> None:
    number = one("〔2012〕6号")
    assert (number.normalised, number.certainty, number.alternatives) == (None, "ambiguous", ["〔2012〕6号"])
    number = one("由自然资源和规划局会同有关单位联合共同研究提出江政发〔2012〕6号")
    assert number.normalised is None
    assert "江政发〔2012〕6号" in number.alternatives


@pytest.mark.parametrize(
    "text",
    [
        "县政府办2019221",
        "乡党政办2019221",
        "河口镇人民政府2019221",
        "全年编发2012345",
        "财政部公告2018年第5号",
        "(2012)磐民初字第123号",
    ],
)
def test_days_counts_and_other_numbers_are_left_alone(text: str) -> None:
    assert find_document_numbers(text) == []


@given(st.text(alphabet="0129〔〕[]()（）号發发政办字年第XX*《》 \n江和文件", max_size=40))
def test_any_text_gives_ordered_numbers_that_quote_it(text: str) -> None:
    at = 0
    for number in find_document_numbers(text):
        first, last = number.span
        assert at <= first < last
        assert number.raw == text[first:last]
        assert (number.normalised is None) == (number.certainty == "ambiguous")
        at = last
