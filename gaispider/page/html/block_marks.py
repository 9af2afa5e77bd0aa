"""The walk over a page's tree, in C: its text as one string in which marks stand for the tags that matter.

An XSLT stylesheet writes the marks (Unicode noncharacters, which no page may hold) for block elements, `br`, links,
images, hidden elements, dates that Word marked up. All other elements leave no trace, so their text runs on:
`<span>2018</span>年` is `2018年`.
"""

from __future__ import annotations

from functools import cache

from lxml import etree

from gaispider.page.html.unseen import Unseen
from gaispider.page.known_places import elements_of

BLOCKS = (
    "div", "p", "td", "th", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "body", "center", "section",
    "article", "header", "footer", "nav", "main", "aside", "form", "fieldset", "blockquote", "pre", "address",
    "figure", "figcaption", "caption", "ucapcontent", "ucaptitle", "founder-content", "founder-title",
)  # fmt: skip
# Elements whose id and class are worth having. Paragraphs do without, for speed.
_UNNAMED = frozenset(("p", "body", "center", "blockquote", "pre", "address", "figcaption", "caption"))
# Elements that only begin and end a line.
_BREAKING = "li|dt|dd|tr|option|legend"
_SILENT = "script|style|title|iframe"
HIDDEN_TAGS = (
    "noscript", "template", "select", "textarea", "datalist", "object", "canvas", "svg", "button", "video", "audio",
    "s", "del", "strike",
)  # fmt: skip

OPEN, SEP, CLOSE, BR, LINK, LINK_END, HIDE, SHOW, IMAGE, DATE, DATE_END = map(chr, range(0xFDD0, 0xFDDB))
TAG_OF = {chr(0x41 + number): tag for number, tag in enumerate((*BLOCKS, "span-block"))}
_VEIL = "hidden-"
# What is silent anyway, and what may be raised above the line.
_KEPT = frozenset(("script", "style", "title", "iframe", "html", "head"))
_INLINE = frozenset(("span", "font", "b", "i", "a", "em", "strong", "small", "big", "u"))
# The names under which the walk sees hidden elements.
_VEILED = {tag: _VEIL + tag for tag in BLOCKS} | dict.fromkeys(_BREAKING.split("|"), _VEIL + "li")
_DAY = "marked-day"
# Figures off the line point to notes or are powers: they keep their look, so that nobody reads them on (65², 12¹, CO₂).
_OFF_THE_LINE = (
    "<xsl:choose><xsl:when test=\"string-length(.) &lt; 8 and translate(., '0123456789,，、 ', '') = ''\">"
    "<xsl:value-of select=\"translate(., '0123456789', '{}')\"/></xsl:when>"
    "<xsl:otherwise><xsl:apply-templates/></xsl:otherwise></xsl:choose>"
)


def walk(root: etree._Element, unseen: Unseen) -> str:
    """The stream of a tree. For the time of the walk, the elements that are not seen bear other names."""
    renamed = [(element, element.tag, name) for element, name in _renamed(root, unseen)]
    for element, _, name in renamed:
        element.tag = name
    try:
        return str(_stylesheet()(root))
    finally:
        for element, tag, _ in renamed:
            element.tag = tag


@cache
def _stylesheet() -> etree.XSLT:
    """The walk. No rule has a predicate: libxslt tries those on every element."""
    rules = [
        ("br|hr", BR),
        ("img", IMAGE),
        # Word names places of a text: <a name="_Toc1">; such an element may hold whole paragraphs.
        (
            "a",
            '<xsl:choose><xsl:when test="@name and not(@href)"><xsl:apply-templates/></xsl:when>'
            f"<xsl:otherwise>{LINK}<xsl:apply-templates/>{LINK_END}</xsl:otherwise></xsl:choose>",
        ),
        (_BREAKING, f"{BR}<xsl:apply-templates/>{BR}"),
        (_VEIL + "li", f"{BR}{HIDE}<xsl:apply-templates/>{SHOW}{BR}"),
        (_SILENT, ""),
        ("sup", _OFF_THE_LINE.format("⁰¹²³⁴⁵⁶⁷⁸⁹")),
        ("sub", _OFF_THE_LINE.format("₀₁₂₃₄₅₆₇₈₉")),
        (f"{'|'.join(HIDDEN_TAGS)}|{_VEIL}", f"{HIDE}<xsl:apply-templates/>{SHOW}"),
        (
            _DAY,
            "<xsl:value-of select=\"concat($date, @year, '-', @month, '-', @day, $sep)\"/>"
            f"<xsl:apply-templates/>{DATE_END}",
        ),
    ]
    for code, tag in TAG_OF.items():
        name = "" if tag in _UNNAMED else f'<xsl:value-of select="@id"/>{BR}<xsl:value-of select="@class"/>'
        output = f"{OPEN}{code}{name}{SEP}<xsl:apply-templates/>{CLOSE}"
        rules += [(tag, output), (_VEIL + tag, f"{HIDE}{output}{SHOW}")]
    written = "".join(f'<xsl:template match="{match}">{output}</xsl:template>' for match, output in rules)
    return etree.XSLT(
        etree.XML(
            '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text"/>'
            f'<xsl:variable name="date" select="\'{DATE}\'"/><xsl:variable name="sep" select="\'{SEP}\'"/>'
            f"{written}</xsl:stylesheet>"
        )
    )


def block_spans(root: etree._Element) -> list[etree._Element]:
    """Containers that some systems write as a span."""
    return elements_of("box", root)


def _renamed(root: etree._Element, unseen: Unseen) -> list[tuple[etree._Element, str]]:
    """Elements the walk must tell from others of their name, and the names it shall see instead."""
    hidden = {*unseen.veiled, *unseen.gone, *unseen.faded}
    names = {element: _VEILED.get(str(element.tag), _VEIL) for element in hidden if element.tag not in _KEPT}
    names |= {element: "sup" for element in unseen.raised if element.tag in _INLINE and element not in names}
    for element in root.iter("st1:chsdate"):
        names.setdefault(element, _DAY)
    for element in block_spans(root):
        names.setdefault(element, "span-block")
    return list(names.items())
