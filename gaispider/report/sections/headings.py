"""A document's headings, and the text below each."""

from __future__ import annotations

from gaispider.items import Section
from gaispider.page.model import Block, Document
from gaispider.report.sections.cut_lines import cut_lines
from gaispider.report.sections.numbered_headings import CHAPTER, Heading, chapter_pattern, numbered_headings
from gaispider.report.sections.unnumbered_headings import (
    UNNUMBERED,
    markless_headings,
    standard_headings,
    unnumbered_headings,
    with_lost_number,
)

# A document has chapters if at least so many lost their 、.
_LEAST_MARKLESS = 3


def split_sections(document: Document, known: list[Heading] | None = None) -> list[Section]:
    """The document's sections in order. The text of each runs up to the next heading of any level.

    Text before the first heading belongs to no section. Titles have no numbering and no punctuation at their end. Where
    text follows a heading on its line, the title ends with the first full stop, colon or space. Levels follow the
    numbering styles that occur, outermost first: 一、 then (一) then 1. then (1). `known` are the headings of the
    document's lines if they were found before.
    """
    lines = cut_lines(document.blocks, chapter_pattern())
    found = headings(lines) if known is None or lines is not document.blocks else known
    sections = []
    for place, heading in enumerate(found):
        end = found[place + 1].at if place + 1 < len(found) else len(lines)
        text = "\n".join(part for part in (heading.rest, *(line.text for line in lines[heading.at + 1 : end])) if part)
        sections.append(Section(heading.number, heading.title, heading.level, text))
    return sections


def headings(blocks: list[Block]) -> list[Heading]:
    """The headings among these lines, in order, with their levels.

    In order of trust: numbered chapters, chapters whose mark was lost, lines that are headings by markup or name.
    """
    found = numbered_headings(blocks)
    if not _has_chapters(found):
        bare = markless_headings(found, blocks)
        found = _in_order(found + bare) if len(bare) >= _LEAST_MARKLESS else found
    if _has_chapters(found):
        found = _completed(found, blocks)
    else:
        found = _in_order(found + unnumbered_headings(blocks, _places(found)))
    _set_levels(found)
    return found


def _has_chapters(found: list[Heading]) -> bool:
    """Whether any heading is numbered 第一部分 or 一、."""
    return any(heading.style in (1, CHAPTER) for heading in found)


def _completed(found: list[Heading], blocks: list[Block]) -> list[Heading]:
    """The chapters, with those added that lost their number or the 、 after it."""
    outermost = min(heading.style for heading in found)
    found = _in_order(found + standard_headings(blocks, _places(found), outermost))
    if outermost == CHAPTER:
        found = _in_order(found + markless_headings(found, blocks))
    return with_lost_number(found, blocks)


def _places(found: list[Heading]) -> set[int]:
    return {heading.at for heading in found}


def _in_order(found: list[Heading]) -> list[Heading]:
    return sorted(found, key=lambda heading: heading.at)


def _set_levels(found: list[Heading]) -> None:
    """Set levels: the rank of a style among the styles that occur. A heading without number is of the first level."""
    styles = sorted({max(heading.style, 1) for heading in found if heading.style != UNNUMBERED})
    if any(heading.style == UNNUMBERED for heading in found):
        styles = [UNNUMBERED, *styles]
    for heading in found:
        heading.level = styles.index(heading.style) + 1
