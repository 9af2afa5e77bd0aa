"""A small site of the family `generic`, read by the real spiders and steps: one report column and its articles."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from tests.crawl.crawl_project import Project
from tests.replicas.server import Served

TOWNS = "青溪 石桥 柳河 东岭 南湾 白塔 双林 龙泉 云峰 古城 平川 永安 长岭 新港 太和 玉田 枫林 金沙 松坪 桃园".split()
# The menu and the foot of every page.
_MENU = "".join(
    f'<a href="/c{number}/">{name}</a>' for number, name in enumerate("首页 概况 政务 服务 互动 专题".split())
)
_FOOT = "<div class=foot>网站维护：县信息中心 备案号：吉ICP备05000000号</div>"


def title_of(town: str, year: int = 2022) -> str:
    return f"{town}镇人民政府{year}年政府信息公开工作年度报告"


def framed(title: str, body: str) -> Served:
    """A page in the site's frame."""
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    return Served(f"<html>{head}<body><div class=menu>{_MENU}</div>{body}{_FOOT}</body></html>".encode())


def bare(text: str, title: str = "") -> Served:
    """A page of a few words, outside the site's frame."""
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    return Served(f"<html>{head}<body><div>{text}</div></body></html>".encode())


def report(town: str, more: str = "") -> Served:
    title = title_of(town)
    text = (
        f"<p>根据《中华人民共和国政府信息公开条例》，现公布{town}镇2022年政府信息公开工作年度报告。</p>"
        f"<p>一、总体情况</p><p>全年主动公开政府信息58条，收到政府信息公开申请3件，均按时答复。{more}</p>"
        f"<p>{town}镇人民政府</p><p>2023年1月12日</p>"
    )
    return framed(title, f"<div class=article><h1>{title}</h1><div class=date>2023-01-13</div>{text}</div>")


def column(rows: dict[str, str]) -> Served:
    """A report column: paths and titles."""
    items = "".join(f'<li><a href="{path}">{title}</a><span>2023-01-13</span></li>' for path, title in rows.items())
    return framed("政府信息公开年报", f"<ul class=list>{items}</ul>")


@dataclass
class GenericSite(Project):
    """`column` is the start page; `nights` are crawls at two in the morning."""

    family: str = "generic"

    def __post_init__(self) -> None:
        self.start = self.start or [f"{self.web.url}/nb/"]
        super().__post_init__()
        self.web.pages["/robots.txt"] = Served(b"", "text/plain")

    def serve(self, towns: list[str]) -> dict[str, str]:
        """Serve a report of each town; their paths by town."""
        paths = {town: f"/nb/{number}.html" for number, town in enumerate(towns, start=1)}
        self.web.pages["/nb/"] = column({path: title_of(town) for town, path in paths.items()})
        for town, path in paths.items():
            self.web.pages[path] = report(town)
        return paths

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        return super().command("-s", "RETRY_TIMES=0", "-L", "ERROR", *arguments, private=private, key=key)

    def night(self, day: str, *arguments: str) -> dict[str, Any]:
        """The summary of a crawl at two in the morning of a day."""
        done = self.crawl("-s", f"NOW={day}T02:00:00+00:00", *arguments)
        summary = self.summaries()[-1]
        assert summary["exit_code"] == done.returncode, done.stderr
        return {**summary, "stderr": done.stderr}

    def outcomes(self) -> dict[str, str]:
        """Outcome of every page in the state, by path."""
        with sqlite3.connect(self.store / "state.sqlite") as state:
            found = dict(state.execute("SELECT url, outcome FROM pages"))
        state.close()
        return {url.removeprefix(self.web.url): outcome for url, outcome in found.items()}

    def recorded(self) -> dict[str, dict[str, Any]]:
        """The newest line of each record, by path."""
        return {line["url"].removeprefix(self.web.url): line for line in self.lines()}
