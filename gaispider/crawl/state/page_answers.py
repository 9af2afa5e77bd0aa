"""Which archived answers are pages: one rule for rebuilding the state and for re-reading archives."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from gaispider.archive.reader import Entry, entries
from gaispider.archive.unpack import unpacked
from gaispider.crawl.answer_markup import Markup
from gaispider.crawl.challenge import WHOLE, classify, is_small_page
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

_ANSWERS = ("response", "revisit", "conversion", "resource")
# Seconds and characters: a page with so little text that leads elsewhere so soon is a redirect (METAREFRESH_MAXDELAY).
_REFRESH_DELAY, _REFRESH_TEXT = 5, 200


def page_answers(path: Path, site: Site | None, gone: Collection[str] = ()) -> Iterator[Entry]:
    """Whole answers in archive order, and the rendered pages made of them (type `conversion`).

    Left out: sub-resources of rendered pages, robots.txt, and canonical URLs in `gone` (taken down; an archive restored
    from a backup may still hold them). Raises TornArchiveError.
    """
    return (entry for entry in entries(path) if is_page_answer(entry, site, gone))


def is_page_answer(entry: Entry, site: Site | None, gone: Collection[str]) -> bool:
    """Whether a WARC record is one that `page_answers` yields."""
    if entry.type not in _ANSWERS or entry.status not in WHOLE or entry.concurrent_to:
        return False
    if entry.type == "resource" and not entry.url.startswith(("http://", "https://")):
        return False  # what a program notes of its own work
    return urlsplit(entry.url).path != "/robots.txt" and not (gone and canonical_url(entry.url, site) in gone)


def is_content(entry: Entry, body: bytes | None = None) -> bool:
    """Whether an answer is content: no challenge, no notice, no page that only leads to another one.

    `body` is the decoded body, if the caller has it.
    """
    plain = unpacked(entry) if body is None else body
    headers = headers_of(entry)
    return classify(entry.status or 0, headers, plain) is None and not leads_elsewhere(headers, plain)


def leads_elsewhere(headers: dict[str, str], body: bytes) -> bool:
    """Whether a page does nothing but lead to another one (meta refresh)."""
    kind = headers.get("content-type", "")
    if b"refresh" not in body[:4096].lower() or not is_small_page(body, kind):
        return False
    page = Markup.of(body, kind)
    return len(page.own) <= _REFRESH_TEXT and page.refresh_target(_REFRESH_DELAY) is not None


def headers_of(entry: Entry) -> dict[str, str]:
    """Header values by lower-case name: the last value of each name, but all Set-Cookie values joined."""
    found = {name.lower(): value for name, value in entry.headers}
    if "set-cookie" in found:
        found["set-cookie"] = "; ".join(value for name, value in entry.headers if name.lower() == "set-cookie")
    return found
