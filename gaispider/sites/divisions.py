"""Divisions for people who look for one: the nearest to a code that does not exist, and those that a word names."""

from __future__ import annotations

from difflib import get_close_matches

from gaispider.text.places.gazetteer import codes_of, division, stems, townships, upper


def nearest_codes(code: str, count: int = 3) -> list[str]:
    """Codes of the gazetteer that a mistyped one may mean: of its county, prefecture or province, nearest first."""
    known = _townships_of(code[:6]) if len(code) == 9 else list(upper().rows)
    for length in (6, 4, 2):
        near = [other for other in known if other.startswith(code[:length]) and other != code]
        if near:
            return sorted(near, key=lambda other: (abs(_number(other) - _number(code)), other))[:count]
    return []


def described(code: str) -> str:
    """`220284 磐石市`."""
    found = division(code)
    return f"{code} {found.name}" if found else code


def named(word: str) -> list[str]:
    """Codes of the divisions that a word names, in full (吉林市) or by its stem (吉林: the province and the city)."""
    return list(dict.fromkeys([*codes_of(word), *stems().get(word, ())]))


def nearest_names(word: str, others: list[str], count: int = 3) -> list[str]:
    """Names of divisions down to the county, and among `others`, that a mistyped word may mean."""
    return get_close_matches(word, [*dict.fromkeys([*others, *upper().names, *stems()])], n=count, cutoff=0.5)


def _number(code: str) -> int:
    return int(code.ljust(9, "0"))


def _townships_of(county: str) -> list[str]:
    found = [code for codes in townships().values() for code in codes if code.startswith(county)]
    return found or list(upper().rows)
