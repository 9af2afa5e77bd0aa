"""Look-ups of divisions for messages and searches: nearest codes and names, and the codes that a word names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from gaispider.text.places.gazetteer import codes_of, division, stems, townships, upper


class UnknownDivisionError(ValueError):
    """A word that names no division. The message says so and names the nearest."""


def regions_of(words: Iterable[str]) -> tuple[str, ...]:
    """Codes of the divisions that words name: a name (吉林市), a stem (吉林: province and city), a code, or how one
    begins (2202). Raises UnknownDivisionError.
    """
    found: dict[str, None] = {}
    for word in words:
        if word.isdecimal() and len(word) in (2, 4):
            # 2202 is 220200; a beginning that is no division's, such as 4190 of counties without a prefecture, stays.
            codes = [word] if any(code.startswith(word) for code in upper().rows) else []
        else:
            codes = ([word] if division(word) else []) if word.isdecimal() else codes_named(word)
        if not codes:
            kind, near = "name", nearest_names(word, [])
            if word.isdecimal():
                kind, near = "code", [code_and_name(code) for code in nearest_codes(word)]
            hint = f"; nearest are {', '.join(near)}" if near else ""
            raise UnknownDivisionError(f"{word}: no division has this {kind}{hint}")
        found.update(dict.fromkeys(codes))
    return tuple(found)


def nearest_codes(code: str, count: int = 3) -> list[str]:
    """Existing codes near a mistyped one, in its county, prefecture or province; the nearest first."""
    known = _townships_of(code[:6]) if len(code) == 9 else list(upper().rows)
    for length in (6, 4, 2):
        near = [other for other in known if other.startswith(code[:length]) and other != code]
        if near:
            return sorted(near, key=lambda other: (abs(_number(other) - _number(code)), other))[:count]
    return []


def code_and_name(code: str) -> str:
    """Code and name, as in `220284 磐石市`; the code alone if it is unknown."""
    found = division(code)
    return f"{code} {found.name}" if found else code


def codes_named(word: str) -> list[str]:
    """The codes of divisions with that full name (吉林市) or stem (吉林: the province and the city)."""
    return list(dict.fromkeys([*codes_of(word), *stems().get(word, ())]))


def nearest_names(word: str, others: list[str], count: int = 3) -> list[str]:
    """Names close to a mistyped word, among the divisions down to the county and `others`."""
    return get_close_matches(word, [*dict.fromkeys([*others, *upper().names, *stems()])], n=count, cutoff=0.5)


def _number(code: str) -> int:
    return int(code.ljust(9, "0"))


def _townships_of(county: str) -> list[str]:
    found = [code for codes in townships().values() for code in codes if code.startswith(county)]
    return found or list(upper().rows)
