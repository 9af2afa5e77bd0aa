"""The error that drops an item because the run is ending, so that its page stays open for the next run."""

from __future__ import annotations

from scrapy.exceptions import DropItem


class RunEndingError(DropItem):
    """The run ends before the page's record is written. The page is not done; the next run requests it again."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url}: the run ends before its record is written", log_level="INFO")
