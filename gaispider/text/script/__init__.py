"""Chinese script: turns Traditional copies of mainland texts back into the author's Simplified text.

Text that is already Simplified comes back as the same string. docs/script.md explains how it works and how to add a
word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gaispider.text.script.dictionary import converter
from gaispider.text.script.glosses import remove_glosses
from gaispider.text.script.leftovers import may_be_left, without_leftovers
from gaispider.text.script.level import regional_level
from gaispider.text.script.script_evidence import classify, has_traditional, is_plain, traditional_runs

__all__ = ["Script", "Simplified", "to_simplified"]

Script = Literal["Hans", "Hant", "mixed"]


@dataclass(frozen=True, slots=True)
class Simplified:
    """`text` in Simplified characters, the `script` of the input, and how many pinyin `glosses` were removed."""

    text: str
    script: Script
    glosses: int = 0


def to_simplified(text: str) -> Simplified:
    """Convert what is Traditional in `text`. A text without any character that tells the scripts apart is Hans.

    Afterwards no character is left that mainland print has only in another form, except in proved names.
    """
    if is_plain(text) and not may_be_left(text):
        return Simplified(text, "Hans")
    script = classify(text)
    if script == "Hant":
        converted, glosses = _convert(text, _traditional_part(text))
        return Simplified(without_leftovers(converted), "Hant", glosses)
    if script == "Hans" and not has_traditional(text):
        left = without_leftovers(text)
        return Simplified(left, "Hans" if left == text else "mixed")
    parts: list[str] = []
    total = 0
    for run, traditional in traditional_runs(text):
        if traditional and (script == "mixed" or has_traditional(run)):
            converted, glosses = _convert(run, run)
            parts.append(converted)
            total += glosses
        else:
            parts.append(run)
    converted = without_leftovers("".join(parts))
    return Simplified(converted, "Hans" if converted == text else "mixed", total)


def _traditional_part(text: str) -> str:
    """The Traditional runs of a text; lines in the other script tell nothing about its spelling."""
    if "着" not in text or "著" not in text:
        return text
    return "".join(run for run, traditional in traditional_runs(text) if traditional)


def _convert(text: str, evidence: str) -> tuple[str, int]:
    stripped, glosses = remove_glosses(text)
    # Taiwan spelling writes 著 for 着; in a text that has 着, 著 is the character of 著作.
    convert = converter(regional_level(stripped), "着" not in evidence and "著" in stripped)
    return convert(stripped), glosses
