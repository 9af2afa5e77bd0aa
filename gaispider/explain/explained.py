"""One value of a record with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaispider.explain.places import Place


@dataclass(frozen=True, slots=True)
class Lost:
    """A candidate that was not chosen: what it says, the rule that would have given it, and where it stood."""

    value: str
    rule: str
    where: str = ""


@dataclass(slots=True)
class Explained:
    """`value` is the record's, None if it has none; `rule` chose it, `raw` is what was read, `place` where that stood.

    `notes` are further lines: the counts one by one, what was done to the string.
    """

    value: str | None
    rule: str | None = None
    certainty: str | None = None
    raw: str | None = None
    place: Place | None = None
    lost: list[Lost] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
