"""Names (id, class) of boxes that hold navigation, tools, share bars, footers: data/reference/page_boxes.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, Protocol

from gaispider.reference import read_table

Kind = Literal["boilerplate", "beside_article", "beside_list", "summary", "frame"]

TABLE = "page_boxes.tsv"
# Class names for spacing say nothing about the box: margin-top-15, position-relative.
_SPACING = re.compile(r"\S*(?:margin|padding|border|\bm[tb]-|\bp[tb]-|position-(?:rel|abs|fix|sta))\S*")


class Named(Protocol):
    """A row of a table of names."""

    @property
    def match(self) -> str: ...
    @property
    def text(self) -> str: ...


def compiled(names: Iterable[Named]) -> re.Pattern[str]:
    """One pattern that finds any of the names."""
    texts: dict[str, list[str]] = {}
    for name in names:
        texts.setdefault(name.match, []).append(re.escape(name.text).replace(r"\*", r"\w*"))
    forms = {
        "word": r"(?:^|[\s_-])(?:{})(?:$|[\s_\d-])",
        "token": r"(?:^|[\s_-])(?:{})(?:$|[\s_-])",
        "part": "(?:{})",
        "end": r"(?:{})\b",
    }
    return re.compile("|".join(forms[match].format("|".join(found)) for match, found in texts.items()), re.IGNORECASE)


@cache
def _pattern(*kinds: Kind) -> re.Pattern[str]:
    return compiled(name for name in read_table(TABLE) if name.kind in kinds)


def find_box_name(names: str, *kinds: Kind) -> str | None:
    """The first of an element's names (id, class) that is of one of `kinds`, in lower case; None if none is."""
    found = _pattern(*kinds).search(_SPACING.sub("", names))
    return found[0].strip(" -_0123456789").lower() if found else None


def names_no_list(path: str) -> bool:
    """Whether the path of a frame's address shows that the frame holds no list: left.html, count.jsp."""
    return _pattern("frame").search(path) is not None
