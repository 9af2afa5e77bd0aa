"""Chinese script: Traditional copies of mainland texts back to the mainland author's Simplified text.

Text that is already Simplified comes back as the same string. How it works and how to add a word: docs/script.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gaispider.text.script.dictionary import converter
from gaispider.text.script.glosses import remove_glosses
from gaispider.text.script.level import regional_level
from gaispider.text.script.script_evidence import classify, traditional_runs

__all__ = ["Script", "Simplified", "to_simplified"]

Script = Literal["Hans", "Hant", "mixed"]


@dataclass(frozen=True, slots=True)
class Simplified:
    """`text` in Simplified characters, the `script` of the input, and how many pinyin `glosses` were removed."""

    text: str
    script: Script
    glosses: int = 0


def to_simplified(text: str) -> Simplified:
    """Convert what is Traditional in `text`; a text without any distinguishing character is Hans."""
    script = classify(text)
    if script == "Hans":
        return Simplified(text, "Hans")
    if script == "Hant":
        converted, glosses = _convert(text)
        return Simplified(converted, "Hant", glosses)
    parts: list[str] = []
    total = 0
    for run, traditional in traditional_runs(text):
        if traditional:
            converted, glosses = _convert(run)
            parts.append(converted)
            total += glosses
        else:
            parts.append(run)
    return Simplified("".join(parts), "mixed", total)


def _convert(text: str) -> tuple[str, int]:
    stripped, glosses = remove_glosses(text)
    # In Taiwan spelling 着 is written 著; where 着 occurs, 著 is the word of 著作.
    convert = converter(regional_level(stripped), "着" not in stripped and "著" in stripped)
    return convert(stripped), glosses
