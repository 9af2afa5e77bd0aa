"""Tells the lines around a document by their words: tools, hints, credits, footers, headings of other documents.

The words are those of data/reference/boilerplate.tsv.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gaispider.page.box_names import find_box_name
from gaispider.page.lexicon import words
from gaispider.page.script_variants import in_both_scripts, phrases

_GAPS = re.compile(r"[\s:：|｜/、，,·•.。\[\]【】（）(){}<>＜＞《》»«×xX√＋—_-]+")
_TABLE = "boilerplate.tsv"
_BRACKET = r"\s*[\[【(（]?\s*【?"
# What stands before a heading: blanks, brackets, bullets.
_BULLETS = " \u3000[【(（·•>|▍■◆-"
_BULLETED = rf"[\s{re.escape(_BULLETS)}]*"
_CHROME = phrases(_TABLE, "chrome", before=_BRACKET)
_DISCLAIMER = phrases(
    _TABLE,
    "disclaimer",
    before=_BRACKET + r"(?:(?:免责|版权|特别|郑重|重要|网站)?(?:声明|宣告|申明|提示)\s*[】\]]?\s*[:：]?\s*)?",
)
# A credit fills its line: role, colon, names.
_CREDIT = phrases(
    _TABLE, "credit", before=r"[\s\[【(（<]*(?:(?:我要)?纠错\s*[】\])）]?\s*)?", after=r"\s*[:：丨|/]\s*[^。；]{0,40}$"
)
_END = phrases(_TABLE, "end", before=_BULLETED)
_OTHERS = phrases(_TABLE, "others", before=_BULLETED, after=r"(?:推荐)?[\s】\])）:：>]*(?:更多)?[\s>+]*\Z")
_FOOTER = phrases(_TABLE, "footer", flags=re.I)
# Words that an invitation to a meeting uses too.
_HOST = phrases(_TABLE, "host")
# What such headings can begin with.
OTHERS_STARTS = in_both_scripts(_BULLETS + _OTHERS.firsts())
END_STARTS = OTHERS_STARTS | in_both_scripts(_END.firsts())


@lru_cache(maxsize=4096)
def is_chrome(text: str) -> bool:
    """Whether a line is a tool, a hint, a hit counter or a footer."""
    if len(text) > 200:
        return False
    return bool(_CHROME.find(text) or _DISCLAIMER.find(text) or _mentions(text) or _is_tools(text))


def _is_tools(text: str) -> bool:
    parts = [part for part in _GAPS.split(text.lower()) if part]
    return bool(parts) and words("tool").issuperset(parts)


def is_credit(text: str) -> bool:
    """Whether a line names editors: （责任编辑：某某）."""
    return len(text) < 70 and bool(_CREDIT.find(text))


def ends_document(text: str) -> bool:
    """Whether a short line is a heading of what comes after a document: 相关阅读, 上一篇, 扫一扫."""
    if text[:1] not in END_STARTS:
        return False
    if text[:2] == "--":
        text = text.lstrip("- ")
    return len(text) < 40 and bool(_END.find(text))


def heads_others(text: str) -> bool:
    """Whether a line is a heading over links to other documents of the site: 相关新闻, 热门文章, 为您推荐."""
    return len(text) < 16 and text[:1] in OTHERS_STARTS and bool(_OTHERS.find(text))


def is_footer(text: str) -> bool:
    """Whether a line is of the site's footer: registration numbers, copyright, support."""
    return len(text) < 200 and _mentions(text)


@lru_cache(maxsize=4096)
def _mentions(text: str) -> bool:
    return _FOOTER.find(text) is not None


def is_sure_footer(text: str) -> bool:
    """Whether a line is certainly of the footer. 主办单位 alone is not enough: it may name who holds a meeting."""
    return is_footer(text) and (not _HOST.find(text) or is_footer(_HOST.sub("", text)))


@lru_cache(maxsize=4096)
def is_chrome_box(name: str) -> bool:
    """Whether a box's id or class is that of navigation, share bars, footers."""
    return find_box_name(name, "boilerplate", "beside_article") is not None
