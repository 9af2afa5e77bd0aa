"""Tables of words in data/reference: each row says of what kind it is, how it is compared, and gives an example.

All rows of a kind become one pattern, on first use. data/reference/README.md lists the tables and who reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar, TypeAlias

from gaispider.paths import REFERENCE

Found: TypeAlias = "re.Match[str] | None"

# How a row is compared: its text stands at the start, is the whole line, stands anywhere or at the end; a label is
# followed by a colon. Written `start pattern` and so on where the text is a regular expression.
_FORMS = {"start": "{}", "label": r"{}\s*[:：]", "line": "{}$", "part": "{}", "end": "{}$"}
_AT_START = frozenset(("start", "label", "line"))
# A row that is no word but a line that must not be found.
COUNTER_EXAMPLE = "never"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `text` is a name of a kind, `match` says how it is compared, `example` is one that a page writes."""

    kind: str
    match: str
    text: str
    example: str
    seen: str


@cache
def read_table(name: str) -> tuple[Entry, ...]:
    """The rows of a table, in its order."""
    lines = (REFERENCE / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(Entry(*row) for row in rows[1:])


class Phrases:
    """The rows of one kind, as a pattern that finds any of them; it is compiled on first use.

    `before` and `after` are the grammar around each row, as regular expressions: brackets, blanks, what must follow.
    `compiler` is `re.compile`, or one that finds Traditional forms too (gaispider.page.script_variants).
    """

    # All that exist, so that a test can compare tables and readers.
    known: ClassVar[list[Phrases]] = []

    def __init__(
        self,
        table: str,
        kind: str,
        *,
        before: str = "",
        after: str = "",
        flags: int = 0,
        compiler: Callable[[str, int], re.Pattern[str]] = re.compile,
    ) -> None:
        self.table, self.kind = table, kind
        self._before, self._after, self._flags, self._compiler = before, after, flags, compiler
        Phrases.known.append(self)

    @cached_property
    def rows(self) -> tuple[Entry, ...]:
        """The rows of the kind, without counter-examples."""
        rows = tuple(row for row in read_table(self.table) if row.kind == self.kind and row.match != COUNTER_EXAMPLE)
        if not rows:
            raise ValueError(f"data/reference/{self.table} has no row of kind {self.kind}")
        return rows

    @cached_property
    def find(self) -> Callable[[str], Found]:
        """The first place of a text where a row is found, in the table's own sense of start, part and end."""
        return self.finder(self.rows)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The one pattern of all rows."""
        return self.compiled(self.rows)

    @cached_property
    def sub(self) -> Callable[[str, str], str]:
        """`re.Pattern.sub` of the pattern."""
        return self.pattern.sub

    def firsts(self) -> str:
        """The characters with which the kind's words begin: a quick test before a pattern. For words, not patterns."""
        return "".join(dict.fromkeys(row.text[0] for row in self.rows))

    def finder(self, rows: Iterable[Entry]) -> Callable[[str], Found]:
        """`find` for some rows."""
        rows = tuple(rows)
        compiled = self.compiled(rows)
        return compiled.match if _all_at_start(rows) else compiled.search

    def compiled(self, rows: Iterable[Entry]) -> re.Pattern[str]:
        """The one pattern of some rows."""
        return self._compiler(self._source(tuple(rows)), self._flags)

    @cached_property
    def source(self) -> str:
        """The source of the pattern, to be part of a larger one."""
        return self._source(self.rows)

    def _source(self, rows: tuple[Entry, ...]) -> str:
        return f"{self._before}{_alternatives(rows)}{self._after}"


def _alternatives(rows: tuple[Entry, ...]) -> str:
    anchor = "" if _all_at_start(rows) else "^"
    groups: dict[str, list[Entry]] = {}
    for row in rows:
        groups.setdefault(row.match, []).append(row)
    sources = [(anchor if match.split()[0] in _AT_START else "") + _group(match, groups[match]) for match in groups]
    return f"(?:{'|'.join(sources)})"


def _all_at_start(rows: tuple[Entry, ...]) -> bool:
    return all(row.match.split()[0] in _AT_START for row in rows)


def _group(match: str, rows: list[Entry]) -> str:
    """The source of all rows that are compared alike."""
    how, _, is_pattern = match.partition(" ")
    texts = [row.text for row in rows]
    return _FORMS[how].format(f"(?:{'|'.join(texts)})" if is_pattern else any_of(texts))


def any_of(texts: Iterable[str]) -> str:
    """A pattern's source that finds any of some literal texts, the longest that stands there.

    Texts that begin alike share their beginning, so hundreds cost little more than a few.
    """
    tree: _Tree = {}
    for text in texts:
        node = tree
        for char in text:
            node = node.setdefault(char, {})
        node[""] = {}
    return _source(tree)


# The characters that may come next; "" where a text ends.
_Tree: TypeAlias = "dict[str, _Tree]"


def _source(node: _Tree) -> str:
    following = [re.escape(char) + _source(rest) for char, rest in node.items() if char]
    if not following:
        return ""
    if "" in node:
        return f"(?:{'|'.join(following)})?"
    return following[0] if len(following) == 1 else f"(?:{'|'.join(following)})"
