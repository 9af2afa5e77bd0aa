"""Pagers written in JavaScript: how many pages there are, which one this is, and the others' address pattern.

The script is read, not run: calls of `createPageHTML` (TRS, UCAP, Hunan, Chongqing), the variables that TRS templates
set beside `document.write`, and the options of pager plug-ins with the address pattern in their callback.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gaispider.page.paging.script_addresses import (
    address_pattern,
    joined_address,
    number_between,
    place_of,
    without_comments,
)
from gaispider.page.paging.script_numbers import CURRENT, first_of, numbers_of, plain_name, totals_of
from gaispider.reference import Phrases

_CALL = re.compile(
    r"(function\s+)?\b((?:create\w{0,8}|make|set|init|show)Page\w{0,12})\s*\(((?:document\.getElementById\([^()]*\))?[^()]{3,300})\)",
    re.IGNORECASE,
)
# setPage(element, 7, 1, function (i) { location.href = … }): pages, current page.
_COUNTED = re.compile(r"\bsetPage\(\s*(?:[^(),]*(?:\([^()]*\))?\s*,)?\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*function")
_ARGUMENT = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,'"]+?))\s*(?:,|$)""")
# currentPage == countPage on the last page: counted from 1. TRS templates compare with countPage - 1.
_LAST_IS_COUNT = re.compile(r"curr\w*\s*(?:==|!=|<|>=)\s*\(?\s*(?:count|total)pages?\b(?!\s*-)", re.IGNORECASE)
# Pager({size: 7, current: 0, prefix: 'index', suffix: 'html'}) of Beijing's sites, counted from 0;
# the same as variables: m_sPageName = "index"; m_sPageExt = "html".
_PREFIXED = re.compile(
    r"""(?:\bprefix|PageName)["']?\s*[:=]\s*["']([\w-]+)["']\s*[,;]\s*(?:var\s+)?["']?(?:suffix|\w*PageExt)["']?"""
    r"""\s*[:=]\s*["']\.?(\w+)["']"""
)
_FORMER = re.compile(r"""\bhrefFormer["']?\s*:\s*(["'][^"'<>\s]*["'])""")
_LATTER = re.compile(r"""\bhrefLatter["']?\s*:\s*(["'][^"'<>\s]*["'])""")
_PAGER_WORD = Phrases("listings.tsv", "pager_script", flags=re.IGNORECASE)


@dataclass(slots=True)
class Pager:
    """What a script gives.

    `known` is True if an address pattern was found; `next_address` is then None on the last page.
    """

    rule: str
    pages: int | None = None
    records: int | None = None
    next_address: str | None = None
    known: bool = False


def pager_of(script: str, url: str) -> Pager | None:
    """Read the pager that `script` builds on the page at `url`; None if it builds none."""
    if not _PAGER_WORD.find(script):
        return None
    code = without_comments(script)
    numbers = numbers_of(code)
    if counted := _COUNTED.search(code):
        numbers |= {"pagecount": int(counted[1]), "currentpage": int(counted[2])}
    return _call(code, numbers, url) or _prefixed(code, numbers) or _options(_kkpager(code, numbers), numbers, url)


def _prefixed(code: str, numbers: dict[str, int]) -> Pager | None:
    found = _PREFIXED.search(code)
    pages = totals_of(numbers)[0] or numbers.get("size")
    current = first_of(numbers, CURRENT)
    if found is None or pages is None or current is None:
        return None
    pager = Pager("Pager prefix and suffix", pages, totals_of(numbers)[1], known=True)
    if current + 1 < pages:
        pager.next_address = f"{found[1]}_{current + 1}.{found[2]}"
    return pager


def _kkpager(code: str, numbers: dict[str, int]) -> str:
    """The code, with the two parts of an address that kkpager takes put in their places; its `total` counts pages."""
    former, latter = _FORMER.search(code), _LATTER.search(code)
    if former is None:
        return code
    if "total" in numbers:
        numbers.setdefault("totalpage", numbers["total"])
    code = code.replace("this.hrefFormer", former[1])
    return code.replace("this.hrefLatter", latter[1]) if latter else code


def _call(code: str, numbers: dict[str, int], url: str) -> Pager | None:
    """`createPageHTML(pages, current, name, ext[, records])`, current from 0; after an element's id, from 1."""
    for function, _, inside in _CALL.findall(code):
        pager = _called(_arguments(inside, code, numbers), url) if not function else None
        if pager is not None:
            return pager
    return None


def _arguments(inside: str, code: str, numbers: dict[str, int]) -> list[str | int | None]:
    """The arguments of a call: strings, whole numbers, the values of names; None for what is not known."""
    arguments: list[str | int | None] = []
    for double, single, bare in _ARGUMENT.findall(inside):
        word = double or single
        if word.isdigit():
            arguments.append(int(word))
        elif bare:
            arguments.append(int(bare) if bare.isdigit() else numbers.get(plain_name(bare), _given(code, bare)))
        else:
            arguments.append(word)
    return arguments


def _called(arguments: list[str | int | None], url: str) -> Pager | None:
    """The pager that a call with these arguments builds; None if they are not a pager's."""
    from_one = bool(arguments) and not isinstance(arguments[0], int)
    if from_one:
        arguments = arguments[1:]
    if len(arguments) < 4:
        return None
    pages, current, name, ext = arguments[:4]
    if not (isinstance(pages, int) and isinstance(current, int) and isinstance(name, str) and isinstance(ext, str)):
        return None
    records = arguments[4] if len(arguments) > 4 and isinstance(arguments[4], int) else None
    pager = Pager("createPageHTML", pages, records, known=True)
    number, stem = place_of(url)
    from_one = from_one or (current == 1 and number is None)
    if current + (0 if from_one else 1) < pages:
        # counted from 0 or from 1, the page after `current` is name_{current + 1}
        pager.next_address = f"{name or stem}_{current + 1}.{ext.lstrip('.')}"
    return pager


def _given(code: str, name: str) -> str | None:
    """The quoted string that a script gives to a name; None where the script computes the value."""
    found = re.search(rf"""(?<![\w.]){re.escape(name)}\s*=\s*["']([\w./-]{{1,80}})["']\s*[,;\n]""", code)
    return found[1] if found else None


def _options(code: str, numbers: dict[str, int], url: str) -> Pager | None:
    """Variables or options that give the number of pages, with an address pattern such as `'index_' + i + '.html'`."""
    pages, records = totals_of(numbers)
    if pages is None and records is None:
        return None
    current = first_of(numbers, CURRENT)
    written = "document.write" in code and current is not None
    pager = Pager("document.write variables" if written else "script options", pages, records)
    pattern = address_pattern(code, url)
    if pattern is None or pages is None:
        return pager
    pager.known = True
    head, step, tail = pattern
    number = number_between(head, tail, url) or place_of(url, pages)[0]
    if written and current is not None:
        from_zero = not _LAST_IS_COUNT.search(code) and not (current == 1 and number is None)
        here, following = current + (1 if from_zero else 0), current + 1
    else:
        # `pageIndex + 1` in an address: the index counts from 0.
        first = current + 1 if step > 0 and current is not None else max(current or 1, 1)
        here = number + (1 if step < 0 else 0) if number is not None else first
        following = here + 1 + min(step, 0)
    if here < pages:
        pager.next_address = joined_address(head, following, tail, url)
    return pager
