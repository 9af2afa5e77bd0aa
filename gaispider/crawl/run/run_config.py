"""The configuration of a run: settings that were set explicitly, the clock offset, the fields of warcinfo."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from gaispider.crawl.run.summary import versions
from gaispider.sites.model import Site

_PROJECT = SETTINGS_PRIORITIES["project"]
# Not kept in summaries: alert settings (they hold mail addresses), and settings that the program sets itself.
_PRIVATE = ("RUN_", "ALERT_", "GAISPIDER_ALERT_")
# Limits that somebody sets in order to see a few pages of a site, and what is said of them.
_SAMPLES = frozenset({"closespider_itemcount", "closespider_pagecount"})
SAMPLE = "asks for a sample, which is no fault"


def explicit_settings(settings: BaseSettings) -> dict[str, Any]:
    """Settings set for this run: on the command line, by the spider, or in the environment."""
    explicit = {name: settings[name] for name in settings if (settings.getpriority(name) or 0) > _PROJECT}
    explicit.update({name: value for name, value in os.environ.items() if name.startswith("GAISPIDER_")})
    explicit = {name: value for name, value in explicit.items() if not name.startswith(_PRIVATE)}
    return {
        name: value if isinstance(value, (str, int, float, bool)) else str(value) for name, value in explicit.items()
    }


def clock_offset(now: str) -> timedelta:
    """The difference between the time of the setting NOW and the clock; 0 if NOW is empty. Raises UsageError."""
    return _moment(now) - datetime.now(UTC) if now else timedelta()


def now_of(settings: BaseSettings) -> datetime:
    """The time (UTC) by which all commands decide what is due, late or missing: that of the setting NOW, else the
    clock's. What is fetched or written keeps the clock's own. Raises UsageError."""
    return _moment(settings["NOW"]) if settings["NOW"] else datetime.now(UTC)


def _moment(now: str) -> datetime:
    try:
        return datetime.fromisoformat(now).astimezone(UTC)
    except ValueError:
        raise UsageError(f"NOW={now}: write a time such as 2024-06-01T02:00:00+08:00", print_help=False) from None


def limit_met(reason: str, settings: BaseSettings) -> str | None:
    """What is told of the limit (CLOSESPIDER_*, MEMUSAGE_*) that closed a crawl for this reason; None if none did."""
    if reason in _SAMPLES:
        name = reason.upper()
        return f"{name}={settings.getint(name)} {SAMPLE}"
    return reason if reason.startswith(("closespider", "memusage")) else None


def warcinfo(site: Site, run: str, settings: BaseSettings, explicit: dict[str, Any]) -> dict[str, str]:
    """The fields of an archive's first record (WARC 1.1, annex on warcinfo)."""
    return {
        "software": ", ".join(f"{name}/{number}" for name, number in versions().items()),
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": site.key,
        "description": f"{site.name}, run {run}",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "http-header-user-agent": settings["USER_AGENT"],
        "settings": ", ".join(f"{name}={value}" for name, value in explicit.items()),
    }
