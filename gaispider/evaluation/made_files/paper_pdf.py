"""Printed parts as PDF, by reportlab."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gaispider.evaluation.made_files.papers import printed
from gaispider.evaluation.made_files.report_parts import Part

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(parts: Sequence[Part], *, password: str = "", footer: bool = True, ruled: bool = True) -> bytes:
    """The parts printed on A4, with the page's number below."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, encrypt=password or None)
    for number, paper in enumerate(printed(parts), 1):
        canvas.setLineWidth(0.5)
        for x0, y0, x1, y1 in paper.bars if ruled else ():
            canvas.line(x0 * mm, A4[1] - y0 * mm, x1 * mm, A4[1] - y1 * mm)
        for x, y, text, size in paper.texts:
            canvas.setFont(FONT, size * mm)
            canvas.drawString(x * mm, A4[1] - (y + size * 0.88) * mm, text)
        if footer:
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(A4[0] / 2, 10 * mm, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return target.getvalue()
