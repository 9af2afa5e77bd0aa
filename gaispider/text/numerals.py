"""Numbers as Chinese offices write them: 二〇〇九, 二00八, 十二, 二十一, 廿一, 一百零五, １２.

Every function is pure and returns None for what is no number.
"""

from __future__ import annotations

ZERO_GLYPHS = "〇○◯零Oo0Ｏｏ０\u039f\u03bf\u041e\u043e"
"""What pages print for the zero of a year: the sign, circles, the word, Latin, Greek, Cyrillic letters, digits."""

LONGEST = 15
"""Digits of the longest number: a longer run is a code or damage, and takes quadratic time to convert."""

_FULL_WIDTH = {0xFF10 + n: str(n) for n in range(10)}
_DIGITS = {
    **dict.fromkeys(ZERO_GLYPHS, 0),
    **{str(n): n for n in range(1, 10)},
    **{chr(0xFF10 + n): n for n in range(1, 10)},
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "两": 2,
    "兩": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
# A digit and a unit for each place.
_LONGEST_COMPOSED = 2 * LONGEST
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


def to_ascii_digits(text: str) -> str:
    """Full-width digits as ASCII digits; the length does not change."""
    return text.translate(_FULL_WIDTH)


def read_digits(text: str) -> int | None:
    """A number written digit by digit, as years are: 二〇〇九, 二00八, 2Ｏ17.

    None if any character is no digit, or if there are more than LONGEST.
    """
    if len(text) > LONGEST:
        return None
    value = 0
    for char in text:
        digit = _DIGITS.get(char)
        if digit is None:
            return None
        value = value * 10 + digit
    return value if text else None


def read_integer(text: str) -> int | None:
    """A whole number in any of the usual spellings: 12, １２, 1,204, 十二, 廿一, 一百零五, 两千三百万, 二〇.

    None for anything else: decimals, fractions, approximations such as 十余 or 二三十, more than LONGEST digits.
    """
    text = text.strip()
    plain = to_ascii_digits(text).replace(",", "").replace("，", "")
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= LONGEST else None
    if not any(char in _UNITS or char in _MYRIADS or char in _TENS for char in text):
        return read_digits(text)
    return _read_composed(text) if len(text) <= _LONGEST_COMPOSED else None


def _read_composed(text: str) -> int | None:
    total, section, pending = 0, 0, 0
    floor = 10**12  # units must fall from left to right within a section
    for char in text:
        if char in _MYRIADS:
            below = section + pending
            total = total + below * 10_000 if _MYRIADS[char] == 10_000 else (total + below) * _MYRIADS[char]
            section, pending, floor = 0, 0, 10**12
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= floor:
                return None
            section, pending, floor = section + (pending or 1) * unit, 0, unit
        elif char in _TENS:
            if pending or floor <= 10:
                return None
            section, floor = section + _TENS[char], 10
        else:
            digit = _DIGITS.get(char)
            if digit is None or pending:
                return None
            pending = digit
    return total + section + pending
