"""What a box beside the document claims of its origin: 归属地：辽宁. Encyclopedias write such boxes, often wrongly."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABEL = (
    r"[归歸][属屬]地[区區]?|所[属屬](?:地|地[区區]|[区區]域|省份|省|行政[区區])|所在地[区區]?|行政[区區](?:[划劃])?"
    r"|[隶隸][属屬]|地[区區]|省份"
)
_CLAIM = re.compile(rf"({_LABEL})(?:\s*[:：]\s*|\s+|$)(.*)$")
_FIRST = frozenset("归歸所行隶隸地省")
_LONGEST = 40


def read_claims(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Label and value of each such line; a value may stand on the line after its label."""
    found = []
    for number, line in enumerate(lines):
        if line[:1] not in _FIRST or len(line) > _LONGEST:
            continue
        match = _CLAIM.match(line)
        if match is None:
            continue
        value = match[2].strip()
        if not value and number + 1 < len(lines) and len(lines[number + 1]) <= _LONGEST:
            value = lines[number + 1].lstrip(":： ").strip()
        if value:
            found.append((match[1], value))
    return found
