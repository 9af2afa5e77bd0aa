"""Derive data/reference/traditional_signs.tsv: the Traditional forms of each Simplified character, one a line.

    python scripts/build_traditional_signs.py > data/reference/traditional_signs.tsv

Source: the character table of OpenCC (TSCharacters, Apache License 2.0), read from Traditional to Simplified, so that
all forms are there: 布 is written 布 in 公布 and 佈 in 發佈.
"""

from __future__ import annotations

import sys

import opencc

FIRST, LAST = 0x4E00, 0x9FFF  # CJK Unified Ideographs


def main() -> int:
    """Write the table to standard output."""
    convert = opencc.OpenCC("t2s").convert
    forms: dict[str, str] = {}
    for code in range(FIRST, LAST + 1):
        simplified = convert(chr(code))
        if simplified != chr(code) and len(simplified) == 1:
            forms[simplified] = forms.get(simplified, "") + chr(code)
    sys.stdout.write("# Simplified character, its Traditional forms (scripts/build_traditional_signs.py)\n")
    sys.stdout.writelines(f"{simplified}\t{traditional}\n" for simplified, traditional in sorted(forms.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
