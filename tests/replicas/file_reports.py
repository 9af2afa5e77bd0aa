"""A county whose offices publish their reports as files: good ones of every kind, and broken ones.

The files are made up (tests/documents/made.py): the figures of the 条例's forms, with names of no real office.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents import made
from tests.documents.made import SENTENCES, Part
from tests.documents.reading import made_report
from tests.replicas.server import Served

COLUMN = "/xxgk/nb/"
POINTER = "详见附件"
# 8 by 8 grey squares, as a scan of nothing.
_GREY = b"P5 8 8 255\n" + bytes(range(0, 256, 4))
_BOMB_MEGABYTES = 300


def parts_of(unit: str, seed: int = 1) -> list[Part]:
    """The report of a unit: its lines and its tables."""
    return [part.replace("宝山镇", unit) if isinstance(part, str) else part for part in made_report(seed)[1]]


def title_of(unit: str) -> str:
    return made.TITLE.replace("宝山镇", unit)


def scan(pages: int = 2) -> bytes:
    """A PDF whose pages are pictures."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(ImageReader(io.BytesIO(_GREY)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def many_pages(count: int) -> bytes:
    """A PDF of blank pages."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for number in range(count):
        canvas.drawString(60, 700, f"{number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def garbage() -> bytes:
    """A PDF whose font names its characters by numbers of its own."""
    body = made.pdf([*SENTENCES] * 4)
    return body.replace(b"UniGB-UCS2-H", b"Identity-H  ").replace(b"(GB1)", b"(XX1)")


def bomb() -> bytes:
    """A ZIP of 300 MB of zeros."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package, package.open("年报.pdf", "w") as file:
        for _ in range(_BOMB_MEGABYTES):
            file.write(bytes(1 << 20))
    return target.getvalue()


def with_macro(document: bytes) -> bytes:
    """A Word document with a part where macros stand, which nothing may run."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(target, "w") as package:
        for info in source.infolist():
            package.writestr(info, source.read(info))
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"AutoOpen\0Shell" * 40)
    return target.getvalue()


def good() -> dict[str, tuple[str, bytes]]:
    """Unit to file name and bytes: files that are read at the crawl."""
    return {
        "柳湾镇": ("liuwan.pdf", made.pdf(parts_of("柳湾镇"))),
        "石桥镇": ("shiqiao.docx", made.word(parts_of("石桥镇"))),
        "东岭镇": ("dongling.ofd", made.ofd(parts_of("东岭镇"))),
        "南河镇": ("nanhe.zip", made.zipped({"南河镇/年报.docx": made.word(parts_of("南河镇"))})),
        # Word's bytes under another ending.
        "白塔镇": ("baita.pdf", made.word(parts_of("白塔镇"))),
        "双林镇": ("shuanglin.docm", with_macro(made.word(parts_of("双林镇")))),
    }


def broken() -> dict[str, tuple[str, bytes, str]]:
    """Unit to file name, bytes, and the cause that its record tells."""
    return {
        "空坪镇": ("kong.pdf", b" \r\n" * 40, "empty"),
        "断桥镇": ("duan.pdf", made.pdf(parts_of("断桥镇"))[:300], "damaged"),
        "锁阳镇": ("suo.pdf", made.pdf(parts_of("锁阳镇"), password="0000"), "encrypted"),  # noqa: S106 - made up
        "爆竹镇": ("bao.zip", bomb(), "too_large"),
        "乱石镇": ("luan.pdf", garbage(), "fonts"),
        "幻灯镇": (
            "deng.pptx",
            made.zipped({"ppt/presentation.xml": "<p/>", "[Content_Types].xml": "<Types/>"}),
            "no_reader",
        ),
    }


def pointing(unit: str, file: str, text: str = POINTER) -> Served:
    """A page that has nothing but a file."""
    name = title_of(unit)
    body = f"<h1>{name}</h1><div>发布日期：2022-01-20</div><div id=zoom><p>{text}</p>"
    link = f'<p><a href="/files/{file}">{unit}2021年年报{file[file.rindex(".") :]}</a></p></div>'
    return Served(
        f"<html><head><meta charset=utf-8><title>{name}</title></head><body>{body}{link}</body></html>".encode()
    )


def listing(rows: dict[str, str]) -> Served:
    """The column: addresses and titles."""
    items = "".join(f'<li><a href="{path}">{name}</a><span>2022-01-20</span></li>' for path, name in rows.items())
    head = "<head><meta charset=utf-8><title>政府信息公开年报</title></head>"
    return Served(f"<html>{head}<body><ul class=list>{items}</ul></body></html>".encode())


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xc0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURES = {"/pic/biao1.png": png(900, 400), "/pic/xian.png": png(600, 8), "/pic/biao2.png": png(900, 300)}
"""Pictures of the pictured page that are asked for: two tables, and a line whose size only its bytes tell."""
CHROME = ("/images/logo.png", "/pic/ewm.png", "/pic/jiantou.png")


PICTURED = "/xxgk/202201/t20220120_"


def pictured(unit: str) -> Served:
    """A page whose text is there and whose tables are pictures, among pictures that are no tables."""
    name = title_of(unit)
    first, line, second = (f"<p><img src='{path}'></p>" for path in PICTURES)
    small = f"<p><img src='{CHROME[0]}'><img src='{CHROME[1]}' alt='扫描'><img src='{CHROME[2]}' width=20></p>"
    parts = [
        f"<h1>{name}</h1><div>发布日期：2022-01-20</div><div id=zoom>",
        *(f"<p>{part}</p>" for part in (made.PERIOD, made.HEADS[0], "".join(SENTENCES).replace("宝山镇", unit))),
        f"<p>{made.HEADS[2]}</p>{first}{line}<p>{made.HEADS[3]}</p>{second}<p>{made.HEADS[4]}</p>",
        f"<p>{SENTENCES[3]}</p>{small}</div>",
    ]
    head = f"<head><meta charset=utf-8><title>{name}</title></head>"
    return Served(f"<html>{head}<body>{''.join(parts)}</body></html>".encode())


def site(
    files: dict[str, tuple[str, bytes]],
    entries: dict[str, tuple[str, bytes]] | None = None,
    pictures: dict[str, Served] | None = None,
) -> dict[str, Served]:
    """The pages of a site whose pages point to `files`.

    `entries` are files that the listing itself names, `pictures` pages by their unit whose tables are pictures.
    """
    pages = {"/robots.txt": Served(b"", "text/plain")}
    rows = {}
    for number, (unit, page) in enumerate((pictures or {}).items()):
        path = f"{PICTURED}{900 + number}.html"
        rows[path], pages[path] = title_of(unit), page
        pages |= {picture: Served(body, "image/png") for picture, body in PICTURES.items()}
    for number, (unit, (name, body)) in enumerate(files.items()):
        path = f"/xxgk/202201/t20220120_{100 + number}.html"
        rows[path] = title_of(unit)
        pages[path] = pointing(unit, name)
        pages[f"/files/{name}"] = Served(body, "application/octet-stream")
    for unit, (name, body) in (entries or {}).items():
        rows[f"/files/{name}"] = title_of(unit)
        pages[f"/files/{name}"] = Served(body, "application/octet-stream")
    return pages | {COLUMN: listing(rows)}
