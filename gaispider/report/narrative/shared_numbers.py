"""Several subjects with several numbers in one clause:

微信、微博分别发布信息412条、190条; 工作会议、业务培训会各1次.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gaispider.report.narrative.phrase_rules import NUMERAL

_REACH = 80
_AND = re.compile(r"、|以及|[和及与]")


class Shared(NamedTuple):
    """One subject with its number, as if stated alone; `at` is where both begin in `text`.

    `span` is the place of the whole, with all subjects and numbers, in the sentence.
    """

    text: str
    at: int
    span: tuple[int, int]


@cache
def _is() -> dict[str, re.Pattern[str]]:
    number = rf"(?:\d[\d,]*(?:\.\d+)?万?|{NUMERAL}{{1,3}})"
    unit = r"(?:条次|人次|场次|[条件份篇项则个次期起宗例名人场处封部])"
    return {
        "respectively": re.compile(
            rf"分别(?P<verb>[^\d,;:、。]{{0,16}}?)(?P<numbers>{number}{unit}(?:(?:、|,|以及|[和及与]){number}{unit})+)"
        ),
        "each": re.compile(rf"各(?P<verb>(?:为|有|召开|举办|发生)?)(?P<numbers>{number}{unit})"),
        "one": re.compile(number + unit),
        "sign": re.compile(rf"\d|{NUMERAL}"),
    }


def parted(text: str) -> tuple[str, list[Shared]]:
    """The sentence with shared numbers masked, and each subject with its own number.

    If there are not as many numbers as subjects, it cannot be told which belongs to which, and none is given.
    """
    if "分别" not in text and "各" not in text:
        return text, []
    shared: list[Shared] = []
    masked = list(text)
    for name in ("respectively", "each"):
        for match in _is()[name].finditer(text):
            names = _names(text, match.start())
            if name == "each" and len(names) < 2:
                continue
            shared += _alone(text, match, names)
            for at in range(*match.span("numbers")):
                if _is()["sign"].match(text, at):
                    masked[at] = "#"
    return "".join(masked), shared


def _names(text: str, end: int) -> list[tuple[int, str]]:
    """The subjects listed before `end` in its clause, each with its start."""
    low = max(end - _REACH, 0)
    low = max(low, *(text.rfind(mark, low, end) + 1 for mark in ",;:。("))
    names, at = [], low
    for mark in _AND.finditer(text, low, end):
        names.append((at, text[at : mark.start()]))
        at = mark.end()
    return [*names, (at, text[at:end])]


def _alone(text: str, match: re.Match[str], names: list[tuple[int, str]]) -> Iterator[Shared]:
    numbers = _is()["one"].findall(match["numbers"])
    if len(numbers) == 1:
        numbers *= len(names)
    if len(numbers) != len(names):
        return
    begin = names[0][0]
    head = re.sub(r"\d(?!\d{0,3}年)", "#", text[max(begin - _REACH, 0) : begin])
    for (_, name), number in zip(names, numbers, strict=True):
        yield Shared(f"{head}{name}{match['verb']}{number}", len(head), (names[0][0], match.end()))
