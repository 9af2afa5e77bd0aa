"""Pages of sample documents that hold several reports (第一篇 … 第五篇). Addresses come with `-a urls=`."""

from __future__ import annotations

from gaispider.spiders.base import CopySpider


class CompilationSpider(CopySpider):
    """Reads the pages given, and follows nothing; the reader makes one record a part."""

    family = "compilation"
