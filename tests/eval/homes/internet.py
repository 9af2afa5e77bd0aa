"""A Scrapy extension: the made sites' hosts are at 127.0.0.1, and no other name is known."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from gaispider.crawl.net import resolver, url_policy
from tests.eval.homes.all_homes import all_homes

# The port of the server, which stands for port 80; and a file that takes a line for every name looked up that is none
# of the sites'.
PORT, STRANGERS = "HOMES_PORT", "HOMES_STRANGERS"


class HomesInternet:
    """Patches the look-up of names, the check of addresses and the port: a site with a port is another to discovery."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> HomesInternet:
        hosts = {host for home in all_homes() for host in home.hosts}
        known = url_policy.is_public
        for module in (url_policy, resolver):
            module.is_public = lambda address: address == "127.0.0.1" or known(address)  # type: ignore[attr-defined]

        def look_up(name: str) -> str:
            if name in hosts:
                return "127.0.0.1"
            if path := os.environ.get(STRANGERS):
                with Path(path).open("a", encoding="utf-8") as strangers:
                    strangers.write(name + "\n")
            raise socket.gaierror(socket.EAI_NONAME, f"{name} is no made host")

        socket.gethostbyname = look_up
        _redirect_port(int(os.environ[PORT]))
        return cls()


def _redirect_port(port: int) -> None:
    from twisted.internet import reactor

    connect = reactor.connectTCP  # type: ignore[attr-defined]
    if getattr(connect, "redirected", False):
        return

    def redirected(host: str, asked: int, *args: Any, **kwargs: Any) -> Any:
        return connect(host, port if (host, asked) == ("127.0.0.1", 80) else asked, *args, **kwargs)

    redirected.redirected = True  # type: ignore[attr-defined]
    reactor.connectTCP = redirected  # type: ignore[attr-defined]
