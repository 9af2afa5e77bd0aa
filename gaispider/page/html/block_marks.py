"""Walks over a page's tree in C and gives its text as one string, in which marks stand for the tags that matter.

An XSLT stylesheet writes the marks for block elements, `br`, links, images, hidden elements and dates that Word marked
up. The marks are Unicode noncharacters, which no page may hold. All other elements leave no trace, so their text joins:
`<span>2018</span>年` becomes `2018年`.
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
# Elements whose id and class are kept. Those of paragraphs are left out, for speed.
_UNNAMED = frozenset(("p", "body", "center", "blockquote", "pre", "address", "figcaption", "caption"))
# Elements that begin and end a line but are no boxes.
_BREAKING = "li|dt|dd|tr|option|legend"
_SILENT = "script|style|title|iframe"
HIDDEN_TAGS = (
    "noscript", "template", "select", "textarea", "datalist", "object", "canvas", "svg", "button", "video", "audio",
    "s", "del", "strike",
)  # fmt: skip

OPEN, SEP, CLOSE, BR, LINK, LINK_END, HIDE, SHOW, IMAGE, DATE, DATE_END = map(chr, range(0xFDD0, 0xFDDB))
TAG_OF = {chr(0x41 + number): tag for number, tag in enumerate((*BLOCKS, "span-block"))}
_VEIL = "hidden-"
# Elements that show no text anyway, and elements that may be raised above the line.
_KEPT = frozenset(("script", "style", "title", "iframe", "html", "head"))
_INLINE = frozenset(("span", "font", "b", "i", "a", "em", "strong", "small", "big", "u"))
# Tag names that hidden elements have during the walk.
_VEILED = {tag: _VEIL + tag for tag in BLOCKS} | dict.fromkeys(_BREAKING.split("|"), _VEIL + "li")
_DAY = "marked-day"
# Raised and lowered figures are notes or powers. They stay so, lest they join the number before (65², 12¹, CO₂).
_OFF_THE_LINE = (
    "<xsl:choose><xsl:when test=\"string-length(.) &lt; 8 and translate(., '0123456789,，、 ', '') = ''\">"
    "<xsl:value-of select=\"translate(., '0123456789', '{}')\"/></xsl:when>"
    "<xsl:otherwise><xsl:apply-templates/></xsl:otherwise></xsl:choose>"
)


def walk(root: etree._Element, unseen: Unseen) -> str:
    """The string of a tree: its text with marks.

    While the walk lasts, the elements of `unseen` have other tag names, so that the stylesheet can tell them apart.
    """
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
    """The stylesheet of the walk. Its rules have no predicates: libxslt would test those on every element."""
    rules = [
        ("br|hr", BR),
        ("img", IMAGE),
        # Word writes bookmarks as <a name="_Toc1">; such an element may hold whole paragraphs.
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
    """The `span` elements that some systems use as containers of blocks."""
    return elements_of("box", root)


def _renamed(root: etree._Element, unseen: Unseen) -> list[tuple[etree._Element, str]]:
    """The elements that the walk must tell from others of the same tag, with the tag names they get during the walk."""
    hidden = {*unseen.veiled, *unseen.gone, *unseen.faded}
    names = {element: _VEILED.get(str(element.tag), _VEIL) for element in hidden if element.tag not in _KEPT}
    names |= {element: "sup" for element in unseen.raised if element.tag in _INLINE and element not in names}
    for element in root.iter("st1:chsdate"):
        names.setdefault(element, _DAY)
    for element in block_spans(root):
        names.setdefault(element, "span-block")
    return list(names.items())
