"""A registry and a store in a folder, and `scrapy crawl` as a process on them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crawl.scrapy_process import Done, Scrapy
from tests.replicas.server import ReplicaServer, Served


@dataclass
class Project:
    """One site `plain`, served by `web`: of the family in tests/crawl/families, or of one of the product.

    A family of the product comes with all of its steps.
    """

    folder: Path
    web: ReplicaServer
    hosts: list[str] = field(default_factory=list)
    start: list[str] = field(default_factory=list)
    min_reports: int = 0
    family: str = "plain"
    # Further lines of the entry.
    further: str = ""

    def __post_init__(self) -> None:
        self.hosts = self.hosts or [self.web.host]
        self.start = self.start or [f"{self.web.url}/"]

    @property
    def store(self) -> Path:
        return self.folder / "store" / "plain"

    def write_registry(self) -> Path:
        sites = self.folder / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        (sites / "22-jilin.toml").write_text(
            '[[site]]\nkey = "plain"\nname = "磐石市人民政府"\nregion = "220284"\n'
            f'family = "{self.family}"\n'
            f"hosts = {json.dumps(self.hosts)}\nstart = {json.dumps(self.start)}\n"
            f"expect = {{ min_reports = {self.min_reports} }}\n{self.further}\n",
            encoding="utf-8",
        )
        return sites

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        settings = {
            "SITES_DIR": str(self.write_registry()),
            "STORE_DIR": str(self.folder / "store"),
            "REPLAY_DIR": str(self.folder / "replay"),
            "ALLOW_PRIVATE_HOSTS": str(int(private)),
            "DOWNLOAD_DELAY": "0",
            "RETRY_TIMES": "1",
        }
        if self.family == "plain":
            settings |= {
                "SPIDER_MODULES": "tests.crawl.families",
                "ITEM_PIPELINES": json.dumps({"gaispider.crawl.run.record_writer.RecordWriter": 900}),
            }
        options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        return ["crawl", key, *options, *arguments]

    def crawl(self, *arguments: str, private: bool = True, key: str = "plain") -> Done:
        return Scrapy(self.command(*arguments, private=private, key=key)).wait()

    def begin(self, *arguments: str) -> Scrapy:
        return Scrapy(self.command(*arguments))

    def summaries(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((self.store / "runs").glob("*.json"))]

    def lines(self) -> list[dict[str, Any]]:
        """Every record line of the store, oldest run first."""
        return [
            json.loads(line)
            for path in sorted((self.store / "records").glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]

    def titles(self) -> list[str]:
        """Titles of the newest version of each record."""
        return sorted({line["id"]: line["title"] for line in self.lines()}.values())


def articles(count: int) -> dict[str, Served]:
    """A listing at / and that many articles /1.html ..., and a robots.txt that allows all."""
    links = "".join(f'<a class="article" href="/{number}.html">{number}</a>' for number in range(1, count + 1))
    pages = {"/": listing(links), "/robots.txt": Served(b"", content_type="text/plain")}
    return pages | {f"/{number}.html": article(title(number)) for number in range(1, count + 1)}


def title(number: int) -> str:
    return f"第{number}镇2018年政府信息公开工作年度报告"


def listing(links: str) -> Served:
    return Served(f"<html><head><title>政府信息公开年报</title></head><body><ul>{links}</ul></body></html>".encode())


def article(name: str, text: str = "主动公开政府信息158条。") -> Served:
    head = f"<head><meta charset=utf-8><title>{name}</title></head>"
    return Served(f"<html>{head}<body><h1>{name}</h1><p>{text}</p></body></html>".encode())


def assert_read_alike(lines: list[dict[str, Any]], reread: str) -> None:
    """The records of a crawl, and those that `extract` gives of its archive: equal but for when they were read."""
    again = {line["id"]: line for line in map(json.loads, reread.splitlines())}
    for line in lines:
        twin = again.pop(line["id"])
        for name in ("read_at", "supersedes"):
            line.pop(name), twin.pop(name)
        assert line == twin
    assert again == {}
