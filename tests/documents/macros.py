"""Macros that run when their file is opened: Basic in an ODT, VBA in a DOC (MS-OVBA), both written by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

from tests.documents.compound import compound, streams

_OPEN = "http://openoffice.org/2000/library"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:ooo="http://openoffice.org/2004/office" xmlns:dom="http://www.w3.org/2001/xml-events" office:version="1.2">'
    '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
    'script:event-name="dom:load" xlink:type="simple" '
    'xlink:href="vnd.sun.star.script:Standard.One.Main?language=Basic&amp;location=document"/></office:event-listeners>'
    "</office:scripts><office:body><office:text><text:p>{}</text:p></office:text></office:body></office:document-content>"
)


def odt_with_macro(text: str, marker: Path) -> bytes:
    """A text whose macro writes the file `marker` and ends the program when it is opened, if macros run."""
    basic = f'Sub Main\nOpen "{marker}" For Output As #1\nPrint #1, "ran"\nClose #1\nStarDesktop.terminate()\nEnd Sub\n'
    parts = ("content.xml", "Basic/Standard/One.xml", "Basic/Standard/script-lb.xml", "Basic/script-lc.xml")
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(f'<m:file-entry m:full-path="{part}" m:media-type="text/xml"/>' for part in parts)
    kind = "application/vnd.oasis.opendocument.text"
    whole = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    library = f'xmlns:library="{_OPEN}" library:name="Standard"'
    script = 'xmlns:script="http://openoffice.org/2000/script" script:name="One" script:language="StarBasic"'
    link = f'<library:libraries xmlns:library="{_OPEN}"><library:library library:name="Standard" library:link="false"/>'
    members = {
        "mimetype": kind,
        "META-INF/manifest.xml": f'{_HEAD}<m:manifest xmlns:m="{space}" m:version="1.2">{whole}{entries}</m:manifest>',
        parts[0]: _HEAD + _CONTENT.format(text),
        parts[1]: f"{_HEAD}<script:module {script}>{basic}</script:module>",
        parts[2]: f'{_HEAD}<library:library {library}><library:element library:name="One"/></library:library>',
        parts[3]: f"{_HEAD}{link}</library:libraries>",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return target.getvalue()


def doc_with_macro(doc: bytes, code: str) -> bytes:
    """A Word file with a module of VBA beside its text."""
    module = b'Attribute VB_Name = "One"\r\n' + code.encode()
    return compound({
        **streams(doc),
        "Macros/PROJECT": b'ID="{00000000-0000-0000-0000-000000000000}"\r\nModule=One\r\nName="Project"\r\n',
        "Macros/VBA/_VBA_PROJECT": b"\xcc\x61\xff\xff\0\0\0",
        "Macros/VBA/dir": _packed(_directory()),
        "Macros/VBA/One": _packed(module),
    }, exact=True)  # fmt: skip


def _directory() -> bytes:
    def record(kind: int, content: bytes = b"") -> bytes:
        return struct.pack("<HI", kind, len(content)) + content

    def number(kind: int, value: int = 0) -> bytes:
        return record(kind, struct.pack("<I", value))

    def short(kind: int, value: int) -> bytes:
        return record(kind, struct.pack("<H", value))

    project = number(0x01, 1) + number(0x02, 0x409) + number(0x14, 0x409) + short(0x03, 1252) + record(0x04, b"Project")
    project += record(0x05) + record(0x40) + record(0x06) + record(0x3D) + number(0x07) + number(0x08)
    project += struct.pack("<HIIH", 0x09, 4, 1, 1) + record(0x0C) + record(0x3C)
    name = "One".encode("utf-16-le")
    module = record(0x19, b"One") + record(0x47, name) + record(0x1A, b"One") + record(0x32, name)
    module += record(0x1C) + record(0x48) + number(0x31) + number(0x1E) + short(0x2C, 0xFFFF)
    module += record(0x21) + record(0x2B)
    return project + short(0x0F, 1) + short(0x13, 0xFFFF) + module + record(0x10)


def _packed(content: bytes) -> bytes:
    """The content in one chunk of literals (MS-OVBA 2.4.1)."""
    groups = [content[start : start + 8] for start in range(0, len(content), 8)]
    body = b"".join(b"\0" + group for group in groups)
    return b"\x01" + struct.pack("<H", 0xB000 | len(body) - 1) + body
