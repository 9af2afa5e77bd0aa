"""Sub-commands of Scrapy that do not fit this project: in their place a sentence says what to use instead."""

from __future__ import annotations

import argparse
from typing import ClassVar

from scrapy.exceptions import UsageError


class Replaced:
    """What these commands have in common. No command itself: `scrapy` offers every command class of this package."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}
    short: ClassVar[str]
    instead: ClassVar[str]

    def short_desc(self) -> str:
        """The line in the list of commands."""
        return f"Not used here: {self.short}"

    def long_desc(self) -> str:
        """The sentence."""
        return self.instead

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raises UsageError with the sentence: exit 2."""
        raise UsageError(self.instead, print_help=False)
