"""What is decided when a run ends: its outcome, and which pages the site no longer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaispider.crawl.run.outcome import Outcome, decide, interrupted
from gaispider.crawl.run.run_config import limit_met
from gaispider.crawl.state.state import stamp

if TYPE_CHECKING:
    from gaispider.crawl.run.run import Run


def note_vanished(run: Run) -> None:
    """Mark known articles that a complete run without failures no longer found. Their records are kept."""
    run.checkpoint()
    now = stamp(run.started)
    for page in run.state.unseen(now):
        page.gone_since = now
        run.counters.vanished += 1
        run.note_page(page)


def decide_outcome(run: Run, reason: str, records: int) -> Outcome:
    """The outcome of a run that Scrapy closed for `reason`; `records` is how many records the site has in all."""
    if run.signal is not None:
        return interrupted(run.signal)
    # Scrapy's own limits (CLOSESPIDER_*, MEMUSAGE_*) are no failure; any other reason is.
    limit = limit_met(reason, run.crawler.settings)
    fatal = run.fatal or (f"the crawl was closed: {reason}" if reason != "finished" and not limit else None)
    # A complete run expects at least one record, whatever the registry entry says.
    expected = 0 if run.narrowed or run.replay else max(run.site.min_reports, 1)
    problems = run.summary.checks.problems
    return decide(run.counters, records=records, expected=expected, problems=problems, fatal=fatal, stopped=limit)
