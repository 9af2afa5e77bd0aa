"""What a number format makes of a number (ISO 29500-1, 18.8.31), as far as it changes what is read."""

from __future__ import annotations

import re

_BUILT_IN = {9: "0%", 10: "0.00%"}
# Words, a plain number, words: 0"件", "第"0"号". Signs of currency and blanks of a width are left to the reader.
_WORDS = r'(?:"[^"]*"|\\.|[¥$￥+\u4e00-\u9fff])*'
_PLAIN = re.compile(rf"({_WORDS})([#0?,]*[#0?](?:\.([#0?]+))?)(,*)(%?)({_WORDS})")
_CONDITION = re.compile(r"\[[^\]]*\]")
# A share, or a number in thousands, in a format with more.
_OTHERWISE = re.compile(r"%|[0#?],+(?![0#?,])")
_QUOTES = re.compile(r'"([^"]*)"|\\(.)')


def code_of(number: int, own: dict[int, str]) -> str:
    """The code of a format by its number; empty for those that say nothing of words and shares."""
    return own.get(number, _BUILT_IN.get(number, ""))


def hides(code: str) -> bool:
    """Whether numbers in this format are not shown at all: `;;;`."""
    return code.count(";") >= 2 and not code.replace(";", "").strip()


def shown_number(value: float, plain: str, code: str) -> str | None:
    """What a cell shows of its value, `plain` in digits; None where `plain` says it.

    `12件`, `50%`; a number that is shown in thousands has its format in brackets behind it, which leaves it open.
    """
    section = _CONDITION.sub("", code.split(";")[0])
    match = _PLAIN.fullmatch(section)
    if match is None:
        return f"{plain} [{code}]" if _OTHERWISE.search(_QUOTES.sub("", section)) else None
    before, _, decimals, thousands, share, behind = match.groups()
    if thousands:
        return f"{plain} [{code}]"
    if share:
        plain = f"{value * 100:.{len(decimals or '')}f}%"
    words = _unquoted(before), _unquoted(behind)
    return f"{words[0]}{plain}{words[1]}" if share or any(words) else None


def _unquoted(words: str) -> str:
    return _QUOTES.sub(lambda word: word[1] or word[2] or "", words)
