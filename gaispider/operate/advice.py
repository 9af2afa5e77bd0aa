"""What a person does about a site's outcome: the runbook's line for it and for the first cause of failure."""

from __future__ import annotations

import re
from functools import cache

from gaispider.crawl.run.outcome import CAUSES
from gaispider.operate.ranks import FINE
from gaispider.paths import REFERENCE

# What a cause's line says where there is nothing more to say than for the outcome.
_NO_MORE = ("as ", "waits", "nothing", "asked for again")
STALE = "stale"
# In a command: the key of the site that it is said of.
SITE = "SITE"
# Causes that count as blocks and that a person would meet, too, or that time alone heals.
_OURS = frozenset({"long_url", "retry_later"})


def advice(outcome: str, causes: tuple[str, ...] = (), site: str = SITE, reasons: tuple[str, ...] = ()) -> str:
    """What to do, in one line; empty if nothing is known. `causes`: the run's causes of failure, most common first;
    `reasons`: the sentences of its outcome, in which the causes that made it stand with their count.

    Commands in it name the site of the key `site`.
    """
    lines = _lines()
    for cause in causes:
        if CAUSES.get(cause) == outcome and _is_named(cause, reasons) and (cure := cure_of(cause)):
            return f"{cause}: {cure}".replace(SITE, site)
    told = [lines.get(("outcome", STALE if outcome in FINE else outcome), "")]
    for cause in causes:
        line = lines.get(("cause", cause), "")
        if CAUSES.get(cause) == outcome and line and not (line.startswith(_NO_MORE) and ";" not in line):
            told.append(f"{cause}: {line}")
            break
    return "; ".join(filter(None, told)).replace(SITE, site)


def cure_of(cause: str) -> str:
    """What to do about a cause that has met all of a site, in place of the line of its outcome; empty for causes that
    only add to that."""
    return _lines().get(("alone", cause), "")


def _is_named(cause: str, reasons: tuple[str, ...]) -> bool:
    """Whether a reason of an outcome is this cause: `gone: 1 of 1 page, such as …`."""
    return any(re.search(rf"(?:^|; ){re.escape(cause)}: \d", reason) for reason in reasons)


def visit_helps(outcome: str | None, causes: tuple[str, ...]) -> bool:
    """Whether a person's saved visit would get what the crawl does not: the site lets people in and crawlers not."""
    return outcome == "blocked" or any(CAUSES.get(cause) == "blocked" and cause not in _OURS for cause in causes)


@cache
def _lines() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in (REFERENCE / "advice.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, word, do = line.split("\t")
            found[kind, word] = do
    return found
