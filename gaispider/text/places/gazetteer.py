"""The gazetteer: division codes (GB/T 2260, GB/T 10114) of 2023, and former names.

Read from data/reference/divisions.tsv and townships.tsv.gz on first use; divisions.README.md there names the sources. A
former name leads to the present division that succeeded it, so that a place keeps one code over the years.
"""

from __future__ import annotations

import functools
import gzip
from dataclasses import dataclass
from typing import Literal

from gaispider.paths import REFERENCE
from gaispider.text.places.names import stem

Level = Literal["province", "prefecture", "county", "township"]


@dataclass(frozen=True, slots=True)
class Division:
    """A present division. `path` runs from the province to the division itself; `parent` is a code."""

    code: str
    name: str
    level: Level
    path: tuple[str, ...]
    parent: str | None


@dataclass(frozen=True, slots=True)
class _Upper:
    """Province, prefecture, county: rows by code, codes by name, successors of former codes."""

    rows: dict[str, tuple[str, Level, str]]
    names: dict[str, tuple[str, ...]]
    successors: dict[str, str]


@functools.cache
def upper() -> _Upper:
    """The 3,348 present divisions down to the county, and the former ones. Takes a few milliseconds."""
    rows: dict[str, tuple[str, Level, str]] = {}
    successors: dict[str, str] = {}
    names: dict[str, dict[str, None]] = {}
    lines = (REFERENCE / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        code, name, level, parent, until, successor, _ = line.split("\t")
        present = successor or code
        if not until:
            rows[code] = (name, level, parent)  # type: ignore[assignment]
        elif code not in rows:
            if successor:
                successors[code] = successor
            else:
                rows[code] = (name, level, parent)  # type: ignore[assignment]
        # Present divisions of the name come first; former ones count only where there is none.
        if not until or not names.get(name):
            names.setdefault(name, {})[present] = None
        elif not successor:
            continue  # 宜宾县 of 1996, between two of its own codes: the name is in use
        elif all(holder not in rows or rows[holder][0] != name for holder in names[name]):
            names[name][present] = None
    for line in (REFERENCE / "zones.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, code, _ = line.split("\t")
        names.setdefault(name, {})[code] = None
    return _Upper(rows, {name: tuple(codes) for name, codes in names.items()}, successors)


@functools.cache
def townships() -> dict[str, tuple[str, ...]]:
    """Township codes by name: 42,000 codes under 27,000 names. Takes about 60 ms."""
    found = {}
    with gzip.open(REFERENCE / "townships.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            name, _, codes = line.rstrip("\n").partition("\t")
            found[name] = tuple(codes.split(" "))
    return found


@functools.cache
def _township_names() -> dict[str, str]:
    return {code: name for name, codes in townships().items() for code in codes}


@functools.cache
def _children() -> dict[str, list[str]]:
    """Codes directly below each code."""
    found: dict[str, list[str]] = {}
    for code, (_, _, parent) in upper().rows.items():
        found.setdefault(parent, []).append(code)
    for code in _township_names():
        found.setdefault(_county_of(code), []).append(code)
    return found


def _county_of(township: str) -> str:
    # 东莞, 中山, 儋州 and 嘉峪关 have no counties: their townships hang on the prefecture.
    return township[:6] if township[:6] in upper().rows else f"{township[:4]}00"


def present_code(code: str) -> str:
    """The present code of a division with a former code; the code itself if it is valid or unknown."""
    return upper().successors.get(code, code)


@functools.lru_cache(maxsize=65536)
def division(code: str) -> Division | None:
    """The division of a code of 6 or 9 digits; None if the gazetteer lacks it. A former code gives the successor."""
    code = present_code(code)
    row = upper().rows.get(code)
    if row is not None:
        name, level, parent = row
        above = division(parent) if parent else None
        return Division(code, name, level, (*(above.path if above else ()), name), parent or None)
    if len(code) != 9 or code not in _township_names():
        return None
    name = _township_names()[code]
    above = division(_county_of(code))
    return Division(code, name, "township", (*(above.path if above else ()), name), above.code if above else None)


def codes_of(name: str) -> tuple[str, ...]:
    """Codes of every division with this full name, of any level; () if there is none."""
    return (*upper().names.get(name, ()), *townships().get(name, ()))


@functools.lru_cache(maxsize=65536)
def ancestors(code: str) -> tuple[str, ...]:
    """The code itself and those above it, nearest first."""
    found = [code]
    if len(code) == 9:
        found.append(_county_of(code))
    while found[-1] in upper().rows and upper().rows[found[-1]][2]:
        found.append(upper().rows[found[-1]][2])
    return tuple(found)


def is_within(code: str, region: str) -> bool:
    """Whether the division is the region or lies in it."""
    return region in ancestors(code)


def below(code: str) -> list[str]:
    """Every code below one, of any level."""
    found = list(_children().get(code, ()))
    for child in list(found):
        found.extend(below(child))
    return found


def zone_names(code: str) -> list[str]:
    """Other names of a zone that the code book lists as a county (codes NNNN7N): with and without province and 市.

    河北唐山海港经济开发区 → 唐山海港经济开发区, 唐山市海港经济开发区; 秦皇岛市经济技术开发区 → 秦皇岛经济技术开发区.
    """
    row = upper().rows.get(code)
    if row is None or row[1] != "county" or code[4] != "7":
        return []
    name, city = row[0], upper().rows[row[2]][0]
    rest = name.removeprefix(stem(upper().rows[f"{code[:2]}0000"][0])).removeprefix(city).removeprefix(stem(city))
    return [other for other in (stem(city) + rest, city + rest) if other != name]


@functools.cache
def stems() -> dict[str, tuple[str, ...]]:
    """Codes by stem of provinces, prefectures and counties: 通辽, 磐石. A stem has at least two characters."""
    found: dict[str, dict[str, None]] = {}
    former: dict[str, dict[str, None]] = {}
    for name, codes in upper().names.items():
        bare = stem(name)
        if len(bare) >= 2 and bare != name:
            is_present = any(upper().rows.get(code, ("",))[0] == name for code in codes)
            (found if is_present else former).setdefault(bare, {}).update(dict.fromkeys(codes))
    # 南宁 is 南宁市; that a 南宁地区 became 崇左市 matters only where no one bears the stem today.
    found = former | found
    return {bare: tuple(codes) for bare, codes in found.items()}
