"""Pages of sample documents that hold several reports (第一篇 … 第五篇). Addresses come with `-a urls=`."""

from __future__ import annotations

from gaispider.spiders.base import CopySpider


class CompilationSpider(CopySpider):
    """Reads the given pages and follows no links; the reading makes one record for each part."""

    family = "compilation"
