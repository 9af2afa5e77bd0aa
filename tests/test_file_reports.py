"""Reports that are files: which file is the report, and what its record says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gaispider import extract
from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.contents import Contents
from gaispider.documents.file_reader import read_file
from gaispider.draft import Draft
from gaispider.file_reports import AttachedFile, with_files
from gaispider.file_reports.merged_cells import open_merged
from gaispider.file_reports.report_file import heading
from gaispider.items import Attachment, Tables
from gaispider.page.html.grids import table_lines
from gaispider.page.model import Block, Cell, Document, Table
from gaispider.reading import extract_drafts
from gaispider.report.forms.values import read_figure, read_number
from tests.documents import made
from tests.documents.reading import made_report
from tests.report.forms import form_figures
from tests.report.forms.test_forms import expected, got

URL = "http://www.panshi.gov.cn/xxgk/1.html"
YEAR = "宝山镇人民政府2021年政府信息公开工作年度报告"
BODY = (
    "一、总体情况\n全年主动公开政府信息216条，其中网站公开190条，"
    "政务微信公开26条，未收到政府信息公开申请，无行政复议和诉讼。"
)


def page(text: str, *files: str) -> Draft:
    links = "".join(f'<p><a href="{name}">{name}</a></p>' for name in files)
    head = f"<html><head><meta charset=utf-8></head><body><h1>{YEAR}</h1><p>发布日期：2022-01-20</p>"
    return extract_drafts(f"{head}<div id=zoom><p>{text}</p>{links}</div></body></html>".encode(), URL)[0]


def content(text: str, kind: str = "docx", **more: object) -> FileContent:
    return FileContent(kind, "reader 1", Document([Block(line, "p") for line in text.splitlines()]), **more)


def read(draft: Draft, *contents: Contents | FileContent) -> Draft:
    given = [one if isinstance(one, Contents) else Contents([one]) for one in contents]
    return with_files(draft, map(AttachedFile, draft.report.attachments, given))


def test_a_page_that_points_to_a_file_gives_the_record_of_the_file() -> None:
    draft = read(page("详见附件", "2021年年报.docx"), content(f"{YEAR}\n{BODY}", pages=3))
    report = draft.report
    assert report.text == f"{YEAR}\n{BODY}"
    assert (report.text_from, report.rules["text"]) == ("2021年年报.docx", "file_of_same_title")
    assert (report.title, report.published and report.published.value) == (YEAR, "2022-01-20")
    assert report.statistics.narrative["proactive_total"].value == 216
    assert [section.title for section in report.sections] == ["总体情况"]
    (attachment,) = report.attachments
    assert (attachment.reader, attachment.pages, attachment.tables) == ("reader 1", 3, 0)
    assert attachment.text_chars == len(YEAR + BODY) - 1


def test_a_page_with_a_text_keeps_it() -> None:
    text = BODY.replace("\n", "</p><p>") * 4
    draft = read(page(text, "2021年年报.docx"), content(f"{YEAR}\n别的文字。" + BODY))
    assert draft.report.text_from == "page"
    assert "别的文字" not in (draft.report.text or "")


def test_tables_that_are_only_in_the_file_are_taken_from_it() -> None:
    _, parts = made_report(1)
    text = BODY.replace("\n", "</p><p>") * 4
    draft = page(text, "附表.docx")
    contents = Contents([content("")])
    from gaispider.documents.word.docx import read_docx

    contents.read = [read_docx(made.word(parts))]
    report = read(draft, contents).report
    assert report.text_from == "page"
    assert (report.statistics.form, report.statistics.tables_from) == ("C2021", "附表.docx")
    assert report.statistics.checks


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ({"依申请公开申请表.docx": "申请表\n姓名", "年报.docx": f"年报\n{BODY}"}, "年报.docx"),
        ({"2020年年报.docx": f"2020年年报\n{BODY}", "2021年年报.docx": f"2021年年报\n{BODY}"}, "2021年年报.docx"),
        ({"a.pdf": f"{YEAR}\n{BODY}", "a.docx": f"{YEAR}\n{BODY}"}, "a.docx"),
        ({"教育局年报.docx": f"教育局报告\n{BODY}", "财政局年报.docx": f"财政局报告\n{BODY}。"}, "page"),
        ({"2019年年报.docx": f"2019年年报\n{BODY}"}, "page"),
    ],
    ids=["blank form", "other year", "pdf and word", "two units", "only another year"],
)
def test_of_several_files_the_one_that_fits_or_none(files: dict[str, str], chosen: str) -> None:
    contents = [content(text, name.rpartition(".")[2]) for name, text in files.items()]
    assert read(page("详见附件", *files), *contents).report.text_from == chosen


def test_what_could_not_be_read_is_told_and_the_record_kept() -> None:
    fault = Contents(faults=[("年报.pdf", UnreadableFileError("encrypted", "a password is needed"))])
    report = read(page("详见附件", "年报.pdf"), fault).report
    (warning,) = [warn for warn in report.warnings if warn.code == "unreadable_attachment"]
    assert warning.detail == "年报.pdf: encrypted: a password is needed"
    assert (report.title, report.attachments[0].reader) == (YEAR, None)


def test_what_a_file_holds_and_does_not_show_and_parts_that_were_not_read_are_told() -> None:
    lines = ["共公开216 211条: 211 is not shown", *(f"行{n}" for n in range(30))]
    unread = [("no_reader", "a sheet that is an object in the text")]
    report = read(page("详见附件", "年报.docx"), content(BODY, hidden=lines, unread=unread)).report
    told = [
        (warn.code, warn.detail) for warn in report.warnings if warn.code in ("hidden_text", "unreadable_attachment")
    ]
    assert told[:2] == [
        ("unreadable_attachment", "年报.docx: no_reader: a sheet that is an object in the text"),
        ("hidden_text", "年报.docx: 共公开216 211条: 211 is not shown"),
    ]
    assert (len(told), told[-1][1]) == (22, "年报.docx: and 11 more lines")
    assert report.text_from == "年报.docx"


def test_tables_that_a_word_file_has_as_pictures_need_ocr() -> None:
    text = f"{BODY}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、存在的问题\n不足之处仍有。"
    for images, told in ((2, 1), (0, 0)):
        report = read(page("详见附件", "年报.docx"), content(text, images=images)).report
        assert report.text_from == "年报.docx"
        assert sum(warn.code == "needs_ocr" for warn in report.warnings) == told


def test_pages_that_are_pictures_need_ocr() -> None:
    report = read(page("详见附件", "年报.pdf"), content("", "pdf", pages=3, pictured=[1, 2, 3])).report
    (warning,) = [warn for warn in report.warnings if warn.code == "needs_ocr"]
    assert warning.detail == "年报.pdf: pages that are pictures: 1, 2, 3"


def pictured_page(content: str) -> Draft:
    head = f"<html><head><meta charset=utf-8></head><body><h1>{YEAR}</h1><p>发布日期：2022-01-20</p>"
    return extract_drafts(f"{head}<div id=zoom>{content}</div></body></html>".encode(), URL)[0]


def test_the_pictures_of_a_page_are_its_tables_together() -> None:
    """Each of two pictures has some of the tables; the text is the page's, and a photograph says nothing."""
    figures, parts = made_report(3)
    tables = [part for part in parts if isinstance(part, Table)]
    heads = "<p>二、主动公开政府信息情况</p><p><img src=a.png></p>"
    heads += "<p>三、收到和处理政府信息公开申请情况</p><p><img src=b.png></p>"
    draft = pictured_page(f"{BODY}{heads}<p>四、存在的主要问题</p><p>公开内容不够全面。</p><p><img src=c.png></p>")
    assert [file.name for file in draft.report.attachments] == ["a.png", "b.png", "c.png"]
    assert "needs_ocr" in {warn.code for warn in draft.report.warnings}

    def recognised(*own: Table) -> FileContent:
        lines = [Block(line, "tr", n) for n, table in enumerate(own) for line in table_lines(table)]
        return FileContent("png", "recogniser 1", Document(lines, list(own)), 1, recognised=[1])

    made_of = [recognised(*tables[:-1]), recognised(tables[-1]), FileContent("png", "recogniser 1", recognised=[1])]
    record = read(draft, *made_of).report
    assert record.statistics.tables_from == "a.png"
    assert record.text is not None
    assert record.text.startswith("一、总体情况")
    want, have = expected(figures), got(record.statistics.tables)
    bound = [key for key in want if key in have and have[key].value is not None]
    assert len(bound) > 100
    assert all(have[key].method == "ocr" for key in bound)
    assert {key[0] for key in bound} == {"t2", "t3", "t4"}
    assert "needs_ocr" not in {warn.code for warn in record.warnings}


def test_pictures_that_nobody_has_recognised_need_ocr_and_a_file_goes_before_them() -> None:
    content_of = "<p><img src=a.png></p><p><img src=b.png></p>"
    unread = FileContent("png", "", pictured=[1])
    record = read(pictured_page(content_of), unread, unread).report
    assert record.text_from in (None, "page")
    assert [warn.code for warn in record.warnings].count("needs_ocr") == 2
    scanned = FileContent("png", "r 1", Document([Block(f"{YEAR}\n{BODY}", "p")]), 1, recognised=[1])
    record = read(
        pictured_page(content_of), scanned, FileContent("jpg", "r 1", Document([Block("续页", "p")]), 1)
    ).report
    assert (record.text_from, record.rules["text"]) == ("a.png", "pictures_of_page")
    assert record.text is not None
    assert record.text.endswith("续页")
    draft = page("详见附件", "2021年年报.docx")
    draft.report.attachments.append(Attachment("http://www.panshi.gov.cn/a.png", "a.png", "image/png"))
    assert read(draft, content(f"{YEAR}\n{BODY}"), scanned).report.text_from == "2021年年报.docx"


def test_a_heading_over_two_lines_and_none() -> None:
    assert (
        heading(content("青溪县水利局\n2021年政府信息公开工作年度报告\n正文。").document)
        == "青溪县水利局2021年政府信息公开工作年度报告"
    )
    assert heading(content("正文没有标题。\n报告").document) == ""


@pytest.mark.parametrize("seed", range(4))
def test_figures_without_ruling_lines_are_right_or_left_open(seed: int) -> None:
    figures, parts = made_report(seed)
    (report,) = extract(made.pdf(parts, ruled=False), "http://www.panshi.gov.cn/xxgk/202201/P02.pdf")
    want, have = expected(figures), got(report.statistics.tables)
    given = {key: figure for key, figure in have.items() if figure.value is not None}
    assert {
        key: (want.get(key), one.value) for key, one in given.items() if not is_same(one.value, want.get(key))
    } == {}
    assert {figure.certainty for figure in given.values()} == {"context"}
    # Table 4, whose sums are in its own line, is given each time, table 3 where all its rows are found.
    assert sum(key[0] == "t4" for key in given) == 15
    assert {key[0] for key in have if key not in given} <= {"t2", "t3"}


def is_same(value: int | str | None, raw: str | None) -> bool:
    number = read_number(raw or "").value
    return number is not None and Decimal(str(value)) == Decimal(number)


ANNEX = [
    ("受理依申请公开信息总数", "7", "28"),
    ("其中：1.当面申请数", "0", "18"),
    ("2.传真申请数", "3", "6"),
    ("3.网上申请数", "4", "4"),
    ("对申请的答复数", "3", "24"),
    ("行政复议数", "1", "2"),
    ("行政诉讼数", "0", ""),
]


def annexed(rows: list[tuple[str, str, str]]) -> dict[str, tuple[object, object]]:
    """Value and years' total of each row of an annex that was printed without ruling lines."""
    table = [("指标名称", "计量单位", "2021年度", "历年累计"), *((label, "件", one, all_) for label, one, all_ in rows)]
    cells = [Cell(text, n, column) for n, row in enumerate(table) for column, text in enumerate(row)]
    parts = [YEAR, BODY, Table(cells, len(table), 4), "宝山镇人民政府", "2022年1月18日"]
    record = read(page("详见附件", "2021年年报.pdf"), read_file(made.pdf(parts, ruled=False), "a.pdf")).report
    assert record.statistics.form in (None, "A_annex")
    figures = record.statistics.tables.a or {}
    assert {figure.certainty for figure in figures.values() if figure.value is not None} <= {"context"}
    return {label: (one.value, one.cumulative and one.cumulative.value) for label, one in figures.items()}


def test_an_annex_without_ruling_lines_is_read_where_labels_and_figures_stand_under_their_heads() -> None:
    want = {label: (int(one), int(all_) if all_ else None) for label, one, all_ in ANNEX}
    assert annexed(ANNEX) == want


def test_labels_over_several_lines_are_no_rows_nor_what_stands_beside_them() -> None:
    rows = [*ANNEX[:2], ("通过政府网站以外的其他途径主动公开政府信息的件数", "9", "9"), *ANNEX[2:]]
    found = annexed(rows)
    assert set(found) == {label for label, _, _ in (ANNEX[0], *ANNEX[3:])}
    assert annexed([("这是一个写得很长很长因而要占去好几行的指标名称", "9", "9")] * 4) == {}


def test_a_figure_of_an_annex_whose_sum_fails_is_left_open() -> None:
    found = annexed([("受理依申请公开信息总数", "8", "28"), *ANNEX[1:]])
    assert found["受理依申请公开信息总数"] == (None, 28)
    assert found["对申请的答复数"] == (3, 24)


def test_the_file_of_an_address_is_its_record() -> None:
    _, parts = made_report(1)
    (report,) = extract(made.pdf(parts), "http://www.panshi.gov.cn/xxgk/202201/P020220118.pdf")
    assert (report.title, report.report_year, report.kind) == (made.TITLE, 2021, "annual_report")
    assert (report.text_from, report.rules["text"]) == ("P020220118.pdf", "own_file")
    assert report.agency is not None
    assert report.agency.name == "宝山镇人民政府"
    assert report.signed is not None
    assert report.signed.value == "2022-01-18"
    assert len(report.sections) == 6
    assert report.statistics.form == "C2021"
    assert all(check.holds for check in report.statistics.checks)


def test_a_figure_beside_a_ruling_line_that_is_missing_is_left_open() -> None:
    """Where 其他 and 总计 share a cell, its figure has the first column's name; so have heads that run together."""
    figures = {key: read_figure(raw, placed=True) for key, raw in (("natural", "3"), ("legal", "1"), ("other", "18"))}
    tables = Tables(
        t3={"2": figures}, t4={"review": {"upheld": figures["legal"], "其他结果尚未审结": figures["natural"]}}
    )
    assert open_merged(tables) == ["t3.2.natural", "t3.2.other", "t4.review.upheld", "t4.review.其他结果尚未审结"]
    assert tables.t3 is not None and tables.t3["2"]["legal"] == figures["legal"], "其他 stands beside it"
    opened = tables.t3["2"]["other"]
    assert (opened.value, opened.certainty, opened.alternatives, opened.raw) == (None, "ambiguous", [18], "18")


def test_a_figure_in_pieces_is_given_where_the_sums_prove_it_and_else_left_open() -> None:
    """Table 3 has sums, table 2 has none."""
    figures = form_figures.made_up("C", 4)
    keys = {key: path for path, key, _ in form_figures.rows3("C")}
    whole = figures.t3[keys["3.7"]][-1]
    assert whole is not None and len(whole) > 1
    figures.t3[keys["3.7"]][-1] = f"{whole[0]} {whole[1:]}"
    figures.t2["行政许可"]["本年处理决定数量"] = "12 34"
    parts = made.report(figures, 1)
    record = read(page("详见附件", "2021年年报.docx"), read_file(made.word(parts), "a.docx")).report
    assert record.statistics.tables.t3 is not None and record.statistics.tables.t2 is not None
    cell = record.statistics.tables.t3["3.7"]["total"]
    assert (cell.value, cell.raw) == (int(whole), f"{whole[0]} {whole[1:]}")
    assert (cell.method, cell.certainty) == ("repaired", "context")
    other = record.statistics.tables.t2["licences"]["decisions"]
    assert (other.value, other.certainty, other.alternatives) == (None, "ambiguous", [1234])
    assert [warn.detail for warn in record.warnings if warn.code == "unknown_row"] == [
        "table 2: row licences left open: decisions '12 34'"
    ]
