"""Crawls the panshi replica with its real family, on nights whose dates the test sets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gaispider.settings import ITEM_PIPELINES
from tests.crawl.crawl_project import Project
from tests.crawl.scrapy_process import Done
from tests.replicas.panshi import PANSHI, PREFIX, Unit, build
from tests.replicas.server import ReplicaServer, Served

GOVERNMENT, INDUSTRY, FINANCE, SONGSHAN = UNITS = PANSHI[:4]


@dataclass
class Night:
    """The result of one night's crawl."""

    word: str
    code: int
    summary: dict[str, Any]
    stderr: str

    @property
    def reasons(self) -> str:
        return "; ".join(self.summary["reasons"])


@dataclass
class PanshiProject(Project):
    """Four units of the replica. `years` are their report years, `facts` further lines of the registry entry."""

    family: str = "trs"
    years: Iterable[int] = range(2019, 2023)
    start: list[str] = field(default_factory=list)
    facts: str = ""

    def __post_init__(self) -> None:
        self.start = [f"{self.web.url}{PREFIX}/"]
        super().__post_init__()
        self.serve(self.years)

    def serve(self, years: Iterable[int]) -> None:
        self.web.pages.clear()
        self.web.pages.update(build(UNITS, years).pages)
        self.web.pages["/robots.txt"] = Served(b"User-agent: *\nDisallow:\n", "text/plain")

    def serve_unit(self, unit: Unit, years: Iterable[int]) -> None:
        """Serve the unit's own pages for other years than those of the rest."""
        pages = build(UNITS, years).pages
        self.web.pages.update({path: page for path, page in pages.items() if f"/{unit.folder}/" in path})

    def edit(self, path: str, change: Callable[[str], str], encoding: str = "utf-8") -> None:
        """Change the markup of every page whose path ends with `path`."""
        found = [name for name in self.web.pages if name.endswith(path)]
        assert found
        for name in found:
            text = self.web.pages[name].body.decode(encoding)
            changed = change(text)
            assert changed != text
            self.web.pages[name] = Served(changed.encode(encoding))

    def articles(self, unit: Unit) -> list[str]:
        return sorted(path for path in self.web.pages if f"/{unit.folder}/ndbg/" in path and "/t20" in path)

    def write_registry(self) -> Path:
        sites = super().write_registry()
        path = sites / "22-jilin.toml"
        text = path.read_text(encoding="utf-8").replace('"plain"\nhosts', '"trs"\nhosts')
        path.write_text(f"{text}{self.facts}\n", encoding="utf-8")
        return sites

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        real = ("-s", "SPIDER_MODULES=spiders", "-s", f"ITEM_PIPELINES={json.dumps(ITEM_PIPELINES)}")
        return super().command(*real, "-s", "RETRY_TIMES=0", "-L", "ERROR", *arguments, private=private, key=key)

    def night(self, day: str, *arguments: str) -> Night:
        """Crawl at two in the morning of a day, or at a time such as 2023-06-02T12:00:00+00:00."""
        now = day if "T" in day else f"{day}T02:00:00+00:00"
        done: Done = self.crawl("-s", f"NOW={now}", *arguments)
        summary = self.summaries()[-1]
        assert summary["exit_code"] == done.returncode, done.stderr
        assert f"plain: {summary['outcome']} (exit {done.returncode})" in done.stderr
        assert all(reason in done.stderr for reason in summary["reasons"])
        return Night(summary["outcome"], done.returncode, summary, done.stderr)


def panshi(web: ReplicaServer, folder: Path) -> PanshiProject:
    return PanshiProject(folder, web)
