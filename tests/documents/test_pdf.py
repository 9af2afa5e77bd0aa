"""PDF: what is not text of the report, order of columns, scans, and files that cannot be read."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Callable

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.printed.glyphs import Glyph
from gaispider.documents.printed.legible import require_legible
from gaispider.documents.printed.pdf import read_pdf
from tests.documents import made
from tests.documents.reading import made_report, text_of

LOCK = "0000"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fea7359d"
    "8b0000000049454e44ae426082"
)


def drawn(*pages: list[tuple[float, float, str, float]]) -> bytes:
    """A PDF with lines of text at places in points, from the top left."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(600, 800))
    for page in pages:
        for x, y, text, size in page:
            canvas.setFont(made.FONT, size)
            canvas.drawString(x, 800 - y, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def paragraph(x: float, y: float, text: str, wide: int) -> list[tuple[float, float, str, float]]:
    return [(x, y + 18 * n, text[start : start + wide], 12) for n, start in enumerate(range(0, len(text), wide))]


def test_headers_footers_and_page_numbers_are_no_text() -> None:
    page = paragraph(60, 200, "全镇主动公开政府信息二百一十六条，其中网站公开一百九十条。" * 3, 40)
    pages = [[(60, 40, "宝山镇年度报告", 9), *page, (290, 770, f"- {n} -", 9)] for n in range(1, 5)]
    content = read_pdf(drawn(*pages), most_pages=10)
    assert content.pages == 4
    assert not any("宝山镇年度报告" in line or "- 1 -" in line for line in text_of(content))
    assert sum(line.count("二百一十六条") for line in text_of(content)) == 12


def test_the_header_of_a_page_that_stands_alone_is_no_text() -> None:
    text = paragraph(60, 100, "全镇主动公开政府信息二百一十六条，其中网站公开一百九十条。" * 3, 40)
    content = read_pdf(drawn([(230, 40, "政府信息公开年度报告", 9), *text]), most_pages=10)
    assert not any("年度报告" in line for line in text_of(content))


@pytest.mark.parametrize(
    ("line", "y", "size"),
    [
        ("附件2", 40, 9),  # the number of an annex
        ("磐石市水利局文件", 40, 12),  # in the type of the text
        ("政府信息公开年度报告", 84, 9),  # right above the text
    ],
)
def test_what_stands_at_the_upper_edge_and_is_no_header_is_text(line: str, y: float, size: float) -> None:
    text = paragraph(60, 100, "全镇主动公开政府信息二百一十六条，其中网站公开一百九十条。" * 3, 40)
    content = read_pdf(drawn([(60, y, line, size), *text]), most_pages=10)
    assert "".join(text_of(content)).startswith(line)


def test_a_figure_alone_at_the_foot_of_a_text_is_text() -> None:
    content = read_pdf(drawn([(60, 100, "全年收到申请数如下：", 12), (60, 124, "216", 12)]), most_pages=10)
    assert "".join(text_of(content)) == "全年收到申请数如下：216"


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = "左栏讲主动公开的情况，" * 12, "右栏讲依申请公开的情况，" * 11
    content = read_pdf(drawn([*paragraph(50, 100, left, 18), *paragraph(320, 100, right, 18)]), most_pages=10)
    assert "".join(text_of(content)) == left + right


def test_a_title_over_two_lines_is_one() -> None:
    lines = [(120, 80, "青溪县水利局2021年政府信息公开", 24), (230, 116, "工作年度报告", 24)]
    text = paragraph(60, 180, "本报告根据条例编制，由总体情况等六部分组成，电子版可以在县政府网站下载。" * 3, 40)
    content = read_pdf(drawn([*lines, *text]), most_pages=10)
    assert text_of(content)[0] == "青溪县水利局2021年政府信息公开工作年度报告"


def test_raised_marks_are_no_digits_of_the_figure() -> None:
    content = read_pdf(drawn([(60, 100, "65", 12), (74, 95, "2", 7), (80, 100, "条", 12)]), most_pages=10)
    assert text_of(content) == ["65²条"]


SENTENCE = "全镇主动公开政府信息二百一十六条，其中网站公开一百九十条，政务微信公开二十六条，其余在公开栏张贴"
NOTE = "含镇属事业单位公开的信息，不含转载的信息。"


@pytest.mark.parametrize(("mark", "of_note"), [("①", "①"), ("[1]", "[1]"), ("*", "*"), ("raised", "1")])
def test_a_note_at_the_foot_does_not_cut_the_paragraph_that_goes_on(mark: str, of_note: str) -> None:
    lines = [SENTENCE[:40], SENTENCE[40:], *[SENTENCE[:40]] * 3]
    first = [(60.0, 100 + 18.0 * n, line, 12.0) for n, line in enumerate(lines)]
    x = 60 + 12 * len(lines[1]) + 1
    if mark == "raised":
        first[1] = (60, 118, f"{lines[1]}９", 12)  # a raised digit stands behind a figure or a word
        first.append((x + 12, 112, "1", 6))
    else:
        first[1] = (60, 118, lines[1] + mark, 12)
    notes = [(60, 690, of_note + NOTE, 9), (60, 704, "本注还有一行。", 9), (290, 770, "- 1 -", 9)]
    content = read_pdf(drawn([*first, *notes], [(60, 100, "张贴的共十二条。", 12)]), most_pages=10)
    *text, last = text_of(content)
    assert "张贴的共十二条。" in text[-1]
    assert len(text[-1]) > len("张贴的共十二条。")
    assert last == of_note + NOTE + "本注还有一行。"


@pytest.mark.parametrize("line", ["1 " + NOTE, "注：" + NOTE, NOTE])
def test_small_type_at_the_foot_without_a_mark_in_the_text_stays_where_it_is(line: str) -> None:
    page = paragraph(60, 100, SENTENCE * 3 + "。", 40)
    content = read_pdf(drawn([*page, (60, 690, line, 9)], paragraph(60, 100, SENTENCE + "。", 40)), most_pages=10)
    read = "".join(text_of(content))
    assert NOTE in read
    assert not read.endswith(NOTE)


def test_a_vertical_seal_over_the_text_is_none_of_its_characters() -> None:
    seal = [(292 + 3, 96.0 + 20 * n, sign, 18) for n, sign in enumerate("宝山镇人民政府")]
    text = paragraph(60, 100, SENTENCE * 4 + "。", 40)
    assert text_of(read_pdf(drawn([*text, *seal]), most_pages=10)) == text_of(read_pdf(drawn(text), most_pages=10))


def test_words_below_each_other_beside_the_text_are_kept() -> None:
    below = [(500, 300.0 + 20 * n, sign, 18) for n, sign in enumerate("装订线")]
    read = "".join(text_of(read_pdf(drawn([*paragraph(60, 100, SENTENCE, 40), *below]), most_pages=10)))
    assert all(sign in read for sign in "装订线")


def test_a_page_that_is_a_picture_is_named() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(600, 800))
    canvas.drawImage(ImageReader(io.BytesIO(PIXEL)), 0, 0, 600, 800)
    canvas.showPage()
    canvas.setFont(made.FONT, 12)
    canvas.drawString(60, 700, "政府信息公开工作年度报告全文如下，共六部分，请予监督。")
    canvas.showPage()
    canvas.save()
    content = read_pdf(target.getvalue(), most_pages=10)
    assert (content.pages, content.pictured) == (2, [1])


def whole() -> bytes:
    return made.pdf(made_report(1)[1])


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "damaged"),
        (made.pdf(made_report(1)[1], password=LOCK), "encrypted"),
        (drawn(*[[(60, 100, "页", 12)]] * 12), "too_many_pages"),
    ],
    ids=["header alone", "noise", "password", "pages"],
)
def test_what_cannot_be_read_says_why(body: bytes, cause: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_pdf(body, most_pages=10)
    assert raised.value.cause == cause


@pytest.mark.parametrize(
    "spoil", [lambda packed: packed[:-1] + b"?", lambda packed: packed[:-4]], ids=["changed", "cut"]
)
def test_packed_text_without_its_checksum_is_damaged(spoil: Callable[[bytes], bytes]) -> None:
    """The text itself could still be unpacked: whether its figures are those that were written nobody can tell."""
    body = drawn(paragraph(60, 200, "全镇主动公开政府信息216条，其中网站公开190条。" * 3, 40))
    place = next(one for one in re.finditer(rb"stream\n(.*?)~>endstream", body, re.DOTALL) if b"~>" in one[0])
    packed = base64.a85decode(place[1])
    assert zlib.decompress(packed).endswith(b"\n")
    spoilt = base64.a85encode(spoil(packed)).ljust(len(place[1]))
    with pytest.raises(UnreadableFileError, match="checksum") as raised:
        read_pdf(body[: place.start(1)] + spoilt + body[place.end(1) :], most_pages=10)
    assert raised.value.cause == "damaged"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_torn_file_is_a_fault_or_what_is_left_but_no_crash(share: float) -> None:
    body = whole()
    try:
        read_pdf(body[: int(len(body) * share)], most_pages=10)
    except UnreadableFileError as error:
        assert error.cause in ("damaged", "fonts")


def test_characters_that_no_font_names_are_told() -> None:
    require_legible("二百一十六条" * 20 + "(cid:12)")
    require_legible("(cid:12)")  # too little to judge
    with pytest.raises(UnreadableFileError) as raised:
        require_legible("(cid:412)(cid:87)" * 20 + "2021")
    assert raised.value.cause == "fonts"
    with pytest.raises(UnreadableFileError):
        require_legible("\ue12f\ue0a1" * 30)


def test_a_glyph_knows_its_middle() -> None:
    assert Glyph("条", 0, 12, 100, 112, 12).middle == 106
