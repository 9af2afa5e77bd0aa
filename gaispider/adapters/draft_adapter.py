"""Shows a draft through itemadapter to pipelines and exporters of other projects: the record's fields and `working`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from itemadapter import ItemAdapter
from itemadapter.adapter import AdapterInterface

from gaispider.draft import WORKING, Draft, Working
from gaispider.items import Report

__all__ = ["DraftAdapter", "ItemAdapter"]

_NAMES = (*(field.name for field in fields(Report)), WORKING)


class DraftAdapter(AdapterInterface):
    """`ItemAdapter(draft)["title"]` is the record's title."""

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        return issubclass(item_class, Draft)

    @classmethod
    def get_field_names_from_class(cls, item_class: type) -> list[str] | None:
        return list(_NAMES)

    def __getitem__(self, field_name: str) -> Any:
        if field_name == WORKING:
            return Working(self.item)
        if field_name not in _NAMES:
            raise KeyError(field_name)
        return getattr(self.item.report, field_name)

    def __setitem__(self, field_name: str, value: Any) -> None:
        if field_name not in _NAMES or field_name == WORKING:
            raise KeyError(f"a record has no field {field_name!r}; an item with one of its own can be a dict")
        setattr(self.item.report, field_name, value)

    def __delitem__(self, field_name: str) -> None:
        raise KeyError(f"{field_name!r}: the fields of a record are not taken away; set it to None")

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


# Scrapy uses this global list. Ours must precede the adapter of dataclasses, since a draft is one and the first wins.
ItemAdapter.ADAPTER_CLASSES = (DraftAdapter, *ItemAdapter.ADAPTER_CLASSES)
