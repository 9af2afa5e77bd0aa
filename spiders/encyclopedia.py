"""Copies of reports in encyclopedias and dictionaries: one page, one report. Addresses come with `-a urls=`."""

from __future__ import annotations

from gaispider.spiders.base import CopySpider


class EncyclopediaSpider(CopySpider):
    """Reads the given pages and follows no links."""

    family = "encyclopedia"
