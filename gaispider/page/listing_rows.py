"""One row of a listing: its main link, the title as the page means it, and the day printed beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

# A full day, however it is separated; digits on either side would make it part of a longer number.
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-/.年－／．]\s*(1[0-2]|0?[1-9])\s*[-/.月－／．]\s*(3[01]|[12]\d|0?[1-9])(?!\d)日?"
)
_LAST_DAY = re.compile(r"[\s(（\[【]((?:19|20)\d\d)[-/.](1[0-2]|0?[1-9])[-/.](3[01]|[12]\d|0?[1-9])\s*[)）\]】]?$")
_SENTENCE = re.compile(r"[，。；,;…]|至|起")
_COMPACT_DAY = re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_YEAR_MONTH = re.compile(r"^((?:19|20)\d\d)\s*[-/.年]\s*(1[0-2]|0?[1-9])月?$")
_DAY_ALONE = re.compile(r"^(3[01]|[12]\d|0?[1-9])日?$")
_MONTH_DAY = re.compile(r"^(?:1[0-2]|0?[1-9])\s*[-/.月]\s*(?:3[01]|[12]\d|0?[1-9])日?$")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?")
# What may stand around a date in its own text node: labels, brackets, white space.
_DATE_COMPANY = re.compile(
    r"(?:发布|發布|公开|生成|成文|发文|更新|上传|录入)?(?:日期|时间|時間|于)?|[\s\[\]()（）【】〔〕<>《》|·:：,，\-—]"
)
_BRACKETS = " \t\r\n\xa0　[]()（）【】〔〕|"
_BULLETS = " \t\r\n\xa0　·•●○◆◇■□▪▶►»›>※★☆・∙⋅"
_SPACE = re.compile(r"\s+")
_CUT = re.compile(r"(?:\.{2,}|…+|⋯+)$")
_TAG = re.compile(r"<[^>]{1,80}>")
_TITLE_LABEL = re.compile(r"(?:文章)?(?:标题|名称|標題)[:：]\s*([^\r\n]+)")
_TITLE_CLASS = re.compile(r"tit|name|(?:^|[-_ ])bt(?:$|[-_ \d])", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(("p", "div", "li", "dd", "dt", "td", "section"))
_MAX_NODES = 400  # a row longer than this is a region of the page, not a row

# Links of pagers and tools: never an entry, never a column.
NOT_AN_ENTRY = re.compile(
    r"^(?:[\d\s<>«»‹›.…|\[\]]*|首\s*页|尾\s*页|末\s*页|上一?页|下一?页|[上下]一[篇条]|返回.{0,4}|更多.{0,2}|more.{0,3}|打印.{0,2}|关闭.{0,4}|跳转|转到|确定|go|登录|注册)$",
    re.IGNORECASE,
)
DATE_LABELS = (
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "生成日期",
    "更新时间",
    "更新日期",
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
        "公开方式",
        "主题分类",
    )
)


@dataclass(slots=True)
class Link:
    """A link that could be an entry: `href` as written, without outer white space; `order` is its place in the page."""

    element: _Element
    href: str
    order: int
    text: str


@dataclass(slots=True)
class Row:
    """A row: the elements it spans, its main link, what was read from it, and how much it looks like an entry."""

    elements: list[_Element]
    main: Link
    title: str
    date: str | None
    weight: float = 0.0


def squeeze(text: str) -> str:
    """Outer white space off, runs of inner white space to one blank."""
    return _SPACE.sub(" ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


def text_nodes(element: _Element, limit: int = _MAX_NODES) -> Iterator[tuple[_Element, str]]:
    """Non-empty text nodes of `element` with the element they stand in; script and style are skipped."""
    left = limit
    for node in element.iter():
        left -= 1
        if left < 0:
            return
        tag = node.tag
        if isinstance(tag, str) and tag not in ("script", "style") and node.text and not node.text.isspace():
            yield node, node.text
        if node is not element and node.tail and not node.tail.isspace():
            parent = node.getparent()
            if parent is not None:
                yield parent, node.tail


def normal_day(text: str) -> str | None:
    """The day that `text` consists of (labels and a time of day aside) as ISO; month and day alone as printed."""
    text = text.strip(_BRACKETS)
    if not text or len(text) > 40 or not any(char.isdigit() for char in text):
        return None
    if found := _DAY.search(text):
        rest = _DATE_COMPANY.sub("", _TIME.sub("", text[: found.start()] + text[found.end() :]))
        return _iso(*found.groups()) if len(rest) <= 2 else None
    if found := _COMPACT_DAY.match(text):
        return _iso(*found.groups())
    bare = _DATE_COMPANY.sub("", text.split(" ")[0]) if "日期" in text or "时间" in text else text
    return text if bare and _MONTH_DAY.match(text) else None


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def row_days(elements: Sequence[_Element], main: _Element) -> list[tuple[_Element, str]]:
    """The days printed in a row outside its title, in page order, each with the element that holds it.

    Whole days in text of their own come first; else a day and its year and month in two pieces; else month and day as
    printed; else a whole day within a short text, such as 来源：某局 2020-01-02.
    """
    whole: list[tuple[_Element, str]] = []
    within: list[tuple[_Element, str]] = []
    partial: list[tuple[_Element, str]] = []
    year_month: tuple[_Element, str, str] | None = None
    day_alone: str | None = None
    for element in elements:
        for holder, raw in [*text_nodes(element), *([(element, element.tail)] if element.tail else [])]:
            text = raw.strip(_BRACKETS)
            if not text or len(text) > 60:
                continue
            if day := normal_day(text):
                (whole if day[:4].isdigit() else partial).append((holder, day))
            elif match := _YEAR_MONTH.match(text):
                year_month = year_month or (holder, match[1], match[2])
            elif match := _DAY_ALONE.match(text):
                day_alone = day_alone or match[1]
            elif holder is not main and len(text) <= 40 and not _SENTENCE.search(text) and (inner := _DAY.search(text)):
                within.append((holder, _iso(*inner.groups())))
    if not whole and year_month and day_alone:
        whole.append((year_month[0], _iso(year_month[1], year_month[2], day_alone)))
    return whole or partial or within


def title_day(title: str) -> tuple[str, str] | None:
    """Title and day where the link's text ends with its day, set off by a blank or a bracket: 某局年报 (2019-01-02)."""
    found = _LAST_DAY.search(title)
    return (title[: found.start()].rstrip(), _iso(*found.groups())) if found and found.start() >= 4 else None


def link_title(link: _Element) -> str:
    """The title of an entry: the text of its link, or the title attribute where the text is cut or stands for it."""
    text = _visible_title(link)
    attribute = _attribute_title(link)
    if not attribute:
        return text
    if not text:
        return attribute
    if attribute == text:
        return text
    cut = _CUT.sub("", text).strip()
    flat, flat_attribute = cut.replace(" ", ""), attribute.replace(" ", "")
    if flat and flat_attribute.startswith(flat):
        return attribute
    if cut != text and (flat_attribute[:4] == flat[:4] or flat in flat_attribute):
        return attribute
    # 【置顶】title, 1. title, title NEW
    if len(flat_attribute) >= 6 and flat_attribute in flat:
        return attribute
    return text


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
    """The link's text without a date, a summary, or a bullet that may stand in it."""
    children = [node for node in link.iter() if node is not link and isinstance(node.tag, str)]
    if any(node.tag in _BLOCKS or node.tag in _HEADINGS or node.get("class") for node in children):
        blocks = [node for node in children if node.tag in _HEADINGS]
        blocks = blocks or [node for node in children if _TITLE_CLASS.search(node.get("class") or "")]
        if not blocks:
            blocks = [node for node in children if node.tag in _BLOCKS and len(_plain(node)) >= 4]
        if blocks and (text := _plain(blocks[0])):
            return text
    if text := _plain(link):
        return text
    for image in link.iter("img"):
        if alt := squeeze(image.get("alt") or image.get("title") or ""):
            return alt
    return ""


def _plain(element: _Element) -> str:
    """Text nodes of `element` but those that are a day, joined as they stand."""
    parts = list(text_nodes(element))
    if len(parts) > 1:
        kept = [raw for holder, raw in parts if holder is element or not _is_day_part(raw)]
    else:
        kept = [raw for _, raw in parts]
    return squeeze("".join(kept)).strip(_BULLETS)


def _is_day_part(raw: str) -> bool:
    text = raw.strip(_BRACKETS)
    return normal_day(text) is not None or bool(_YEAR_MONTH.match(text) or _TIME.fullmatch(text))
