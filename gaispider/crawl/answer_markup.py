"""What an answer shows, told from its markup alone: text with and without links, title, scripts, and where it leads.

No tree is built: every answer of a crawl is looked at, and most are pages.
"""

from __future__ import annotations

import html
import re
from functools import cached_property, lru_cache

from gaispider.filetypes import endings

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<(style|noscript|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^<>]*>([^<]*)(?:</title\s*>)?", re.IGNORECASE)
# A link up to its end, or up to the next one where its end is missing.
_LINK = re.compile(r"<a\b[^<>]*>[^<]*(?:<(?!/?a\b)[^<]*)*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)")
_HREF = re.compile(r"<(?:a|area)\s[^<>]{0,2000}?href\s*=\s*[\"']?\s*(?!#|javascript)([^\"'>\s]+)", re.IGNORECASE)
_FRAME = re.compile(r"<(?:i?frame|embed|object|frameset)\b", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b", re.IGNORECASE)
_OUTER_SCRIPT = re.compile(r"<script\b[^<>]{0,2000}\bsrc\s*=", re.IGNORECASE)
_PASSWORD = re.compile(r"<input[^<>]{1,2000}type\s*=\s*[\"']?password", re.IGNORECASE)
_FILE = re.compile(
    rf"\.(?:{endings('document', 'sheet', 'slides', 'archive', 'image')})(?:[?#]|$)|download|attach", re.I
)
_REFRESH = re.compile(r"<meta\b[^<>]{0,2000}http-equiv\s*=\s*[\"']?refresh[^<>]*>", re.IGNORECASE)
_REFRESH_URL = re.compile(
    r"content\s*=\s*[\"']?\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>\s]+)", re.I
)
_LOCATION = re.compile(
    r"(?<![\w.$])(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?"
    r"(?:\s*=\s*|\.(?:replace|assign)\s*\(\s*)([\"'])([^\"'\s]{1,500})\1\s*\)?\s*(?:[;}]|\Z|\n)"
)

# Characters; a longer inline script may hold the page's data (window._CONFIG = {...}), which its family reads.
_DATA_SCRIPT = 1500
# A list of objects with Chinese words, as they are or escaped: [{id: 7, name: '政府信息公开年报', …
_DATA_LIST = re.compile(
    r"""\[\s*\{[^{}\[\]]{0,300}?:\s*["'](?:[^"'\\\n]{0,60}[\u4e00-\u9fff]|(?:\\u[4-9][0-9a-f]{3}){2})""", re.IGNORECASE
)


class Markup:
    """One answer's markup; `body` is decoded from its Content-Encoding. What is asked for is found once."""

    def __init__(self, source: str) -> None:
        self.source = source

    @staticmethod
    def of(body: bytes, content_type: str) -> Markup:
        """The markup of an answer; the text is good enough to find words in."""
        return _markup(body, content_type)

    @cached_property
    def scripts(self) -> list[str]:
        """The inline scripts."""
        return [match[1] for match in _SCRIPT.finditer(self.source)]

    @property
    def code(self) -> str:
        return "\n".join(self.scripts)

    @cached_property
    def holds_data(self) -> bool:
        """Whether the inline scripts may hold what the page is to show."""
        return len(self.code) > _DATA_SCRIPT or _DATA_LIST.search(self.code) is not None

    @cached_property
    def visible(self) -> str:
        """The markup without scripts, styles and comments."""
        return _HIDDEN.sub(" ", _SCRIPT.sub(" ", self.source))

    @cached_property
    def title(self) -> str:
        """The title element."""
        return _plain(match[1]) if (match := _TITLE.search(self.visible)) else ""

    @cached_property
    def text(self) -> str:
        """All that is shown, title included."""
        return _plain(_TAG.sub(" ", self.visible))

    @cached_property
    def own(self) -> str:
        """What the body shows outside links; lists and menus of other pages are not in it."""
        return _plain(_TAG.sub(" ", _LINK.sub(" ", _TITLE.sub(" ", self.visible))))

    @cached_property
    def linked(self) -> str:
        """What the body shows as links."""
        return _plain(" ".join(_TAG.sub(" ", link) for link in _LINK.findall(self.visible)))

    @cached_property
    def links(self) -> list[str]:
        """Addresses of links, without places on the page and scripts."""
        return _HREF.findall(self.visible)

    @property
    def has_files(self) -> bool:
        """Whether it links to files, or holds a frame that may show one."""
        return self.has_frames or any(_FILE.search(link) for link in self.links)

    @property
    def has_frames(self) -> bool:
        return _FRAME.search(self.visible) is not None

    @property
    def has_images(self) -> bool:
        return _IMAGE.search(self.visible) is not None

    @property
    def has_outer_scripts(self) -> bool:
        return _OUTER_SCRIPT.search(self.source) is not None

    @property
    def asks_for_password(self) -> bool:
        return _PASSWORD.search(self.visible) is not None

    @property
    def refreshes(self) -> bool:
        """Whether a meta element leads elsewhere or loads the page again."""
        return _REFRESH.search(self.visible) is not None

    def refresh_target(self, most: float) -> str | None:
        """Where a meta refresh within `most` seconds leads, as written."""
        tag = _REFRESH.search(self.visible)
        found = _REFRESH_URL.search(tag[0]) if tag else None
        return html.unescape(found[2]) if found and int(found[1]) < most else None

    def script_target(self) -> str | None:
        """The one address, written out, to which a page of nothing but scripts leads; None for a page with a text.

        A script that sets a cookie first is a challenge.
        """
        code = self.code
        if not code or "document.cookie" in code or len(self.text) - len(self.title) > _EMPTY or self.has_frames:
            return None
        found = {match[2] for match in _LOCATION.finditer(code)}
        return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=2)
def _markup(body: bytes, content_type: str) -> Markup:
    """Several judges look at one answer, one after the other."""
    return Markup(_decoded(body, content_type))


# Characters; a page that leads elsewhere says no more than this.
_EMPTY = 50


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _decoded(body: bytes, content_type: str) -> str:
    """By the declared charset, else UTF-8, else GB18030."""
    declared = _CHARSET.search(content_type.encode()) or _CHARSET.search(body[:2048])
    for charset in ([declared[1].decode()] if declared else []) + ["utf-8"]:
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("gb18030", "replace")
