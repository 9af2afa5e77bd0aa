"""What discovery knows of a site: where it begins, the links that may lead on, and what was found in the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import _Element

from gaispider.page.listing.column_box import ColumnBoxes

Outcome = Literal["found", "found in part", "no column", "blocked", "unreachable", "needs rendering", "needs a person"]
# Hosts of a list of friends; a menu leads to one or two.
_MANY_HOSTS = 4
How = Literal["link", "picture", "option", "script", "frame", "data", "hint", "start"]


@dataclass(frozen=True, slots=True)
class Target:
    """A site to be looked at. `hints` are addresses of its that are known already; empty strings are unknown facts.

    `region` is a division code of 6 or 9 digits, `name` the unit's own name (磐石市人民政府).
    """

    url: str
    region: str = ""
    name: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link of a page in whatever form: `url` absolute, `name` as printed without blanks, empty for a picture.

    `headed`: it stands in a list under the heading of a report column. `among_hosts`: its box leads to many hosts, as
    lists of friends do.
    """

    url: str
    name: str
    how: How
    headed: bool = False
    element: _Element | None = field(default=None, compare=False, repr=False)

    @property
    def among_hosts(self) -> bool:
        """Whether the smallest box of links around it leads to three other hosts, and more than to one alone."""
        if self.element is None:
            return False
        box = ColumnBoxes(self.element.getroottree().getroot(), self.url).box_of(self.element)
        return len(box.hosts) >= _MANY_HOSTS


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the way to a column: its address and name, and the rule of `ways.RULES` that chose it."""

    url: str
    name: str
    rule: str

    def as_json(self) -> dict[str, str]:
        """As the output has it."""
        return {"url": self.url, "name": self.name, "rule": self.rule}


@dataclass(frozen=True, slots=True)
class Way:
    """A link that may lead to a report column. The higher `score` is asked for first; `path` ends with the link."""

    url: str
    score: float
    path: tuple[Step, ...]
    # The column that the link is a part of (a year, a group of units), by its address.
    column: str = ""

    @property
    def rule(self) -> str:
        return self.path[-1].rule

    @property
    def name(self) -> str:
        return self.path[-1].name

    @property
    def hops(self) -> int:
        """Links from the home page on."""
        return len(self.path) - 1


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that was asked for and is no content: `cause` is a word of `crawl.run.outcome.CAUSES`, `final` if it is in
    vain to ask again soon."""

    url: str
    rule: str
    score: float
    cause: str
    told: str
    final: bool = False

    def as_json(self) -> dict[str, str]:
        """As the output has it."""
        return {"url": self.url, "cause": self.cause, "told": self.told}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A link to another host that discovery would have followed on its own: its address, name and rule."""

    url: str
    name: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class ChildSite:
    """A government below this one whose home page its parent names."""

    code: str
    name: str
    url: str

    def as_json(self) -> dict[str, str]:
        """As the output has it."""
        return {"code": self.code, "name": self.name, "url": self.url}


@dataclass(slots=True)
class Limits:
    """What a site may cost: requests without robots.txt, and seconds."""

    pages: int = 40
    seconds: float = 600.0


@dataclass(slots=True)
class Cost:
    """What a site has cost."""

    pages: int = 0
    seconds: float = 0.0
    # Names of the limits that were met: pages, seconds.
    met: list[str] = field(default_factory=list)
