"""Values that a page writes by script: `var source='…'`, `__$pubtime`, `document.write("来源：…")`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape

from lxml import etree

from gaispider.page.date_fields import rank_of

_LONGEST = 20_000  # a longer script is a library
# What stands between a name and the string given to it: `= "…"`, `": '…'`.
_GIVEN = re.compile(r"""["']?\s*[=:]\s*(?:"([^"\n<]{1,200})"|'([^'\n<]{1,200})')""")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_MARKUP = re.compile(r"(?:<|&lt;|\\u003c|%3C)(?:p|div|br|table|span|section|h[1-6]|html|font|strong)\b", re.I)
_REST = re.compile(r"[\w$]{0,30}", re.ASCII)
_BEGIN = re.compile(r"(?<![\w.$])(?:window\.)?([A-Za-z_$][\w$]{0,30})$", re.ASCII)
_NAMES = {
    "source": re.compile(
        r"_*\$?(?:art(?:icle)?|doc|info|news|content)?_?(?:source(?:name)?|laiyuan|ly|xxly|copyfrom|docsource(?:name)?|source_?name|wzly)",
        re.I,
    ),
    "title": re.compile(r"_*\$?(?:doc|art(?:icle)?|info|news|content|page|share)?_?(?:title|biaoti|bt)", re.I),
}
# Parts of such names that are rare enough to look for first.
HINTS = {
    "published": (
        *("ubtime", "ubTime", "ub_time", "ubdat", "ubDat", "ub_dat", "ublish", "fbsj", "fbrq"),
        *("RelTime", "relTime", "reltime", "rel_time", "RelDate", "relDate", "reldate", "rel_date", "elease"),
    ),
    "source": ("ource", "aiyuan", "ly", "opyfrom", "opyFrom"),
    "title": ("itle", "iaoti", "bt"),
}
_LONGEST_NAME = 40


class Scripts:
    """The inline scripts of a page. They are read when the first value is asked for; for most pages none is.

    `keeper` is the element that stores the document as a string, if there is one.
    """

    def __init__(self, root: etree._Element, keeper: etree._Element | None = None) -> None:
        self._root = root
        self._keeper = keeper

    @cached_property
    def text(self) -> str:
        """The scripts short enough to be the page's own, joined."""
        texts = (element.text for element in self._root.iter("script"))
        return "\n;\n".join(text for text in texts if text and len(text) < _LONGEST)

    def value(self, what: str) -> str | None:
        """The first non-empty string given to a variable with a name of the kind `what`: published, source, title."""
        named = self.named_value(what)
        return named[1] if named else None

    def named_value(self, what: str) -> tuple[str, str] | None:
        """The variable's name and its string, as for `value`."""
        return next(_named(what, self.text), None)

    def value_beside_document(self, what: str) -> tuple[str, str] | None:
        """The same, in the script that stores the document: the last before the document, else the first after it."""
        text = (self._keeper.text or "") if self._keeper is not None and self._keeper.tag == "script" else ""
        markup = _MARKUP.search(text)
        if markup is None:
            return None
        before = list(_named(what, text[: markup.start()]))
        return before[-1] if before else next(_named(what, text[markup.start() :]), None)


def _named(what: str, text: str) -> Iterator[tuple[str, str]]:
    for name, value in _assignments(text, HINTS[what]):
        if _is_name(what, name) and value.strip() and not value.startswith(("+", "#", ".", "http", "/")):
            yield name, " ".join(unescape(plain_string(value)).split())


def _is_name(what: str, name: str) -> bool:
    if what == "published":
        return rank_of(name, "script") is not None
    return _NAMES[what].fullmatch(name) is not None


def plain_string(written: str) -> str:
    """The string that a script's literal means, with escapes such as `\\u620c` decoded."""
    return _ESCAPE.sub(_escaped, written) if "\\" in written else written


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return {"n": "\n", "r": "\r", "t": "\t"}.get(code, code)


def _assignments(text: str, hints: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Names that contain a hint and are given a string, each with that string, in the script's order."""
    places = []
    for hint in hints:
        at = text.find(hint)
        while at >= 0:
            places.append(at)
            at = text.find(hint, at + 1)
    for place in sorted(places):
        rest = _REST.match(text, place)
        end = rest.end() if rest else place
        given = _GIVEN.match(text, end)
        name = _BEGIN.search(text, max(0, place - _LONGEST_NAME), end) if given else None
        if given and name:
            yield name[1], given[1] or given[2]
