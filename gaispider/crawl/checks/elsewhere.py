"""Pages of a site on hosts that its registry entry does not name: how many, where, and the line that allows them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from gaispider.crawl.checks.listings.listing_gaps import accept_line
from gaispider.reference import Phrases
from gaispider.sites.model import Accepted, Site
from gaispider.sites.same_page import bare_host

_TELEPHONE_HOST = Phrases("addresses.tsv", "telephone_host", flags=re.IGNORECASE)
_HOME = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml", "/default.html"})


@dataclass(frozen=True, slots=True)
class ForeignColumn:
    """A link to a report column on another host: its name, and the page that it stands on.

    `own`: whether it is the site's own (True), another office's (False), or nothing says whose (None).
    """

    url: str
    name: str
    page: str
    own: bool | None

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.rpartition("@")[2].lower()

    def note(self, site: Site) -> str:
        """For a column of unknown owner: what it is, and the line for the registry."""
        hosts = json.dumps([*site.hosts, self.host], ensure_ascii=False)
        what = f"{self.page} links to a report column on another host, {self.url} ({self.name or 'no name'})"
        return f"{what}, and nothing says whose it is; if it is this office's: hosts = {hosts}"

    def as_json(self) -> dict[str, Any]:
        """As the run's summary has it."""
        return {"url": self.url, "name": self.name, "page": self.page, "own": self.own}


@dataclass(slots=True)
class _Tally:
    """Counts for one host: pages and report columns linked or redirected there, and how many of them from start pages.

    Also the former host that redirects there, if one does.
    """

    pages: int = 0
    columns: int = 0
    starts: int = 0
    redirected: int = 0
    same_path: int = 0
    former: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class HostGap:
    """Pages of the site on one other host.

    `columns` of them are report columns. `facts` are the registry lines that allow them.
    """

    host: str
    pages: int
    columns: int
    starts: int
    redirected: int
    example: str
    former: str
    facts: tuple[str, ...]
    accepted: Accepted | None = None

    @property
    def is_accepted(self) -> bool:
        return self.accepted is not None and self.pages <= self.accepted.missing

    def sentence(self, today: str) -> str:
        """Host, number of pages, an example, and the lines for the registry."""
        how = f"redirected from {self.former} to" if self.redirected == self.pages else "linked on"
        noun = "report column" if self.columns == self.pages else "page"
        what = f"{self.pages} {noun}s" if self.pages > 1 else f"1 {noun}"
        which = "its pages for telephones" if _TELEPHONE_HOST.find(self.host) else "no host of the site"
        start = f"{what} {how} {self.host}, which is {which}, such as {self.example}"
        if self.accepted is not None and self.is_accepted:
            return f"{start}; accepted on {self.accepted.on}: {self.accepted.reason}"
        cure = f"if it is the same office: {', '.join(self.facts)}"
        return f"{start}; {cure}; if not: {accept_line(self.host, self.pages, today)}"

    def as_json(self) -> dict[str, Any]:
        """As the run's summary has it."""
        return {
            "host": self.host,
            "pages": self.pages,
            "columns": self.columns,
            "start_pages": self.starts,
            "redirected": self.redirected,
            "example": self.example,
            "facts": list(self.facts),
            "accepted": self.accepted.as_json() if self.accepted and self.is_accepted else None,
        }


class Elsewhere:
    """Collects the pages of a run that were refused because of their host."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Tally] = {}

    def add(self, asked: str, led_to: str, *, start: bool) -> None:
        """Add a page: `asked` led to `led_to` on another host. Both are equal where a link leads there."""
        one, other = urlsplit(asked), urlsplit(led_to)
        tally = self._hosts.setdefault(other.netloc.rpartition("@")[2].lower(), _Tally())
        tally.pages += 1
        tally.starts += start
        tally.example = tally.example or led_to
        if asked != led_to:
            tally.redirected += 1
            tally.former = tally.former or one.netloc.lower()
            tally.same_path += one.path == other.path or (one.path in _HOME and other.path in _HOME)

    def add_column(self, column: ForeignColumn) -> None:
        """Add a report column of the site's own that is linked on another host. Nothing on that host was requested."""
        self.add(column.url, column.url, start=False)
        self._hosts[column.host].columns += 1

    def gaps(self, site: Site) -> list[HostGap]:
        """One gap for each host, the one with most pages first."""
        found = [
            HostGap(
                host, tally.pages, tally.columns, tally.starts, tally.redirected, tally.example, tally.former,
                tuple(_facts(host, tally, site)), site.accept.get(host),
            )
            for host, tally in self._hosts.items()
        ]  # fmt: skip
        return sorted(found, key=lambda gap: (-gap.pages, gap.host))


def _facts(host: str, tally: _Tally, site: Site) -> list[str]:
    """The registry lines that make the host one of the site's:

    `hosts`, and `twins` where both hosts show the same site.
    """
    named = host
    if any(entry.partition("/")[0] == host for entry in site.hosts):
        # Of this host the entry allows one folder only.
        folder = urlsplit(tally.example).path.strip("/").partition("/")[0]
        named = f"{host}/{folder}" if folder else host
    lines = [f"hosts = {json.dumps([*site.hosts, named], ensure_ascii=False)}"]
    former = tally.former or next((entry for entry in site.hosts if _differ_by_www(entry, host)), "")
    if former and (_differ_by_www(former, host) or (tally.redirected and tally.same_path == tally.redirected)):
        twins = {**site.twins, f"http://{host}/": f"http://{former}/"}
        pairs = ", ".join(f'"{left}" = "{right}"' for left, right in twins.items())
        lines.append(f"twins = {{ {pairs} }}")
    elif tally.starts:
        lines.append(f"start = {json.dumps([tally.example], ensure_ascii=False)}")
    return lines


def _differ_by_www(one: str, other: str) -> bool:
    return one != other and bare_host(one) == bare_host(other)
