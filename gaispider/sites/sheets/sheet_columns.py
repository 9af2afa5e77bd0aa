"""The registry as a spreadsheet: its columns, and how a fact of TOML is written in a cell and read from one.

A sheet has the facts that people change most; what it has no column for (select, accept, facts …) is never touched.
Columns whose name stands in brackets are for the reader alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gaispider.sites.model import Site
from gaispider.sites.registered import state_of
from gaispider.text.places import division

# Excel knows UTF-8 by its byte order mark alone.
ENCODING = "utf-8-sig"
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+\d+$")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_YES = frozenset(("true", "yes", "1", "是", "wahr"))
_NO = frozenset(("false", "no", "0", "否", "falsch"))


class WrongCellError(ValueError):
    """A cell that cannot be read. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the field of an entry, how a fact becomes a cell and a cell a fact."""

    name: str
    field: str
    write: Callable[[object], str]
    read: Callable[[str], object]


def _text(cell: str) -> str:
    if _EXPONENT.match(cell):
        raise WrongCellError(f"is {cell}, a number that the spreadsheet has rounded: format the column as text")
    return cell


def _words(cell: str) -> list[str]:
    return [_text(word) for word in cell.split()]


def _write_words(fact: object) -> str:
    return "\n".join(str(item) for item in fact) if isinstance(fact, list) else str(fact)


def _years(cell: str) -> object:
    words = cell.split()
    if all(word.isdecimal() for word in words) and (len(words) > 1 or len(cell) == 4):
        return [int(word) for word in words]
    return cell


def _flag(cell: str) -> bool:
    if cell.lower() in _YES:
        return True
    if cell.lower() in _NO:
        return False
    raise WrongCellError(f"is {cell}: write true or false")


def _write_flag(fact: object) -> str:
    return "true" if fact else "false"


def _number(cell: str) -> int | float:
    try:
        number = float(cell.replace(",", "."))
    except ValueError as error:
        raise WrongCellError(f"is {cell}: write a number") from error
    return int(number) if number == int(number) else number


def _day(cell: str) -> date:
    found = _DAY.match(cell)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else date.fromisoformat(cell)
    except ValueError as error:
        raise WrongCellError(f"is {cell}: write the day as 2026-03-31") from error


def _pairs(cell: str) -> dict[str, str]:
    """Lines `old = new`; blanks stand around the sign that parts them, as addresses have `=` too."""
    found = {}
    for line in filter(str.strip, cell.splitlines()):
        old, sign, new = (part.strip() for part in line.partition(" = "))
        if not (old and sign and new):
            raise WrongCellError(f"has the line {line.strip()}: write one pair a line, http://old/ = http://new/")
        found[old] = new
    return found


def _write_pairs(fact: object) -> str:
    return "\n".join(f"{old} = {new}" for old, new in fact.items()) if isinstance(fact, Mapping) else str(fact)


def _expect(cell: str) -> dict[str, int | float]:
    return {"min_reports": _number(cell)}


def _write_expect(fact: object) -> str:
    return str(fact["min_reports"]) if isinstance(fact, Mapping) else str(fact)


COLUMNS = (
    *(Column(name, name, str, _text) for name in ("key", "name", "region", "family")),
    *(Column(name, name, _write_words, _words) for name in ("hosts", "start")),
    Column("single", "single", _write_flag, _flag),
    Column("years", "years", _write_words, _years),
    Column("areas", "areas", _write_words, _words),
    Column("twins", "twins", _write_pairs, _pairs),
    Column("min_reports", "expect", _write_expect, _expect),
    Column("delay", "delay", str, _number),
    Column("verified", "verified", str, _day),
    *(Column(name, name, str, _text) for name in ("confidence", "evidence", "caveats")),
)
"""The columns that are read, in their order. Several words of one cell (hosts, start …) stand a line each."""

# What a sheet tells beside the facts; never read.
TOLD = ("(place)", "(state)", "(proved)")


def sheet_of(entries: Iterable[tuple[Mapping[str, object], Site]]) -> str:
    """The sheet as text, to be written in ENCODING: of each entry the facts as they stand in TOML, and the site."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*(column.name for column in COLUMNS), *TOLD])
    for facts, site in entries:
        cells = [column.write(facts[column.field]) if column.field in facts else "" for column in COLUMNS]
        place = division(site.region) if site.region else None
        writer.writerow([*cells, "".join(place.path) if place else "", state_of(site), site.proved or ""])
    return text.getvalue()
