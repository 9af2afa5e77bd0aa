"""How often each selector of a registry entry found something in a run. One that finds nothing gives a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gaispider.sites.model import Site

# Selectors that rightly find nothing on many pages: `next` on the last page, `drop` where there is nothing to drop.
_OFTEN_ABSENT = frozenset({"next", "drop"})
_PAGES = {"article": "article pages", "listing": "listings"}


@dataclass(slots=True)
class Count:
    """Pages of one kind on which a selector was tried, those where it found nothing, and the first of these."""

    read: int = 0
    nothing: int = 0
    example: str | None = None


@dataclass(slots=True)
class SelectorTally:
    """By kind of page and selector."""

    counts: dict[tuple[str, str], Count] = field(default_factory=dict)

    def note(self, url: str, role: str, gave: Mapping[str, bool]) -> None:
        """Note a page that was read; `gave` has for each selector tried whether it found something."""
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
