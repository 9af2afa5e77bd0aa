"""Pinyin glosses that mirror sites put after the characters they converted: 鎮(zhèn), 報(bào), 辦(ban), 網(wǎng)站."""

from __future__ import annotations

import re

from gaispider.text.script.evidence import is_traditional_only

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c"
_VOWELS = "aɑeiouüvāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u0300\u0301\u0304\u0308\u030c"
# One syllable of Hanyu Pinyin (GB/T 16159): initial, vowels, ending; ɡ and ɑ are the look-alikes of some mirrors.
# A pattern for each bracket: one that begins with a certain character is searched for ten times as fast.
_GLOSSES = [
    re.compile(
        rf"{bracket}\s?((?:[zcs]h|[bpmfdtnlgɡkhjqxrzcsyw])?[{_VOWELS}]{{1,7}}(?:n[gɡ]?|r)?)\s?[)）]", re.IGNORECASE
    )
    for bracket in (r"\(", "（")
]
_HAN_BEFORE = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")


def remove_glosses(text: str) -> tuple[str, int]:
    """The text without its glosses, and how many there were.

    A toned syllable counts after any Han character; one without tone marks only after a Traditional character
    and with two letters at least, so that 附件(a) stays.
    """
    parts: list[str] = []
    start = count = 0
    found = [match for pattern in _GLOSSES for match in pattern.finditer(text)]
    for match in sorted(found, key=re.Match.start):
        before = text[match.start() - 1 : match.start()]
        syllable = match[1].lower()
        toned = any(c in _TONED for c in syllable)
        if (toned and _HAN_BEFORE.match(before)) or (len(syllable) > 1 and before and is_traditional_only(before)):
            parts.append(text[start : match.start()])
            start = match.end()
            count += 1
    if not count:
        return text, 0
    parts.append(text[start:])
    return "".join(parts), count
