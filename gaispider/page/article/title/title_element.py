"""What names a title: title elements, with site and column around it, and the names of boxes."""

from __future__ import annotations

import re
from functools import lru_cache

from gaispider.page.article.fields.field_labels import bare
from gaispider.page.lexicon import words
from gaispider.page.script_variants import phrases
from gaispider.reference import Phrases

TITLE_NAME = re.compile(r"title|biaoti|headline|(?:^|[\s_-])(?:bt|tit|h1|subject)(?:$|[\s_\d-])", re.I)
_NOT_NAME = Phrases("titles.tsv", "not_a_title_box", flags=re.I)
_SIGNS = " :：·*~-_|>»"
_LEADING = re.compile(r"\s*([^\s_|｜»>–—-]+)(?:\s*[_|｜»>–—-]+\s*|\s+)(?=\S)")
_SEPARATOR = re.compile(r"\s*(?:[_|｜»>]+|\s[-–—]+\s|-{1,2}|–|—{1,2})\s*")
# How the names of sites, units and columns end.
_SITE = phrases("titles.tsv", "site_ending", after=r"(?:[（(].{1,12}[)）])?$", flags=re.I)
_SITE_MARK = phrases("titles.tsv", "site_mark", flags=re.I)


def variants(head: str, names: set[str]) -> list[str]:
    """The title element's text, then without ever more of the site and column names at its ends."""
    variants = [head]
    rest = head
    ends = list(_SEPARATOR.finditer(head))
    if ends and is_site(head[: ends[0].start()]) and not is_site(head[ends[-1].end() :]):
        ends = []  # the site first, the title last
    for match in reversed(ends):
        tail = rest[match.end() :].strip()
        if not rest[: match.start()].strip():
            break
        separator = match[0].strip()
        if (
            tail
            and separator[0] not in "_|｜»>"
            and not (is_site(tail) or bare(tail) in names or bare(tail) in words("not_a_title"))
        ):
            break
        rest = rest[: match.start()].strip()
        variants.append(rest)
    for _ in range(3):  # site and column before the title, as Hanweb has it, with blanks between
        leading = _LEADING.match(rest)
        first = leading[1] if leading else ""
        if not leading or not (is_site(first) or bare(first) in names or bare(first) in words("not_a_title")):
            break
        rest = rest[leading.end() :].strip()
        variants.append(rest)
    return variants


def pieces_of(head: str) -> list[str]:
    """What stands between the separators of a title element."""
    return _SEPARATOR.split(head)


def is_site(text: str) -> bool:
    """Whether a text ends as the names of sites, units and columns do."""
    text = text.strip(_SIGNS)
    return bool(_SITE.find(text) or _SITE_MARK.find(text))


@lru_cache(maxsize=4096)
def is_title_box(name: str) -> bool:
    """Whether a box's id or class is that of a title."""
    return TITLE_NAME.search(name) is not None and not _NOT_NAME.find(name)
