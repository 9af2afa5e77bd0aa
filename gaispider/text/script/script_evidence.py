"""The script of a text, a line or a piece of a line, counted on characters that only one script has."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal

from opencc import OpenCC

# CJK Unified Ideographs, Extension A, compatibility ideographs, Extensions B to H.
_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2A6E0), (0x2A700, 0x323B0))

# Legal by the 通用规范汉字表 (2013), or usual in names and terms, though OpenCC simplifies them.
_LEGAL_IN_SIMPLIFIED = frozenset(
    "乾著瞭徵藉覆於夥昇甯陞邨迺脩氾吒劄菉扞彷沈哩耑絜祇袷谿阪喆堃淼犇仝龢剋麽橹祕讎蒐逕薹鍾鉅甦矽蘋椏噁"
)

# The language switch of a Simplified page is a label, not Traditional text.
LANGUAGE_SWITCH = re.compile("繁體(?:中文|版|字)?|正體中文|簡體(?:中文|版)?")
"""How a page names the other script."""

_PIECE = re.compile(r"[^\s|｜>＞》。；;，,、]+[\s|｜>＞》。；;，,、]*|[\s|｜>＞》。；;，,、]+")

_FEW = 3  # so many Traditional characters a Simplified text may have in quoted names


@cache
def _character_sets() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of Traditional text only, and of Simplified text only."""
    every = [chr(code) for start, end in _BLOCKS for code in range(start, end)]
    joined = "\n".join(every)
    simplified = OpenCC("t2s").convert(joined).split("\n")
    # 税 and 説 are Traditional in Hong Kong: a character counts only if every spelling replaces it.
    spellings = [OpenCC(config).convert(joined).split("\n") for config in ("s2t", "s2tw", "s2hk")]
    only_traditional = {
        c
        for c, other in zip(every, simplified, strict=True)
        if c != other and c not in _LEGAL_IN_SIMPLIFIED and not _encodable(c, "gb2312") and not _is_compatibility(c)
    }
    only_simplified = {
        c
        for c, *others in zip(every, *spellings, strict=True)
        if c not in others and not _encodable(c, "cp950") and not _is_compatibility(c)
    }
    return frozenset(only_traditional), frozenset(only_simplified)


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_compatibility(character: str) -> bool:
    return "\uf900" <= character <= "\ufaff" or "\U0002f800" <= character <= "\U0002fa1f"


def traditional_only() -> frozenset[str]:
    """The characters that never occur in Simplified text, except in names."""
    return _character_sets()[0]


def is_traditional_only(character: str) -> bool:
    """Whether the character never occurs in Simplified text, except in names."""
    return character in _character_sets()[0]


def _counts(text: str) -> tuple[int, int]:
    only_traditional, only_simplified = _character_sets()
    return sum(map(only_traditional.__contains__, text)), sum(map(only_simplified.__contains__, text))


@cache
def _searches() -> tuple[Callable[[str], bool], Callable[[str], bool]]:
    """Two functions: whether a text has a Traditional-only character, and whether it has a Simplified-only one.

    No Traditional-only character is in GB 2312, and no Simplified-only one in CP 950. So an encoder, ten times as fast
    as a set of the text's characters, leaves only a few characters to test.
    """

    def search(encoding: str, characters: frozenset[str]) -> Callable[[str], bool]:
        def stop_at(error: UnicodeError) -> tuple[str, int]:
            if not isinstance(error, UnicodeEncodeError):
                raise TypeError(f"{encoding} is for encoding") from error
            if characters.isdisjoint(error.object[error.start : error.end]):
                return "", error.end
            raise error

        name = f"gaispider.{encoding}"
        codecs.register_error(name, stop_at)

        def has(text: str) -> bool:
            try:
                text.encode(encoding, name)
            except UnicodeEncodeError:
                return True
            return False

        return has

    only_traditional, only_simplified = _character_sets()
    return search("gb2312", only_traditional), search("cp950", only_simplified)


@lru_cache(maxsize=4)  # the text of one page is tested several times
def is_plain(text: str) -> bool:
    """Whether a text has only characters of GB 2312, none of which is Traditional-only."""
    return _encodable(text, "gb2312")


def has_traditional(text: str) -> bool:
    """Whether a text has a character that never occurs in Simplified text, except in names."""
    return not _encodable(text, "gb2312") and _searches()[0](text)


def classify(text: str) -> Literal["Hans", "Hant", "mixed"]:
    """The script of a text. Hant and mixed mean that there is something to convert."""
    if _encodable(text, "gb2312"):
        return "Hans"
    has_traditional, has_simplified = _searches()
    if not has_traditional(text):
        return "Hans"
    if not has_simplified(text):
        return "Hant"
    in_traditional = in_simplified = stray = 0
    for run, traditional in traditional_runs(text):
        t, s = _counts(LANGUAGE_SWITCH.sub("", run))
        if traditional:
            in_traditional += t
            stray += s
        else:
            in_simplified += s
    if in_traditional < _FEW and in_simplified > in_traditional:
        return "Hans"
    # A single Simplified character in a Traditional text is a typing error; a run of them is another text.
    return "Hant" if in_simplified < _FEW and stray <= 0.02 * in_traditional + 1 else "mixed"


def traditional_runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut into the longest runs of lines, or pieces of lines, of one kind: Traditional (True) or not.

    A line without evidence belongs to the run before it. Joined, the runs are the text.
    """
    pieces: list[tuple[str, bool | None]] = []
    for line in text.splitlines(keepends=True):
        t, s = _counts(LANGUAGE_SWITCH.sub("", line))
        if t and s and min(t, s) * 10 >= t + s:
            pieces.extend(
                (piece, _is_traditional(*_counts(LANGUAGE_SWITCH.sub("", piece)))) for piece in _PIECE.findall(line)
            )
        else:
            pieces.append((line, _is_traditional(t, s)))
    first = next((verdict for _, verdict in pieces if verdict is not None), False)
    resolved: list[tuple[str, bool]] = []
    for piece, verdict in pieces:
        before = resolved[-1][1] if resolved else first
        resolved.append((piece, before if verdict is None else verdict))
    for traditional, group in groupby(resolved, key=lambda item: item[1]):
        yield "".join(piece for piece, _ in group), traditional


def _is_traditional(t: int, s: int) -> bool | None:
    return None if t == s else t > s
