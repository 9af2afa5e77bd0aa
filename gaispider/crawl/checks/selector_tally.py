"""How often each selector of a registry entry gave something in a run: one that gives nothing is a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gaispider.sites.model import Site

# They are right to match nothing on many pages: the last one of a listing, those without what is dropped.
_OFTEN_ABSENT = frozenset({"next", "drop"})
_PAGES = {"article": "article pages", "listing": "listings"}


@dataclass(slots=True)
class Count:
    """Pages of one kind that were asked for a selector, those that gave it nothing, and the first of these."""

    read: int = 0
    nothing: int = 0
    example: str | None = None


@dataclass(slots=True)
class SelectorTally:
    """By kind of page and selector."""

    counts: dict[tuple[str, str], Count] = field(default_factory=dict)

    def note(self, url: str, role: str, gave: Mapping[str, bool]) -> None:
        """A page was read; `gave` says of each selector that it was asked for whether it gave something."""
        for name, something in gave.items():
            count = self.counts.setdefault((role, name), Count())
            count.read += 1
            if not something:
                count.nothing += 1
                count.example = count.example or url

    def warnings(self, site: Site) -> Iterator[str]:
        """A sentence for each selector that matched nothing where it should."""
        given = site.select.given()
        for (role, name), count in self.counts.items():
            if not count.nothing or (name in _OFTEN_ABSENT and self._ever_matched(name)):
                continue
            yield (
                f"site {site.key}: select.{name} {given.get(name)!r} matched nothing on {count.nothing} of "
                f"{count.read} {_PAGES.get(role, role)}, such as {count.example}"
            )

    def content(self, site: Site) -> list[dict[str, Any]]:
        """The part of the run's summary."""
        given = site.select.given()
        return [
            {"field": name, "selector": given.get(name), "pages": role, "read": count.read, "nothing": count.nothing}
            | {"example": count.example}
            for (role, name), count in self.counts.items()
        ]

    def _ever_matched(self, name: str) -> bool:
        return any(count.nothing < count.read for (_, other), count in self.counts.items() if other == name)
