"""The days on a page that may be its day of publication, by what stands before them."""

from __future__ import annotations

from functools import cached_property

from gaispider.items import Certainty
from gaispider.page.article.evidence import Evidence
from gaispider.page.article.fields.field_labels import Kind
from gaispider.page.article.fields.metadata_fields import best
from gaispider.page.article.unlabelled_days import day_between, fuller_print
from gaispider.page.date_fields import date_names, is_telling
from gaispider.page.day_strings import day_of, find_day, has_time, without_placeholder_time
from gaispider.page.model import Shown


class DayEvidence(Evidence):
    """Days of a page by kind. Each kind is looked for when a rule first asks for it."""

    def labelled(self, kind: Kind, rule: str, *, hidden: bool = False, certainty: Certainty = "certain") -> list[Shown]:
        """The days behind labels of a kind, the one nearest to the document first."""
        return [
            Shown(day, "header", rule, certainty, field.shown_on, field.label)
            for field in best(self.fields, kind, hidden=hidden)
            if (day := find_day(field.value))
        ]

    @cached_property
    def alone(self) -> Shown | None:
        """The day without a label between title and document, with its time if any bar above prints that."""
        found = day_between(self.page, self.body, self.title, self._of_other_days())
        if found is None or has_time(found.raw):
            return found
        return fuller_print(self.page, self.body, found) or found

    def _of_other_days(self) -> set[int]:
        """The lines with labels of other days: 成文日期, 会议时间, 公示期间."""
        others = [f for f in self.fields if f.kind == "made" or (f.kind == "other" and f.label[-1] in "期间間")]
        return {line for field in others for line in (field.line, field.value_line)}

    @cached_property
    def unseen(self) -> list[Shown]:
        """The day of publication that scripts and meta tags give, without placeholder times such as 00:00."""
        found = []
        name, value = self.scripts.named_value("published") or ("", "")
        if day := find_day(value):
            found.append(Shown(without_placeholder_time(day), "script", "script_value", name=name))
        for name in date_names(self.meta, "tag"):
            if day := find_day(self.meta[name]):
                # A page's generation is often tagged `createDate` or `date`.
                sure: Certainty = "certain" if is_telling(name) else "context"
                found.append(Shown(without_placeholder_time(day), "meta", "meta_tag", sure, name=name))
                break
        return found or self._of_time_elements()

    def _of_time_elements(self) -> list[Shown]:
        """The day of the page's `time` elements, if they all name the same."""
        said = [
            value for value in (time.get("datetime") for time in self.page.root.iter("time")) if value and day_of(value)
        ]
        if len({day_of(value) for value in said}) != 1:
            return []
        day = find_day(said[0]) or said[0]
        return [Shown(without_placeholder_time(day), "meta", "time_element", "context", name="time")]

    @cached_property
    def updated(self) -> list[Shown]:
        """The days of update that the page shows."""
        return self.labelled("updated", "day_of_update")

    @cached_property
    def made(self) -> list[Shown]:
        """The days on which the document was drawn up (成文日期)."""
        return self.labelled("made", "day_of_making", certainty="context")
