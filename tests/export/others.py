"""Pipelines and an exporter as users of the project may write them, each with items of another kind."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import scrapy
from itemadapter import ItemAdapter
from scrapy.exporters import BaseItemExporter

from gaispider.items import Report


class HandsOnADict:
    """A deep copy of everything, with a field of its own."""

    def process_item(self, item: Any) -> Any:
        return {**ItemAdapter(item).asdict(), "length": len(ItemAdapter(item)["text"] or "")}


class HandsOnAShallowDict:
    def process_item(self, item: Any) -> Any:
        return dict(ItemAdapter(item))


class Whole(scrapy.Item):
    """Every field of a record, what comes with it, and one of its own."""

    working = scrapy.Field()
    length = scrapy.Field()
    for _field in fields(Report):
        locals()[_field.name] = scrapy.Field()
    del _field


class HandsOnAScrapyItem:
    def process_item(self, item: Any) -> Any:
        given = {name: value for name, value in ItemAdapter(item).items() if name in Whole.fields}
        return Whole(given, length=len(given["text"] or ""))


class Few(scrapy.Item):
    """The few fields that somebody needs."""

    id = scrapy.Field()
    title = scrapy.Field()
    published = scrapy.Field()
    working = scrapy.Field()


class HandsOnFewFields:
    def process_item(self, item: Any) -> Any:
        return Few({name: ItemAdapter(item)[name] for name in Few.fields})


@dataclass
class Mine:
    """A dataclass of somebody's own."""

    schema: str
    id: str
    title: str | None
    working: object


class HandsOnADataclass:
    def process_item(self, item: Any) -> Any:
        adapter = ItemAdapter(item)
        return Mine(adapter["schema"], adapter["id"], adapter["title"], adapter["working"])


class Corrects:
    """Changes a value in place, as Scrapy's documentation shows it."""

    def process_item(self, item: Any) -> Any:
        adapter = ItemAdapter(item)
        adapter["source"] = "corrected"
        return item


class BreaksADay:
    def process_item(self, item: Any) -> Any:
        return {**ItemAdapter(item).asdict(), "url_date": "27 February"}


class LosesTheDocument:
    def process_item(self, item: Any) -> Any:
        return {name: value for name, value in ItemAdapter(item).items() if name != "working"}


class Titles(BaseItemExporter):
    """An exporter: a title a line."""

    def __init__(self, file: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._file = file

    def export_item(self, item: Any) -> None:
        self._file.write(f"{ItemAdapter(item)['title']}\n".encode())
