"""Decrees of the State Council in one normal form, 国务院令第492号, however they are printed.

第492号国务院令, 国务院第492号令, 国务院令 第 492 号, 国务院令（第492号）, 中华人民共和国国务院令第492号, 国务院492号令.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gaispider.text.docnumber_signs import BLANK, DIGITS
from gaispider.text.numerals import read_digits, read_integer, to_ascii_digits

_S = f"{BLANK}*"
_HAN = "〇零○一二三四五六七八九十百"
_NUMBER = f"(?P<number>(?:[{DIGITS}]{BLANK}?){{1,4}}|[{_HAN}]{{2,6}})"
_COUNCIL = f"(?:中华人民共和国|中華人民共和國)?{_S}(?:国务院|國務院)"
_YEAR = f"(?:[〔\\[【(（]?{_S}[12１２][09０９][{DIGITS}]{{2}}{_S}(?:[〕\\]】)）]|年){_S})?"
_SIGN = "[号號]"
_FORMS = tuple(
    re.compile(form)
    for form in (
        f"{_COUNCIL}{_S}令{_S}[,，]?[(（〔\\[【]?{_S}{_YEAR}第?{_S}{_NUMBER}{_S}{_SIGN}{_S}(?:[)）〕\\]】](?=.)|(?!令))",
        f"{_COUNCIL}{_S}(?:公布|发布|颁布)?的?{_S}第?{_S}{_NUMBER}{_S}{_SIGN}{_S}令",
        f"第{_S}{_NUMBER}{_S}{_SIGN}{_S}{_COUNCIL}{_S}令(?!{_S}第)",
    )
)
# Every form has this; the forms are looked for only around it.
_COUNCIL_AND = re.compile(f"(?:国务院|國務院){_S}(?:令|(?:公布|发布|颁布)?的?{_S}第?{_S}[{DIGITS}{_HAN}])")
_CLOSING = re.compile(f"{_S}[)）〕\\]】]$")
_OPENED = re.compile("[(（〔\\[【]")


class Decree(NamedTuple):
    """A decree's number: its `span` in the text, and the normal form."""

    span: tuple[int, int]
    normalised: str


def find_decrees(text: str) -> Iterator[Decree]:
    """Every decree's number in the text, form by form."""
    if "令" not in text or not _COUNCIL_AND.search(text):
        return
    for form in _FORMS:
        for match in form.finditer(text):
            number = _number(match["number"])
            if number:
                yield Decree(_span(text, match), f"国务院令第{number}号")


def _span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The place of the decree in the text, without a bracket that closes text around it."""
    closing = _CLOSING.search(match[0])
    own = closing is None or _OPENED.search(match[0][: match.start("number") - match.start()])
    return match.start(), match.end() if own or closing is None else match.start() + closing.start()


def _number(printed: str) -> int | None:
    digits = to_ascii_digits(re.sub(BLANK, "", printed))
    composed = digits.isdecimal() or "十" in digits or "百" in digits
    number = read_integer(digits) if composed else read_digits(digits)
    return number if number and number < 2_000 else None
