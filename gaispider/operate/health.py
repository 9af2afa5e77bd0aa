"""Writes the health page, index.html of the store: every site's last runs, and reports by county and year.

One file without scripts or other resources, so that it can be opened from the disk, mailed, or put on any web server.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from gaispider.files import write_file
from gaispider.operate.heat_map import heat_map
from gaispider.operate.page_style import STYLE
from gaispider.operate.ranks import WORST_FIRST, rank
from gaispider.operate.site_status import RunOutcome, SiteStatus, read_all
from gaispider.sites.model import Site

RUNS = 30
_MAX_UNFOLDED = 60
# Outcomes have a sign as well as a colour, for readers who do not see colours.
_SIGNS = {
    "ok": "+",
    "unchanged": "=",
    "partial": "~",
    "interrupted": "/",
    "incomplete": "I",
    "empty": "0",
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
    "incomplete": "the site says that it has more",
    "empty": "reports that are due are not there",
    "blocked": "the site refuses us",
    "unreachable": "the site does not answer",
    "layout_changed": "pages are built anew",
    "robots": "robots.txt forbids it",
    "error": "a fault of our own",
    "died": "the process was killed",
    "running": "going on",
}


def write_page(root: Path, sites: Mapping[str, Site], stale: timedelta) -> Path:
    """Write index.html of the store atomically, and return its path. Raises OSError."""
    now = datetime.now(UTC)
    page = health_page(root, sites, now, stale)
    path = root / "index.html"
    write_file(path, page)
    return path


def health_page(root: Path, sites: Mapping[str, Site], now: datetime, stale: timedelta) -> str:
    """The HTML page at `now`; a fine site without success for `stale` counts as a problem."""
    rows = read_all(root, sites, runs=RUNS)
    crawled = [row for row in rows if row.outcome is not None]
    never = [row for row in rows if row.outcome is None]
    problems = [row for row in crawled if row.problem(now, stale)]
    fine = [row for row in crawled if not row.problem(now, stale)]
    return "".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>gaispider: {len(problems)} of {len(crawled)} sites need a look</title>\n",
            f"<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>gaispider</h1>\n",
            f"<p>{_summary(crawled, problems, never)}</p>\n",
            f'<p class="dim small">Written <time datetime="{now:%Y-%m-%dT%H:%M:%SZ}">{now:%Y-%m-%d %H:%M} UTC</time>',
            "</p>\n",
            '<nav><a href="#look">Need a look</a> <a href="#fine">Fine</a> ',
            '<a href="#map">Counties and years</a></nav>\n',
            "</header>\n<main>\n",
            f"{_counts(crawled)}",
            f'<h2 id="look">Need a look ({len(problems)})</h2>\n',
            '<div class="cards">\n' if problems else "",
            *(_card(row, now, stale) for row in problems),
            "</div>\n" if problems else '<p class="dim">No site does.</p>\n',
            *_fine(fine),
            *_never(never),
            _legend(crawled),
            '<h2 id="map">Reports by county and year</h2>\n',
            *heat_map(root, rows, now.year),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _summary(crawled: Sequence[SiteStatus], problems: Sequence[SiteStatus], never: Sequence[SiteStatus]) -> str:
    records = sum(row.records or 0 for row in crawled)
    return (
        f"<strong>{len(problems)} of {len(crawled)} crawled sites need a look.</strong> "
        f"{records:,} records; {len(never)} sites of the registry not crawled yet."
    )


def _counts(crawled: Sequence[SiteStatus]) -> str:
    words = Counter(str(row.outcome) for row in crawled)
    items = "".join(
        f"<li>{_sign(word)} {words[word]} {_label(word)}</li>" for word in sorted(words, key=rank) if words[word]
    )
    return f'<ul class="counts" aria-label="Sites by their last outcome">{items}</ul>\n'


def _card(row: SiteStatus, now: datetime, stale: timedelta) -> str:
    since = f"last success {row.last_success:%Y-%m-%d}" if row.last_success else "no success yet"
    return (
        f'<section class="site {_class(str(row.outcome))}"><div class="head">'
        f"<h3>{escape(row.key)}</h3><span>{escape(row.name)}</span>"
        f'<span class="word">{_sign(str(row.outcome))} {_label(str(row.outcome))}</span></div>\n'
        f'<p class="small why">{escape(row.problem(now, stale) or "")}</p>\n{_strip(row.recent)}'
        f'<p class="dim small">{since}; last run {_day(row.started)}; {_records(row)}</p></section>\n'
    )


def _fine(rows: Sequence[SiteStatus]) -> Iterator[str]:
    # A long list is folded, so that the map below it is easy to reach on a phone.
    opened = " open" if len(rows) <= _MAX_UNFOLDED else ""
    yield f'<details id="fine"{opened}><summary>Fine ({len(rows)})</summary>\n<div class="rows">\n'
    for row in sorted(rows, key=lambda row: row.key):
        yield (
            f'<div class="row"><div class="head"><strong>{escape(row.key)}</strong>'
            f'<span class="small">{escape(row.name)}</span>'
            f'<span class="word small">{_sign(str(row.outcome))} {_records(row)}</span></div>'
            f"{_strip(row.recent)}</div>\n"
        )
    yield "</div></details>\n"


def _never(rows: Sequence[SiteStatus]) -> Iterator[str]:
    if rows:
        names = ", ".join(f"{escape(row.key)} {escape(row.name)}" for row in rows)
        yield f'<details><summary>Not crawled yet ({len(rows)})</summary><p class="small">{names}</p></details>\n'


def _strip(marks: Sequence[RunOutcome]) -> str:
    words = Counter(mark.outcome for mark in marks)
    counts = ", ".join(f"{count} {_label(word)}" for word, count in words.most_common())
    cells = "".join(
        f'<i class="{_class(mark.outcome)}" title="{_moment(mark.started)} {_label(mark.outcome)}">'
        f"{_SIGNS.get(mark.outcome, '?')}</i>"
        for mark in marks
    )
    return f'<div class="strip" role="img" aria-label="Last {len(marks)} runs, oldest first: {counts}">{cells}</div>\n'


def _legend(rows: Sequence[SiteStatus]) -> str:
    met = {mark.outcome for row in rows for mark in row.recent}
    items = "".join(
        f"<li>{_sign(word)} {_label(word)}: {_MEANING[word]}</li>"
        for word in reversed(WORST_FIRST)
        if word in met and word in _MEANING
    )
    return (
        f'<p class="dim small">A strip shows the last {RUNS} runs of a site, the newest at the right.</p>'
        f'<ul class="counts small">{items}</ul>\n'
        if met
        else ""
    )


def _sign(word: str) -> str:
    return f'<span class="sign {_class(word)}" aria-hidden="true">{_SIGNS.get(word, "?")}</span>'


def _class(word: str) -> str:
    return word if word in _SIGNS else "other"


def _label(word: str) -> str:
    return escape(word.replace("_", " "))


def _records(row: SiteStatus) -> str:
    return "records unknown" if row.records is None else f"{row.records:,} records"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "at an unknown time"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "unknown time"
