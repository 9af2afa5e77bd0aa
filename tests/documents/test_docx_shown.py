"""DOCX: what of its marked-up text is seen, and what of it is a figure."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from gaispider.documents.file_reader import read_file
from gaispider.documents.word.docx import read_docx
from gaispider.report.forms.values import read_figure
from tests.documents import made
from tests.documents.docx_markup import SPACES, cells, grids, of_cell, p, run, tbl, tc, tr
from tests.documents.reading import made_report, text_of, wrong_cells
from tests.documents.test_docx import W, with_body

RAISED = '<w:vertAlign w:val="superscript"/>'
STRUCK = "<w:strike/>"
CONTROL = "<w:sdt>{}<w:sdtContent>{}</w:sdtContent></w:sdt>"
RUBY = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
MATH = "<m:r><m:t>{}</m:t></m:r>"


@pytest.mark.parametrize(
    ("content", "text", "value"),
    [
        ((run("12"), run("1", RAISED)), "12¹", 12),
        ((run("12"), run("1", '<w:position w:val="8"/><w:sz w:val="14"/>')), "12¹", 12),
        ((run("12", '<w:sz w:val="16"/>'), run("1", '<w:position w:val="8"/><w:sz w:val="14"/>')), "121", 121),
        ((run("12", '<w:sz w:val="24"/>'), run("1", '<w:position w:val="8"/><w:sz w:val="14"/>')), "12¹", 12),
        ((run("12"), run("[1]", RAISED)), "12[1]", None),
        ((run("12"), run("2", '<w:vertAlign w:val="subscript"/>')), "12₂", 12),
        ((run("12"), run("①", RAISED)), "12①", 12),
        ((run("12", RAISED),), "¹²", None),
        ((run("21"), run("6")), "216", 216),
        ((run("12"), "<w:r><w:tab/></w:r>", run("6")), "12 6", None),
        ((p(run("12")), p(run("6"))), "12 6", None),
        ((run("12\u00ad6"),), "12\u00ad6", None),
        ((run("12"), "<w:r><w:softHyphen/></w:r>", run("6")), "126", 126),
        ((run("２１６"),), "２１６", 216),
        ((run("77", STRUCK), run("216")), "7\u03367\u0336216", None),
        ((run("21"), run("6", STRUCK)), "216\u0336", None),
        ((run("77", STRUCK),), "", None),
        ((run("2"), run("1", '<w:color w:val="FFFFFF"/>'), run("6")), "2 6", None),
        ((run("2"), run("1", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'), run("6")), "216", 216),
        ((run("2"), run("1", '<w:sz w:val="2"/>'), run("6")), "26", 26),
        ((run("2"), '<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>', run("6")), "216", 216),
        ((run("26"), '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>'), "26①", 26),
        ((run("2"), '<w:r><w:sym w:font="Signs" w:char="F031"/></w:r>', run("6")), "2\ufffd6", None),
        ((run("26", '<w:rFonts w:ascii="Wingdings"/>'),), "\ufffd\ufffd", None),
        ((f"<m:oMath>{MATH.format(216)}</m:oMath>",), "216", 216),
        ((f"<m:oMath><m:f>{MATH.format(2)}{MATH.format(16)}</m:f></m:oMath>",), "2 16", None),
        ((CONTROL.format("", run("216")),), "216", 216),
        ((f'<w:bdo w:val="rtl">{run("612")}</w:bdo>',), "\u202e612", None),
        ((CONTROL.format("<w:sdtPr><w:showingPlcHdr/></w:sdtPr>", run("0")),), "", None),
        ((f"<w:moveFrom>{run('9')}</w:moveFrom><w:moveTo>{run('216')}</w:moveTo>",), "216", 216),
        (("<w:fldSimple w:instr='=SUM(ABOVE)'>" + run("216") + "</w:fldSimple>",), "216", 216),
        ((RUBY.format(run("er"), run("216")),), "216", 216),
    ],
)  # fmt: skip
def test_a_cell_is_what_is_seen_in_it(content: tuple[str, ...], text: str, value: int | None) -> None:
    found = of_cell(*content)
    assert (found, read_figure(found).value) == (text, value)


def test_a_figure_beside_a_struck_one_is_left_open_with_its_number() -> None:
    figure = read_figure(of_cell(run("77", STRUCK), run("216")))
    assert (figure.certainty, figure.alternatives) == ("ambiguous", [216])


def field(code: str, result: str) -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{sign('begin')}{code}{sign('separate')}{result}{sign('end')}"


def test_of_fields_the_result_is_read_and_not_what_they_are_told() -> None:
    code = "<w:r><w:instrText> IF </w:instrText></w:r>" + field("<w:r><w:instrText>X</w:instrText></w:r>", run("99"))
    content = read_docx(with_body(p(run("共"), field(code, run("216")), run("条")), p(run("下一段"))))
    assert text_of(content) == ["共216条", "下一段"]


def test_what_styles_hide_strike_or_raise_is_as_they_say() -> None:
    document = docx.Document()
    for name, look in (("Gone", "<w:vanish/>"), ("Cut", STRUCK), ("Note", RAISED)):
        style = f'<w:style {W} w:type="character" w:styleId="{name}"><w:rPr>{look}</w:rPr></w:style>'
        document.styles.element.append(parse_xml(style))
    child = f'<w:style {W} w:type="character" w:styleId="Child"><w:basedOn w:val="Gone"/></w:style>'
    document.styles.element.append(parse_xml(child))
    link = '<w:rStyle w:val="{}"/>'
    parts = [run("共216"), run("3", link.format("Note")), run("8", link.format("Cut")), run("9", link.format("Child"))]
    back = run("条", link.format("Child") + '<w:vanish w:val="0"/>')
    document.element.body.insert(0, parse_xml(p(*parts, back)))
    target = io.BytesIO()
    document.save(target)
    content = read_docx(target.getvalue())
    assert (text_of(content), content.hidden) == (["共216³条"], ["共216³89条: 89 is not shown"])


def box(text: str) -> str:
    return f"<w:pict><w:txbxContent>{p(run(text))}</w:txbxContent></w:pict>"


def both_forms(newer: str, older: str) -> str:
    choice = f'<mc:Choice Requires="wps">{newer}</mc:Choice>'
    return f"<mc:AlternateContent>{choice}<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"


def test_a_box_that_is_there_for_two_makes_of_programs_is_read_once() -> None:
    boxed = f"<w:r>{both_forms(box('框中216条'), box('框中216条'))}</w:r>"
    assert text_of(read_docx(with_body(p(run("段落"), boxed)))) == ["段落", "框中216条"]
    assert of_cell(p(f"<w:r>{both_forms(box('216'), box('216'))}</w:r>")) == "216"
    inner = f"<w:r>{box('内框')}</w:r>"
    nested = f"<w:r><w:pict><w:txbxContent>{p(run('外框'), inner)}</w:txbxContent></w:pict></w:r>"
    assert text_of(read_docx(with_body(p(nested)))) == ["外框", "内框"]
    assert text_of(
        read_docx(
            with_body(f"<mc:AlternateContent {SPACES}><mc:Fallback>{p(run('旧'))}</mc:Fallback></mc:AlternateContent>")
        )
    ) == ["旧"]


INNER = tbl(tr(cells("规章", "12")), tr(cells("规范性文件", "3")))


def test_a_table_around_tables_lays_out_the_page_and_each_is_read_once() -> None:
    content = read_docx(with_body(tbl(tr(tc(p(run("表二")), INNER, p())), tr(tc(p(run("完")))))))
    assert (text_of(content), grids(content)) == (["表二", "完"], [[["规章", "12"], ["规范性文件", "3"]]])
    content = read_docx(with_body(tbl(tr(tc(p(run("左"))), tc(INNER, p())))))
    assert (text_of(content), grids(content)) == (["左"], [[["规章", "12"], ["规范性文件", "3"]]])


def test_a_few_cells_in_a_cell_of_a_form_are_no_figure_of_it() -> None:
    rows = [tr(cells(f"行{n}", "1", "2", "3")) for n in range(5)]
    inner = tbl(tr(cells("4", "5")))
    content = read_docx(with_body(tbl(*rows, tr(cells("末行", "1", "2"), tc(inner, p())))))
    assert grids(content)[0][5] == ["末行", "1", "2", "4 5"]
    assert read_figure("4 5").value is None


def test_a_report_in_a_frame_is_text() -> None:
    lines = ["一、总体情况", "全镇主动公开政府信息216条。" * 60]
    content = read_docx(with_body(tbl(tr(cells("正文"), tc(*(p(run(line)) for line in lines))))))
    assert (text_of(content), grids(content)) == (["正文", *lines], [])


def test_rows_and_cells_that_are_not_seen_are_no_rows_and_are_told() -> None:
    rows = [
        tr(cells("事项", "2021年")),
        tr(cells("新收", "5"), look="<w:hidden/>"),
        tr(cells("结转", "6"), look='<w:del w:id="3"/>'),
        tr(cells("撤回", "7"), look='<w:trHeight w:val="1" w:hRule="exact"/>'),
        tr(cells("新收"), tc(p(run("8")), look='<w:cellDel w:id="4"/>'), cells("9")),
    ]
    content = read_docx(with_body(tbl(*rows)))
    assert grids(content) == [[["事项", "2021年"], ["新收", "9"]]]
    assert content.hidden == ["新收\t5", "结转\t6", "撤回\t7"]


def test_merged_cells_of_all_kinds_have_their_places() -> None:
    span, goes_on, begins = '<w:gridSpan w:val="{}"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    rows = [
        tr(tc(p(run("a")), look=begins), tc(p(run("b")), look=span.format(2)), tc(p(run("c")))),
        tr(
            tc(p(), look=goes_on),
            tc(p(run("d"))),
            tc(p(run("e")), look='<w:hMerge w:val="restart"/>'),
            tc(look="<w:hMerge/>"),
        ),
        tr(tc(p(run("f"))), look='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'),
        tr(tc(p(run("g")), look=goes_on), tc(p(run("h")), look=span.format(10**6))),
    ]
    (table,) = read_docx(with_body(tbl(*rows))).document.tables
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells] == [
        ("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 0, 3, 1, 1), ("d", 1, 1, 1, 1), ("e", 1, 2, 1, 2),
        ("f", 2, 2, 1, 1), ("g", 3, 0, 1, 1), ("h", 3, 1, 1, 63),
    ]  # fmt: skip


def test_controls_around_rows_and_cells_are_transparent() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt {SPACES}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = control(tbl(control(tr(cells("件数"), control(cells("216"))))))
    assert grids(read_docx(with_body(body))) == [[["件数", "216"]]]


def test_tables_that_touch_are_two() -> None:
    one, two = tbl(tr(cells("甲", "1"))), tbl(tr(cells("乙", "2")))
    assert grids(read_docx(with_body(one, two))) == [[["甲", "1"]], [["乙", "2"]]]


def with_part(body: bytes, kind: str, name: str, content: bytes, media: str) -> bytes:
    """A document that has a further part, at its end where it is text."""
    document = docx.Document(io.BytesIO(body))
    part = Part(PackURI(name), media, content, document.part.package)
    link = document.part.relate_to(part, kind)
    chunk = (
        f'<w:altChunk {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{link}"/>'
    )
    if kind == RELATIONSHIP_TYPE.A_F_CHUNK:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(chunk))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_files_in_the_place_of_paragraphs_are_read_or_told() -> None:
    chunk = RELATIONSHIP_TYPE.A_F_CHUNK
    body = with_body(p(run("前")))
    inner = made.word(["后", *made_report(1)[1][:1]])
    word = read_docx(with_part(body, chunk, "/word/a.docx", inner, "application/vnd.x"))
    assert text_of(word) == ["前", "后", made.TITLE]
    page = read_docx(with_part(body, chunk, "/word/a.htm", "<html><p>后216条</p></html>".encode(), "text/html"))
    assert (text_of(page), page.unread) == (["前", "后216条"], [])
    rich = read_docx(with_part(body, chunk, "/word/a.rtf", b"{\\rtf1 216}", "application/rtf"))
    assert (text_of(rich), [cause for cause, _ in rich.unread]) == (["前"], ["no_reader"])


def test_notes_that_the_text_does_not_name_are_none() -> None:
    notes = f"<w:footnotes {W}>" + "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>注{n}</w:t></w:r></w:p></w:footnote>' for n in (1, 2)
    )
    body = with_body(p(run("共216条"), '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    content = read_docx(
        with_part(body, RELATIONSHIP_TYPE.FOOTNOTES, "/word/footnotes.xml", f"{notes}</w:footnotes>".encode(), media)
    )
    assert text_of(content) == ["共216条", "注2"]


def rewritten(body: bytes, change: dict[str, object]) -> bytes:
    """A package whose parts with these names are what the functions make of them, None for no part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            made_of = change.get(name, change.get("*", lambda content: content))
            content = made_of(source.read(name)) if callable(made_of) else None
            if content is not None:
                package.writestr(name, content)
    return target.getvalue()


def strict(content: bytes) -> bytes:
    for kind in ("officeDocument", "wordprocessingml", "drawingml"):
        plain = f"http://schemas.openxmlformats.org/{kind}/2006/".encode()
        content = content.replace(plain, f"http://purl.oclc.org/ooxml/{kind}/".encode())
    return content


def wide(content: bytes) -> bytes:
    text = content.decode()
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text.partition("?>")[2]).encode("utf-16")


@pytest.mark.parametrize(
    "change", [{"*": strict}, {"word/document.xml": wide, "word/numbering.xml": wide}, {"word/styles.xml": None}],
    ids=["strict", "UTF-16", "without styles"],
)  # fmt: skip
def test_packages_of_other_makes_are_read_alike(change: dict[str, object]) -> None:
    figures, parts = made_report(1)
    content = read_file(rewritten(made.word(parts), change), "年报.docx")
    assert wrong_cells(figures, content) == []
    assert text_of(content) == [part for part in parts if isinstance(part, str)]
