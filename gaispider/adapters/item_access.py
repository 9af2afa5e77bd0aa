"""Access to items of any kind through itemadapter: drafts, and the dicts, dataclasses and Scrapy items made of them.

An item has the fields of its record, and `working`, which carries the draft for later steps. A pipeline of another
project may change fields, add its own, and return an item of any kind, as long as it keeps `working`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from gaispider.draft import WORKING, Draft, Working
from gaispider.items import SCHEMA, Report
from gaispider.schema import InvalidRecordError

_Item = TypeVar("_Item")
_SCHEMA_PREFIX = SCHEMA.rpartition("/")[0] + "/"


class LostDocumentError(TypeError):
    """A record came without its field `working`, which the steps that read the document need."""


def draft_of(item: object) -> Draft | None:
    """The draft of an item, updated with the item's fields; None if the item has no draft.

    Raises InvalidRecordError if a field of the item does not fit the schema.
    """
    if isinstance(item, Draft):
        return item
    adapter = _adapter(item)
    working = adapter.get(WORKING) if adapter is not None else None
    if not isinstance(working, Working):
        return None
    report = working.draft.report
    for name, kind in _types().items():
        if name in adapter and adapter[name] is not getattr(report, name):
            setattr(report, name, _converted(adapter[name], kind, f"{report.id}: {name}"))
    return working.draft


def required_draft(item: object) -> Draft | None:
    """As `draft_of`, but raises LostDocumentError for a record without a draft."""
    draft = draft_of(item)
    if draft is None and is_record(item):
        raise LostDocumentError(
            f"{type(item).__name__}: a pipeline handed on a record without its field {WORKING!r}, from which the steps "
            "after it read; let it hand on the item that it got, or keep that field"
        )
    return draft


def updated_item(item: _Item, draft: Draft, *, working: bool = True) -> _Item:
    """The item with its fields set from the draft (a dict gets all); `working=False` removes that field."""
    if item is draft:
        return item
    adapter = _adapter(item)
    for name in _types() if isinstance(item, dict) else adapter.field_names():
        if name in _types():
            adapter[name] = getattr(draft.report, name)
    if not working:
        del adapter[WORKING]
    return item


def report_of(item: object) -> Report | None:
    """The record of an item; None for an item that is no record. Raises InvalidRecordError."""
    if isinstance(item, Report):
        return item
    draft = draft_of(item)
    if draft is not None:
        return draft.report
    if not is_record(item):
        return None
    shown = {name: value for name, value in _adapter(item).items() if name in _types()}
    report: Report = _converted(shown, Report, str(shown.get("id")))
    return report


def is_record(item: object) -> bool:
    """Whether an item is a record, by its field `schema` (any version)."""
    adapter = _adapter(item)
    return adapter is not None and str(adapter.get("schema")).startswith(_SCHEMA_PREFIX)


def _adapter(item: object) -> Any:
    # Imported late: itemadapter loads Scrapy, which reading a saved page does not need.
    from gaispider.adapters.draft_adapter import ItemAdapter

    return ItemAdapter(item) if ItemAdapter.is_item(item) else None


@cache
def _types() -> dict[str, Any]:
    """The record's fields, in order, with their types."""
    return get_type_hints(Report, include_extras=True)


def _converted(value: Any, kind: Any, where: str) -> Any:
    try:
        return msgspec.convert(msgspec.to_builtins(value), kind)
    except (msgspec.ValidationError, TypeError) as error:
        raise InvalidRecordError(f"{where}: {error}") from error
