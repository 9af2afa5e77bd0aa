"""The sites of a health page in HTML: cards for those that need a look, rows for the others, strips of runs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from urllib.parse import quote

from gaispider.operate.advice import advice, visit_helps
from gaispider.operate.ranks import WORST_FIRST, rank
from gaispider.operate.run_history import RunOutcome
from gaispider.operate.site_status import SiteStatus
from gaispider.text.counted import counted

RUNS = 30
MAX_UNFOLDED = 60
# Characters of a problem; the summary has all of it.
_MAX_PROBLEM = 600
# Outcomes have a sign as well as a colour, for readers who do not see colours.
SIGNS = {
    "ok": "+",
    "unchanged": "=",
    "partial": "~",
    "interrupted": "/",
    "empty": "0",
    "incomplete": "I",
    "blocked": "B",
    "unreachable": "U",
    "layout_changed": "L",
    "robots": "R",
    "error": "E",
    "died": "D",
    "running": ">",
}
_MEANING = {
    "ok": "new or changed reports",
    "unchanged": "nothing new",
    "partial": "some pages failed",
    "interrupted": "by a signal or time limit",
    "empty": "reports that are due are not there",
    "incomplete": "the site says that it has more",
    "blocked": "the site refuses us",
    "unreachable": "the site does not answer",
    "layout_changed": "pages are built anew",
    "robots": "robots.txt forbids it",
    "error": "a fault of our own",
    "died": "the process was killed",
    "running": "going on",
}


def counts(crawled: Sequence[SiteStatus]) -> str:
    """How many sites have each outcome."""
    words = Counter(str(row.outcome) for row in crawled)
    items = "".join(f"<li>{sign(word)} {words[word]} {label(word)}</li>" for word in sorted(words, key=rank))
    return f'<ul class="counts" aria-label="Sites by their last outcome">{items}</ul>\n'


def cards(rows: Sequence[SiteStatus], folder: Path, now: datetime, stale: timedelta) -> Iterator[str]:
    """A card for each site; links are relative to `folder`, where the page will lie."""
    yield '<div class="cards">\n' if rows else '<p class="dim">No site does.</p>\n'
    for row in rows:
        yield _card(row, folder, now, stale)
    yield "</div>\n" if rows else ""


def _card(row: SiteStatus, folder: Path, now: datetime, stale: timedelta) -> str:
    since = f"last success {row.last_success:%Y-%m-%d}" if row.last_success else "no success yet"
    problem = row.problem(now, stale) or ""
    problem = problem if len(problem) <= _MAX_PROBLEM else f"{problem[:_MAX_PROBLEM]}…"
    do = advice(str(row.outcome), row.causes, row.key, row.reasons)
    return (
        f'<section class="site {css_class(str(row.outcome))}" id="{escape(row.key)}"><div class="head">'
        f"<h3>{escape(row.key)}</h3><span>{escape(row.name)}</span>"
        f'<span class="word">{sign(str(row.outcome))} {label(str(row.outcome))}</span></div>\n'
        f'<p class="small why">{escape(problem)}</p>\n'
        + (f'<p class="small do"><strong>Do:</strong> {escape(do)}</p>\n' if do else "")
        + f"{_strip(row.recent)}"
        f'<p class="dim small">{since}; last run {_day(row.started)}{_imported(row)}; {_records(row)}</p>'
        f"{_links(row, folder)}</section>\n"
    )


def _links(row: SiteStatus, folder: Path) -> str:
    """Links to the site itself, the summary and the log of its last run."""
    found = []
    # Anything but the web would be a link that does something.
    if row.start and row.start.startswith(("http://", "https://")):
        found.append(f'<a href="{escape(row.start)}" rel="noreferrer">site</a>')
    for name, path in (("summary", row.summary), ("log", row.log)):
        if path is not None:
            found.append(f'<a href="{escape(quote(os.path.relpath(path, folder)))}">{name}</a>')
    return f'<p class="small links">{" ".join(found)}</p>' if found else ""


def fine_rows(rows: Sequence[SiteStatus]) -> Iterator[str]:
    # A long list is folded, so that the map below it is easy to reach on a phone.
    opened = " open" if len(rows) <= MAX_UNFOLDED else ""
    yield f'<details id="fine"{opened}><summary>Fine ({len(rows)})</summary>\n<div class="rows">\n'
    for row in sorted(rows, key=lambda row: row.key):
        yield (
            f'<div class="row" id="{escape(row.key)}"><div class="head"><strong>{escape(row.key)}</strong>'
            f'<span class="small">{escape(row.name)}</span>'
            f'<span class="word small">{sign(str(row.outcome))} {_records(row)}</span></div>'
            f"{_strip(row.recent)}</div>\n"
        )
    yield "</div></details>\n"


def never_crawled(rows: Sequence[SiteStatus]) -> Iterator[str]:
    if rows:
        names = ", ".join(f'<span id="{escape(row.key)}">{escape(row.key)} {escape(row.name)}</span>' for row in rows)
        yield f'<details><summary>Not crawled yet ({len(rows)})</summary><p class="small">{names}</p></details>\n'


def single_reports(rows: Sequence[SiteStatus]) -> Iterator[str]:
    """The sites whose entry knows no column: whatever their outcome, their later years are not watched."""
    named = [f"{escape(row.key)} {escape(row.name)}" for row in rows if row.single]
    if named:
        yield f"<details><summary>Not watched: begin from a single report ({len(named)})</summary>"
        yield f'<p class="small">{", ".join(named)}</p></details>\n'


def legend(rows: Sequence[SiteStatus]) -> str:
    """What the signs mean that the rows have."""
    met = {mark.outcome for row in rows for mark in row.recent}
    items = "".join(
        f"<li>{sign(word)} {label(word)}: {_MEANING[word]}</li>"
        for word in reversed(WORST_FIRST)
        if word in met and word in _MEANING
    )
    return (
        f'<p class="dim small">A strip shows the last {RUNS} runs of a site, the newest at the right.</p>'
        f'<ul class="counts small">{items}</ul>\n'
        if met
        else ""
    )


def _strip(marks: Sequence[RunOutcome]) -> str:
    words = Counter(mark.outcome for mark in marks)
    told = ", ".join(f"{count} {label(word)}" for word, count in words.most_common())
    cells = "".join(
        f'<i class="{css_class(mark.outcome)}" title="{_moment(mark.started)} {label(mark.outcome)}">'
        f"{SIGNS.get(mark.outcome, '?')}</i>"
        for mark in marks
    )
    return f'<div class="strip" role="img" aria-label="Last {len(marks)} runs, oldest first: {told}">{cells}</div>\n'


def sign(word: str) -> str:
    return f'<span class="sign {css_class(word)}" aria-hidden="true">{SIGNS.get(word, "?")}</span>'


def css_class(word: str) -> str:
    return word if word in SIGNS else "other"


def label(word: str) -> str:
    return escape(word.replace("_", " "))


def _records(row: SiteStatus) -> str:
    return "records unknown" if row.records is None else counted(row.records, "record")


def visits_would_help(rows: Sequence[SiteStatus]) -> Iterator[str]:
    """The sites that let people in and crawlers not, each with the command that takes a person's saved visit."""
    found = [row for row in rows if visit_helps(row.outcome, row.causes)]
    if not found:
        return
    yield f'<h2 id="visit">A person\'s visit would help ({len(found)})</h2>\n'
    yield '<p class="small">They refuse crawlers. Open the site, save the visit (docs/import.md), then:</p>\n<ul>\n'
    for row in sorted(found, key=lambda row: row.key):
        command = f"scrapy import FILE… --site {row.key}"
        since = f", last imported {row.imported:%Y-%m-%d}" if row.imported else ""
        yield f"<li>{escape(row.name)}: <code>{escape(command)}</code>{since}</li>\n"
    yield "</ul>\n"


def proposed_facts(rows: Sequence[SiteStatus]) -> Iterator[str]:
    """What the last crawls propose for registry entries, since hosts answer otherwise than these say."""
    found = [(row, sentence) for row in rows for sentence in row.proposed]
    if found:
        yield f'<h2 id="facts">Facts that the last crawls propose ({len(found)})</h2>\n<ul class="small">\n'
        for row, sentence in sorted(found, key=lambda one: one[0].key):
            yield f"<li><strong>{escape(row.key)}</strong> {escape(sentence)}</li>\n"
        yield "</ul>\n"


def _imported(row: SiteStatus) -> str:
    return f"; a visit imported {row.imported:%Y-%m-%d}" if row.imported else ""


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "at an unknown time"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "unknown time"
