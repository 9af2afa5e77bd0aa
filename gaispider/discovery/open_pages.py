"""The pages of a site that are still to be asked for, the best first, within what the site may cost."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urldefrag

from gaispider.discovery.model import Cost, Limits, Way
from gaispider.discovery.ways import BY_NAME
from gaispider.sites.canonical import canonical_url

# Links of a rule that `ways.RULES` does not have: columns of a system's own menu.
_MOST = 6
# What a failed page loses when it is asked for again, behind what has not been tried.
_LATER = 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A page to be asked for. `request` is the request of a family's spider where the address alone is not enough."""

    way: Way
    url: str
    request: object = None
    page_number: int = 1
    tries: int = 1
    # Rows of the same list on the pages before.
    rows: int = 0


@dataclass(slots=True)
class OpenPages:
    """`known` are the marks of all addresses that were ever queued: none is queued twice."""

    clock: Callable[[], float]
    limits: Limits = field(default_factory=Limits)
    cost: Cost = field(default_factory=Cost)
    known: set[str] = field(default_factory=set)
    _asked: Counter[str] = field(default_factory=Counter)
    _queue: list[tuple[float, int, Ask]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)
    _began: float | None = None

    def begin(self) -> None:
        """Time counts from now on."""
        self._began = self.clock()

    def add_way(self, way: Way) -> None:
        """Queue the first page of a link, if its address is new."""
        mark = mark_of(way.url)
        if mark not in self.known:
            self.known.add(mark)
            self.add(Ask(way, way.url))

    def add(self, ask: Ask) -> None:
        """Queue a page."""
        score = ask.way.score - (_LATER if ask.tries > 1 else 0.0)
        heapq.heappush(self._queue, (-score, next(self._order), ask))

    def next(self, least: float) -> Ask | None:
        """The best open page with that score at least; None where there is none, or a limit is met."""
        while self._queue:
            score, _, ask = heapq.heappop(self._queue)
            if -score < least:
                return None
            if self._is_enough(ask):
                continue
            if met := self._limit():
                self.cost.met.append(met)
                self.add(ask)
                return None
            if ask.page_number == 1 and ask.tries == 1:
                self._asked[ask.way.rule] += 1
            return ask
        return None

    def count_request(self) -> None:
        """A request was answered or has failed."""
        self.cost.pages += 1
        self.cost.seconds = self._seconds()

    def left(self) -> list[Ask]:
        """What would still have been asked for, had no limit been met; the best first."""
        return [ask for _, _, ask in sorted(self._queue, key=lambda row: row[:2]) if not self._is_enough(ask)]

    def _is_enough(self, ask: Ask) -> bool:
        """Whether as many links of its rule were asked for as a site is asked for."""
        if ask.page_number > 1 or ask.tries > 1:
            return False
        rule = BY_NAME.get(ask.way.rule)
        return self._asked[ask.way.rule] >= (rule.most if rule else _MOST)

    def _limit(self) -> str | None:
        if self.cost.pages >= self.limits.pages:
            return "pages"
        return "seconds" if self._seconds() >= self.limits.seconds else None

    def _seconds(self) -> float:
        return self.clock() - self._began if self._began is not None else 0.0


def mark_of(url: str) -> str:
    """What tells a page from others: its canonical address, and a column's number where several have one address."""
    fragment = urldefrag(url).fragment
    return canonical_url(url) + (f"#{fragment}" if fragment.isdigit() else "")
