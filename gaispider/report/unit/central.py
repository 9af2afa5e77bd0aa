"""Organs of the central government. Their reports belong to no division, whatever address they print."""

from __future__ import annotations

import re
from functools import cache

from gaispider.paths import REFERENCE

_OFFICE = re.compile(r"(?:办公[厅室]|机关|综合司|(?:政府)?信息公开(?:工作)?(?:领导小组)?办公室|[政府]?新闻办公室)?")


@cache
def _names() -> tuple[str, ...]:
    lines = (REFERENCE / "central_agencies.tsv").read_text("utf-8").splitlines()
    return tuple(line for line in lines[1:] if line and not line.startswith("#") and line != "name")


def is_central(name: str) -> bool:
    """Whether a unit's name is a central organ's: 海关总署, 国家税务总局办公厅; not 国家税务总局磐石市税务局."""
    name = name.removeprefix("中华人民共和国")
    if not name.startswith(_names()):
        return False
    return any(name.startswith(organ) and _OFFICE.fullmatch(name, len(organ)) for organ in _names())
