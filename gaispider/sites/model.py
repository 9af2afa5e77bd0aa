"""A registry entry: the facts about one site, without anything derived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from gaispider.page.selectors import Select


@dataclass(slots=True, frozen=True)
class Accepted:
    """A known gap: `missing` entries, pages or reports at most, accepted on a day for a reason."""

    on: str
    reason: str
    missing: int = 0

    def as_json(self) -> dict[str, object]:
        """As the run's summary has it."""
        return {"missing": self.missing, "on": self.on, "reason": self.reason}


@dataclass(slots=True, frozen=True)
class Probed:
    """The last probe: its word, when (UTC), a sentence on what it saw, and registry lines that it proposes."""

    kind: str
    on: datetime
    says: str
    propose: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Site:
    """One `[[site]]` of data/sites/*.toml (data/sites/README.md). `file` is its file name, for error messages: below
    `local/` for an entry that only the overlay has. `laid` are the fields that the overlay gives to a shipped entry.

    `ended` are units that no longer report, each with the last year that it did. `select` is where its pages
    have their parts, as far as the general reading does not find them. `accept` are its known gaps, by the listing's
    address or the host that the missing pages stand on. `proved` says when the live site was last seen to give reports,
    `probe` what the last look at it saw. `single`: no listing is known, only single reports, so no new year will ever
    be found.
    """

    key: str
    name: str
    family: str
    file: str
    region: str | None = None
    hosts: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    single: bool = False
    twins: dict[str, str] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    areas: tuple[str, ...] = ()
    min_reports: int = 0
    ended: dict[str, int] = field(default_factory=dict)
    accept: dict[str, Accepted] = field(default_factory=dict)
    caveats: str | None = None
    delay: float | None = None
    render: bool | str | tuple[str, ...] = False
    tls: str | None = None
    verified: str | None = None
    proved: str | None = None
    probe: Probed | None = None
    evidence: str | None = None
    confidence: str | None = None
    select: Select = field(default_factory=Select)
    facts: dict[str, object] = field(default_factory=dict)
    laid: tuple[str, ...] = ()
