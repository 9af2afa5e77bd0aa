"""Importing this module imports and compiles what every command and crawl needs; crawls are then forked from it.

Left out is what must be made in the process of a crawl itself (Twisted's reactor, threads, connections) and what few
sites need (the browser, the readers of files).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pkgutil import iter_modules
from typing import Any

from scrapy.settings import Settings
from scrapy.utils.misc import load_object, walk_modules_iter

import gaispider.crawl.browser.rendering
import gaispider.crawl.files.run_readings
import gaispider.crawl.large_pages
import gaispider.crawl.run.lock
import gaispider.crawl.run.terminal.run_report
import gaispider.maintenance.reread
import gaispider.operate.alerts
import gaispider.pipelines
import gaispider.settings
import gaispider.spiders
from gaispider.crawl.challenge import classify
from gaispider.reading import extract

_PAGE = """<html><head><title>磐石市财政局2018年政府信息公开工作年度报告</title></head><body>
<div class="bar">索引号：1234 发布日期：2019-02-21 来源：财政局 字号：大 中 小</div>
<div class="TRS_Editor"><h1>磐石市财政局2018年政府信息公开工作年度报告</h1>
<p>根据《中华人民共和国政府信息公开条例》，现公布2018年度报告。</p><p>一、概述</p>
<p>全年主动公开政府信息158条，收到申请5件，答复5件。</p>
<table><tr><th>统计指标</th><th>单位</th><th>统计数</th></tr><tr><td>主动公开政府信息数</td><td>条</td><td>158</td></tr></table>
<p style="text-align:right">磐石市财政局</p><p>二〇一九年二月二十一日</p></div></body></html>"""
_LISTING = """<html><head><title>政府信息公开年报</title></head><body><ul class="list">{}</ul>
<script>createPageHTML(2, 0, "index", "html");</script></body></html>"""
_ROW = '<li><a href="t{0}.html">{0}年政府信息公开工作年度报告</a><span>{0}-02-21</span></li>'


def _components(settings: Settings) -> Iterator[str]:
    """The paths of the classes that the settings name for a crawl."""
    for name in settings:
        value: Any = settings[name]
        names = [key for key, place in value.items() if place is not None] if hasattr(value, "items") else [value]
        names += list(value.values()) if name.startswith("DOWNLOAD_HANDLERS") else []
        yield from (path for path in names if isinstance(path, str) and path.startswith(("scrapy.", "gaispider.")))


def _warm() -> None:
    settings = Settings()
    settings.setmodule(gaispider.settings)
    for package in ("scrapy.commands", "gaispider.commands"):
        list(walk_modules_iter(package))
    for module in iter_modules(gaispider.spiders.__path__, "gaispider.spiders."):
        __import__(module.name)
    for path in _components(settings):
        load_object(path)
    rows = "".join(_ROW.format(year) for year in range(2010, 2020))
    for text in (_PAGE, _LISTING.format(rows)):
        body = text.encode()
        classify(200, {"content-type": "text/html"}, body)
        extract(body, "http://www.panshi.gov.cn/ndbg/201902/t20190221_1.html")
    # What is made until here is never looked at again, so that the forks go on sharing its memory.
    gc.collect()
    gc.freeze()


_warm()
