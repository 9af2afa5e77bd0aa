"""Sites on loopback hosts whose nights differ: news, no news, down, blocked, moved, closed to robots."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.crawl.crawl_project import article, listing
from tests.replicas.server import Served

# What a site may be like in a night: how often in a hundred.
_KINDS = {"news": 35, "no news": 45, "down": 7, "blocked": 5, "moved": 4, "robots": 4}
# The outcome that is true of a fault.
_FAULTS = {"down": "unreachable", "blocked": "blocked", "moved": "layout_changed", "robots": "robots"}
_FIRST = 3


@dataclass
class SoakSite:
    """`reports` have been published so far, `seen` of them when it was last up in a night."""

    key: str
    host: str
    kind: str = "news"
    reports: int = _FIRST
    seen: int = 0

    @property
    def outcome(self) -> str:
        """The word that is true of this night. What was published behind a fault is news once it is over."""
        return _FAULTS.get(self.kind) or ("ok" if self.reports > self.seen else "unchanged")

    def end_night(self) -> None:
        if self.kind not in _FAULTS:
            self.seen = self.reports

    @property
    def titles(self) -> set[str]:
        return {self.title(number) for number in range(1, self.reports + 1)}

    def title(self, number: int) -> str:
        return f"{self.key}第{number}镇2018年政府信息公开工作年度报告"

    def works_on(self, path: str) -> bool:
        """Whether a crawl that asks for this has begun its work and not ended it: of news, all but the last is had."""
        return self.outcome != "ok" or path == f"/{self.reports}.html"

    def served(self, path: str) -> Served | None:
        match (self.kind, path):
            case ("down", _):
                return Served(b"", status=503)
            case ("robots", "/robots.txt"):
                return Served(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
            case (_, "/robots.txt"):
                return Served(b"", content_type="text/plain")
            case ("blocked", _):
                return Served(b"<html><body>403 Forbidden</body></html>", status=403)
            case ("moved", "/"):
                return None
            case (_, "/"):
                numbers = range(1, self.reports + 1)
                return listing("".join(f'<a class="article" href="/{number}.html">{number}</a>' for number in numbers))
        number = path.removeprefix("/").removesuffix(".html")
        return article(self.title(int(number))) if number.isdigit() and int(number) <= self.reports else None


class SoakWeb:
    """The answers of all sites to a server by host; each night begins with `next_night`."""

    def __init__(self, count: int, chance: Random) -> None:
        hosts = [f"127.4.{number // 250}.{number % 250 + 1}" for number in range(count)]
        self.sites = [SoakSite(f"s{number:04d}", host) for number, host in enumerate(hosts)]
        self._by_host = {site.host: site for site in self.sites}
        self._chance = chance

    def answer(self, _method: str, path: str, _body: bytes) -> Served | None:
        host, slash, rest = path.partition("/")
        site = self._by_host.get(host)
        return site.served(slash + rest) if site else None

    def works_on(self, path: str) -> bool:
        """As of a site; `path` begins with the host."""
        host, slash, rest = path.partition("/")
        return host in self._by_host and self._by_host[host].works_on(slash + rest)

    def next_night(self, *, all_up: bool = False) -> None:
        """New reports appear and faults come and go; with `all_up` none has a fault."""
        for site in self.sites:
            kind = self._chance.choices(list(_KINDS), list(_KINDS.values()))[0]
            site.kind = "news" if all_up else kind
            # Also behind a fault, to be found later.
            if site.kind != "no news":
                site.reports += self._chance.randint(1, 3)
