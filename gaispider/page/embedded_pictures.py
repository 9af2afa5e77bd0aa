"""Pictures embedded in a page's source (`data:image/png;base64,…`). Their address is the page's with a number."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final
from urllib.parse import unquote, urldefrag

from gaispider.filetypes import by_bytes

MARK: Final = "#picture-"
"""What stands between the page's address and the number of the picture, from 1."""

# Least and most bytes: a smaller picture is an icon or a placeholder, a larger one is no table.
_LEAST, _MOST = 1024, 24 << 20
_DATA = re.compile(r"\s*data:image/[\w.+-]{1,40}(?:;[\w=.+-]{1,40}){0,4};base64,", re.I)
_IN_PAGE = re.compile(rb"data:image/[\w.+-]{1,40}(?:;[\w=.+-]{1,40}){0,4};base64,([A-Za-z0-9+/=%\s]{1000,})", re.I)


def picture_of(source: str) -> bytes | None:
    """The bytes of an embedded picture from the `src` of an `img` element.

    None for an ordinary address, for a picture of the size of an icon, and for what is no picture.
    """
    head = _DATA.match(source)
    return _decoded(source[head.end() :]) if head else None


def pictures_in(page: bytes) -> list[bytes]:
    """The bytes of the pictures embedded in a page's source, in order."""
    found = (_decoded(payload[1].decode("ascii")) for payload in _IN_PAGE.finditer(page))
    return [picture for picture in found if picture is not None]


def page_of(address: str) -> str | None:
    """The address of the page that holds an embedded picture, from that picture's address.

    None for any other address.
    """
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
