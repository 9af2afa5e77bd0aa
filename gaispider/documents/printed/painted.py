"""The objects of a PDF page in the order in which they are painted, each with its `opacity` from 0 to 1.

Characters that are set to be unseen are tagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.layout import LTContainer
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import dict_value, resolve1, stream_value
from pdfminer.psparser import literal_name
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

UNSEEN = "unseen"
# Ways of rendering (ISO 32000-1, table 106): those that leave no ink, and the one that draws outlines only.
_NO_INK = (3, 7)
_OUTLINES = (1, 5)


class _State(PDFGraphicState):
    """The library's state of drawing with what it drops: how much of the paper fills and lines hide."""

    def __init__(self) -> None:
        super().__init__()
        self.around = 1.0  # of the groups in which something is drawn
        self.fills = 1.0
        self.lines = 1.0

    def copy(self) -> _State:
        made = _State()
        made.__dict__.update(self.__dict__)
        return made


class _Interpreter(PDFPageInterpreter):
    graphicstate: _State
    _outer: _State | None = None
    _is_group = False
    _draws_group = False

    def init_state(self, ctm: Any) -> None:
        """A form begins with the state of what it is drawn in; a group is drawn whole, and then shines through."""
        super().init_state(ctm)
        self.graphicstate = self._outer.copy() if self._outer is not None else _State()
        if self._is_group:
            self.graphicstate.around *= self.graphicstate.fills
            self.graphicstate.fills = self.graphicstate.lines = 1.0

    def subinterp(self) -> PDFPageInterpreter:
        made = super().subinterp()
        if isinstance(made, _Interpreter):
            made._outer, made._is_group = self.graphicstate.copy(), self._draws_group
        return made

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the operator's name
        form = self.xobjmap.get(literal_name(xobjid_arg))
        self._draws_group = form is not None and "Group" in stream_value(form)
        super().do_Do(xobjid_arg)

    def do_gs(self, name: Any) -> None:
        named = dict_value(resolve1(self.resources.get("ExtGState")) or {})
        state = dict_value(resolve1(named.get(literal_name(name))) or {})
        self.graphicstate.fills = _share(state.get("ca"), self.graphicstate.fills)
        self.graphicstate.lines = _share(state.get("CA"), self.graphicstate.lines)


def _share(value: Any, before: float) -> float:
    value = resolve1(value)
    return min(1.0, max(0.0, float(value))) if isinstance(value, int | float) else before


class _Painter(PDFPageAggregatorWithMarkedContent):
    _render = 0
    _opacity = 1.0

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._render = textstate.render
        share = graphicstate.lines if self._render in _OUTLINES else graphicstate.fills
        self._opacity = graphicstate.around * share
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        step: float = super().render_char(*args, **kwargs)
        if self.cur_item._objs:
            char: Any = self.cur_item._objs[-1]
            char.opacity = self._opacity
            if self._render in _NO_INK:
                char.tag = UNSEEN
        return step

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        state: _State = args[0]
        before = len(self.cur_item._objs)
        super().paint_path(*args, **kwargs)
        for made in self.cur_item._objs[before:]:
            drawn: Any = made
            drawn.opacity = state.around * state.fills


def painted_objects(page: Any) -> list[dict[str, Any]]:
    """Characters, lines, boxes, curves and pictures of a page that pdfplumber has opened, as its dictionaries."""
    device = _Painter(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return [
        {**page.process_object(drawn), "opacity": getattr(drawn, "opacity", 1.0)}
        for drawn in _drawn(device.get_result()._objs)
    ]


def _drawn(objects: Iterable[Any]) -> Iterator[Any]:
    for one in objects:
        if isinstance(one, LTContainer):
            yield from _drawn(one._objs)
        else:
            yield one
