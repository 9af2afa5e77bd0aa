"""Finds Chromium, and makes the settings of sites that need rendering. Imports no browser library."""

from __future__ import annotations

import logging
import os
import shutil
from typing import Any

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from gaispider.sites.model import Site

logger = logging.getLogger(__name__)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Downloader slots of sub-resources and of the browser; pages use the slot of their host.
FILES, BROWSER = "files of pages", "browser"

_FLAGS = [
    # No name resolves, not even loopback. The crawl answers what the browser requests; what its routes do not see
    # (WebSockets, beacons, prefetching) fails here.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",  # containers have 64 MB of it
    "--blink-settings=imagesEnabled=false",
    # Half a gigabyte of script memory; a page that needs more is broken.
    "--js-flags=--max-old-space-size=512",
]


class NoBrowserError(UsageError):
    """No Chromium is installed, or the named one does not exist."""


def find_chromium(name_or_path: str = "") -> str:
    """The path of `name_or_path`, or of the first usual program name that is installed. Raises NoBrowserError."""
    if name_or_path:
        path = shutil.which(name_or_path)
        if path is None:
            raise NoBrowserError(f"CHROMIUM={name_or_path}: there is no program of that name or path", print_help=False)
        return path
    for name in PROGRAMS:
        if path := shutil.which(name):
            return path
    raise NoBrowserError(
        f"this site needs a browser, and none of {', '.join(PROGRAMS)} is installed: install Chromium, or name its "
        "path with -s CHROMIUM=PATH or GAISPIDER_CHROMIUM",
        print_help=False,
    )


def render_settings(site: Site, settings: BaseSettings) -> dict[str, Any]:
    """The settings that a site's `render` fact adds; empty for a replay, and for `auto` without a browser.

    Raises NoBrowserError if the site cannot be read without a browser.
    """
    if not site.render or settings["ARCHIVE_REPLAY"]:
        return {}
    try:
        path = find_chromium(settings["CHROMIUM"])
    except NoBrowserError as error:
        if site.render != "auto" or settings["CHROMIUM"]:
            raise
        logger.warning("Nothing will be rendered: %s", error)
        return {}
    options = {
        "executable_path": path,
        "args": _FLAGS,
        # Chromium's sandbox does not work for root.
        "chromium_sandbox": os.geteuid() != 0,
        # The first signal lets the pages in flight finish; the crawl then closes the browser.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }
    handler = "gaispider.crawl.browser.browser_handler.SiteBrowserHandler"
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "PLAYWRIGHT_BROWSER_PROVIDER": "gaispider.crawl.browser.browser_handler.OnDemandChromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": options,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        # A page and its files are fetched before the next page is requested.
        "CONCURRENT_REQUESTS": 1,
        # The files of a page are fetched one by one, without the delay between pages.
        "DOWNLOAD_SLOTS": {FILES: {"concurrency": 1, "delay": 0}, BROWSER: {"concurrency": 1, "delay": 0}},
    }
