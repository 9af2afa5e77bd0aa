"""Items through itemadapter: drafts, and the dicts, dataclasses and Scrapy items that others' pipelines make of them.

An item shows the fields of its record by name, and `working`: what the steps after it read from. A pipeline of
another's making may change fields, add its own, and hand on an item of any kind as long as `working` stays in it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from gaispider.draft import Draft, Working
from gaispider.items import SCHEMA, Report
from gaispider.schema import InvalidRecordError

_Item = TypeVar("_Item")
WORKING = "working"
_SCHEMA_PREFIX = SCHEMA.rpartition("/")[0] + "/"


class LostDocumentError(TypeError):
    """A record came without its `working`; steps that read from the document can't go on with it."""


def draft_of(item: object) -> Draft | None:
    """The draft that an item is or was made of, with the fields that the item shows; None if there is none.

    Raises InvalidRecordError if a field that the item shows does not fit the schema.
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
    """As `draft_of`, for those who read from the document. Raises LostDocumentError for a record without one."""
    draft = draft_of(item)
    if draft is None and is_record(item):
        raise LostDocumentError(
            f"{type(item).__name__}: a pipeline handed on a record without its field {WORKING!r}, from which the steps "
            "after it read; let it hand on the item that it got, or keep that field"
        )
    return draft


def updated_item(item: _Item, draft: Draft, *, working: bool = True) -> _Item:
    """The item with the draft's values in the fields it has (a dict has all); without `working`, if that is done."""
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
    """The record that an item is; None for an item that is none of ours. Raises InvalidRecordError."""
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
    """Whether an item says that it is a record of our schema."""
    adapter = _adapter(item)
    return adapter is not None and str(adapter.get("schema")).startswith(_SCHEMA_PREFIX)


def _adapter(item: object) -> Any:
    # itemadapter loads all of Scrapy, which a page that is read without a crawl has no need of.
    from gaispider.draft_adapter import ItemAdapter

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
