"""How a run of a Word document looks: hidden, struck, white on white, raised, in a font of symbols."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gaispider.documents.word.tags import qn

_PROPERTIES = frozenset(
    qn(tag) for tag in ("w:vanish", "w:specVanish", "w:webHidden", "w:strike", "w:dstrike", "w:vertAlign", "w:color",
                        "w:sz", "w:position", "w:shd", "w:highlight", "w:rFonts")
)  # fmt: skip
_HIDING = tuple(qn(tag) for tag in ("w:vanish", "w:specVanish"))
_STRIKING = tuple(qn(tag) for tag in ("w:strike", "w:dstrike"))
_SYMBOLS = ("wingdings", "webdings", "symbol", "marlett", "zapfdingbats")
_WHITE = 0xF0  # each part of a colour that is at least so light
_SMALLEST = 4  # half points; smaller type is not seen
_SMALL = 0.8  # share of the size of a paragraph's type below which a lifted run is a mark
_SHADING = (qn("w:shd"), qn("w:highlight"))

Look = dict[str, etree._Element]


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of runs, and which it is based on."""

    base: str
    run: Look
    shaded: bool


class Looks:
    """The looks of runs, by their own properties and by the styles of run and paragraph."""

    def __init__(self, styles: etree._Element) -> None:
        self._styles: dict[str, Style] = {}
        self._plain = ""
        for style in styles.iter(qn("w:style")):
            base = style.find(qn("w:basedOn"))
            name = style.get(qn("w:styleId")) or ""
            self._styles[name] = Style(
                "" if base is None else base.get(qn("w:val")) or "",
                _said(style.find(qn("w:rPr"))),
                any(_is_shade(shade) for tag in _SHADING for shade in style.iter(tag)),
            )
            if style.get(qn("w:type")) == "paragraph" and _is_true(style.get(qn("w:default"))):
                self._plain = name
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._defaults = _said(defaults)
        self._known: dict[tuple[str, str], Look] = {}

    def of(self, run: etree._Element) -> Look:
        """The properties that hold for a run, by their tags."""
        own = _said(run.find(qn("w:rPr")))
        paragraph = next(run.iterancestors(qn("w:p")), None)
        names = _style(own, "w:rStyle"), _style(_said_all(paragraph), "w:pStyle") or self._plain
        if names not in self._known:
            look = dict(self._defaults)
            for name in reversed(names):
                for style in reversed(list(self._chain(name))):
                    look |= style.run
            self._known[names] = look
        return self._known[names] | own

    def is_shaded(self, run: etree._Element, look: Look) -> bool:
        """Whether something that is not white may stand behind a run."""
        if any(_is_shade(look[tag]) for tag in _SHADING if tag in look):
            return True
        for parent in run.iterancestors():
            name = etree.QName(parent).localname
            if name == "txbxContent" or (name == "document" and parent.find(qn("w:background")) is not None):
                return True
            if name not in ("p", "tc", "tbl"):
                continue
            properties = parent.find(qn(f"w:{name}Pr"))
            if properties is None:
                continue
            if any(_is_shade(shade) for shade in properties.iter(qn("w:shd"))):
                return True
            link = properties.find(qn(f"w:{name}Style"))
            style = "" if link is None else link.get(qn("w:val")) or ""
            if any(one.shaded for one in self._chain(style)):
                return True
        return False

    def _chain(self, name: str) -> Iterator[Style]:
        met: set[str] = set()
        while name in self._styles and name not in met:
            met.add(name)
            yield self._styles[name]
            name = self._styles[name].base


def is_hidden(look: Look) -> bool:
    """Whether a run is set to be unseen, or too small to be seen."""
    return any(_is_on(look.get(tag)) for tag in _HIDING) or 0 < size(look) <= _SMALLEST


def is_of_screens(look: Look) -> bool:
    """Whether a run is set for paper alone: the numbers of pages in a list of contents."""
    return _is_on(look.get(qn("w:webHidden")))


def is_struck(look: Look) -> bool:
    """Whether a line goes through a run."""
    return any(_is_on(look.get(tag)) for tag in _STRIKING)


def is_white(look: Look) -> bool:
    """Whether a run has the colour of paper."""
    color = look.get(qn("w:color"))
    value = "" if color is None else color.get(qn("w:val")) or ""
    try:
        return len(value) == 6 and all(part >= _WHITE for part in bytes.fromhex(value))
    except ValueError:
        return False


def is_symbol(look: Look) -> bool:
    """Whether the letters of a run are pictures."""
    fonts = look.get(qn("w:rFonts"))
    return fonts is not None and (fonts.get(qn("w:ascii")) or "").lower().startswith(_SYMBOLS)


def raised(look: Look, usual: float) -> str:
    """`superscript`, `subscript`, or nothing; `usual` is the largest type of the paragraph."""
    align = look.get(qn("w:vertAlign"))
    said = "" if align is None else align.get(qn("w:val")) or ""
    if said in ("superscript", "subscript"):
        return said
    lift = _number(look.get(qn("w:position")))
    return "superscript" if lift > 0 and 0 < size(look) <= _SMALL * usual else ""


def size(look: Look) -> float:
    """Half points; 0 where nothing says it."""
    return _number(look.get(qn("w:sz")))


def _said(properties: etree._Element | None) -> Look:
    if properties is None:
        return {}
    return {str(one.tag): one for one in properties if one.tag in _PROPERTIES or one.tag == qn("w:rStyle")}


def _said_all(paragraph: etree._Element | None) -> Look:
    properties = None if paragraph is None else paragraph.find(qn("w:pPr"))
    return {} if properties is None else {str(one.tag): one for one in properties if isinstance(one.tag, str)}


def _style(look: Look, tag: str) -> str:
    link = look.get(qn(tag))
    return "" if link is None else link.get(qn("w:val")) or ""


def _number(element: etree._Element | None) -> float:
    try:
        return 0.0 if element is None else float(element.get(qn("w:val")) or 0)
    except ValueError:
        return 0.0


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val")) not in ("0", "false", "off")


def _is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _is_shade(shade: etree._Element) -> bool:
    """Whether a shading or a marker is of a colour other than white."""
    if shade.tag == qn("w:highlight"):
        return shade.get(qn("w:val")) not in (None, "none", "white")
    fill = (shade.get(qn("w:fill")) or "auto").lower()
    if shade.get(qn("w:themeFill")) not in (None, "background1", "light1"):
        return True
    return fill not in ("auto", "ffffff") or shade.get(qn("w:val")) not in (None, "clear", "nil")
