"""Document numbers (发文字号), whole and damaged, in the normal form of GB/T 9704-2012, 7.2.5: 长政办字〔2012〕6号.

A number is the agency's code, the year in 〔〕, a running number without leading zeros or 第, and 号. Pages print the
brackets in many shapes, and the code in either script. Archived text may have lost 〔, 〕 or 号, never a digit. The
year has four digits (1990-2030), so the first four digits are the year and the rest is the number: 〔20126号 =
〔2012〕6号, 2013224 = 〔2013〕224号.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from gaispider.text.agency_codes import LONGEST_CODE, Code, read_code
from gaispider.text.decrees import find_decrees
from gaispider.text.docnumber_signs import BLANK, DIGITS, QUOTE_CLOSE, QUOTE_OPEN, is_document_number
from gaispider.text.numerals import read_digits, read_integer, to_ascii_digits
from gaispider.text.script import to_simplified

Certainty = Literal["certain", "context", "ambiguous"]

FIRST_YEAR, LAST_YEAR = 1990, 2030

_D, _S = DIGITS, BLANK
_O = "OoＯｏ〇○"
_OPEN, _CLOSE = "〔\\[【{(（﹝［〖｛〈﹙", "〕\\]】})）﹞］〗｝〉﹚"
_L = f"lI{_O}"
_LOOSE = "年\\-－—–"
_CHINESE = "一二三四五六七八九十"
_MASK = "XxＸｘ×✕*＊○〇□?？"

_BEGIN = re.compile(
    f"[12１２{_OPEN}](?:"
    f"(?<=[12１２])(?<![{_D}].)[09０９{_O}][{_D}{_O}]{{2}}(?={_S}?(?:年?{_S}?[{_CLOSE}{QUOTE_CLOSE}]|第?{_S}?[{_D}]"
    f"|[{_LOOSE}][{_D}]{{1,4}}[号號]))(?P<year>)"
    # A year in Chinese numerals or with a space in it: 〔二〇〇九〕, 〔2 009〕.
    f"|(?<=[{_OPEN}]){_S}*(?![{_D}]{{4}}{_S}?年?{_S}?[{_CLOSE}])(?P<odd>[一二12１２](?:{_S}?[{_CHINESE}{_D}{_O}零]){{3}})"
    f"(?={_S}*年?{_S}*[{_CLOSE}])(?P<year_odd>)"
    f"|(?<=[{_OPEN}]){_S}*(?:[{_MASK}]{{1,4}}|20?[{_D}]?[{_MASK}]{{1,3}}){_S}*[{_CLOSE}]{_S}*第?{_S}*"
    f"(?:[{_D}]{{1,5}}|[{_MASK}]{{1,4}}){_S}*[号號](?P<masked>)"
    ")"
)
_REST = re.compile(
    f"(?:{_S}?年?{_S}?(?P<close>[{_CLOSE}{QUOTE_CLOSE}])|(?P<loose>[{_LOOSE}]))?{_S}*第?{_S}*"
    f"(?P<number>[{_D}]{{1,12}}(?![{_D}{_L}])(?:(?:{_S}[{_D}{_L}]{{1,2}}){{1,3}}(?={_S}*[号號]))?|[{_CHINESE}百〇零]{{1,5}}(?={_S}*[号號])|[{_D}{_L}]{{1,5}}(?={_S}*[号號]))"
    f"(?:[-－—–](?P<part>[{_D}]{{1,2}})(?={_S}*[号號]))?{_S}*(?P<sign>[号號])?"
)
_MASKED_REST = re.compile(f"{_S}*[{_CLOSE}]{_S}*第?{_S}*[{_MASK}]{{1,4}}{_S}*[号號]")
_LEFT = re.compile(f"(?:(?P<open>[{_OPEN}{QUOTE_OPEN}])(?P=open)?)?{_S}*$")
_CLOSED = re.compile(f"{_S}*[{_CLOSE}]{_S}*第?{_S}*[{_D}]")
_BLANKS = re.compile(_S)
_SLIPS = str.maketrans("lIOoＯ〇○", "1100000")
# A number that shares code and year with the one before it: 〔2014〕12号、13号; 〔2014〕12、13号.
_NEXT_NUMBER = re.compile(f"{_S}*[、和]{_S}*第?{_S}*(?P<number>[{_D}]{{1,4}}){_S}*[号號]")


@dataclass(slots=True)
class DocumentNumber:
    """A document number: `raw` is `text[span[0]:span[1]]`.

    `normalised` is None where the page masks it (〔XX〕26号), or where the agency's code cannot be told from the words
    before it; every reading is then in `alternatives`. `method` is `repaired` if a bracket or 号 had to be supplied.
    """

    raw: str
    span: tuple[int, int]
    normalised: str | None
    certainty: Certainty
    alternatives: list[str] = field(default_factory=list)
    method: Literal["intact", "repaired"] = "intact"


def find_document_numbers(text: str) -> list[DocumentNumber]:
    """Every document number in the text, in order, without overlap; dates, index numbers and counts are none.

    Decrees of the State Council are among them, as 国务院令第492号.
    """
    decrees: list[DocumentNumber] = []
    parts: list[str] = []
    at = 0
    for span, normalised in sorted(find_decrees(text)):
        if span[0] >= at:
            decrees.append(DocumentNumber(text[slice(*span)], span, normalised, "certain"))
            # After a decree the search starts again: 第492号国务院令|和青政办发〔2016〕3号.
            parts += text[at : span[0]], "）" * (span[1] - span[0])
            at = span[1]
    others = _find_numbers("".join([*parts, text[at:]]) if decrees else text)
    return sorted([*others, *decrees], key=lambda number: number.span)


def _find_numbers(text: str) -> list[DocumentNumber]:
    found: list[DocumentNumber] = []
    at = 0
    while True:
        begin = _BEGIN.search(text, at)
        if begin is None:
            return found
        at = begin.end()
        odd = begin.lastgroup == "year_odd"
        number = _masked(text, begin) if begin.lastgroup == "masked" else _from_year(text, begin, "odd" if odd else 0)
        if number is None and begin.lastgroup == "year":
            masked = _MASKED_REST.match(text, at)
            number = _masked(text, begin, masked.end()) if masked else None
        if number and not (found and number.span[0] < found[-1].span[1]):
            found.append(number)
            at = max(at, number.span[1])
            at = _add_following(text, at, found)


def _add_following(text: str, at: int, found: list[DocumentNumber]) -> int:
    """Add numbers that share code and year with the last one found; where the last of them ends."""
    while (shared := found[-1].normalised) and (match := _NEXT_NUMBER.match(text, at)):
        value = f"{shared[: shared.index('〕') + 1]}{int(to_ascii_digits(match['number']))}号"
        span = (match.start("number"), match.end())
        found.append(DocumentNumber(text[slice(*span)], span, value, "context", [], "repaired"))
        at = match.end()
    return at


def _masked(text: str, begin: re.Match[str], stop: int | None = None) -> DocumentNumber | None:
    start = begin.start()
    if stop is not None:
        left = _LEFT.search(text, max(0, start - 2), start)
        start = left.start() if left else start
    first = read_code(text, start).start
    stop = stop or begin.end()
    return DocumentNumber(text[first:stop], (first, stop), None, "ambiguous")


def _from_year(text: str, begin: re.Match[str], where: str | int) -> DocumentNumber | None:
    """The number around the year in the group `where` of `begin`, from its code to its 号; None if it is none."""
    rest = _REST.match(text, begin.end(where))
    year = read_digits(_BLANKS.sub("", begin[where])) or 0
    if rest is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    plain = to_ascii_digits(begin[where]).isdecimal() and to_ascii_digits(rest["number"]).isdecimal()
    if not plain and not rest["close"]:
        return None  # other characters for digits need brackets: 〔2O09〕5号, 〔2009〕五号, 〔2009〕1 5号
    opened, outer = _opening(text, begin.start(where))
    code = read_code(text, outer)
    number = _running_number(text, rest) if is_document_number(text, code, opened, rest) else None
    if number is None:
        return None
    running, stop = number
    if opened and not rest["close"] and _CLOSED.match(text, stop):
        return None  # 〔20116〕380号: a digit too many, and any of them may be it
    part = f"-{int(to_ascii_digits(rest['part']))}" if rest["part"] else ""  # 〔2016〕21-1号
    whole = plain and bool(opened and rest["close"] and rest["sign"])
    certainty: Certainty = "certain" if rest["close"] or whole else "context"
    return _number(text, code, stop, f"〔{year}〕{running}{part}号", certainty, whole=whole)


def _opening(text: str, start: int) -> tuple[str | None, int]:
    """The bracket before the year at `start`, and where the code before it ends."""
    # _LEFT always matches, if only the empty string before the year.
    left = _LEFT.search(text, max(0, start - 4), start)
    return (left["open"], left.start()) if left else (None, start)


def _running_number(text: str, rest: re.Match[str]) -> tuple[int, int] | None:
    """The number after the year, and where the whole ends; None if it is not from 1 to 99999."""
    digits, stop = to_ascii_digits(rest["number"]), rest.end()
    if not digits.isdecimal():
        digits = str(read_integer(_BLANKS.sub("", digits).translate(_SLIPS)) or 0)
    if not rest["sign"] and len(digits) > 4:
        # 号 was lost and a year follows: 〔2012〕62011年度 = 〔2012〕6号, 2011年度.
        if text[stop : stop + 1] != "年" or not FIRST_YEAR <= int(digits[-4:]) <= LAST_YEAR:
            return None
        digits, stop = digits[:-4], rest.end("number") - 4
    return (int(digits), stop) if 1 <= int(digits) <= 99_999 and len(digits) <= 5 else None


def _number(text: str, found: Code, stop: int, tail: str, certainty: Certainty, *, whole: bool) -> DocumentNumber:
    """The number in its normal form; with every reading where the beginning of the code is not certain."""
    code, sure, first = found
    code = _simplified(code)
    span, raw = (first, stop), text[first:stop]
    method: Literal["intact", "repaired"] = "intact" if whole else "repaired"
    if not sure:
        readings = [code[-length:] + tail for length in range(2, min(len(code), LONGEST_CODE) + 1)] or [tail]
        return DocumentNumber(raw, span, None, "ambiguous", readings, method)
    return DocumentNumber(raw, span, code + tail, certainty, [], method)


@lru_cache(maxsize=4096)
def _simplified(code: str) -> str:
    """The code in Simplified characters, so that a document has one normal form: 國辦發 becomes 国办发."""
    return to_simplified(code).text
