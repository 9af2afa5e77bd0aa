"""Printed parts as OFD: a ZIP of XML after GB/T 33190, in its simplest form, since no free program writes OFD.

One layer, text with a place for each line and a step for each character, ruled tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from gaispider.evaluation.made_files.papers import printed
from gaispider.evaluation.made_files.report_parts import Part, zipped

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"


def ofd(parts: Sequence[Part]) -> bytes:
    """The parts as OFD; the same pages as the PDF's."""
    pages = printed(parts)
    files: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_SPACE}><ofd:CommonData>{_AREA}</ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, paper in enumerate(pages):
        made = "".join([*map(_bar, paper.bars), *map(_text, paper.texts)])
        layer = f'<ofd:Content><ofd:Layer ID="9">{made}</ofd:Layer></ofd:Content>'
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {_SPACE}>{_AREA}{layer}</ofd:Page>"
    return zipped(files)


def _text(line: tuple[float, float, str, float]) -> str:
    x, y, text, size = line
    steps = " ".join(f"{size / 2 if sign.isascii() else size:.2f}" for sign in text[:-1])
    return (
        f'<ofd:TextObject Boundary="{x:.2f} {y:.2f} {len(text) * size:.2f} {size}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88:.2f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _bar(bar: tuple[float, float, float, float]) -> str:
    x0, y0, x1, y1 = bar
    return (
        f'<ofd:PathObject Boundary="{x0:.2f} {y0:.2f} {max(x1 - x0, 0.1):.2f} {max(y1 - y0, 0.1):.2f}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.2f} {y1 - y0:.2f}</ofd:AbbreviatedData></ofd:PathObject>"
    )
