"""Pinyin glosses that mirror sites put after characters: 鎮(zhèn), 辦(ban), 公開(kāi), 政(zheng)(zheng)府(fu)."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from opencc import OpenCC

from gaispider.text.script.script_evidence import is_traditional_only
from gaispider.text.script.tables import rows

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c"
_VOWELS = "aɑeiouüvāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u0300\u0301\u0304\u0308\u030c"
# One syllable of Hanyu Pinyin (GB/T 16159): initial, vowels, ending; ɡ and ɑ are the look-alikes of some mirrors.
# One pattern for each bracket: a pattern that begins with a fixed character is ten times as fast.
_GLOSSES = [
    re.compile(
        rf"{bracket}\s?((?:[zcs]h|[bpmfdtnlgɡkhjqxrzcsyw])?[{_VOWELS}]{{1,7}}(?:n[gɡ]?|r)?)\s?[)）]", re.IGNORECASE
    )
    for bracket in (r"\(", "（")
]
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_PLAIN_LETTERS = str.maketrans("ɑɡü", "agv")
_HABIT = 2  # with so many glosses without tone marks, the text is one with such glosses


def remove_glosses(text: str) -> tuple[str, int]:
    """The text without its glosses, and their number.

    A syllable with a tone mark is a gloss after any Han character. One without (of at least two letters: 附件(a) stays)
    is a gloss where it is the character's reading, or may be one of a Traditional character's. After other characters
    it is one where the text has several glosses. Some mirrors repeat a gloss: 政(zheng)(zheng)府.
    """
    found = [match for pattern in _GLOSSES for match in pattern.finditer(text)]
    if not found:
        return text, 0
    found.sort(key=re.Match.start)
    likely = [_is_gloss(text, match) for match in found]
    if likely.count(True) >= _HABIT:
        likely = [verdict is not False for verdict in likely]
    parts: list[str] = []
    start = count = 0
    syllable = ""
    for match, verdict in zip(found, likely, strict=True):
        if verdict or (count and match.start() == start and match[1] == syllable):
            parts.append(text[start : match.start()])
            start, syllable = match.end(), match[1]
            count += 1
    parts.append(text[start:])
    return "".join(parts), count


def _is_gloss(text: str, match: re.Match[str]) -> bool | None:
    """Whether a syllable in brackets is a gloss; None where the rest of the text decides."""
    before = text[max(match.start() - 1, 0) : match.start()]
    if not _HAN.match(before):
        return False
    syllable = match[1].lower().translate(_PLAIN_LETTERS)
    if any(c in _TONED for c in syllable):
        return True
    if len(syllable) < 2 or syllable not in _syllables()[1]:
        return False
    reading = _reading(before)
    if reading == syllable:
        return True
    if not is_traditional_only(before):
        return None
    # 長(zhang), 還(huan): another reading of a character is mostly like the first. 時間(min), 面積(ha) are units.
    return reading is None or reading[0] == syllable[0] or reading[-2:] == syllable[-2:] or None


@cache
def _reading(character: str) -> str | None:
    """The reading by which GB 2312 orders a character; None for the rarer ones, which it orders by radical."""
    firsts, syllables = _syllables()
    try:
        code = _simplified(character).encode("gb2312")
    except UnicodeEncodeError:
        return None
    return syllables[bisect_right(firsts, code) - 1] if firsts[0] <= code <= _LAST else None


@cache
def _simplified(character: str) -> str:
    simplified: str = _t2s().convert(character)
    return simplified


@cache
def _t2s() -> OpenCC:
    return OpenCC("t2s")


_LAST = "座".encode("gb2312")  # in the level of GB 2312 that is ordered by pinyin


@cache
def _syllables() -> tuple[list[bytes], list[str]]:
    """The first character of each syllable as GB 2312 encodes it, and the syllables."""
    table = list(rows("syllables"))
    return [row["first"].encode("gb2312") for row in table], [row["syllable"] for row in table]
