"""Which system a site runs on, told by marks in its entries, its markup, its addresses and its headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gaispider.reference import Phrases

# Order of trust where several systems have as many marks: rare and unique marks before those that others copy.
_MARKUP = (
    "gkmlpt", "jiangxi", "fujian", "shandong", "hunan", "anhui", "hanweb", "vsb", "ucap", "trs", "epoint", "jeecms",
    "aspnet",
)  # fmt: skip
_ADDRESS = ("gkmlpt", "shandong", "anhui", "hanweb", "vsb", "ucap", "trs")
_HEADER = ("vsb", "aspnet")
# Systems that have rules of their own; the others are read by the general ones.
FAMILIES = frozenset(("trs", "hanweb", "ucap", "vsb", "gkmlpt", "fujian", "jiangxi"))
_OF_MARKUP = {name: Phrases("systems.tsv", f"{name}_markup", flags=re.IGNORECASE) for name in _MARKUP}
_OF_ADDRESS = {name: Phrases("systems.tsv", f"{name}_address", flags=re.IGNORECASE) for name in _ADDRESS}
_OF_HEADER = {name: Phrases("systems.tsv", f"{name}_header", flags=re.IGNORECASE) for name in _HEADER}
# Systems built on another, whose addresses they share: a mark of their own in the markup decides.
_BUILT_ON = {"fujian": "trs"}
# What a mark says: entries of the column itself say most, a hint of another page least.
_WEIGHT = {"entries": 6, "markup": 4, "address": 2, "header": 1, "hint": 1}


@dataclass(slots=True)
class SystemVotes:
    """The marks seen so far, by system and by where they stood."""

    seen: dict[str, Counter[str]] = field(default_factory=dict)

    def page(self, url: str, markup: str, headers: Mapping[str, str]) -> None:
        """Take the marks of a page: its address, its markup and its headers."""
        for name, words in _OF_MARKUP.items():
            if words.find(markup):
                self._vote(name, "markup")
        self.addresses((url,), "address")
        lines = "\n".join(f"{name}: {value}" for name, value in headers.items())
        for name, words in _OF_HEADER.items():
            if words.find(lines):
                self._vote(name, "header")

    def addresses(self, urls: Iterable[str], where: str) -> None:
        """Take the marks of addresses; `where` is entries, address or hint."""
        for url in urls:
            for name, words in _OF_ADDRESS.items():
                if words.find(url):
                    self._vote(name, where)
                    break

    def _vote(self, name: str, where: str) -> None:
        self.seen.setdefault(name, Counter())[where] += 1

    def system(self) -> tuple[str, str]:
        """The system, and by what it is told; ("", "") where nothing tells."""
        best = max(self.seen, key=self._weight, default="")
        if not best:
            return "", ""
        for name, base in _BUILT_ON.items():
            best = name if best == base and name in self.seen and self.seen[name]["markup"] else best
        told = ", ".join(where for where in _WEIGHT if self.seen[best][where])
        return best, told

    def _weight(self, name: str) -> tuple[float, int]:
        # A mark counts once and its number only breaks a tie: a long list is no more sure than a short one.
        kinds = sum(weight for where, weight in _WEIGHT.items() if self.seen[name][where])
        return kinds + min(sum(self.seen[name].values()), 50) / 100, -_MARKUP.index(name)

    def family(self) -> str:
        """The family whose rules the site is crawled by."""
        name = self.system()[0]
        return name if name in FAMILIES else "generic"
