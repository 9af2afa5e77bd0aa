"""Round trip and speed of gaispider.text.script: python tests/benchmarks/script_roundtrip.py [TEXT_FILE ...]

Each file (UTF-8, Simplified; documents divided by blank lines) goes through OpenCC's converters and back. Prints the
character error rate of each converter and megabytes of UTF-8 a second for Simplified and Traditional input.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import opencc

from gaispider.text.script import to_simplified

OWN = Path(__file__).parent.parent / "text"
CONVERTERS = ("s2t", "s2hk", "s2tw", "s2twp")


def edits(expected: str, actual: str) -> list[tuple[str, str]]:
    """The differing pieces, line by line."""
    pieces: list[tuple[str, str]] = []
    for left, right in zip(expected.split("\n"), actual.split("\n"), strict=True):
        if left != right:
            codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
            pieces += [(left[a:b], right[c:d]) for op, a, b, c, d in codes if op != "equal"]
    return pieces


def speed(function: Callable[[str], object], text: str) -> float:
    """Megabytes of UTF-8 a second, best of five."""
    size = len(text.encode()) / 1e6
    function(text)
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        function(text)
        best = min(best, time.perf_counter() - start)
    return size / best


def main(arguments: list[str]) -> int:
    files = [Path(argument) for argument in arguments] or sorted(OWN.glob("script_mainland*.txt"))
    everything: list[str] = []
    for path in files:
        documents = path.read_text(encoding="utf-8").strip().split("\n\n")
        everything += documents
        characters = sum(map(len, documents))
        unchanged = all(to_simplified(document).text == document for document in documents)
        print(f"{path.name}: {characters} characters, Simplified comes back {'identical' if unchanged else 'CHANGED'}")
        for config in CONVERTERS:
            convert = opencc.OpenCC(config).convert
            pieces = [p for document in documents for p in edits(document, to_simplified(convert(document)).text)]
            wrong = sum(max(len(left), len(right)) for left, right in pieces)
            misses = " ".join(f"{left}>{right}" for left, right in pieces[:20])
            print(f"  {config:6} CER {100 * wrong / characters:.4f} %  {misses}")
    text = "\n".join(everything)
    text *= max(1, 1_000_000 // len(text))
    print(f"Simplified    {speed(to_simplified, text):6.1f} MB/s")
    for config in CONVERTERS:
        converted = opencc.OpenCC(config).convert(text)
        base = speed(opencc.OpenCC("t2s").convert, converted)
        print(f"{config:13} {speed(to_simplified, converted):6.1f} MB/s  (OpenCC t2s alone {base:.1f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
