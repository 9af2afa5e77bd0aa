"""Headings by their numbers: 第一部分, 一、, (一), 1., (1), in the many ways in which pages print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gaispider.page.model import Block
from gaispider.report.line_readings import NUMERALS
from gaispider.report.sections.heading_line import heading_and_text

CHAPTER = 2
"""The style of 一、."""
_LONGEST_CELL = 60  # a longer line that ends with a bar is the only cell of a layout table


@dataclass(slots=True)
class Heading:
    """A line that begins a section; `rest` is the line after the number.

    `style`: 1 第一部分, 2 一、, 3 (一), 4 1., 5 (1), 0 none.
    """

    at: int
    style: int
    number: str | None
    title: str
    rest: str
    level: int = 1


def numbered_headings(blocks: list[Block]) -> list[Heading]:
    """The lines that begin with a number, without a table of contents."""
    return _without_contents([heading for at, block in enumerate(blocks) if (heading := _numbered(at, block))])


def chapter_pattern() -> re.Pattern[str]:
    """The pattern of 一、 at the beginning of a line."""
    return _numbering()[0][1]


@cache
def _numbering() -> tuple[tuple[int, re.Pattern[str]], ...]:
    numeral = f"[{NUMERALS}]{{1,3}}"
    return (
        (CHAPTER, re.compile(rf"(?P<number>{numeral})\s*[、．.。,，:：]\s*(?=\S)|(?P<bare>{numeral})\s+(?=\S)")),
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
    """The numbering patterns to try on a line, by the line's first character."""
    return {
        char: [(style, pattern) for style, pattern in _numbering() if style in styles]
        for char, styles in _OPENERS.items()
    }


# Rows of the national forms, in copies that show a table's rows as paragraphs.
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
    """The headings without a table of contents: headings on consecutive lines whose titles all occur again later."""
    if len(found) < 6:
        return found
    names = [re.sub(r"[\W\d]+", "", heading.title) for heading in found]
    last = {name: place for place, name in enumerate(names)}
    for place in range(len(found)):
        end = place + 1
        listed = {names[place]}
        while end < len(found) and found[end].at == found[end - 1].at + 1 and names[end] not in listed:
            listed.add(names[end])
            end += 1
        if end - place >= 3 and all(last[name] >= end for name in listed):
            return found[:place] + found[end:]
        if found[place].at > 12:
            break
    return found
