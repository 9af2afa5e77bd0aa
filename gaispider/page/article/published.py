"""The day of publication: what a label says, else a day without a label, else a day that the page does not show.

Days that the page shows go before those that it hides. Labels of publication go before labels that may mean something
else. Two different days give a warning and make the choice less certain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from gaispider.items import Certainty, Warn
from gaispider.page.article import day_rules as rules
from gaispider.page.article.day_evidence import DayEvidence
from gaispider.page.day_strings import day_of, days_of, has_time
from gaispider.page.model import Shown

Rule = Callable[[DayEvidence], list[Shown]]

# In order of trust; the first rule that gives a day decides. First come days that the page shows.
_SHOWN: tuple[Rule, ...] = (
    # Behind a label of publication: 发布日期.
    rules.label,
    # Behind a label that says no more than 时间 or 日期.
    rules.label_of_time,
    # Alone between title and document, and the same as that of an update.
    rules.without_label_of_update,
    # Alone between title and document.
    rules.without_label,
    # Behind 更新时间.
    rules.of_update,
)
# Then days that it hides, or that may be days of something else.
_NOT_SHOWN: tuple[Rule, ...] = (
    # Behind a label that the page hides.
    rules.hidden_label,
    # In a script, else in a meta tag.
    rules.unseen,
    # Behind 成文日期: the document may have been published later.
    rules.of_making,
    # In a bar without labels under the document.
    rules.below,
    # Behind a label, without its year: kept as printed, no year supplied.
    rules.without_year,
)
RULES = (*_SHOWN, *_NOT_SHOWN)
_OF_UPDATE = (rules.without_label_of_update, rules.of_update)


def read_published(found: DayEvidence) -> tuple[Shown | None, list[Warn]]:
    """The day of publication as printed, and the contradictions between the days of the page."""
    for rule in RULES:
        days = rule(found)
        if not days:
            continue
        warnings: list[Warn] = []
        chosen = _weighed(found, rule, days, warnings) if rule in _SHOWN else replace(days[0])
        chosen.others = _Others(found, chosen)
        return chosen, warnings
    return None, []


def _weighed(found: DayEvidence, rule: Rule, days: list[Shown], warnings: list[Warn]) -> Shown:
    """The first of the days that a rule gives, with the time of day that any print of it has, and its certainty."""
    chosen, own = days[0], day_of(days[0].raw)
    same, different = _compared(days)
    certainty: Certainty = "context" if different or rule in _OF_UPDATE else "certain"
    if different:
        warnings.append(Warn("date_conflict", f"the page shows {chosen.raw} and {', '.join(different)}"))
    timed = _timed([*same, found.alone] if found.alone else same, own)
    if timed:
        rule_name = chosen.rule if timed.raw == chosen.raw else "time_of_other_line"
        return replace(timed, rule=rule_name, certainty=certainty)
    unseen = _telling(found.unseen, own, contradicted=bool(different))
    if unseen and own in days_of(unseen.raw):
        return replace(unseen, rule="unseen_time", certainty=certainty)
    if unseen:
        said = f"the page shows {chosen.raw}, its {unseen.found_in} says {unseen.raw}"
        warnings.append(Warn("date_conflict", said))
        certainty = "context"
    return replace(chosen, certainty=certainty)


def _compared(days: list[Shown]) -> tuple[list[Shown], list[str]]:
    """The days equal to the first, and the other days."""
    first, own = days[0].raw, day_of(days[0].raw)
    same = [day for day in days if day.raw == first or day_of(day.raw) == own]
    return same, sorted({str(day_of(day.raw)) for day in days if day not in same})


def _timed(days: list[Shown], own: str | None) -> Shown | None:
    """The first print of the day `own` that has a time of day."""
    return next((day for day in days if has_time(day.raw) and day_of(day.raw) == own), None)


def _telling(unseen: list[Shown], own: str | None, *, contradicted: bool) -> Shown | None:
    """The first hidden day that gives the day `own` a time or differs from it, unless the page contradicts itself.

    A day whose name may mean when the page was generated (createDate, date) contradicts nothing.
    """
    for day in unseen:
        is_same = own in days_of(day.raw)
        if has_time(day.raw) if is_same else (not contradicted and day.certainty == "certain"):
            return day
    return None


@dataclass(frozen=True, slots=True)
class _Others:
    """The days that were not chosen, each place once; computed only when somebody asks for them."""

    found: DayEvidence
    chosen: Shown

    def __call__(self) -> list[Shown]:
        places = {(self.chosen.raw, self.chosen.line, self.chosen.found_in)}
        others = []
        for day in (day for rule in RULES for day in rule(self.found)):
            place = (day.raw, day.line, day.found_in)
            if place not in places:
                places.add(place)
                others.append(day)
        return others
