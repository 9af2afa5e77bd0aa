"""Names under which meta tags, JSON and scripts give the day of publication: data/reference/date_fields.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal

from gaispider.reference import read_table

Place = Literal["tag", "data", "script"]

TABLE = "date_fields.tsv"
_KINDS: dict[Place, frozenset[str]] = {
    "tag": frozenset(("published", "tag_or_data", "tag")),
    "data": frozenset(("published", "tag_or_data", "data")),
    "script": frozenset(("published",)),
}
_NO_SIGN = re.compile(r"[^a-z0-9]+")


@cache
def _ranks(place: Place) -> dict[str, int]:
    """The names that count in a place, each with its rank: 0 is trusted most."""
    found = [field for field in read_table(TABLE) if field.kind in _KINDS[place]]
    ranks = {field.text: rank for rank, field in enumerate(found)}
    prefixes = [field.text for field in read_table(TABLE) if field.kind == "prefix"]
    for rank, field in enumerate(found):
        if field.kind == "published":
            for prefix in prefixes:
                ranks.setdefault(prefix + field.text, rank)
    return ranks


@lru_cache(maxsize=4096)
def rank_of(name: str, place: Place) -> int | None:
    """The rank of a field's name as a day of publication, 0 trusted most; None if it is no such name."""
    return _ranks(place).get(_NO_SIGN.sub("", name.lower()))


@lru_cache(maxsize=4096)
def is_telling(name: str) -> bool:
    """Whether a name can only mean the day of publication; `date` and `createDate` may mean other days."""
    common = {field.text for field in read_table(TABLE) if field.kind in ("tag_or_data", "tag", "data")}
    return _NO_SIGN.sub("", name.lower()) not in common


def date_names(names: Iterable[str], place: Place) -> list[str]:
    """The `names` that mean a day of publication, the most trusted first."""
    ranked = [(rank, name) for name in names if (rank := rank_of(name, place)) is not None]
    return [name for _, name in sorted(ranked, key=lambda pair: pair[0])]
