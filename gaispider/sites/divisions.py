"""Look-ups of divisions for messages and searches: nearest codes and names, and the codes that a word names."""

from __future__ import annotations

from difflib import get_close_matches

from gaispider.text.places.gazetteer import codes_of, division, stems, townships, upper


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
