"""Keeps what is private out of a bundle: settings, paths and names of the machine, addresses of people, cookies."""

from __future__ import annotations

import getpass
import re
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

# Settings that say how a crawl reads and asks; every other one stays at home, whatever it is called.
_TOLD = frozenset(
    {
        "ACCEPT_CHANGES", "ALLOW_PRIVATE_HOSTS", "CRAWL_DELAY_MAX", "DEPTH_LIMIT", "DOWNLOAD_DELAY", "DOWNLOAD_MAXSIZE",
        "DOWNLOAD_TIMEOUT", "FETCH_ATTACHMENTS", "FILE_MEMORY_MB", "FILE_PAGES", "FILE_SECONDS", "LARGE_PAGE_KB",
        "LISTING_PAGES", "NOW", "READ_FILES", "READING_MEMORY_MB", "READING_SECONDS", "REDIRECT_MAX_TIMES",
        "RENDER_PAGES", "RENDER_TIMEOUT", "RETRY_AFTER_MAX", "RETRY_HTTP_CODES", "RETRY_PAUSE", "RETRY_TIMES",
        "ROBOTSTXT_OBEY", "URLLENGTH_LIMIT",
    }
)  # fmt: skip
# Headers of answers that may hold a key to somebody's session.
_KEYS = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authorization", "www-authenticate"})
# What belongs to a machine in a run's summary.
_OF_THE_MACHINE = frozenset({"process", "storage"})
# An absolute path that is no part of an address: /home/…, C:\…
_PATH = re.compile(r"(?<![\w/:.%>-])(?:/(?:[\w.+~@-]+/)+[\w.+~@-]*|[A-Za-z]:\\[^\s\"',;]+)")
_USER_IN_URL = re.compile(r"(?<=://)[^/\s\"'@]+@")
_SHORTEST = 4


class Redaction:
    """Takes the private strings of this installation out of texts."""

    def __init__(self, settings: BaseSettings) -> None:
        places = [settings["STORE_DIR"], settings["SITES_DIR"], settings["REPLAY_DIR"], Path.cwd(), Path.home()]
        names = [settings["CONTACT"], socket.gethostname()]
        with suppress(OSError, KeyError):  # a container may have no name for its user
            names.append(getpass.getuser())
        self._paths = _longest_first(str(place) for place in places if place)
        self._names = [
            re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in _longest_first(names) if len(name) >= _SHORTEST
        ]

    def text(self, text: str) -> str:
        """The text without private strings; what was there is named in brackets."""
        for path in self._paths:
            text = text.replace(path, "<path>")
        for name in self._names:
            text = name.sub("<private>", text)
        return _USER_IN_URL.sub("", _PATH.sub("<path>", text))

    def content(self, value: Any) -> Any:
        """The same for all strings of JSON content."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(name)): self.content(one) for name, one in value.items()}
        return [self.content(one) for one in value] if isinstance(value, list | tuple) else value

    def summary(self, summary: Mapping[str, Any]) -> dict[str, Any]:
        """A run's summary without what belongs to the machine."""
        told = {name: value for name, value in summary.items() if name not in _OF_THE_MACHINE}
        told["settings"] = told_settings(told.get("settings") or {})
        cleaned: dict[str, Any] = self.content(told)
        return cleaned


def told_settings(settings: Mapping[str, Any] | BaseSettings) -> dict[str, Any]:
    """The settings that say how sites are asked and read."""
    return {name: settings[name] for name in sorted(_TOLD) if name in settings}


def told_headers(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers of an answer without those that hold keys."""
    return [(name, value) for name, value in headers if name.lower() not in _KEYS]


def _longest_first(texts: Iterable[str | None]) -> list[str]:
    return sorted({text for text in texts if text and text != "/"}, key=len, reverse=True)
