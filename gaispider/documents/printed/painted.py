"""The objects of a PDF page in the order in which they are painted; characters that are set to be unseen are tagged."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

UNSEEN = "unseen"
# Ways of rendering that leave no ink (ISO 32000-1, table 106).
_NO_INK = (3, 7)


class _Painter(PDFPageAggregatorWithMarkedContent):
    _render = 0

    def render_string(self, textstate: Any, *rest: Any) -> None:
        self._render = textstate.render
        super().render_string(textstate, *rest)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        step: float = super().render_char(*args, **kwargs)
        if self._render in _NO_INK and self.cur_item._objs:
            self.cur_item._objs[-1].tag = UNSEEN  # type: ignore[attr-defined]
        return step


def painted_objects(page: Any) -> list[dict[str, Any]]:
    """Characters, lines, boxes, curves and pictures of a page that pdfplumber has opened, as its dictionaries."""
    device = _Painter(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return list(page.iter_layout_objects(device.get_result()._objs))
