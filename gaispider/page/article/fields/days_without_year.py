"""A labelled day without its year: 发布时间:03月09日 18:10. It is kept as printed, and no year is supplied."""

from __future__ import annotations

from collections.abc import Iterable

from gaispider.page.article.fields.field_labels import Field
from gaispider.page.day_strings import find_yearless_day
from gaispider.page.model import Shown


def yearless_day(fields: Iterable[Field]) -> Shown | None:
    """The first such day behind a label of publication that the page shows."""
    for field in fields:
        day = find_yearless_day(field.value) if field.kind in ("published", "time") and not field.hidden else None
        if day:
            return Shown(day, "header", "label", "ambiguous")
    return None
