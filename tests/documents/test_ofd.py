"""OFD: what is seen of a page, by colour, place, turn and code; several documents; XML with mistakes."""

from __future__ import annotations

import pytest

from gaispider.documents.content import FileContent, UnreadableFileError
from gaispider.documents.printed.ofd import read_ofd
from gaispider.evaluation.made_files.report_parts import zipped
from tests.documents import made
from tests.documents.reading import made_report, text_of

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"


def text(words: str, x: float = 30, y: float = 40, *, look: str = "", inner: str = "", steps: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="4" DeltaX="{steps}">{words}</ofd:TextCode>' if steps else ""
    code = code or f'<ofd:TextCode X="0" Y="4">{words}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4" {look}>{inner}{code}</ofd:TextObject>'


def path(data: str, look: str = "", inner: str = "") -> str:
    return (
        f'<ofd:PathObject Boundary="0 0 210 297" {look}>{inner}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def page(*objects: str) -> str:
    return f"<ofd:Page {SPACE}>{AREA}<ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(*documents: list[str], common: str = "", **more: str) -> bytes:
    """A file of documents, each of pages."""
    roots = "".join(
        f"<ofd:DocBody><ofd:DocRoot>D{n}/Document.xml</ofd:DocRoot></ofd:DocBody>" for n in range(len(documents))
    )
    files: dict[str, str | bytes] = {"OFD.xml": f"<ofd:OFD {SPACE}>{roots}</ofd:OFD>"}
    for n, pages in enumerate(documents):
        named = "".join(f'<ofd:Page ID="{m}" BaseLoc="P{m}.xml"/>' for m in range(len(pages)))
        files[f"D{n}/Document.xml"] = (
            f"<ofd:Document {SPACE}><ofd:CommonData>{AREA}{common}</ofd:CommonData>"
            f"<ofd:Pages>{named}</ofd:Pages></ofd:Document>"
        )
        files |= {f"D{n}/P{m}.xml": content for m, content in enumerate(pages)}
    return zipped(files | {name.replace("__", "/") + ".xml": content for name, content in more.items()})


def lines(*objects: str) -> list[str]:
    return text_of(read_ofd(ofd([page(*objects)]), most_pages=10))


CLIP = "<ofd:Clips><ofd:Clip><ofd:Area>{}</ofd:Area></ofd:Clip></ofd:Clips>"
CODE = '<ofd:TextCode X="0" Y="4">'
WHITE = '<ofd:FillColor Value="255 255 255"/>'
BOX = "M 20 30 L 120 30 L 120 50 L 20 50 C"


@pytest.mark.parametrize(
    ("objects", "seen"),
    [
        ([text("共216条")], ["共216条"]),
        ([text("共216条", look='Visible="false"')], []),
        ([text("共216条", look='Visible="0"')], []),
        ([f'<ofd:PageBlock Visible="false">{text("共216条")}</ofd:PageBlock>'], []),
        ([text("共216条", look='Alpha="0"')], []),
        ([text("共216条", inner='<ofd:FillColor Value="0 0 0" Alpha="5"/>')], []),
        ([text("共216条", look='Fill="false"')], []),
        ([text("共216条", inner=WHITE)], []),
        ([text("共216条", inner='<ofd:FillColor Value="#FF #FF #FF"/>')], []),
        ([text("共216条", inner='<ofd:FillColor Value="0" ColorSpace="2"/>')], ["共216条"]),
        ([path(BOX, 'Fill="true"', '<ofd:FillColor Value="20 60 20"/>'), text("共216条", inner=WHITE)], ["共216条"]),
        ([text("共216条"), path(BOX, 'Fill="true"', WHITE)], []),
        ([text("共216条"), path(BOX, 'Fill="true" Alpha="90"', WHITE)], ["共216条"]),
        ([path(BOX, 'Fill="true"', WHITE), text("共216条")], ["共216条"]),
        ([text("共216条", x=230)], []),
        ([text("共216条", look='CTM="0.7 0.7 -0.7 0.7 0 0"')], []),
        ([text("共216条", inner=CLIP.format(f"<ofd:Text>{CODE}9</ofd:TextCode></ofd:Text>"))], ["共216条"]),
        ([text("公开条", steps="g 2 4")], ["公开条"]),
        ([text("216", look='ReadDirection="180"')], ["\ufffd\ufffd\ufffd"]),
    ],
)  # fmt: skip
def test_what_is_seen_is_text(objects: list[str], seen: list[str]) -> None:
    assert lines(*objects) == seen


def test_a_line_is_that_of_a_path_and_not_of_what_clips_it() -> None:
    clip = CLIP.format("<ofd:Path><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:Path>")
    edges = [(20, 30, 120, 30), (20, 50, 120, 50), (20, 30, 20, 50), (60, 30, 60, 50), (120, 30, 120, 50)]
    ruled = [path(f"M {a} {b} L {c} {d}", inner=clip) for a, b, c, d in edges]
    (table,) = read_ofd(ofd([page(*ruled, text("件数"), text("216", x=80))]), most_pages=10).document.tables
    assert [cell.text for cell in table.cells] == ["件数", "216"]


def test_a_page_that_lies_on_its_side_is_read() -> None:
    words = "全镇主动公开政府信息二百一十六条其中网站公开一百九十条政务微信二十六条"
    turned = text(words, x=50, y=250, look='CTM="0 -1 1 0 0 0"')
    assert lines(turned) == [words]
    assert lines(text(words, x=100, y=20, look='CTM="0 1 -1 0 0 0"')) == [words]


def test_text_of_codes_alone_is_told() -> None:
    codes = (
        f"<ofd:CGTransform CodePosition='0'><ofd:Glyphs>{' '.join(map(str, range(40)))}</ofd:Glyphs></ofd:CGTransform>"
    )
    with pytest.raises(UnreadableFileError) as raised:
        lines(text("", inner=codes))
    assert raised.value.cause == "fonts"
    assert lines(text("共216条", inner=codes)) == ["共216条"]


def test_all_documents_and_templates_of_a_file_are_read_within_the_limit_of_pages() -> None:
    template = '<ofd:TemplatePage ID="T" BaseLoc="T.xml"/>'
    own = page(text("共216条")).replace(AREA, f'{AREA}<ofd:Template TemplateID="T"/>')
    body = ofd([own], [page(text("附件"))], common=template, D0__T=page(text("某镇", y=20)), D1__T=page())
    assert "".join(text_of(read_ofd(body, most_pages=2))) == "某镇共216条附件"
    with pytest.raises(UnreadableFileError) as raised:
        read_ofd(body, most_pages=1)
    assert raised.value.cause == "too_many_pages"


def read(change: dict[bytes, bytes]) -> FileContent:
    from tests.documents.test_kinds import changed

    return read_ofd(changed(made.ofd(made_report(1)[1]), "Doc_0/Pages/Page_0/Content.xml", change), most_pages=10)


def test_xml_that_is_torn_is_damage_and_signs_that_it_may_not_have_are_unknown_ones() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read({b"</ofd:Page>": b"</ofd:Page"})
    assert raised.value.cause == "damaged"
    assert lines(text("共2\x0116&#x1f;条")) == ["共2\ufffd16\ufffd条"]


@pytest.mark.parametrize("length", [b"1e99", b"9999999999"])
def test_lengths_that_no_page_has_are_damage(length: bytes) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read({b'Boundary="': b'Boundary="' + length + b" "})
    assert raised.value.cause == "damaged"
