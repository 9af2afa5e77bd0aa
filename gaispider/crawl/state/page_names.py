"""The name under which the state keeps an answer: its canonical URL and, for a posted request, what was posted.

A list that a form brings page by page has one address for all pages. They must not be mistaken for one another, above
all where the next run sends the validators of the last answer.
"""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qsl

# The state of an ASP.NET page is longer, and another one with every answer.
_LONGEST = 200


def page_name(method: str, body: bytes, url: str) -> str:
    """The name of the answer to a request for the canonical URL `url`."""
    if method == "GET" and not body:
        return url
    fields = [field for field in parse_qsl(body, keep_blank_values=True) if len(field[1]) <= _LONGEST]
    posted = repr(fields).encode() if fields else body
    return f"{url}#{method.lower()}-{hashlib.sha256(posted).hexdigest()[:16]}"
