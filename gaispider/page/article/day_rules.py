"""The rules that give the day of publication. Their order of trust is written in `published.RULES`."""

from __future__ import annotations

from dataclasses import replace

from gaispider.page.article.day_evidence import DayEvidence
from gaispider.page.article.fields.days_without_year import yearless_day
from gaispider.page.article.unlabelled_days import day_under
from gaispider.page.day_strings import day_of
from gaispider.page.model import Shown


def label(found: DayEvidence) -> list[Shown]:
    """The day behind a label of publication: 发布日期."""
    return found.labelled("published", "label")


def label_of_time(found: DayEvidence) -> list[Shown]:
    """The day behind 时间 or 日期."""
    return found.labelled("time", "label_of_time")


def without_label_of_update(found: DayEvidence) -> list[Shown]:
    """The day that stands between title and document without a label and is also named as the day of an update."""
    day = found.alone
    same = [updated for updated in found.updated if day and day_of(updated.raw) == day_of(day.raw)]
    if day is None or not same:
        return []
    labelled = next((updated for updated in same if updated.line == day.line), None)
    if labelled:
        return [replace(day, rule=labelled.rule, name=labelled.name)]
    return [replace(day, rule="day_without_label_of_update")]


def without_label(found: DayEvidence) -> list[Shown]:
    """The day that stands without a label between title and document."""
    return [found.alone] if found.alone else []


def of_update(found: DayEvidence) -> list[Shown]:
    """The day behind 更新时间."""
    return found.updated


def hidden_label(found: DayEvidence) -> list[Shown]:
    """The day behind a label that the page hides."""
    of_publication = found.labelled("published", "hidden_label", hidden=True)
    return of_publication or found.labelled("time", "hidden_label", hidden=True)


def unseen(found: DayEvidence) -> list[Shown]:
    """The day by script, else by meta tag. A day before the document was drawn up is not believed."""
    if found.unseen and found.made and _sortable(found.unseen[0]) < _sortable(found.made[0]):
        return []
    return found.unseen


def _sortable(day: Shown) -> str:
    return day_of(day.raw) or ""


def of_making(found: DayEvidence) -> list[Shown]:
    """The day behind 成文日期."""
    return found.made


def below(found: DayEvidence) -> list[Shown]:
    """The day in a bar without labels under the document."""
    day = day_under(found.page, found.body)
    return [day] if day else []


def without_year(found: DayEvidence) -> list[Shown]:
    """A month and day behind a label of publication, without a year."""
    day = yearless_day(found.fields)
    return [day] if day else []
