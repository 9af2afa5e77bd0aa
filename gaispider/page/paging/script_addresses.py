"""Addresses that a pager's script builds (`"index_" + i + ".html"`), and the place of the page number in a URL."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gaispider.page.urls import PAGE_PARAMETERS, split

_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\\])//(?![^\n]*createPage[^\n]*\*/)[^\n]*", re.DOTALL)
_JOIN = re.compile(r"""(["'])\s*\+\s*\1""")
_PATTERN = re.compile(
    r"""["']([^"'<>\s()]*?[_/=-])["']\s*\+\s*\(?\s*[\w.$]+(?:\(\))?\s*([-+]\s*1\b)?\s*\)?(?:\s*\+\s*["'](\.?[^"'<>\s()]{0,80}))?"""
)
# location.href = (data.pageIndex + 1) + ".html"
_NUMBER_FIRST = re.compile(r"""\b(?:href|location)\s*=\s*\(?\s*[\w.$]+\s*\+\s*1\s*\)?\s*\+\s*["'](\.\w{3,6})["']""")
_BARE_HREF = re.compile(r"\bhref=(?=[\w./?])")
_REQUEST = re.compile(r"(?:\b(?:get|post|getJSON|load|fetch|ajax)\(|\burl\s*:)\s*$")
_SUFFIX = re.compile(r"^(?P<stem>.*?)(?:_(?P<number>\d{1,5}))?(?P<ext>\.\w{2,6})$")
_PARAMETER = re.compile(rf"[?&](?:{PAGE_PARAMETERS})=(\d{{1,5}})\b", re.IGNORECASE)


def without_comments(script: str) -> str:
    """The code of a script without comments. A line such as `// createPageHTML(…) */`, the end of a comment, stays."""
    return _COMMENT.sub("", script)


def function_address(scripts: Iterable[str], name: str, number: int, url: str) -> str | None:
    """The address that a call such as gotoPage(2) opens, if a script's function of that name builds it; else None."""
    for script in scripts:
        found = re.search(rf"\bfunction\s+{re.escape(name)}\s*\(|\b{re.escape(name)}\s*[=:]\s*function\b", script)
        if found is None:
            continue
        body = without_comments(script[found.end() : found.end() + 600])
        pattern = address_pattern(body.partition("function ")[0], url)
        if pattern is not None:
            head, step, tail = pattern
            return joined_address(head, number + step, tail, url)
    return None


def joined_address(head: str, number: int, tail: str, url: str) -> str:
    """The address built from its parts. A head such as `&pageNo=` is added to the page's own query."""
    if not head.startswith("&"):
        return f"{head}{number}{tail}"
    name = head.strip("&=")
    path, _, query = url.partition("#")[0].partition("?")
    kept = [part for part in query.split("&") if part and part.partition("=")[0] != name]
    return f"{path}?{'&'.join([*kept, f'{name}={number}'])}{tail}"


def address_pattern(code: str, url: str) -> tuple[str, int, str] | None:
    """Head, step and tail of the first address that the code builds: ('index_', 0, '.html'), ('?page=', 0, '')."""
    joined = _JOIN.sub("", code.replace('\\"', '"').replace("\\'", "'"))
    joined = _BARE_HREF.sub('href="', joined)
    for found in _PATTERN.finditer(joined):
        head, step, tail = found[1], found[2] or "", found[3] or ""
        if _REQUEST.search(joined, max(0, found.start() - 30), found.start()):
            continue  # the address of a request for data, not of a page
        if not (head.endswith("=") or tail.startswith(".")):
            continue
        if head.endswith("=") and not _PARAMETER.search(f"?{head.rpartition('?')[2].rpartition('&')[2]}1"):
            continue
        if head in ("_", "-"):
            head = place_of(url)[1] + head
        return head, -1 if step.startswith("-") else 1 if step else 0, tail
    if bare := _NUMBER_FIRST.search(joined):
        return "", 1, bare[1]
    return None


def number_between(head: str, tail: str, url: str) -> int | None:
    """The number in the URL at the place of the address pattern's number: /gk/003001/2.html. None if there is none."""
    if not head.endswith("/"):
        return None
    found = re.search(rf"{re.escape(head.lstrip('.'))}(\d{{1,5}}){re.escape(tail)}$", url.partition("#")[0])
    return int(found[1]) if found else None


def place_of(url: str, pages: int | None = None) -> tuple[int | None, str]:
    """The page number in the URL (index_3.html, ?page=3), None if there is none; and the stem of its file name.

    A number above the number of pages belongs to the section: index_7401.html.
    """
    parts = split(url)
    if parts is None:
        return None, "index"
    if parts.query and (match := _PARAMETER.search("?" + parts.query)):
        return int(match[1]), "index"
    name = parts.path.rsplit("/", 1)[-1]
    match = _SUFFIX.match(name)
    if match is None:
        return None, "index"
    if match["number"] and pages is not None and int(match["number"]) > pages:
        return None, name[: match.end("number")]
    return (int(match["number"]) if match["number"] else None), match["stem"] or "index"
