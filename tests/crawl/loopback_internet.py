"""A Scrapy extension for tests: 127.0.0.1 counts as a public address, all other addresses as they are."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from gaispider.crawl.net import resolver, url_policy

# Host names and their successive DNS answers; the last one is repeated.
NAMES = {
    "site.test": ["127.0.0.1"],
    "internal.test": ["127.0.0.2"],
    "metadata.test": ["169.254.169.254"],
    "rebinding.test": ["127.0.0.1", "127.0.0.2"],
}


class LoopbackInternet:
    """Patches the address check, and the DNS look-up for the host names in NAMES."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> LoopbackInternet:
        known = url_policy.is_public
        _replace([url_policy, resolver], "is_public", lambda address: address == "127.0.0.1" or known(address))
        system = socket.gethostbyname
        answers = {name: list(addresses) for name, addresses in NAMES.items()}

        def look_up(name: str) -> str:
            if name not in answers:
                return system(name)
            return answers[name].pop(0) if len(answers[name]) > 1 else answers[name][0]

        _replace([socket], "gethostbyname", look_up)
        return cls()


def _replace(modules: list[Any], name: str, value: Callable[..., Any]) -> None:
    for module in modules:
        setattr(module, name, value)
