"""A project whose site goes through a family of the product and all steps, and pages for it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.crawl.crawl_project import Project
from tests.replicas.server import Served

ALLOW_ALL = Served(b"", content_type="text/plain")


@dataclass
class WholeSite(Project):
    """One site `plain` of a family of the product."""

    family: str = "generic"


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
