"""Which pictures of a document may show tables or scanned pages, and which are none of it."""

from __future__ import annotations

import base64
import io
from urllib.parse import quote

import pytest
from PIL import Image

import gaispider
from gaispider.files import body_digest
from gaispider.page import read_page
from gaispider.page.embedded_pictures import page_of, pictures_in

URL = "http://www.qingxi.gov.cn/xxgk/t1.html"
TITLE = "青溪县林业局2021年政府信息公开工作年度报告"
TEXT = "2021年，本单位认真贯彻落实条例，全年主动公开政府信息130条，其中网站公开100条，其余在公开栏张贴。"


def page(content: str, outside: str = "") -> bytes:
    head = f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body>"
    document = f"<div class='content'><h1>{TITLE}</h1><p>{TEXT}</p>{content}<p>{TEXT}</p></div>"
    return f"{head}{document}{outside}</body></html>".encode()


def without_text(title: str, content: str) -> bytes:
    head = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>"
    return f"{head}<p>发布日期：2022-01-20</p>{content}</body></html>".encode()


def pictures(content: str, outside: str = "") -> list[str]:
    found = read_page(page(content, outside), URL).article.pictures
    return [picture.url.removeprefix("http://www.qingxi.gov.cn") for picture in found]


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ("<img src='/u/1.png'>", "/u/1.png"),
        ("<img src='W020220118.jpg' width='680' height='420'>", "/xxgk/W020220118.jpg"),
        ("<img src='/u/1.png' style='width: 100%; height: auto'>", "/u/1.png"),
        ("<img src='/u/show?id=7'>", "/u/show?id=7"),
        ("<a href='/u/large.jpg'><img src='/u/small.jpg' width='240'></a>", "/u/large.jpg"),
        ("<img data-original='/u/1.png' src='/s/grey.gif'>", "/u/1.png"),
        ("<img src='/u/iconic.png'>", "/u/iconic.png"),
    ],
)
def test_what_may_be_a_table(tag: str, address: str) -> None:
    assert pictures(f"<p>{tag}</p>") == [address]


@pytest.mark.parametrize(
    "tag",
    [
        "<img src='/images/logo.png'>",
        "<img src='/u/ewm.jpg'>",
        "<img src='/u/7.jpg' alt='微信二维码'>",
        "<img src='/sysimages/icon16/pdf.gif'>",
        "<img src='/ueditor/dialogs/attachment/fileTypeImages/icon_doc.gif'>",
        "<img src='/u/7.jpg' class='btn'>",
        "<img src='/u/7.jpg' width='120'>",
        "<img src='/u/7.jpg' style='height:20px'>",
        "<img src='data:image/png;base64,AAAA'>",
        "<img>",
    ],
)
def test_signs_buttons_and_icons_are_none(tag: str) -> None:
    assert pictures(f"<p>{tag}</p>") == []


def test_only_pictures_of_the_document_count_each_once_and_at_most_twenty() -> None:
    footer = "<div class='footer'><p>主办单位：青溪县人民政府办公室</p><p><img src='/u/red.png'></p></div>"
    assert pictures("<p><img src='/u/1.png'></p><p><img src='/u/1.png'></p>", footer) == ["/u/1.png"]
    assert len(pictures("".join(f"<p><img src='/u/{n}.png'></p>" for n in range(40)))) == 20


HEADINGS = ("<p>三、收到和处理政府信息公开申请情况</p>", "<p>四、政府信息公开行政复议、行政诉讼情况</p>")
PICTURE = "<p><img src='/u/1.png' alt='表三'></p>"


def attached(content: str) -> list[tuple[str | None, str | None]]:
    (report,) = gaispider.extract(page(content), URL)
    return [(file.name, file.media_type) for file in report.attachments]


def test_pictures_are_files_of_a_report_whose_tables_are_pictures() -> None:
    assert attached(f"{HEADINGS[0]}{PICTURE}{HEADINGS[1]}") == [("表三", "image/png")]


@pytest.mark.parametrize(
    "content",
    [
        PICTURE,  # a photograph in a text that names no table
        f"{HEADINGS[0]}<p>全年收到申请3件，予以公开3件。</p>{PICTURE}{HEADINGS[1]}<p>无。2件。</p>",
        f"<p>一、会议情况</p>{PICTURE}",
    ],
)
def test_pictures_beside_the_text_are_no_files(content: str) -> None:
    assert attached(content) == []


def test_a_document_that_is_a_picture_has_it_as_its_file() -> None:
    content = "<p align=center><img src='./W1.jpg'></p><p align=center><img src='./W2.jpg'></p>"
    (report,) = gaispider.extract(without_text(TITLE, content), URL)
    assert [file.url.rpartition("/")[2] for file in report.attachments] == ["W1.jpg", "W2.jpg"]


def test_news_that_is_a_picture_has_none() -> None:
    content = "<p align=center><img src='./W1.jpg'></p>"
    (report,) = gaispider.extract(without_text("青溪县召开防汛工作会议", content), URL)
    assert report.attachments == []


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("<a href='/u/1.jpg'>附件：政府信息公开情况统计表</a>", "附件：政府信息公开情况统计表"),
        ("<a href='/u/1.tif'>青溪县林业局年报（扫描件）</a>", "青溪县林业局年报（扫描件）"),
        ("<a href='/u/1.png'>附表1.png</a>", "附表1.png"),
    ],
)
def test_a_picture_that_is_linked_as_a_file_is_one(link: str, name: str) -> None:
    assert [one for one, _ in attached(f"<p>{link}</p>")] == [name]


@pytest.mark.parametrize(
    "link",
    ["<a href='/u/1.jpg'>查看大图</a>", "<a href='/u/1.jpg'>图.jpg</a>", "<a href='/u/1.jpg'><img src='/u/s.jpg'></a>"],
)
def test_a_link_to_a_larger_picture_is_no_file(link: str) -> None:
    assert attached(f"<p>{link}</p>") == []


def drawn(size: tuple[int, int] = (420, 200)) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 40).save(target, "PNG")
    return target.getvalue()


def embedded(body: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"


def test_a_picture_in_the_source_of_a_page_is_one_of_its_files() -> None:
    """It has the page's address and a number; its bytes are found again in those of the page."""
    first, second = drawn(), drawn((500, 220))
    broken = embedded(second).replace(",", ",\n ", 1)
    source = page(
        f"<p><img src='{embedded(first)}' alt='表三'></p><p><img src='/u/1.png'></p><p><img src='{broken}'></p>"
    )
    article = read_page(source, f"{URL}#top").article
    assert [(one.url, one.name, one.media_type) for one in article.pictures] == [
        (f"{URL}#picture-1", "表三", "image/png"),
        ("http://www.qingxi.gov.cn/u/1.png", "1.png", "image/png"),
        (f"{URL}#picture-2", None, "image/png"),
    ]
    assert [*article.embedded.values()] == [first, second]
    assert pictures_in(source) == [first, second]
    assert [page_of(one.url) for one in article.pictures] == [URL, None, URL]
    quoted = page(f"<p><img src='data:image/png;base64,{quote(base64.b64encode(first).decode())}'></p>")
    assert pictures_in(quoted) == [*read_page(quoted, URL).article.embedded.values()] == [first]


@pytest.mark.parametrize(
    "source",
    [
        embedded(b"GIF89a" + bytes(40), "image/gif"),
        "data:image/png;base64,%%%%" + "A" * 2000,
        embedded(b"no picture " * 200),
        "data:image/svg+xml;utf8,<svg>" + "x" * 2000 + "</svg>",
        embedded(b"%PDF-1.7" + bytes(3000), "application/pdf"),
    ],
)
def test_placeholders_and_what_is_no_picture_are_none(source: str) -> None:
    assert read_page(page(f"<p><img src='{source}'></p>"), URL).article.pictures == []


def test_signs_in_the_source_are_none_and_there_are_at_most_twenty() -> None:
    sign = embedded(drawn())
    assert pictures(f"<p><img src='{sign}' alt='二维码'><img src='{sign}' width=40></p>") == []
    many = "".join(f"<p><img src='{embedded(drawn((300 + n, 100)))}'></p>" for n in range(22))
    assert len(pictures(many)) == 20


def test_a_page_of_pictures_in_its_source_needs_ocr_and_is_not_empty() -> None:
    body = drawn((700, 900))
    source = without_text(TITLE, f"<div id=zoom><p><img src='{embedded(body)}'></p></div>")
    (record,) = gaispider.extract(source, URL)
    assert {"body_is_image", "needs_ocr"} <= {warn.code for warn in record.warnings}
    assert "body_empty" not in {warn.code for warn in record.warnings}
    (file,) = record.attachments
    assert (file.url, file.digest, file.reader) == (f"{URL}#picture-1", body_digest(body), None)
