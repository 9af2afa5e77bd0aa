"""What a check of a release finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# fault: the release contradicts its own schema; surprise: a person should look; fact: a count to be known.
Grade = Literal["fault", "surprise", "fact"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `what` is its kind, `sentence` is for people, `examples` are ids or values, a few of them."""

    grade: Grade
    what: str
    sentence: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """All findings of a release, in the order of the checks."""

    release: str
    against: str | None
    found: list[Finding] = field(default_factory=list)

    def of(self, grade: Grade) -> list[Finding]:
        return [one for one in self.found if one.grade == grade]
