"""Marks that programs write into a page when they save it: where it came from, and when."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from html import unescape
from typing import NamedTuple

from gaispider.paths import REFERENCE

TABLE = REFERENCE / "saved_marks.tsv"
# Marks stand before the page's own content.
_HEAD = 1 << 17
_ISO_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})?")
_SCRIPT_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")


class Mark(NamedTuple):
    """A row of the table: the program, and patterns whose group `value` is the address or the time; None without."""

    program: str
    address: re.Pattern[str]
    time: re.Pattern[str] | None
    example: str


class Found(NamedTuple):
    """The address in a saved page's mark, the program whose mark it is, and the time of saving, if the mark has it."""

    url: str
    program: str
    time: datetime | None


@cache
def marks() -> tuple[Mark, ...]:
    """The rows of the table, in the order in which they are looked for."""
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(
        Mark(program, re.compile(address, re.I), re.compile(time, re.I) if time else None, example)
        for program, address, time, example in lines[1:]
    )


def find_mark(body: bytes) -> Found | None:
    """The mark in a saved page; None if there is none."""
    # UTF-16 has a zero beside each of these characters.
    text = body[:_HEAD].replace(b"\0", b"").decode("utf-8", "replace")
    for mark in marks():
        if (address := mark.address.search(text)) is not None:
            time = mark.time.search(text) if mark.time else None
            return Found(unescape(address["value"]), mark.program, _moment(time["value"]) if time else None)
    return None


def _moment(text: str) -> datetime | None:
    """A time as a script prints it, as digits, as an ISO time or as a mail has it."""
    if script := _SCRIPT_DATE.match(text):
        text = f"{script[2]} {script[1]} {script[3]} {script[4]} {script[5]}"
    digits = _ISO_DIGITS.fullmatch(text)
    try:
        if digits:
            text = "{}-{}-{}T{}:{}:{}+00:00".format(*digits.groups())
        moment = parsedate_to_datetime(text) if not text[:4].isdigit() else datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
