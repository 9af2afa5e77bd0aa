"""What names a title: title elements, with site and column around it, and the names of boxes."""

from __future__ import annotations

import re
from functools import lru_cache

from gaispider.page.article.fields.field_labels import bare
from gaispider.page.known_places import names_of
from gaispider.page.lexicon import words
from gaispider.page.script_variants import pattern

TITLE_NAME = names_of("title")
_NOT_NAME = re.compile(
    r"sub_?title|title_?(?:sec|sub|small)|subhead|kicker|yinti|futi|site|logo|column|channel|lanmu|share|related|hot",
    re.I,
)
_SIGNS = " :：·*~-_|>»"
_LEADING = re.compile(r"\s*([^\s_|｜»>–—-]+)(?:\s*[_|｜»>–—-]+\s*|\s+)(?=\S)")
_SEPARATOR = re.compile(r"\s*(?:[_|｜»>]+|\s[-–—]+\s|-{1,2}|–|—{1,2})\s*")
# How the names of sites, units and columns end.
_SITE = pattern(
    r"(?:网|网站|门户|首页|频道|栏目|平台|专栏|政府|委员会|管委会|常委会|办公[厅室]|[局厅署]|中心|国务院|法院|检察院|^.{1,8}部|政务公开|信息公开)"
    r"(?:[（(].{1,12}[)）])?$|\.gov|\.cn|\.com|\.org|Powered",
    re.I,
)


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
    return bool(_SITE.search(text.strip(_SIGNS)))


@lru_cache(maxsize=4096)
def is_title_box(name: str) -> bool:
    """Whether a box's id or class is that of a title."""
    return TITLE_NAME.search(name) is not None and not _NOT_NAME.search(name)
