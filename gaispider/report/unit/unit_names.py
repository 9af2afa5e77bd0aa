"""Names of offices: the words that they end in, and lines that only look like one."""

from __future__ import annotations

import re

from gaispider.reference import Phrases
from gaispider.report.line_readings import fold

_ENDING = Phrases("units.tsv", "unit_ending")
_NO_UNIT = Phrases("units.tsv", "no_unit")


def unit_name() -> re.Pattern[str]:
    """The pattern of ends of names of offices and places (kinds of places of GB/T 2260; offices of the counties)."""
    return _ENDING.pattern


_STAMP = re.compile(r"[(（〔\[]?(?:盖\s*章|公\s*章|章|印)[)）〕\]]?$")
ALSO = re.compile(r"(?<=..)\([一-龥]{2,14}\)$")
_LABEL = Phrases("units.tsv", "label", before="^", after=r"[:：]?\s*")


def unit_line(text: str) -> str | None:
    """The unit's name if the line is nothing else; stamps (盖章) and labels are removed. Else None."""
    line = _LABEL.sub("", _STAMP.sub("", text.strip()).strip()).strip()
    folded = fold(line)
    if not 3 <= len(folded) <= 40 or re.search(r"[。,;:!?\d《》“”\"|/@]", folded):
        return None
    # 市场监督管理局、知识产权局: each a unit; 政务服务局(行政审批局): the name before the bracket is one.
    *others, folded = folded.split("、")
    if not all(len(other) > 3 and unit_name().search(other) for other in others):
        return None
    folded = ALSO.sub("", folded)
    if not unit_name().search(folded) or _NO_UNIT.find(folded):
        return None
    return line
