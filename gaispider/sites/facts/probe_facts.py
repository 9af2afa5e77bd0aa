"""The checks of what `scrapy sites --probe` writes about an entry: `proved` and `probe`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from gaispider.sites.facts.plain_facts import Fact, WrongFactError, day, one_line, strings
from gaispider.sites.model import Probed

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD = re.compile(r"[a-z_]+$")
# Words of earlier versions, as a crawl has always called what they stood for.
_FORMER = {"gone": "layout_changed"}
_EXAMPLE = 'probe = { kind = "moved", on = 2026-12-01T02:00:00Z, says = "…", propose = ["start = […]"] }'


def proved(fact: Fact) -> str:
    """What a look at the live site gave, with the day: `probed 2026-12-01: 17 entries, 2 reports read`."""
    if not isinstance(fact, str) or not (found := _DAY.search(fact)) or day(found[0]) > date.today().isoformat():
        raise WrongFactError('must say when and by what, such as "probed 2026-12-01: 17 entries, 2 reports read"')
    return fact


def probed(fact: Fact) -> Probed:
    """`{ kind = "moved", on = 2026-12-01T02:00:00Z, says = "…", propose = ["start = […]"] }`."""
    if not isinstance(fact, dict) or not {"kind", "on", "says"} <= set(fact) <= {"kind", "on", "says", "propose"}:
        raise WrongFactError(f"must have kind, on and says, as {_EXAMPLE}")
    if not isinstance(kind := fact["kind"], str) or not _WORD.match(kind):
        raise WrongFactError(f"has the kind {kind!r}; docs/registry.md lists the words")
    on = fact["on"]
    if not isinstance(on, datetime) or on.tzinfo is None:
        raise WrongFactError("has no time in `on`; write it as 2026-12-01T02:00:00Z")
    propose = strings(fact["propose"]) if "propose" in fact else ()
    return Probed(_FORMER.get(kind, kind), on.astimezone(UTC), one_line(fact["says"]), propose)
