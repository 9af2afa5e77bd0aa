"""A project whose site goes through a family of the product and all steps, and pages for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tests.crawl.crawl_project import Project
from tests.replicas.server import Served

ALLOW_ALL = Served(b"", content_type="text/plain")


@dataclass
class WholeSite(Project):
    """One site `plain`, named 柳湾县, of a family of the product."""

    family: str = "generic"

    def write_registry(self) -> Path:
        sites = self.folder / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        (sites / "22-jilin.toml").write_text(
            f'[[site]]\nkey = "plain"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "{self.family}"\n'
            f"hosts = {json.dumps(self.hosts)}\nstart = {json.dumps(self.start)}\n{self.further}\n",
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
        options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        return ["crawl", key, *options, *arguments]


def column(links: str, charset: str = "utf-8", after: str = "") -> Served:
    """A report column with rows of links."""
    head = f"<head><meta charset={charset}><title>政府信息公开年报</title></head>"
    return Served(f"<html>{head}<body><ul class=list>{links}</ul>{after}</body></html>".encode(charset))


def row(href: str, name: str, day: str = "2019-01-18") -> str:
    return f'<li><a href="{href}">{name}</a><span>{day}</span></li>'


def report(unit: str, year: int, charset: str = "utf-8", more: str = "", middle: str = "") -> Served:
    """A report page with a paragraph of text; `more` is markup after it."""
    name = f"{unit}{year}年政府信息公开工作年度报告"
    text = "本年度主动公开政府信息158条，受理依申请公开2件，均已按期答复，全年未发生行政复议和行政诉讼。"
    document = f"<div id=zoom><p>{text}</p>{middle}<p>{text[::-1]}</p></div>"
    body = f"<h1>{name}</h1><div>发布日期：{year + 1}-01-18</div>{document}{more}"
    head = f"<head><meta charset={charset}><title>{name}</title></head>"
    return Served(f"<html>{head}<body>{body}</body></html>".encode(charset))
