"""Where a string stood: on a line of the page or of the record's text, in a tag, a script, the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gaispider.page.model import Article, Shown

_WORDS = {
    "title": "the title element",
    "script": "a script",
    "meta": "a meta tag",
    "selector": "what the site's selector gives",
    "url": "the address",
}
LISTING = "the row of the listing that links to the page"


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number, counted from 1; `is_it` says that the string stands on it."""

    number: int
    text: str
    is_it: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place in words, and the lines around it if it is one of lines."""

    where: str
    lines: tuple[Line, ...] = ()


def place_of(shown: Shown, article: Article) -> Place:
    """Where a string of the page stood."""
    if shown.line is not None and shown.line < len(article.lines):
        return _on_lines("page", article.lines, shown.line, shown.line, f", behind {shown.name}" if shown.name else "")
    word = _WORDS.get(shown.found_in, shown.found_in)
    return Place(f"{word}: {shown.name}" if shown.name else word)


def place_on_page(raw: str, article: Article) -> Place | None:
    """The first line of the document that holds a string, else of the page; None if no line does."""
    numbers = (*range(article.first, article.end), *range(len(article.lines)))
    found = next((number for number in numbers if raw in article.lines[number]), None)
    return None if found is None else _on_lines("page", article.lines, found, found)


def place_of_document(article: Article) -> Place | None:
    """The first and the last line of the document; None if it has none."""
    if article.first >= article.end:
        return None
    return _on_lines("page", article.lines, article.first, article.end - 1)


def place_in_text(raw: str, text: str, *, last: bool = False) -> Place | None:
    """The first place of the record's text that holds a string (with `last` the last); None if it has none.

    Of a string of several lines the first is looked for: other lines may stand between them.
    """
    first_line = raw.strip().partition("\n")[0]
    at = text.rfind(first_line) if last else text.find(first_line)
    if at < 0 or not first_line:
        return None
    number = text.count("\n", 0, at)
    return _on_lines("text", text.split("\n"), number, number)


def _on_lines(whole: str, lines: Sequence[str], first: int, last: int, more: str = "") -> Place:
    where = f"line {first + 1}" if first == last else f"lines {first + 1} to {last + 1}"
    near = sorted({number for place in (first, last) for number in (place - 1, place, place + 1)})
    around = (Line(number + 1, lines[number], first <= number <= last) for number in near if 0 <= number < len(lines))
    return Place(f"{where} of the {whole}{more}", tuple(around))
