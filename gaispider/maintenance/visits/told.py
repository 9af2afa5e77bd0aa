"""The report of an import at the terminal: what was taken, missing or refused, why, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gaispider.maintenance.visits.taking import Imported
from gaispider.sites.model import Site
from gaispider.text.counted import counted

# How many entries of a long list are printed.
_SHOWN = 20
# What more is to be said of some refusals.
_MORE = {
    "host ": ": not a host of the site",
    "shell": "; save the page as one file (.mhtml), which has what its scripts made",
}
_CURE = "give its address with --url, or a table of addresses with --addresses; then it is taken"


def lines_of(done: Imported, site: Site, paths: Sequence[Path]) -> Iterator[str]:
    """The report of one import, a line at a time."""
    taken, counts = done.taken, done.counters
    answers = f"{counted(taken['article'], 'page')} of reports, {counted(taken['listing'], 'listing')}"
    yield (
        f"{site.key}: {answers} and {counted(taken['file'], 'file')} taken into archive/{done.run}.warc.gz"
        if (taken.total())
        else f"{site.key}: nothing new was taken"
    )
    yield f"  records: {counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged"
    if done.held:
        yield f"  {counted(done.held, 'answer')} {'is' if done.held == 1 else 'are'} in the archive already"
    yield from _list(done.older, "older than what the archive has, and left out")
    yield from _list(done.unread, "taken, and no record could be read of")
    yield from _list(done.absent, "named by a listing, and neither in the import nor known")
    yield from _list([f"{url}: {more}" for url, more in done.plan.more.items()], "more of a listing than was saved")
    yield from _list(done.files_absent, "files of reports, and not in the import")
    yield from _refused(done)
    yield from _next(done, site)


def _refused(done: Imported) -> Iterator[str]:
    for why, count in done.refused.most_common():
        what = f"{why}{next((more for start, more in _MORE.items() if why.startswith(start)), '')}"
        yield f"  refused: {counted(count, 'answer')}, {what}, such as {done.examples[why]}"
    for one in done.plan.nameless:
        yield f"  refused: {one.file}: nothing says where it came from; {_CURE}"
    yield from _list([one.url for one in done.plan.foreign], "refused: files of other hosts that no report names")
    yield from _list([one.url for one in done.plan.aside], "left out: no report and no list of reports")
    if done.parts:
        yield f"  left out: {counted(done.parts, 'part')} of pages (pictures, scripts, redirects)"


def _next(done: Imported, site: Site) -> Iterator[str]:
    if done.absent or done.files_absent or done.plan.more:
        yield f"  next: open what is missing in the browser, save it, and: scrapy import FILE… --site {site.key}"
    elif done.counters.new or done.counters.changed:
        yield "  next: a release has the records after: scrapy dataset build"


def _list(lines: Sequence[str], what: str) -> Iterator[str]:
    if lines:
        yield f"  {what}: {len(lines)}"
        yield from (f"    {line}" for line in lines[:_SHOWN])
        if len(lines) > _SHOWN:
            yield f"    and {len(lines) - _SHOWN} more"
