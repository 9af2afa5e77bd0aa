"""A document's headings and what stands under them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from gaispider.items import Section
from gaispider.page.model import Block, Document
from gaispider.report.cut_lines import NUMERALS, cut_lines
from gaispider.report.heading_line import LONGEST_TITLE, heading_and_text, title_text
from gaispider.report.lines import chinese_integer, fold, is_date_line

_LONGEST_SHORT = 35  # a heading without a number
_LONGEST_CELL = 60  # a longer line that ends with a bar was a page's only cell
_UNNUMBERED = 0
# Headings that stand without a number even where the others have one.
_STANDARD = frozenset(("引言", "前言", "概述", "附表", "结语", "导言", "序言"))
_BEFORE_FIRST = frozenset(("引言", "前言", "导言", "序言"))
_STANDARD_STARTS = frozenset(word[0] for word in _STANDARD)
_CHAPTER = 2
_NUMERAL_SET = frozenset(NUMERALS)
_MARKLESS = re.compile(rf"\s*([{NUMERALS}]{{1,2}})是?(\S.*)$")
# What is left of 一、 where the archived copy dropped the numeral's text node.
_LOST = frozenset("、．")
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Heading:
    """A line that opens a section; `rest` is the text run on. `style`: 1 第一部分 2 一、 3 (一) 4 1. 5 (1), 0 none."""

    at: int
    style: int
    number: str | None
    title: str
    rest: str
    level: int = 1


def split_sections(document: Document) -> list[Section]:
    """The document's sections in order; the text of each runs to the next heading of any level.

    What stands before the first heading belongs to no section. Titles are without numbering and closing marks;
    where a heading runs on into its paragraph, the title ends with its first full stop (or colon, or blank).
    Levels follow the numbering styles that occur, outermost first: 一、 then (一) then 1. then (1).
    """
    lines = cut_lines(document.blocks, _numbering()[0][1])
    found = headings(lines)
    sections = []
    for place, heading in enumerate(found):
        end = found[place + 1].at if place + 1 < len(found) else len(lines)
        text = "\n".join(part for part in (heading.rest, *(line.text for line in lines[heading.at + 1 : end])) if part)
        sections.append(Section(heading.number, heading.title, heading.level, text))
    return sections


def headings(blocks: list[Block]) -> list[Heading]:
    """The headings among these lines, in order, with their levels."""
    found = [heading for at, block in enumerate(blocks) if (heading := _numbered(at, block))]
    found = _without_contents(found)
    if not any(heading.style in (1, 2) for heading in found):
        bare = _markless(found, blocks)
        found = sorted(found + bare, key=lambda heading: heading.at) if len(bare) > 2 else found
    if not any(heading.style in (1, 2) for heading in found):
        found = sorted(found + _unnumbered(blocks, found), key=lambda heading: heading.at)
    else:
        taken = {heading.at for heading in found}
        outermost = min(heading.style for heading in found)
        extra = [
            Heading(at, outermost, None, title_text(fold(block.text)), "")
            for at, block in enumerate(blocks)
            if at not in taken
            and block.table is None
            and len(block.text) <= LONGEST_TITLE
            and _opens_bare(block.text.lstrip())
        ]
        found = sorted(found + extra, key=lambda heading: heading.at)
        if outermost == _CHAPTER:
            found = sorted(found + _markless(found, blocks), key=lambda heading: heading.at)
        found = _with_lost_number(found, blocks)
    # A style's level is its rank among the styles that occur; a heading without number is of the first.
    styles = sorted({max(heading.style, 1) for heading in found if heading.style != _UNNUMBERED})
    if any(heading.style == _UNNUMBERED for heading in found):
        styles = [_UNNUMBERED, *styles]
    for heading in found:
        heading.level = styles.index(heading.style) + 1
    return found


def _opens_bare(line: str) -> bool:
    """Whether a short line opens a section though it has no number: 引 言, or 、概 述 whose 一 was lost."""
    if line[:1] in _LOST:
        return len(line) > 2 and "。" not in line
    return line[:1] in _STANDARD_STARTS and fold(line).rstrip(":") in _STANDARD


def _markless(found: list[Heading], blocks: list[Block]) -> list[Heading]:
    """Standard headings whose 、 was lost or mistyped, where the numbers want them: 一、 … 二主动公开情况 … 三、."""
    places = {heading.at: heading for heading in found if heading.style == _CHAPTER}
    expected = 1
    bare = []
    for at, block in enumerate(blocks):
        if at in places:
            expected = (chinese_integer(places[at].number or "") or expected) + 1
        elif block.table is None and block.text[:1] in _NUMERAL_SET and _is_short(block):
            match = _MARKLESS.match(block.text)
            if match and chinese_integer(match[1]) == expected and _is_standard(replace(block, text=match[2])):
                bare.append(Heading(at, _CHAPTER, match[1], title_text(match[2]), ""))
                expected += 1
    return bare


def _with_lost_number(found: list[Heading], blocks: list[Block]) -> list[Heading]:
    """With the one standard heading that lacks its number where the outermost numbers skip one: 一、 … 三、.

    The first counts too: 总体情况 … 二、.
    """
    outer = [heading for heading in found if heading.number and heading.style == min(h.style for h in found)]
    taken = {heading.at for heading in found}
    numbers = [chinese_integer(heading.number.strip("第部分()（）") if heading.number else "") for heading in outer]
    for place in range(-1, len(outer) - 1):
        before, after = numbers[place] if place >= 0 else 0, numbers[place + 1]
        if before is None or after != before + 2:
            continue
        low, high = outer[place].at + 1 if place >= 0 else 0, outer[place + 1].at
        if any(not h.number and h.title not in _BEFORE_FIRST for h in found if low <= h.at < high):
            continue
        bare = [
            at
            for at in range(low, high)
            if at not in taken and blocks[at].table is None and _is_short(blocks[at]) and _is_standard(blocks[at])
        ]
        if len(bare) == 1:
            found.append(Heading(bare[0], outer[place].style, None, title_text(blocks[bare[0]].text), ""))
    return sorted(found, key=lambda heading: heading.at)


@cache
def _numbering() -> tuple[tuple[int, re.Pattern[str]], ...]:
    numeral = "[一二三四五六七八九十]{1,3}"
    return (
        (2, re.compile(rf"(?P<number>{numeral})\s*[、．.。,，:：]\s*(?=\S)|(?P<bare>{numeral})\s+(?=\S)")),
        (1, re.compile(rf"(?P<number>第{numeral}部分)(?![为是由])\s*[、．.:：,，]?\s*(?=\S)")),
        (3, re.compile(rf"(?P<number>[(（〔\[]\s*{numeral}\s*[)）〕\]])\s*[、．.]?\s*(?=\S)")),
        (3, re.compile(rf"(?P<number>[㈠-㈩]|{numeral}[)）]|[(（]{numeral}、)\s*[、．.]?\s*(?=\S)")),
        (4, re.compile(r"(?P<number>\d{1,2})\s*(?:[、．](?=\s*\S)|[.,，]\s*(?=[^\d\s]))\s*")),
        (4, re.compile(r"(?P<number>[⒈-⒛])\s*(?=\S)")),
        (5, re.compile(r"(?P<number>[(（]\s*\d{1,2}\s*[)）]|\d{1,2}[)）]|[⑴-⒇])\s*[、．.]?\s*(?=\S)")),
    )


# What a numbered heading can begin with, and the styles that begin so.
_OPENERS = {
    **dict.fromkeys(NUMERALS, (2, 3)),
    "第": (1,),
    **dict.fromkeys("(（", (3, 5)),
    **dict.fromkeys("〔[㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", (3,)),
    **dict.fromkeys("0123456789", (4, 5)),
    **dict.fromkeys("⒈⒉⒊⒋⒌⒍⒎⒏⒐", (4,)),
    **dict.fromkeys("⑴⑵⑶⑷⑸⑹⑺⑻⑼", (5,)),
}


@cache
def _openings() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """The numbering patterns to try on a line, by its first character."""
    return {
        char: [(style, pattern) for style, pattern in _numbering() if style in styles]
        for char, styles in _OPENERS.items()
    }


# Rows of the national forms, where a copy shows a table's rows as paragraphs.
_FORM_ROW = re.compile(
    r"^(?:本年新收政府信息公开申请|上年结转政府信息公开申请|本年度办理结果|结转下年度继续办理)|——|\t|\|"
)


def _numbered(at: int, block: Block) -> Heading | None:
    if block.table is not None:
        return None
    text = block.text.strip()
    patterns = _openings().get(text[:1])
    if patterns is None:
        return None
    for style, pattern in patterns:
        match = pattern.match(text)
        if not match:
            continue
        number = match["number"] or match["bare"]
        rest = text[match.end() :]
        if match["number"] is None and len(rest) > 25:
            return None  # 一 年来,…: a sentence that begins with a numeral
        if _FORM_ROW.search(rest.rstrip(" |｜") if len(rest) > _LONGEST_CELL else rest):
            return None
        title, run_on = heading_and_text(rest)
        return Heading(at, style, "".join(number.split()), title, run_on) if title else None
    return None


def _without_contents(found: list[Heading]) -> list[Heading]:
    """Without a table of contents: headings on consecutive lines whose titles all come again later."""
    if len(found) < 6:
        return found
    names = [re.sub(r"[\W\d]+", "", heading.title) for heading in found]
    for place in range(len(found)):
        end = place + 1
        while end < len(found) and found[end].at == found[end - 1].at + 1 and names[end] not in names[place:end]:
            end += 1
        if end - place >= 3 and set(names[place:end]) <= set(names[end:]):
            return found[:place] + found[end:]
        if found[place].at > 12:
            break
    return found


def _unnumbered(blocks: list[Block], numbered: list[Heading]) -> list[Heading]:
    """Headings by markup (h1-h6, else lines all in bold), else by the standard names of a report's parts."""
    taken = {heading.at for heading in numbered}
    lines = [(at, block) for at, block in enumerate(blocks) if at not in taken and block.table is None]
    tagged = [(at, block) for at, block in lines if block.tag in _HEADING_TAGS and _is_short(block)]
    if tagged:
        top = min(block.tag for _, block in tagged)
        if sum(block.tag == top for _, block in tagged) == 1 and len({block.tag for _, block in tagged}) > 1:
            top = sorted({block.tag for _, block in tagged})[1]
        chosen = [(at, block) for at, block in tagged if block.tag <= top]
    else:
        bold = ((at, block) for at, block in lines if block.bold and _is_short(block))
        chosen = [(at, block) for at, block in bold if not _ends_document(blocks, at)]
        chosen = chosen if len(chosen) >= 2 else []  # one line in bold is a title's second line or an emphasis
    if not chosen:
        followed = ((at, block) for at, block in lines if _is_followed(blocks, at) and _is_short(block))
        chosen = [(at, block) for at, block in followed if _is_standard(block)]
        chosen = chosen if len(chosen) >= 2 else []
    # A heading that heads nothing (基本介绍 over an information box that is no text) divides nothing.
    ends = {at for at, _ in chosen} | {len(blocks)}
    return [Heading(at, _UNNUMBERED, None, title_text(block.text), "") for at, block in chosen if at + 1 not in ends]


def _is_short(block: Block) -> bool:
    if len(block.text) > 3 * _LONGEST_SHORT:
        return False
    folded = fold(block.text)
    return (
        2 <= len(folded) <= _LONGEST_SHORT
        and "。" not in folded
        and folded[-1] not in ";,!?"
        and not is_date_line(folded)
        and not re.search(r"年.*公开.*(?:报告|总结|年报)|^附[:件]|^[(].*[)]$", folded)
    )


def _is_standard(block: Block) -> bool:
    folded = fold(block.text).rstrip(":")
    return folded in _STANDARD or bool(
        re.fullmatch(
            r".{0,12}(?:公开|申请|复议|诉讼|收费|问题|咨询|解读|机构|总体|基本|事项|人员).{0,16}"
            r"(?:情况|措施|打算|事项|附表|方面|工作|计划|处理)",
            folded,
        )
    )


def _is_followed(blocks: list[Block], at: int) -> bool:
    """Whether prose or a table follows: a heading heads something."""
    return at + 1 < len(blocks) and (blocks[at + 1].table is not None or len(blocks[at + 1].text) > 35)


def _ends_document(blocks: list[Block], at: int) -> bool:
    """A unit's name in bold above the date at the end is no heading."""
    return all(len(block.text) < 30 for block in blocks[at:])
