# ruff: noqa: E501 - markup stands in lines as sites write it
"""A made site: its pages by host and path, and the label that says what a careful person finds on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.replicas.server import Served

Entry = tuple[str, str, str]
Link = tuple[str, str]
Handler = Callable[[str, str, dict[str, str]], Served | None]


@dataclass(slots=True)
class Home:
    """A site and its label.

    `outcome`: what may rightly be said of it, the best first. `columns`: the report columns that must be named, each with
    all addresses under which it may be. `also`: beginnings of further addresses that are report columns too (a year's,
    a department's) and need not be named. `years`: of the reports that the columns hold.
    """

    key: str
    unit: str
    host: str
    system: str
    trap: str
    outcome: tuple[str, ...] = ("found",)
    columns: list[tuple[str, ...]] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    pages: dict[str, Served] = field(default_factory=dict)
    articles: dict[str, tuple[str, str]] = field(default_factory=dict)
    handlers: list[Handler] = field(default_factory=list)
    # Hosts of the site, and what all of a host answers where it answers nothing else.
    hosts: list[str] = field(default_factory=list)
    whole: Served | None = None
    # The connection is reset at once.
    dead: bool = False

    def answer(self, method: str, address: str, body: bytes) -> Served | None:
        """What `host/path?query` answers."""
        if self.whole is not None and address not in self.pages:
            return self.whole
        if address in self.pages:
            return self.pages[address]
        if address in self.articles:
            return article(*self.articles[address])
        fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        for handler in self.handlers:
            if found := handler(method, "/" + address.partition("/")[2], fields):
                return found
        return None


def article(title: str, day: str) -> Served:
    """A page of an entry: of a report its usual words, of news what news says."""
    if "公开" in title and "报" in title:
        text = (
            "本报告依照政府信息公开条例的要求编制，所列数据的统计期限自1月1日起至12月31日止。",
            "一、总体情况。本年度主动公开政府信息158条。",
            "二、收到和处理政府信息公开申请情况。收到申请2件，均已按期答复。",
            "三、存在的主要问题及改进情况。公开的内容还需要充实。",
        )
    else:
        text = ("会议强调，要压实责任，细化措施，确保各项任务落到实处。", "各乡镇、各部门负责同志参加会议。")
    body = "".join(f"<p>{part}</p>" for part in text)
    head = f'<meta charset="utf-8"><title>{title}</title><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day}">'
    return Served(
        f"<html><head>{head}</head><body><h1>{title}</h1><p>发布日期：{day} 来源：政府办公室</p><div id='zoom'>{body}</div></body></html>".encode()
    )


def served_json(content: object) -> Served:
    return Served(json.dumps(content, ensure_ascii=False).encode(), "application/json;charset=UTF-8")


def items(entries: Iterable[Entry]) -> str:
    return "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for title, url, day in entries
    )


def page_of(entries: Sequence[Entry], number: int, size: int) -> Sequence[Entry]:
    return entries[(number - 1) * size : number * size]
