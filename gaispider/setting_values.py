"""What each setting may be; `gaispider/settings.py` has their defaults and reasons.

A value is text where it comes from the environment or from `-s`; in a project's settings.py it may be of any type.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_WHOLE = re.compile(r"[+-]?[0-9]+")
# The name of a module or of what is in one.
_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG", "NOTSET")
# Seconds, hours or days; no wait holds much more, and dates end soon after.
_LONGEST = 1e7
_MOST = 2**53


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be: `told` completes `NAME must be ...`, and `fits` says whether a value is so."""

    told: str
    fits: Callable[[object], bool]


def _length(*, zero: bool = True, most: float = _LONGEST, what: str = "a number") -> Allowed:
    """A length of time or a share; with `zero=False` it is above 0."""

    def fits(value: object) -> bool:
        try:
            number = -1.0 if isinstance(value, bool) else float(str(value))
        except ValueError:
            return False
        # What is no number (nan) compares as False.
        return number <= most and (number >= 0 if zero else number > 0)

    if most != _LONGEST:
        return Allowed(f"{what} from 0 to {most:g}", fits)
    return Allowed(f"{what} {'of 0 or more' if zero else 'above 0'}", fits)


def _count(least: int, most: int = _MOST) -> Allowed:
    def fits(value: object) -> bool:
        text = str(value).strip()
        return _WHOLE.fullmatch(text) is not None and len(text) < 20 and least <= int(text) <= most

    return Allowed(f"a whole number {f'of {least} or more' if most >= 10**9 else f'from {least} to {most}'}", fits)


def _word(*words: str, told: str, folded: bool = False) -> Allowed:
    def fits(value: object) -> bool:
        text = "" if value is None else str(value)
        return (text.lower() if folded else text) in words

    return Allowed(told, fits)


def _is_line(value: object) -> bool:
    """Headers and addresses are made of it, which a line break would cut in two."""
    return value is None or (isinstance(value, (str, os.PathLike)) and not re.search(r"[\x00-\x1f\x7f]", str(value)))


def _is_folder(value: object) -> bool:
    """Whether a path is a folder or could become one: what is there of it are folders."""
    if not _is_line(value) or not str(value or "").strip():
        return False
    try:
        path = Path(str(value)).absolute()
        while not path.exists() and not path.is_symlink():
            path = path.parent
        return path.is_dir()
    except OSError as error:
        # What this user may not look at is told by the command that needs it.
        return error.errno != errno.ENAMETOOLONG


def _is_moment(value: object) -> bool:
    try:
        return not value or bool(datetime.fromisoformat(str(value)).astimezone(UTC))
    except (ValueError, OverflowError):
        return False


def _is_level(value: object) -> bool:
    return value in _LEVELS or (isinstance(value, int) and not isinstance(value, bool))


def _parts(value: object) -> list[str]:
    """A list as Scrapy reads one: of text, what stands between commas."""
    if isinstance(value, str):
        return value.split(",")
    return [str(part) for part in value] if isinstance(value, (list, tuple, set, frozenset)) else [""]


def _are_names(value: object) -> bool:
    return all(_DOTTED.fullmatch(part) for part in _parts(value))


def _are_codes(value: object) -> bool:
    return value in ("", []) or all(_count(100, 599).fits(part) for part in _parts(value))


def _is_mapping(value: object) -> bool:
    try:
        return isinstance(json.loads(value) if isinstance(value, str) else value, Mapping)
    except ValueError:
        return False


_SPAN, _WAIT = _length(zero=False), _length()
_FROM_0, _FROM_1, _MEGABYTES = _count(0), _count(1), _count(1, 10**9)
_SWITCH = _word("0", "1", "true", "false", told="1 (yes) or 0 (no)", folded=True)
_LINE = Allowed("text on one line", _is_line)
_SOME_LINE = Allowed("text on one line, and not empty", lambda value: bool(value) and _is_line(value))
_FOLDER = Allowed("a folder, or a path where one can be made", _is_folder)
_NAME = Allowed(
    "the name of a class or module, such as package.module.Class",
    lambda value: isinstance(value, type) or (isinstance(value, str) and _DOTTED.fullmatch(value) is not None),
)
_NAMES = Allowed("names of modules, with commas and no spaces, quotes or brackets between them", _are_names)
_MAPPING = Allowed("a mapping, written as JSON where it is text", _is_mapping)

# Those that can be set in the environment, too, as GAISPIDER_<NAME>.
OWN: dict[str, Allowed] = {
    "STORE_DIR": _FOLDER,
    "SITES_DIR": _FOLDER,
    "ARCHIVE_REPLAY": _LINE,
    "REPLAY_DIR": _FOLDER,
    "ALLOW_PRIVATE_HOSTS": _SWITCH,
    "CONTACT": _LINE,
    "CHROMIUM": _LINE,
    "NOW": Allowed("a time such as 2024-06-01T02:00:00+08:00, or empty", _is_moment),
    "ACCEPT_CHANGES": _SWITCH,
    "FETCH_ATTACHMENTS": _SWITCH,
    "READ_FILES": _SWITCH,
    "MIN_FREE_MB": _count(0, 10**9),
    "STATE_JOURNAL": _word("wal", "delete", told="wal or delete"),
    "DUE_AFTER_HOURS": _SPAN,
    "PUBLISH_TO": _LINE,
    "TAKE_ARCHIVES": _SWITCH,
    "LOGS_KEPT": _FROM_1,
    "PROBE_AFTER_HOURS": _WAIT,
    "PROBE_PAUSE": _WAIT,
    "PROBE_IS_TEST": _SWITCH,
    "STALE_AFTER_DAYS": _SPAN,
    "ALERT_COMMAND": _LINE,
    "ALERT_MAIL_TO": _LINE,
    "ALERT_MAIL_FROM": _LINE,
    "ALERT_SMTP_HOST": _SOME_LINE,
    "ALERT_SMTP_PORT": _count(1, 65535),
    "ALERT_SMTP_SECURITY": _word("", "starttls", "tls", told="empty, starttls or tls", folded=True),
    "ALERT_SMTP_USER": _LINE,
    "ALERT_SMTP_PASSWORD_FILE": _LINE,
    "ALERT_OUTCOMES": _LINE,
    "DISCOVERY_PAGES": _FROM_1,
    "DISCOVERY_SECONDS": _SPAN,
    "DISCOVERY_ROUNDS": _FROM_1,
    "DISCOVERY_PAUSE": _WAIT,
    "DISCOVERY_DIR": _FOLDER,
    "LISTING_PAGES": _FROM_1,
    "LOG_LEVEL": Allowed(f"one of {', '.join(_LEVELS)}", _is_level),
}

# Those that are set with `-s` or in a project's settings.py alone.
OF_A_RUN: dict[str, Allowed] = {
    "DOWNLOAD_DELAY": _WAIT,
    "DOWNLOAD_DELAY_JITTER": _length(most=1, what="a share"),
    "CONCURRENT_REQUESTS": _FROM_1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": _FROM_1,
    "CONCURRENT_ITEMS": _FROM_1,
    "CRAWL_DELAY_MAX": _WAIT,
    "RETRY_TIMES": _FROM_0,
    "RETRY_HTTP_CODES": Allowed("HTTP statuses with commas between them, such as 500,503", _are_codes),
    "RETRY_AFTER_MAX": _WAIT,
    "RETRY_PAUSE": _WAIT,
    "SLOW_DELAY_MAX": _WAIT,
    "ARTICLES_REFUSED": _FROM_0,
    "DOWNLOAD_TIMEOUT": _SPAN,
    "METAREFRESH_MAXDELAY": _FROM_0,
    "DOWNLOAD_MAXSIZE": _FROM_1,
    "DOWNLOAD_WARNSIZE": _FROM_0,
    "REDIRECT_MAX_TIMES": _FROM_0,
    "URLLENGTH_LIMIT": _FROM_0,
    "DEPTH_LIMIT": _FROM_0,
    "PENDING_REQUESTS": _FROM_1,
    "SCRAPER_SLOT_MAX_ACTIVE_SIZE": _FROM_1,
    "MEMUSAGE_LIMIT_MB": _count(0, 10**9),
    "LARGE_PAGE_KB": _count(0, 10**9),
    "READING_SECONDS": _SPAN,
    "READING_MEMORY_MB": _MEGABYTES,
    "FILE_SECONDS": _SPAN,
    "FILE_MEMORY_MB": _MEGABYTES,
    "FILE_PAGES": _FROM_1,
    "RENDER_TIMEOUT": _SPAN,
    "RENDER_PAGES": _FROM_1,
    # Scrapy's own, which somebody sets in order to see a few pages of a site; 0 is no limit.
    "CLOSESPIDER_ITEMCOUNT": _FROM_0,
    "CLOSESPIDER_PAGECOUNT": _FROM_0,
    "CLOSESPIDER_ERRORCOUNT": _FROM_0,
    "CLOSESPIDER_TIMEOUT": _WAIT,
}

# What makes the project what it is, and what the program sets by itself.
FIXED: dict[str, Allowed] = {
    "BOT_NAME": _SOME_LINE,
    "USER_AGENT": _SOME_LINE,
    "ROBOTSTXT_OBEY": _SWITCH,
    "ROBOTSTXT_USER_AGENT": _LINE,
    "DEFAULT_REQUEST_HEADERS": _MAPPING,
    "SPIDER_LOADER_CLASS": _NAME,
    "SPIDER_MODULES": _NAMES,
    "COMMANDS_MODULE": _NAME,
    "DOWNLOAD_HANDLERS": _MAPPING,
    "DOWNLOAD_FAIL_ON_DATALOSS": _SWITCH,
    "DOWNLOAD_VERIFY_CERTIFICATES": _SWITCH,
    "HTTPPROXY_ENABLED": _SWITCH,
    "REMOTE_CONTROL_ENABLED": _SWITCH,
    "TELNETCONSOLE_ENABLED": _SWITCH,
    "TWISTED_DNS_RESOLVER": _NAME,
    "REQUEST_FINGERPRINTER_CLASS": _NAME,
    "EXTENSIONS": _MAPPING,
    "DOWNLOADER_MIDDLEWARES": _MAPPING,
    "SPIDER_MIDDLEWARES": _MAPPING,
    "ITEM_PIPELINES": _MAPPING,
    "FEED_EXPORT_ENCODING": _LINE,
    "FEED_EXPORTERS": _MAPPING,
    "STATS_DUMP": _SWITCH,
    "RUN_NAME": _LINE,
    "FENCE": _LINE,
}

ALL = OWN | OF_A_RUN | FIXED
