"""What the checks of several fields share: strings, lists of strings, web addresses, days."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

Fact = object


class WrongFactError(ValueError):
    """A field with a wrong value; the message says what it must be."""


def one_line(fact: Fact) -> str:
    """A non-empty string."""
    if not isinstance(fact, str) or not fact.strip():
        raise WrongFactError("must be a non-empty string")
    return fact


def strings(fact: Fact) -> tuple[str, ...]:
    """A non-empty list of strings."""
    if not isinstance(fact, list) or not fact:
        raise WrongFactError("must be a non-empty list of strings")
    return tuple(one_line(item) for item in fact)


def web_address(text: str) -> str:
    """An absolute http or https URL."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s\\]", text):
        raise WrongFactError(f"has {text!r}, which is not a web address: write it from http:// or https:// on")
    return text


def day(fact: Fact) -> str:
    """An ISO day."""
    try:
        return date.fromisoformat(str(fact)).isoformat()
    except ValueError as error:
        raise WrongFactError("must be a day such as 2026-03-31") from error
