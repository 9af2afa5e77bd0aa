"""Each kind of file, good and broken: what it is told by its bytes, and what cannot be read says why."""

from __future__ import annotations

import io
import zipfile

import pytest

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.contents import read_contents
from gaispider.documents.file_reader import read_file
from gaispider.documents.word import office
from gaispider.evaluation.made_files.sheet_file import sheet_xml, workbook
from gaispider.page.model import Table
from tests.documents import made
from tests.documents.compound import compound, excel5
from tests.documents.reading import made_report, text_of, wrong_cells

needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
FIGURES, PARTS = made_report(1)
HEAD = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
ROW = ["规章", "12", "0", "345"]
MADE = {"pdf": made.pdf, "docx": made.word, "ofd": made.ofd, "xlsx": made.sheet}


def shown(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def cause(body: bytes, name: str) -> str:
    with pytest.raises(UnreadableFileError) as raised:
        read_file(body, name)
    return raised.value.cause


def changed(body: bytes, name: str, change: dict[bytes, bytes], **more: bytes) -> bytes:
    """A package whose member says something else, and that has further members."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for member in source.namelist():
            content = source.read(member)
            for old, new in change.items() if member == name else ():
                assert old in content
                content = content.replace(old, new)
            package.writestr(member, content)
        for member, content in more.items():
            package.writestr(member.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize("kind", MADE)
def test_a_file_that_is_cut_is_a_fault_and_no_crash(kind: str) -> None:
    body = MADE[kind](PARTS)
    for share in (0.02, 0.4, 0.8, 0.99):
        contents = read_contents(body[: int(len(body) * share)], f"x.{kind}")
        assert {fault.cause for _, fault in contents.faults} <= {"damaged", "fonts"}
        assert kind == "pdf" or not contents.read, "a package without its directory is no package"
        misses = [miss for content in contents.read for miss in wrong_cells(FIGURES, content)]
        assert [miss for miss in misses if miss[2] is not None] == []  # type: ignore[index]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("pdf", "年报.doc"), ("docx", "年报.doc"), ("docx", "年报.pdf"), ("xlsx", "附表.xls"), ("ofd", "a")],
)
def test_bytes_tell_what_a_file_is_and_not_its_name(kind: str, name: str) -> None:
    content = read_file(MADE[kind](PARTS), name)
    assert (content.kind, wrong_cells(FIGURES, content)) == (kind, [])


def page(body: str, charset: str = "gbk", head: str = "") -> bytes:
    return f"<html {head}><head><meta charset={charset}></head><body>{body}</body></html>".encode(charset)


TABLE = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in (HEAD, ROW))
TABLE = f"<p>宝山镇2021年情况统计表</p><table border=1>{TABLE}</table>"
OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'


@pytest.mark.parametrize(
    "body",
    [page(TABLE), page(TABLE, "utf-8", OFFICE), b"\xff\xfe" + f"<html><body>{TABLE}</body></html>".encode("utf-16-le")],
    ids=["sent by a system", "saved by Office", "in UTF-16"],
)
@pytest.mark.parametrize("name", ["附表.xls", "年报.doc"])
def test_a_page_that_calls_itself_a_file_is_read_as_one(body: bytes, name: str) -> None:
    content = read_file(body, name)
    assert (content.kind, content.reader) == (name[-3:], "page")
    assert [shown(table) for table in content.document.tables] == [[HEAD, ROW]]
    assert text_of(content) == ["宝山镇2021年情况统计表"]


def test_a_web_archive_that_calls_itself_word_is_read() -> None:
    text = "<p>全镇主动公开政府信息216条。</p>"
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = b"Content-Type: text/html; charset=gbk\r\nContent-Location: file:///C:/a.htm\r\n\r\n"
    content = read_file(head + part + page(text) + b"\r\n--x--\r\n", "年报.doc")
    assert (content.kind, text_of(content)) == ("doc", ["全镇主动公开政府信息216条。"])


@pytest.mark.parametrize("text", ["<h1>404 Not Found</h1>", "<p>您访问的页面不存在</p>", "<form>请登录<input></form>"])
def test_a_page_in_the_place_of_a_file_is_none(text: str) -> None:
    assert cause(page(text), "附表.xls") == "damaged"


def test_files_with_macros_are_read_and_nothing_runs() -> None:
    types = {b"openxmlformats-officedocument.wordprocessingml.document.main": b"ms-word.document.macroEnabled.main"}
    word = changed(made.word(PARTS), "[Content_Types].xml", types, word__vbaProject_bin=b"\xd0\xcf macro")
    content = read_file(word, "年报.docm")
    assert wrong_cells(FIGURES, content) == []
    types = {b"openxmlformats-officedocument.spreadsheetml.sheet.main": b"ms-excel.sheet.macroEnabled.main"}
    sheet = changed(made.sheet(PARTS), "[Content_Types].xml", types, xl__vbaProject_bin=b"\xd0\xcf macro")
    assert wrong_cells(FIGURES, read_file(sheet, "附表.xlsm")) == []


def test_a_package_whose_main_part_is_no_document_is_damaged() -> None:
    types = {b"wordprocessingml.document.main": b"wordprocessingml.glossary"}
    assert cause(changed(made.word(["一行"]), "[Content_Types].xml", types), "年报.docx") == "damaged"


@pytest.mark.parametrize("name", ["年报.docx", "附表.xlsx"])
def test_an_office_file_with_a_password_says_so(name: str) -> None:
    assert cause(compound({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": bytes(5000)}), name) == "encrypted"


def test_a_doc_and_an_odt_with_a_password_say_so() -> None:
    head = b"\xec\xa5" + bytes(8)
    assert cause(compound({"WordDocument": head + b"\0\x01" + bytes(5000)}), "年报.doc") == "encrypted"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert cause(target.getvalue(), "年报.odt") == "encrypted"


def test_an_ofd_with_encrypted_parts_says_so() -> None:
    """Names are those of GM/T 0099; the page that is encrypted is gone, and what is left is not the document."""
    with zipfile.ZipFile(io.BytesIO(made.ofd(PARTS))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    page = "Doc_0/Pages/Page_0/Content.xml"
    entry = (
        '<ofd:Encryptions xmlns:ofd="http://www.ofdspec.org/2016"><ofd:EncryptInfo ID="1">'
        "<ofd:EncryptScope>Part</ofd:EncryptScope><ofd:DecryptSeedLoc>/seed.dat</ofd:DecryptSeedLoc>"
        "<ofd:EntriesMapLoc>/entries.dat</ofd:EntriesMapLoc></ofd:EncryptInfo></ofd:Encryptions>"
    )
    key = {"seed.dat": b"<x/>", "entries.dat": b"\x91" * 64, "ESPACE/0.dat": b"\x07" * 4096}
    for left in ({page: b""}, {page: parts[page]}):
        assert cause(made.zipped({**parts, **left, "Encryptions.xml": entry, **key}), "年报.ofd") == "encrypted"
    none = made.zipped({**parts, "Encryptions.xml": "<Encryptions/>"})
    assert wrong_cells(FIGURES, read_file(none, "年报.ofd")) == []


@pytest.mark.services
@needs_office
def test_sheets_of_excel_5_and_95_are_read() -> None:
    rows = [["宝山镇2021年情况统计表"], HEAD, ["规章", 12, 0, 345]]
    content = read_file(excel5(rows), "附表.xls", seconds=300)
    assert [shown(table) for table in content.document.tables] == [[HEAD, ROW]]
    assert text_of(content) == ["宝山镇2021年情况统计表"]


def test_sheets_of_excel_5_without_libreoffice_say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    assert cause(excel5([HEAD]), "附表.xls") == "not_installed"
    assert cause(excel5([HEAD], locked=True), "附表.xls") == "encrypted"


def test_what_only_libreoffice_reads_is_left_by_a_cheap_reading_whatever_its_kind() -> None:
    old, new = excel5([HEAD, ["规章", 12, 0, 345]]), made.sheet(PARTS)
    xml = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    assert read_contents(old, "附表.xls", cheap=True).left == [""]
    assert read_contents(xml, "附表.xls", cheap=True).left == [""]
    packed = read_contents(made.zipped({"旧.xls": old, "新.xlsx": new, "旧.xml.xls": xml}), "附件.zip", cheap=True)
    assert (packed.left, [content.name for content in packed.read]) == (["旧.xls", "旧.xml.xls"], ["新.xlsx"])


def test_slides_have_no_reader() -> None:
    assert cause(compound({"PowerPoint Document": b"slides"}), "图解.dps") == "no_reader"


STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def test_hidden_sheets_are_not_read_and_a_lock_of_the_sheet_is_none() -> None:
    def cells(*texts: str) -> list[str]:
        return [f'<c r="{"AB"[n]}1" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(texts)]

    def one(*texts: str) -> str:
        return sheet_xml(["".join(cells(*texts))])

    locked = one("接受申请", "216").replace("</sheetData>", '</sheetData><sheetProtection password="CC1A" sheet="1"/>')
    body = workbook({"附表": locked, "旧": one("接受申请", "9"), "附表二": one("答复", "7")}, hidden=["旧"])
    content = read_file(body, "附表.xlsx")
    assert content.pages == 2
    assert [shown(table) for table in content.document.tables] == [[["接受申请", "216"]], [["答复", "7"]]]


def test_days_numbers_as_text_and_merged_cells_are_as_shown() -> None:
    rows = [
        '<c r="A1" t="inlineStr"><is><t>日期</t></is></c><c r="B1" s="1"><v>44562</v></c>',
        '<c r="A2" t="inlineStr"><is><t>件数</t></is></c><c r="B2" t="inlineStr"><is><t>1,204</t></is></c>',
        '<c r="A3" t="inlineStr"><is><t>金额</t></is></c><c r="B3"><v>0.1</v></c><c r="C3"><v>12</v></c>',
    ]
    (table,) = read_file(
        workbook({"附表": sheet_xml(rows, ["B1:C1", "B2:C2"])}, styles=STYLES), "a.xlsx"
    ).document.tables
    assert shown(table) == [["日期", "2022-01-01"], ["件数", "1,204"], ["金额", "0.1", "12"]]
    assert [(cell.column, cell.colspan) for cell in table.cells if cell.row == 1] == [(0, 1), (1, 2)]


def test_a_pdf_whose_table_of_objects_is_wrong_is_read_or_damaged() -> None:
    body = made.pdf(PARTS)
    start = body.rindex(b"startxref")
    wrong = body[:start] + b"startxref\n17\n%%EOF\n"
    assert wrong_cells(FIGURES, read_file(wrong, "x.pdf")) == []


def test_a_font_that_does_not_say_what_it_shows_is_told() -> None:
    text = "".join(f"{number:04x}" for number in range(200, 320))
    content = f"BT /F 12 Tf 60 700 Td <{text}> Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Song/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Song/Flags 4/FontBBox[0 0 1000 1000]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    assert cause(body + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF\n", "年报.pdf") == "fonts"


@pytest.mark.services
@needs_office
def test_the_xml_of_office_2003_is_read() -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) + "</Row>"
        for row in (HEAD, ROW)
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="a"><Table>{cells}</Table></Worksheet>'
        "</Workbook>"
    )
    assert shown(read_file(body.encode(), "附表.xls", seconds=300).document.tables[0]) == [HEAD, ROW]
    w = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{w}"><w:body><w:p><w:r><w:t>主动公开216条</w:t></w:r></w:p></w:body>'
        "</w:wordDocument>"
    )
    assert text_of(read_file(body.encode(), "年报.doc", seconds=300)) == ["主动公开216条"]


@pytest.mark.services
@needs_office
def test_a_doc_that_is_cut_is_damaged_or_what_is_left() -> None:
    body = office.converted({"a.docx": made.word(PARTS)}, "doc", 300)["a.docx"]
    for share in (0.1, 0.7):
        try:
            content = read_file(body[: int(len(body) * share)], "年报.doc", seconds=300)
        except UnreadableFileError as fault:
            assert fault.cause in ("damaged", "no_reader")
        else:
            assert [miss for miss in wrong_cells(FIGURES, content) if miss[2] is not None] == []  # type: ignore[index]
