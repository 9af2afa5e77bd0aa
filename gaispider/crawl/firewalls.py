"""Whose a refusal is: marks of firewalls in an answer's head and body, from data/reference/firewalls.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import NamedTuple

from gaispider.paths import REFERENCE

# Bytes of a body that are looked at: of a page that was answered as one, its head; of a refusal, more.
_HEAD, _REFUSAL = 1 << 12, 1 << 15
# Statuses by which a site itself says that a page is missing; a firewall in front of it refuses with others.
_OWN = frozenset({404, 410})
_KNOWN = frozenset(int(status) for status in HTTPStatus)


class Mark(NamedTuple):
    """A row of the table. `statuses` is empty for all; `decides`: mark and status alone make it a refusal."""

    vendor: str
    where: str
    statuses: frozenset[str]
    decides: bool
    pattern: re.Pattern[str]
    example: str

    def counts_with(self, status: int) -> bool:
        """Whether the mark counts in an answer of that status."""
        if not self.statuses or str(status) in self.statuses:
            return True
        return "4xx" in self.statuses and 400 <= status < 500 and status not in _OWN


class Met(NamedTuple):
    """A mark that an answer has: whose, and what was found where."""

    vendor: str
    evidence: str


@cache
def marks() -> tuple[Mark, ...]:
    """The rows of the table, in its order."""
    lines = [line.split("\t") for line in (REFERENCE / "firewalls.tsv").read_text("utf-8").splitlines()]
    rows = [line for line in lines if not line[0].startswith("#")][1:]
    return tuple(
        Mark(
            vendor,
            where,
            frozenset(filter(None, statuses.split(","))),
            decides == "yes",
            re.compile(pattern, re.IGNORECASE | re.MULTILINE),
            example,
        )
        for vendor, where, statuses, decides, pattern, example in rows
    )


def refused_by(status: int, headers: Mapping[str, str], body: bytes) -> Met | None:
    """The mark by which an answer is a challenge or refusal whatever else it says; None without one.

    `headers` by lower-case name, with `set-cookie` values joined; `body` is decoded (no Content-Encoding).
    """
    deciding = (mark for mark in marks() if mark.decides)
    return next(_met(deciding, status, headers, body), None)


def vendor_of(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Whose a refusal is that is known by something else; None where nothing says it."""
    return next((met.vendor for met in _met(marks(), status, headers, body)), None)


def is_unknown_refusal(status: int) -> bool:
    """Whether a status of a refusal is one that no standard knows (444, 468, 493): firewalls make up such."""
    return 400 <= status < 500 and status not in _KNOWN


def _met(looked_for: Iterable[Mark], status: int, headers: Mapping[str, str], body: bytes) -> Iterator[Met]:
    head = "\n".join(f"{name}: {value}" for name, value in headers.items() if name != "set-cookie")
    texts = {
        "header": head,
        "cookie": headers.get("set-cookie", ""),
        "body": _text(body[: _REFUSAL if status >= 400 else _HEAD]),
    }
    for mark in looked_for:
        if mark.counts_with(status) and (found := mark.pattern.search(texts[mark.where])):
            yield Met(mark.vendor, f"{' '.join(found[0].split())[:60]!r} in its {mark.where}")


def _text(body: bytes) -> str:
    """Good enough to find marks in: UTF-8, else GB18030."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start > len(body) - 4
        return body.decode("utf-8" if cut else "gb18030", "replace")
