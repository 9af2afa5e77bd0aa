"""Tables that a report prints as pictures: a heading of the form without a table below, in a text with images."""

from __future__ import annotations

import re

from gaispider.items import Attachment, Warn
from gaispider.page.model import Article, Block, Document

_HEADING = re.compile(
    "主动公开政府信息情况|收到和处理政府信息公开申请情况|行政复议.{0,8}行政诉讼.{0,4}情况|统计表|统计附表|附表|情况表|(?:如|见)下?表"
)
_CHAPTER = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}[、.．部章]|附[件表录:：]|[(（][一二三四五六七八九十]{1,3}[)）])"
)
_TOP = re.compile(r"\s*[一二三四五六七八九十]{1,3}[、.．]")
_ON_FIGURES = re.compile("公开|申请|复议|诉讼|统计|数据")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")
_LONGEST_HEADING = 60
_LITTLE = 60  # characters below a heading that may be a note on the picture


def pictured_tables(document: Document, article: Article) -> list[Warn]:
    """A warning `needs_ocr` if the document has images, and headings of tables without a table or figures below."""
    if not article.images:
        return []
    named = " ".join(attachment.name or "" for attachment in article.attachments)
    blocks = document.blocks
    bare: list[str] = []
    for number, block in enumerate(blocks):
        if block.table is None and len(block.text) <= _LONGEST_HEADING and _heads_table(block, blocks[number + 1 :]):
            file = block.text in named or ("表" in block.text and "表" in named)
            if not file and _is_bare(block, blocks[number + 1 :]):
                bare.append(block.text)
    if not bare:
        return []
    return [Warn("needs_ocr", f"{article.images} images in the text, no table under: {'; '.join(bare)}")]


def report_pictures(article: Article, warnings: list[Warn]) -> list[Attachment]:
    """The pictures of a page that hold its report; empty where its text and tables are there.

    Two rules: `document_is_pictures`, there is hardly any text; `tables_are_pictures`, headings of tables have nothing
    below.
    """
    codes = {warn.code for warn in warnings}
    document_is_pictures = "body_is_image" in codes and not article.attachments
    tables_are_pictures = "needs_ocr" in codes
    return article.pictures if document_is_pictures or tables_are_pictures else []


def _heads_table(block: Block, below: list[Block]) -> bool:
    """Whether a line is the heading of a table: by its words, or as a chapter on figures right before the next one."""
    if _HEADING.search(block.text):
        return True
    follows = bool(below) and below[0].table is None and _TOP.match(below[0].text) is not None
    return follows and _TOP.match(block.text) is not None and _ON_FIGURES.search(block.text) is not None


def _is_bare(heading: Block, below: list[Block]) -> bool:
    """Whether a heading and the lines up to the next one hold no figures and hardly any words."""
    size = 0
    if _has_figures(heading.text.partition("情况")[2]):
        return False
    for block in below:
        if block.table is None and (_CHAPTER.match(block.text) or _HEADING.search(block.text)):
            return True
        size += len(block.text)
        if block.table is not None or size > _LITTLE or _has_figures(block.text):
            return False
    return True


def _has_figures(text: str) -> bool:
    return any(character.isdecimal() for character in _YEAR.sub("", text))
