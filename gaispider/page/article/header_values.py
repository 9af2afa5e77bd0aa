"""Source, agency and numbers of an article: by their labels, else by hidden labels, scripts, tags and their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gaispider.items import Warn
from gaispider.page.article import value_rules as rules
from gaispider.page.article.evidence import Evidence
from gaispider.page.article.fields.field_labels import Kind, bare
from gaispider.page.model import Shown

Rule = Callable[[Evidence, Kind], list[Shown]]

# In order of trust: the first rule that gives a value has the choice.
LABELS: tuple[Rule, ...] = (
    # Behind its label.
    rules.label,
    # Behind its label, which the page hides.
    rules.hidden_label,
)
SOURCE: tuple[Rule, ...] = (
    *LABELS,
    # A string that a script gives to a variable named as a source.
    rules.script_value,
    # The ContentSource tag or its like.
    rules.meta_tag,
)
DOC_NUMBER: tuple[Rule, ...] = (
    *LABELS,
    # On a line of its own under the title.
    rules.number_under_title,
    # On a line of its own over the title.
    rules.number_over_title,
    # In brackets at the end of the title.
    rules.number_in_title,
)


def read_value(found: Evidence, kind: Kind, order: tuple[Rule, ...] = LABELS) -> Shown | None:
    """The value of a kind by the first rule of `order` that gives one; None if none does."""
    return next(iter(_by_first_rule(found, kind, order)), None)


def read_source(found: Evidence) -> tuple[Shown | None, list[Warn]]:
    """The source, and a warning if the page names several, or if its meta tag names another."""
    values = _by_first_rule(found, "source", SOURCE)
    if not values:
        return None, []
    names = {bare(shown.raw): shown for shown in (*values, *rules.meta_tag(found, "source"))}
    if len(names) == 1 or _alike(list(names)):
        return values[0], []
    detail = ", ".join(f"{shown.found_in} says {shown.raw}" for shown in names.values())
    return values[0], [Warn("source_conflict", detail)]


def _by_first_rule(found: Evidence, kind: Kind, order: tuple[Rule, ...]) -> list[Shown]:
    """All values of the first rule that gives any; the first of them is chosen."""
    for place, rule in enumerate(order):
        values = rule(found, kind)
        if values:
            values[0].others = _Others(found, kind, tuple(values[1:]), order[place + 1 :])
            return values
    return []


def _alike(names: list[str]) -> bool:
    return all(name in names[0] or names[0] in name for name in names)


@dataclass(frozen=True, slots=True)
class _Others:
    """The values that were not chosen; computed only when somebody asks for them."""

    found: Evidence
    kind: Kind
    same_rule: tuple[Shown, ...]
    rules: tuple[Rule, ...]

    def __call__(self) -> list[Shown]:
        return [*self.same_rule, *(shown for rule in self.rules for shown in rule(self.found, self.kind))]
