"""Weighs each line of a page by how much it looks like running text of a document. The body is found by these weights.

A weight is about the line's length in characters. Links, repeated lines and tools weigh 0.
"""

from __future__ import annotations

import re

from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.html.blocks import PageLines
from gaispider.page.script_variants import pattern

# Characters: a page with less running text is taken to show no document.
LEAST = 10.0
_HEADING = re.compile(
    r"[\s]*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]\D|第[一二三四五六七八九十百]+[条章节])"
)
# What a numbered heading or markup can begin with.
_MARKED = frozenset("一二三四五六七八九十（(第1234567890 <")
# Weight of a character in a line that is not running text.
_FEW_WORDS = 0.05
_DUPLICATE = 15
_SEE_ATTACHMENT = pattern(r"(?:内容)?(?:请|详|具体|详情|详细|全文)*(?:见|看|查看|参见|下载)[:：]?附[件表后]")


def is_prose(text: str) -> bool:
    """Whether a line has the punctuation of running text."""
    return "，" in text or "。" in text or "；" in text


def sees_attachment(text: str) -> bool:
    """Whether a line says that the document is a file: 详见附件."""
    return "附" in text and _SEE_ATTACHMENT.match(text) is not None


def weigh(page: PageLines, *, hidden: bool = False) -> list[float]:
    """The weight of each line, in characters; hidden lines weigh 0 unless `hidden`."""
    weights: list[float] = []
    seen: set[str] = set()
    secret = () if hidden else page.hidden
    facts = facts_of(page)
    for number, (text, links) in enumerate(zip(page.text, page.links, strict=True)):
        size = len(text)
        if links * 2 > size or size < 2 or number in secret:
            weights.append(0.0)
        elif size > 11 and is_prose(text):
            weights.append(_of_prose(text, size - links, seen, facts, number))
        elif size > 40 and _is_half_width(text, links, facts, number):
            weights.append(_of_half_width(text, seen))
        elif text[0] in _MARKED or "附" in text:
            weights.append(_of_few_words(text, size))
        else:
            weights.append(size * _FEW_WORDS)
    return weights


def _of_prose(text: str, weight: int, seen: set[str], facts: LineFacts, number: int) -> float:
    """The weight of a line with punctuation: 0 if it is markup, a repeated line or a tool worded as a sentence."""
    size = len(text)
    if text[0] == "<" or (size > _DUPLICATE and text in seen) or (size < 60 and facts.is_chrome[number]):
        return 0.0
    seen.add(text)
    return float(weight)


def _is_half_width(text: str, links: int, facts: LineFacts, number: int) -> bool:
    """Whether a long line has English punctuation, or Chinese text typed with half-width punctuation, and no links."""
    return not links and ("," in text or ". " in text) and text[0] != "<" and not facts.is_chrome[number]


def _of_half_width(text: str, seen: set[str]) -> float:
    if text in seen:
        return 0.0
    seen.add(text)
    return 0.8 * len(text)


def _of_few_words(text: str, size: int) -> float:
    """The weight of a line without punctuation: markup, 详见附件, which stands for a document, or a heading."""
    if text[0] == "<":
        return 0.0
    if "附" in text and size < 20 and sees_attachment(text):
        return 2 * LEAST
    return size * (0.7 if _HEADING.match(text) else _FEW_WORDS)


def leave_out_tools(page: PageLines, weights: list[float]) -> None:
    """Set the weight of tools and labels to 0, for a page with so little running text that short lines count."""
    facts = facts_of(page)
    for number, weight in enumerate(weights):
        if weight and _is_tool(page.text[number], weight, facts, number):
            weights[number] = 0.0


def _is_tool(text: str, weight: float, facts: LineFacts, number: int) -> bool:
    """Whether a line with a weight is not part of the document: a long hint, a short tool, a label."""
    size = len(text)
    if size > 11 and is_prose(text):
        return 60 <= size < 200 and facts.is_chrome[number]
    if weight >= 0.75 * size:
        return False
    return ((":" in text or "：" in text) and bool(facts.fields[number])) or facts.is_chrome[number]
