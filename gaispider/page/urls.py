"""Makes addresses absolute as pages write them; None for what is no valid address (a bracket in the host, a bad port).

As in browsers (URL Standard, 4.4), characters in the query of a link are encoded in the charset of the page that holds
the link, those in its path in UTF-8. Escapes already in the address stay as they are.
"""

from __future__ import annotations

import re
from typing import Self
from urllib.parse import SplitResult, quote, unquote_to_bytes, urldefrag, urljoin, urlsplit

from lxml import etree

# Names of the query parameter for the page number of a listing.
PAGE_PARAMETERS = r"page|paged|page_?index|page_?no|page_?num|curr?_?page|currentpage|pn|pno|p"

# Charsets of pages to the codec of their queries; any other page's queries are in UTF-8. Characters that GBK lacks are
# escaped by their number, as from a page that declares gb2312 or gbk, since hardly any declares gb18030.
_QUERY_CODECS = {"gb18030": "gbk", "big5": "cp950"}
_OTHER = re.compile(r"[^\x00-\x7f]+")
# Escaped characters of two bytes, of which the second may be a letter that needs no escape.
_DOUBLE = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f](?:%[0-9A-Fa-f]{2}|[@-~]))+")


class PageAddress(str):
    """The address of a page with the page's charset, for links that are made absolute by it."""

    __slots__ = ("charset",)
    charset: str | None

    def __new__(cls, url: str, charset: str | None) -> Self:
        made = super().__new__(cls, url)
        made.charset = charset
        return made


def base_address(root: etree._Element, url: str) -> str:
    """What the links of a page at `url` are relative to: its `base` element, unless that is no valid address."""
    href = next((element.get("href") for element in root.iter("base") if element.get("href")), None)
    base = absolute(url, href) if href else None
    parts = split(base) if base else None
    return PageAddress(base, _charset_of(url)) if base and parts and parts.hostname else url


def absolute(base: str, address: str) -> str | None:
    """The address made absolute, its query in the charset of the page if `base` is a PageAddress; None if not valid."""
    try:
        joined = str(urljoin(base, address.strip()))
        parts = urlsplit(joined)
        _ = parts.port
    except ValueError:
        return None
    codec = _QUERY_CODECS.get(_charset_of(base) or "")
    if codec is None or parts.query.isascii():
        return joined
    return parts._replace(query=_OTHER.sub(lambda match: _spelled(match[0], codec), parts.query)).geturl()


def _charset_of(address: str) -> str | None:
    return address.charset if isinstance(address, PageAddress) else None


def query_codec(address: str) -> str:
    """The codec for queries and forms of the page at `address`, if that is a PageAddress; else UTF-8."""
    return _QUERY_CODECS.get(_charset_of(address) or "", "utf-8")


def _spelled(text: str, codec: str) -> str:
    """The text with characters escaped in `codec`; characters that it lacks become an escaped `&#N;`."""
    return quote(text.encode(codec, "xmlcharrefreplace"), safe="")


def spelled_in_utf8(url: str) -> str | None:
    """An address with a query in GBK or Big5 as versions before 0.3 wrote it, in UTF-8; None for other addresses."""
    parts = split(url)
    query = unquote_to_bytes(parts.query) if parts and "%" in parts.query else b""
    if query.isascii() or _decodes(query, "utf-8"):
        return None
    codec = next((codec for codec in _QUERY_CODECS.values() if _decodes(query, codec)), None)
    if parts is None or codec is None:
        return None

    def again(match: re.Match[str]) -> str:
        return quote(unquote_to_bytes(match[0]).decode(codec, "replace"), safe="")

    return parts._replace(query=_DOUBLE.sub(again, parts.query)).geturl()


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def split(address: str) -> SplitResult | None:
    """`urlsplit`, for strings that may be no valid address."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def without_fragment(address: str) -> str:
    """The address without `#…`, unless that is the route of a single-page application (`#/…`, `#!/…`)."""
    try:
        bare, fragment = urldefrag(address)
    except ValueError:  # no address
        return address
    return address if fragment.startswith(("/", "!/")) else bare
