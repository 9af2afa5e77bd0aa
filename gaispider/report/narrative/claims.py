"""The numbers that sentences give for one count, and the choice of the report's figure (docs/narrative.md)."""

from __future__ import annotations

from dataclasses import dataclass

from gaispider.items import Candidate, Method, NarrativeFigure
from gaispider.report.line_readings import unfolded

WHOLE = "proactive_total"
"""The key of all that was made public."""
KIND = "kind"
"""No key of the record: numbers of one kind of what was made public."""

# Keys of the whole. Their numbers do not prove that another channel exists.
_OF_ALL = frozenset(("website", "platform"))


@dataclass(slots=True)
class Claim:
    """One number that a sentence gives for a count; `span` is its place in the folded `line`.

    `rank` orders the claims of a count, the plainest first: by wording, whether it is a part, whether it stands outside
    its section, whether it is rounded. `part`: it counts not the whole (one channel, 其中). `rivals`: keys whose
    numbers prove that one channel's number is not the whole. `since`: a sum since the beginning. `of_year`: stated for
    the year. `total`: with 共, 总, 合计 or 累计. `addend`: of one kind (文字解读11篇), of which no sum is printed.
    `marked`: a note mark follows the number (65²).
    """

    value: int | str
    unit: str | None
    line: str
    span: tuple[int, int]
    rank: tuple[int, bool, bool, bool]
    method: Method
    total: bool
    part: bool
    rivals: tuple[str, ...]
    since: bool
    of_year: bool
    addend: bool
    marked: bool

    @property
    def phrase(self) -> str:
        """The words with the number, as printed."""
        return unfolded(self.line, *self.span)


def settle(key: str, claims: dict[str, list[Claim]]) -> NarrativeFigure | None:
    """The figure of a key, None if there is none. Where the text does not decide, it has candidates and no value."""
    made = claims.get(key)
    if not made:
        return None
    if all(claim.addend for claim in made):
        return _undecided(key, made)
    made = _of_the_year([claim for claim in made if not claim.addend])
    plainest, kept = _plainest(made)
    if _differ(kept) or not kept:
        return _undecided(key, kept or plainest)
    chosen = kept[0]
    if chosen.rivals and _other_channels(claims, chosen):
        return None
    rivals = [claim for claim in made if not claim.part]
    certain = not (_differ([chosen, *rivals]) or chosen.part or chosen.rank[3] or chosen.marked or chosen.since)
    return NarrativeFigure(chosen.value, chosen.unit, chosen.phrase, chosen.method, "certain" if certain else "context")


def _plainest(made: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """The claims with the best rank; and of these, where they differ, the ones that are called a sum."""
    best = min(claim.rank for claim in made)
    plainest = [claim for claim in made if claim.rank == best]
    return plainest, [claim for claim in plainest if claim.total] if _differ(plainest) else plainest


def _differ(claims: list[Claim]) -> bool:
    return len({claim.value for claim in claims}) > 1


def _undecided(key: str, claims: list[Claim]) -> NarrativeFigure | None:
    """A figure without value, with each stated number.

    None where all are parts, because the whole is then not stated.
    """
    if key == WHOLE and all(claim.part for claim in claims):
        return None
    said = {(claim.value, claim.phrase): Candidate(claim.value, claim.unit, claim.phrase) for claim in claims}
    methods = {claim.method for claim in claims}
    method = methods.pop() if len(methods) == 1 else "intact"
    return NarrativeFigure(None, None, None, method, "ambiguous", list(said.values()))


def _other_channels(claims: dict[str, list[Claim]], chosen: Claim) -> bool:
    """Whether the text has numbers of another channel, or more of one kind.

    Then the number of one channel is not the whole.
    """
    return any(
        not (other in _OF_ALL and (claim.part or claim.value == chosen.value))
        for other in chosen.rivals
        for claim in claims.get(other, ())
    ) or any(int(claim.value) > int(chosen.value) for claim in claims.get(KIND, ()))


def _of_the_year(made: list[Claim]) -> list[Claim]:
    """The claims without sums since the beginning, if the year's own figure has as good a rank.

    Else these sums only, if there are any.
    """
    sums = [claim for claim in made if claim.since]
    if not sums:
        return made
    plain = min(claim.rank[0] for claim in sums)
    own = [claim for claim in made if claim.of_year and not (claim.since or claim.rivals or claim.rank[1])]
    return own if any(claim.rank[0] <= plain for claim in own) else sums
