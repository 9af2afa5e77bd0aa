"""DOCX: the numbers that Word prints before paragraphs, by list, level, style and restart."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from gaispider.documents.word.docx import read_docx
from gaispider.documents.word.number_forms import printed_count
from tests.documents.docx_markup import cells, p, run, tbl, tc, tr
from tests.documents.test_docx import W


def level(depth: int, form: str, text: str, more: str = "") -> str:
    begun = f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'{begun}{more}<w:lvlText w:val="{text}"/></w:lvl>'


CHINESE = level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCountingThousand", "（%2）")
PLAIN = level(0, "decimal", "%1.")


def numbered(body: list[str], lists: list[str], numbers: list[str], styles: str = "") -> list[str]:
    """The lines of a document with these definitions of lists and these `w:num`, counted from 50."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for number, levels in enumerate(lists, 50):
        root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{levels}</w:abstractNum>'))
    for number, content in enumerate(numbers, 50):
        root.append(parse_xml(f'<w:num {W} w:numId="{number}">{content}</w:num>'))
    for style in parse_xml(f"<w:styles {W}>{styles}</w:styles>"):
        document.styles.element.append(style)
    for part in body:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(part))
    target = io.BytesIO()
    document.save(target)
    return [block.text for block in read_docx(target.getvalue()).document.blocks]


def of(definition: int, more: str = "") -> str:
    return f'<w:abstractNumId w:val="{definition}"/>{more}'


def head(text: str, list_id: int = 50, depth: int = 0) -> str:
    numbers = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(*([run(text)] if text else []), look=numbers)


def test_a_number_never_runs_into_a_figure() -> None:
    row = tbl(tr(cells("件数", "单位"), tc(head("216"))), tr(cells("条", "件"), tc(head("38", 51))))
    lists = [PLAIN, level(0, "decimal", "%1")]
    assert numbered([row, head("2021年工作")], lists, [of(50), of(51)]) == [
        "件数\t单位\t1. 216",
        "条\t件\t1 38",
        "2. 2021年工作",
    ]


def test_headings_in_a_frame_are_counted_once() -> None:
    frame = tbl(tr(tc(head("总体情况"), head("申请情况"))))
    assert numbered([frame, head("问题")], [CHINESE], [of(50)]) == ["一、总体情况", "二、申请情况", "三、问题"]


def test_paragraphs_without_text_are_counted_and_deleted_ones_are_not() -> None:
    deleted = head("").replace("</w:pPr>", "</w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")
    assert numbered([head("甲"), head(""), deleted, head("乙")], [CHINESE], [of(50)]) == ["一、甲", "三、乙"]


def test_a_list_that_starts_anew_does_and_one_that_shares_goes_on() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = [head("甲"), head("乙", depth=1), head("丙"), head("丁", 51), head("戊", 52), head("己", 52)]
    found = numbered(body, [CHINESE], [of(50), of(50), of(50, anew)])
    assert found == ["一、甲", "（一）乙", "二、丙", "三、丁", "一、戊", "二、己"]


def test_a_list_may_have_levels_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    assert numbered([head("甲"), head("乙")], [CHINESE], [of(50, own)]) == ["I.甲", "II.乙"]


def test_styles_give_list_and_level_also_through_what_they_are_based_on() -> None:
    lists = [CHINESE.replace('（%2）"/>', '（%2）"/><w:pStyle w:val="Part"/>')]
    link = '<w:pPr><w:numPr><w:numId w:val="50"/></w:numPr></w:pPr>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}">{content}</w:style>'
        for name, content in (("Top", link), ("Part", link), ("Child", '<w:basedOn w:val="Part"/>'))
    )
    body = [p(run(name), look=f'<w:pStyle w:val="{name}"/>') for name in ("Top", "Part", "Child")]
    assert numbered(body, lists, [of(50)], styles) == ["一、Top", "（一）Part", "（二）Child"]


def test_a_list_may_be_named_by_a_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="51"/></w:numPr></w:pPr></w:style>'
    )
    lists = ['<w:numStyleLink w:val="List"/>', CHINESE]
    assert numbered([head("甲"), head("乙")], lists, [of(50), of(51)], styles) == ["一、甲", "二、乙"]


def test_levels_that_do_not_restart_go_on_and_legal_ones_are_digits() -> None:
    goes_on = level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    body = [head("甲"), head("乙", depth=1), head("丙"), head("丁", depth=1)]
    lists = [level(0, "chineseCounting", "%1、") + goes_on]
    assert numbered(body, lists, [of(50)]) == ["一、甲", "1.乙", "二、丙", "2.丁"]
    legal = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2 ", "<w:isLgl/>")
    assert numbered(body[:2], [legal], [of(50)]) == ["一、甲", "1.1 乙"]


@pytest.mark.parametrize(
    ("form", "third", "twelfth"),
    [
        ("decimal", "3", "12"), ("chineseCounting", "三", "十二"), ("chineseLegalSimplified", "叁", "拾贰"),
        ("decimalFullWidth", "３", "１２"), ("decimalEnclosedCircle", "③", "⑫"), ("ideographTraditional", "丙", "12"),
        ("lowerRoman", "iii", "xii"), ("upperLetter", "C", "L"), ("decimalZero", "03", "12"),
        ("decimalEnclosedParen", "⑶", "⑿"), ("ideographZodiac", "寅", "亥"), ("unheard of", "3", "12"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, third: str, twelfth: str) -> None:
    assert (printed_count(3, form), printed_count(12, form)) == (third, twelfth)
