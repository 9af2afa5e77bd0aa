"""Title elements, which hold site and section beside the title, and names of boxes that hold a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from gaispider.page.article.fields.field_labels import bare
from gaispider.page.known_places import names_of
from gaispider.page.lexicon import words
from gaispider.page.script_variants import phrases
from gaispider.reference import Phrases

TITLE_NAME = names_of("title")
_NOT_NAME = Phrases("titles.tsv", "not_a_title_box", flags=re.I)
# How many names may stand before a title; a part of at most so many characters is a name.
_MOST_NAMES = 3
_LONGEST_NAME = 8
# A title element with more parts was not written by a person.
_MOST_PARTS = 40
_SIGNS = " :：·*~-_|>»"
_LEADING = re.compile(r"\s*([^\s_|｜»>–—-]+)(?:\s*[_|｜»>–—-]+\s*|\s+)(?=\S)")
_SEPARATOR = re.compile(r"\s*(?:[_|｜»>]+|\s[-–—]+\s|-{1,2}|–|—{1,2})\s*")
# How the names of sites, units and columns end.
_SITE = phrases("titles.tsv", "site_ending", after=r"(?:[（(].{1,12}[)）])?$", flags=re.I)
_SITE_MARK = phrases("titles.tsv", "site_mark", flags=re.I)


def variants(head: str, names: set[str]) -> list[str]:
    """The title element's text, then the same with more and more of the `names` at its ends cut off.

    `names` are those of the site and its sections.
    """
    shortened = [head, *_without_ends(head, names)]
    return [*shortened, *_without_beginnings(shortened[-1], names)]


def _without_ends(head: str, names: set[str]) -> Iterator[str]:
    ends = list(islice(_SEPARATOR.finditer(head), _MOST_PARTS))
    if ends and is_site(head[: ends[0].start()]) and not is_site(head[ends[-1].end() :]):
        return  # the site first, the title last
    rest = head
    for match in reversed(ends):
        tail, before = rest[match.end() :].strip(), rest[: match.start()].strip()
        is_dash = match[0].strip()[0] not in "_|｜»>"
        # Titles contain dashes, too: only a known name after a dash is cut off.
        if not before or (tail and is_dash and not _is_name(tail, names)):
            return
        rest = before
        yield rest


def _without_beginnings(head: str, names: set[str]) -> Iterator[str]:
    """The text without site and section before the title, separated by spaces, as Hanweb writes it."""
    rest = head
    for _ in range(_MOST_NAMES):
        leading = _LEADING.match(rest)
        if not leading or not _is_name(leading[1], names):
            return
        rest = rest[leading.end() :].strip()
        yield rest


def _is_name(text: str, names: set[str]) -> bool:
    return is_site(text) or bare(text) in names or bare(text) in words("not_a_title")


def parts_of(head: str) -> Iterator[str]:
    """Parts of a title element that may be the title, where no known name separates them.

    First the parts after one or two spaces (site, section, title, as Hanweb writes them), then the parts between
    separators.
    """
    blanks = head.split(None, 2)
    yield from (text for text in (" ".join(blanks[1:]), blanks[-1] if len(blanks) > 2 else "") if _is_long(text))
    pieces = _SEPARATOR.split(head)
    if len(pieces) > 1:
        yield from (text for text in pieces if _is_long(text) and not is_site(text))


def _is_long(text: str) -> bool:
    """Whether a part is longer than a name of a site or section."""
    return len(text) > _LONGEST_NAME


def is_site(text: str) -> bool:
    """Whether a text ends as the names of sites, units and columns do."""
    text = text.strip(_SIGNS)
    return bool(_SITE.find(text) or _SITE_MARK.find(text))


@lru_cache(maxsize=4096)
def is_title_box(name: str) -> bool:
    """Whether a box's id or class is that of a title."""
    return TITLE_NAME.search(name) is not None and not _NOT_NAME.find(name)
