"""The home pages of all governments: data/reference/portals.tsv.gz, one line a government. Reference, not registry:
what is registered, guessed or proved of a government is in data/sites.
"""

from __future__ import annotations

import functools
import gzip
from dataclasses import dataclass

from gaispider.paths import REFERENCE
from gaispider.text.places.gazetteer import ancestors

COLUMNS = (
    "code",
    "key",
    "path",
    "level",
    "home",
    "access",
    "effective_home",
    "policy_column",
    "news_column",
    "budget_page",
    "budget_http",
)


@dataclass(slots=True, frozen=True)
class Portal:
    """One government. Every field is a string, empty where the source says nothing.

    `code` is the division code (empty: 新疆生产建设兵团). `path` is province/prefecture/county as the source writes it.
    `level` is province, prefecture or county, by the code. `access` is how the home page answered: direct,
    protocol-switch (http for https or the reverse), ua-mobile (to a telephone only), none. `effective_home` is the
    address that answered where it was another. The columns are pages found there; they betray the system and its
    paths, and some are those of the parent. `budget_http` is the status with which `budget_page` answered.
    """

    code: str
    key: str
    path: str
    level: str
    home: str
    access: str
    effective_home: str
    policy_column: str
    news_column: str
    budget_page: str
    budget_http: str

    @property
    def name(self) -> str:
        """The division's own name: the last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def address(self) -> str:
        """Where to begin: the address that answered."""
        return self.effective_home or self.home


@functools.cache
def portals() -> tuple[Portal, ...]:
    """All 3,209 governments, in the order of their codes within their provinces. About 15 ms."""
    with gzip.open(REFERENCE / "portals.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        return tuple(Portal(*line.rstrip("\n").split("\t")) for line in lines)


@functools.cache
def by_code() -> dict[str, Portal]:
    """The governments by division code; the one without a code is not among them."""
    return {portal.code: portal for portal in portals() if portal.code}


def within(region: str) -> list[Portal]:
    """The governments of a division and of all below it; of a township's code, that of its county.

    `region` is a whole code (220200) or its beginning (2202).
    """
    if len(region) == 9:
        return [portal for code in ancestors(region)[1:2] if (portal := by_code().get(code))]
    return [portal for portal in portals() if portal.code.startswith(region) or region in ancestors(portal.code)]


def key_for(place: str | Portal) -> str:
    """The key for a new registry entry of a government, or of any division: pinyin and code, `panshi220284`.

    It depends on the place alone, so it is the same for ever and no two places share one. A township has its county's
    pinyin. Keys that people chose (panshi, mulan_230127) do not end in a letter and a code, so none is met.
    """
    if isinstance(place, Portal):
        return place.key
    above = next((portal for code in ancestors(place) if (portal := by_code().get(code))), None)
    if above is None:
        return f"place{place}"
    return above.key if above.code == place else f"{above.key.removesuffix(above.code)}{place}"
