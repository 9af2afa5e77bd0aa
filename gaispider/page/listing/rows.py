"""One row of a listing: its main link, its full title, and the words that label its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from lxml.etree import _Element

from gaispider.filetypes import ATTACHED, endings
from gaispider.page.day_strings import is_day_or_piece
from gaispider.page.known_places import names_of
from gaispider.page.listing.row_days import squeeze, text_nodes, without_days
from gaispider.page.script_variants import pattern, phrases

_BULLETS = " \t\r\n\xa0　·•●○◆◇■□▪▶►»›>※★☆・∙⋅"
_CUT = re.compile(r"(?:\.{2,}|…+|⋯+)$")
_TAG = re.compile(r"<[^>]{1,80}>")
_TITLE_LABEL = pattern(r"(?:文章)?(?:标题|名称|標題)[:：]\s*([^\r\n]+)")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(("p", "div", "li", "dd", "dt", "td", "section"))

# Links of pagers and tools: never an entry, never a column.
NOT_AN_ENTRY = phrases("listings.tsv", "not_an_entry", flags=re.IGNORECASE)
# Links that open an entry, or another form of it, but are not its title.
ACCESSORY = pattern(
    r"\W*(?:点击|立即)?(?:下载|查看|预览|阅读|打开|浏览|进入)?\W*(?:此|本)?"
    rf"(?:{endings(*ATTACHED)}|WORD|EXCEL|HTML|图片|图文|网页|电子|文字|全文|附件|文件|文档|报告|详细|详情|原文)?"
    r"\W*(?:版|格式|文件|文档|内容|信息|全文)?\W*(?:下载|查看|阅读|预览)?\W*",
    re.IGNORECASE,
)
# 置顶, NEW before or after a title.
_BADGE = phrases("listings.tsv", "badge", flags=re.IGNORECASE)
# [解读] beside an entry's title.
BRACKETED = re.compile(r"[\[【(（<《].{1,6}[\]】)）>》]")
# The year as the title of its report: 县教育局 2021 2020 2019.
YEAR_TITLE = pattern(r"(?:19|20)\d\d\s*年?度?$")
DATE_LABELS = (
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "生成日期",
    "更新时间",
    "更新日期",
    "上传日期",
    "上传时间",
    "日期",
    "时间",
    "成文日期",
    "发文日期",
)
TITLE_LABELS = frozenset(
    ("名称", "标题", "信息名称", "信息标题", "文件名称", "文件标题", "公开信息名称", "題名", "题名")
)
OTHER_LABELS = frozenset(
    (
        "序号",
        "索引号",
        "索取号",
        "文号",
        "发文字号",
        "文件编号",
        "发布机构",
        "发文机关",
        "发布单位",
        "公开单位",
        "来源",
        "浏览次数",
        "操作",
        "大小",
        "文件大小",
        "格式",
        "公开方式",
        "主题分类",
    )
)


@dataclass(slots=True)
class Link:
    """A link that could be an entry.

    `href` is as written, without outer white space; `order` is its place in the page.
    """

    element: _Element
    href: str
    order: float
    text: str


@dataclass(slots=True)
class Row:
    """A row: the elements it consists of, its main link, what was read from it, and its weight as an entry.

    `own` tells whether it is of the page's own section; it is computed only where a block may be the listing.
    """

    elements: list[_Element]
    main: Link
    title: str
    date: str | None
    weight: float = 0.0
    own: bool = False


def link_title(link: _Element) -> str:
    """The title of an entry: the text of its link, or the title attribute where the text is cut or a placeholder."""
    text = _visible_title(link)
    attribute = _attribute_title(link)
    if not attribute:
        return _whole_title(link, text) if _CUT.search(text) else text
    if not text:
        return attribute
    if attribute == text:
        return text
    cut = _CUT.sub("", text).strip()
    flat, flat_attribute = cut.replace(" ", ""), attribute.replace(" ", "")
    if attribute.startswith(text) and is_day_or_piece(attribute[len(text) :].strip()):
        return text
    if flat and flat_attribute.startswith(flat):
        return attribute
    if cut != text and (flat_attribute[:4] == flat[:4] or flat in flat_attribute):
        return attribute
    # 【置顶】title, 1. title, title NEW
    if len(flat_attribute) >= 6 and flat_attribute in flat:
        return attribute
    return text


def _whole_title(link: _Element, text: str) -> str:
    """The longest attribute that begins with a cut text: of the link, of elements in it or of the one around it."""
    begin = _CUT.sub("", text).strip()
    parent = link.getparent()
    holders = [*link.iter(), *([parent] if parent is not None and len(parent) <= 4 else [])]
    values = [squeeze(value) for node in holders if isinstance(node.tag, str) for value in node.attrib.values()]
    longer = [value for value in values if len(value) > len(begin) >= 4 and value.startswith(begin)]
    return max(longer, key=len, default=text)


def _attribute_title(link: _Element) -> str:
    raw = link.get("title") or ""
    if not raw:
        return ""
    if label := _TITLE_LABEL.search(raw):
        raw = label[1]
    elif "\n" in raw.strip():
        raw = raw.strip().split("\n")[0]
    return squeeze(_TAG.sub("", raw)).strip(_BULLETS)


def _visible_title(link: _Element) -> str:
    """The text of a link without a day, a summary or a bullet in it."""
    block = _title_block(link)
    return (_plain(block) if block is not None else "") or _plain(link) or _text_behind(link) or _words_of_picture(link)


def _title_block(link: _Element) -> _Element | None:
    """The part of a link that is its title: a heading, a box named so, else the first block of text that is no day."""
    children = [node for node in link.iter() if node is not link and isinstance(node.tag, str)]
    if not any(node.tag in _BLOCKS or node.tag in _HEADINGS or node.get("class") for node in children):
        return None
    headings = (node for node in children if node.tag in _HEADINGS and not _is_day_number(node))
    named = (node for node in children if names_of("title_in_row").search(node.get("class") or ""))
    texts = (node for node in children if node.tag in _BLOCKS and not _holds_blocks(node) and _may_be_title(node))
    return next(chain(headings, named, texts), None)


def _may_be_title(element: _Element) -> bool:
    text = _plain(element)
    return len(text) >= 4 and not is_day_or_piece(text)


def _text_behind(link: _Element) -> str:
    """The text after an empty link: <a href="…"/>title</a>, which the parser closes where a browser does not."""
    return squeeze(link.tail).strip(_BULLETS) if len(link) == 0 and link.tail else ""


def _words_of_picture(link: _Element) -> str:
    words = (squeeze(image.get("alt") or image.get("title") or "") for image in link.iter("img"))
    return next(filter(None, words), "")


def _is_day_number(element: _Element) -> bool:
    """Whether a heading is the large day of the month beside a title: <h2>08</h2><p>2021-03</p>."""
    text = "".join(element.itertext()).strip()
    return len(text) <= 10 and (text.isdigit() or is_day_or_piece(text))


def _holds_blocks(element: _Element) -> bool:
    return any(node.tag in _BLOCKS for node in element.iterdescendants())


def _plain(element: _Element) -> str:
    """The text of `element`, without text nodes that are a day."""
    parts = list(text_nodes(element))
    if len(parts) > 1:
        parts = [(holder, raw) for holder, raw in parts if holder is element or not _BADGE.find(raw.strip())] or parts
        kept = without_days([(raw, holder is element) for holder, raw in parts])
    else:
        kept = [raw for _, raw in parts]
    return squeeze("".join(kept)).strip(_BULLETS)
