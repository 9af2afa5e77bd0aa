"""Values that a page writes by script: `var source='…'`, `__$pubtime`, `document.write("来源：…")`."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

_LONGEST = 20_000  # a longer script is a library
_ASSIGNED = re.compile(
    r"""(?<![\w.$])(?:var\s+|let\s+|const\s+|window\.)?["']?([A-Za-z_$][\w$]{0,30})["']?\s*[=:]\s*(?:"([^"\n<]{1,200})"|'([^'\n<]{1,200})')"""
)
_NAMES = {
    "published": re.compile(
        r"_*\$?(?:art(?:icle)?|doc|info|news|content)?_?(?:pub(?:lish(?:ed)?)?_?(?:time|date)|fb(?:sj|rq)|(?:rel|release)_?(?:time|date)|doc_?rel_?time)",
        re.I,
    ),
    "source": re.compile(
        r"_*\$?(?:art(?:icle)?|doc|info|news|content)?_?(?:source(?:name)?|laiyuan|ly|xxly|copyfrom|docsource(?:name)?|source_?name|wzly)",
        re.I,
    ),
    "title": re.compile(r"_*\$?(?:doc|art(?:icle)?|info|news|content|page|share)?_?(?:title|biaoti|bt)", re.I),
}
# Parts of those names that are rare enough to look for first.
_HINTS = {
    "published": ("ubtime", "ubTime", "ubdate", "ubDate", "ublish", "fbsj", "fbrq", "RelTime", "reltime", "eleaseTime"),
    "source": ("ource", "aiyuan", "ly", "opyfrom", "opyFrom"),
    "title": ("itle", "iaoti", "bt"),
}
_BEFORE, _AFTER = 40, 260


def script_texts(root: etree._Element) -> list[str]:
    """The inline scripts of a page that are short enough to be its own."""
    found = []
    for element in root.iter("script"):
        text = element.text
        if text and len(text) < _LONGEST:
            found.append(text)
    return found


def script_value(scripts: list[str], what: str) -> str | None:
    """The first non-empty string that a script gives to a variable of a telling name: published, source, title."""
    name = _NAMES[what]
    for text in scripts:
        for near in _places(text, _HINTS[what]):
            for match in _ASSIGNED.finditer(text, max(0, near - _BEFORE), near + _AFTER):
                value = match[2] or match[3]
                if name.fullmatch(match[1]) and value.strip() and not value.startswith(("+", "#", ".", "http", "/")):
                    return " ".join(unescape(value).split())
    return None


def _places(text: str, hints: tuple[str, ...]) -> list[int]:
    """Where a hint stands, at most one place for each stretch that is looked at."""
    places: list[int] = []
    for hint in hints:
        at = text.find(hint)
        while at >= 0:
            places.append(at)
            at = text.find(hint, at + _AFTER)
    return sorted(places)
