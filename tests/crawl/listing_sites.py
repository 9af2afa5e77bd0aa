"""Sites whose listings show less than they have, and crawls of them with the real families."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.crawl.crawl_project import Project
from tests.replicas.server import Served
from tests.replicas.word import paragraph

COLUMN = "/zwgk/ndbg/"
ALLOWED = Served(b"", "text/plain")


@dataclass
class ListingProject(Project):
    """A site whose start is the report column COLUMN; `family` is a real one."""

    family: str = "generic"

    def __post_init__(self) -> None:
        self.start = self.start or [f"{self.web.url}{COLUMN}"]
        super().__post_init__()
        self.web.pages.setdefault("/robots.txt", ALLOWED)

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        return super().command("-s", "RETRY_TIMES=0", "-L", "ERROR", *arguments, private=private, key=key)

    def night(self, *arguments: str) -> dict[str, Any]:
        """The summary of a crawl, whose terminal says what the summary says."""
        done = self.crawl(*arguments)
        summary = self.summaries()[-1]
        assert summary["exit_code"] == done.returncode, done.stderr
        assert all(reason in done.stderr for reason in summary["reasons"])
        summary["stderr"] = done.stderr
        return summary


def name(number: int) -> str:
    return f"第{number}乡2018年政府信息公开工作年度报告"


def path(number: int) -> str:
    return f"{COLUMN}201903/content_{7000 + number}.html"


def report(number: int) -> Served:
    text = "".join(
        paragraph(part)
        for part in (
            f"一、主动公开情况。第{number}乡2018年主动公开政府信息{number + 20}条，及时更新信息公开目录，方便查阅。",
            "二、依申请公开情况。本年度未收到政府信息公开申请。",
            "三、存在的主要问题及改进情况。公开的内容还需要充实，下一步加强学习和培训，做好各项工作。",
        )
    )
    head = f"<head><meta charset=utf-8><title>{name(number)}</title></head>"
    day = "<p>发布日期：2019-03-01</p>"
    return Served(f"<html>{head}<body><h1>{name(number)}</h1>{day}<div>{text}</div></body></html>".encode())


def reports(count: int) -> dict[str, Served]:
    return {path(number): report(number) for number in range(1, count + 1)}


def rows(numbers: Iterable[int], address: Callable[[int], str] = path) -> str:
    return "".join(
        f'<li><a href="{address(number)}">{name(number)}</a><span>2019-03-01</span></li>' for number in numbers
    )


def page(numbers: Iterable[int], rest: str = "", address: Callable[[int], str] = path) -> Served:
    head = "<head><meta charset=utf-8><title>政府信息公开年报</title></head>"
    return Served(f"<html>{head}<body><ul>{rows(numbers, address)}</ul>{rest}</body></html>".encode())


def paged(count: int, size: int, rest: Callable[[int, int], str]) -> dict[str, Served]:
    """A column of `count` reports, `size` a page: index.html, index_1.html …; `rest(page, pages)` follows the rows."""
    pages = -(-count // size)
    return {
        COLUMN + (f"index_{number}.html" if number else ""): page(
            range(number * size + 1, min((number + 1) * size, count) + 1), rest(number, pages)
        )
        for number in range(pages)
    }


def trs(number: int, pages: int) -> str:
    return f'<script>createPageHTML({pages}, {number}, "index", "html");</script>'
