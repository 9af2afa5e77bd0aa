"""Scrapy lists its versions, every setting and every part before a crawl begins: 85 lines, kept for `-L DEBUG`."""

from __future__ import annotations

import logging
from typing import Any

# Who logs them, at INFO. What these say at WARNING and above is always shown.
_LOGGERS = ("scrapy.utils.log", "scrapy.addons", "scrapy.crawler", "scrapy.middleware")


def keep_startup_quiet(settings: Any) -> None:
    """To be called before the crawler is made. The run's summary has versions and the settings that were given."""
    wanted = str(settings["LOG_LEVEL"]).upper() in ("DEBUG", str(logging.DEBUG), "NOTSET")
    for name in _LOGGERS:
        # A level would be set back when Scrapy configures its log.
        (logging.getLogger(name).removeFilter if wanted else logging.getLogger(name).addFilter)(_worth_a_line)


def _worth_a_line(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
