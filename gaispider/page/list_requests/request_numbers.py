"""The request that follows a list request: the same with the next page number."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from gaispider.page.model import ListRequest
from gaispider.page.urls import PAGE_PARAMETERS, split

# Names of the parameter that says which page a request asks for.
NUMBER_NAME = re.compile(
    rf"^(?:_?(?:{PAGE_PARAMETERS})|current|curr|curr?page(?:num|no)?|now_?page|thispage)$", re.IGNORECASE
)


def following_request(asked: ListRequest) -> ListRequest | None:
    """The request for the next page; None if `asked` has no page number."""
    if asked.fields is not None:
        fields = _next(asked.fields)
        return ListRequest(asked.url, fields) if fields else None
    parts = split(asked.url)
    fields = _next(tuple(parse_qsl(parts.query, keep_blank_values=True))) if parts else None
    return ListRequest(parts._replace(query=urlencode(fields)).geturl()) if parts and fields else None


def _next(fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...] | None:
    place = next((n for n, (name, value) in enumerate(fields) if NUMBER_NAME.match(name) and value.isdigit()), None)
    if place is None:
        return None
    name, value = fields[place]
    return (*fields[:place], (name, str(int(value) + 1)), *fields[place + 1 :])
