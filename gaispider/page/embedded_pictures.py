"""Pictures that lie in a page's source (`data:image/png;base64,…`): their address is the page's, and a number."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final
from urllib.parse import unquote, urldefrag

from gaispider.filetypes import by_bytes

MARK: Final = "#picture-"
"""What stands between the page's address and the number of the picture, from 1."""

# Bytes of a picture: less is a sign or a placeholder, more is no table.
_LEAST, _MOST = 1024, 24 << 20
_DATA = re.compile(r"\s*data:image/[\w.+-]{1,40}(?:;[\w=.+-]{1,40}){0,4};base64,", re.I)
_IN_PAGE = re.compile(rb"data:image/[\w.+-]{1,40}(?:;[\w=.+-]{1,40}){0,4};base64,([A-Za-z0-9+/=%\s]{1000,})", re.I)


def picture_of(source: str) -> bytes | None:
    """The picture of an `img` element's address that holds it; None for an address, a sign, or what is no picture."""
    head = _DATA.match(source)
    return _decoded(source[head.end() :]) if head else None


def pictures_in(page: bytes) -> list[bytes]:
    """The pictures in the source of a page, in their order."""
    found = (_decoded(payload[1].decode("ascii")) for payload in _IN_PAGE.finditer(page))
    return [picture for picture in found if picture is not None]


def page_of(address: str) -> str | None:
    """The address of the page in which the picture of that address lies; None for every other address."""
    page, number = urldefrag(address)
    return page if f"#{number}".startswith(MARK) and number[len(MARK) - 1 :].isdigit() else None


def _decoded(payload: str) -> bytes | None:
    if len(payload) > 2 * _MOST:
        return None
    try:
        body = base64.b64decode("".join(unquote(payload).split()) + "==")
    except (binascii.Error, ValueError):
        return None
    kind = by_bytes(body)
    return body if kind is not None and kind.what == "image" and _LEAST <= len(body) <= _MOST else None
