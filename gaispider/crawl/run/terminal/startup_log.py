"""Hides the 85 lines that Scrapy logs before a crawl begins (versions, settings, components), except with -L DEBUG."""

from __future__ import annotations

import logging
from typing import Any

# The loggers that write them, at INFO. Their warnings and errors are always shown.
_LOGGERS = ("scrapy.utils.log", "scrapy.addons", "scrapy.crawler", "scrapy.middleware")


def keep_startup_quiet(settings: Any) -> None:
    """Call before the crawler is made. The run's summary holds the versions and the explicit settings."""
    wanted = str(settings["LOG_LEVEL"]).upper() in ("DEBUG", str(logging.DEBUG), "NOTSET")
    for name in _LOGGERS:
        # A filter, since Scrapy resets the levels when it configures logging.
        (logging.getLogger(name).removeFilter if wanted else logging.getLogger(name).addFilter)(_worth_a_line)


def _worth_a_line(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
