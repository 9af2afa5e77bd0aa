"""Writes the health page, index.html of the store: every site's last runs, and reports by county and year.

Without other resources, so that it can be opened from the disk, mailed, or put on any web server. A store of many sites
gets an overview, with a search over all sites, and a page a province in the folder _health.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from gaispider.files import write_file
from gaispider.operate.heat_map import Counted, count_reports, heat_map, province_code, province_name
from gaispider.operate.page_style import STYLE
from gaispider.operate.site_cards import (
    RUNS,
    SIGNS,
    cards,
    counts,
    fine_rows,
    legend,
    never_crawled,
    proposed_facts,
    single_reports,
    visits_would_help,
)
from gaispider.operate.site_status import SiteStatus, read_all, worst_first
from gaispider.sites.model import Site
from gaispider.text.counted import counted as count_of

# How many sites fit on one page.
ONE_PAGE = 100
# No site's folder begins with an underscore.
FOLDER = "_health"
_MAX_CARDS = 20
_MAX_NAME = 20
# In the overview only: shows the sites whose line contains all words that are typed.
_SEARCH = """<script>
const box = document.getElementById('find'), lines = [...document.querySelectorAll('#sites a')];
box.addEventListener('input', () => {
  const words = box.value.toLowerCase().split(/\\s+/);
  for (const line of lines) line.hidden = !words.every(word => line.textContent.toLowerCase().includes(word));
  document.getElementById('all').open = true;
});
</script>
"""


def write_page(root: Path, sites: Mapping[str, Site], stale: timedelta, now: datetime) -> Path:
    """Write index.html of the store and the pages that it leads to, atomically; returns its path. Raises OSError."""
    pages = health_pages(root, sites, now, stale)
    folder = root / FOLDER
    if len(pages) > 1:
        folder.mkdir(exist_ok=True)
    # The overview last, so that what it leads to is there.
    for name in sorted(pages, key=lambda name: name == "index.html"):
        write_file(root / name, pages[name])
    for path in folder.glob("*.html"):
        if f"{FOLDER}/{path.name}" not in pages:
            path.unlink()
    return root / "index.html"


def health_page(root: Path, sites: Mapping[str, Site], now: datetime, stale: timedelta) -> str:
    """The HTML of index.html at `now`; a fine site without success for `stale` counts as a problem."""
    return health_pages(root, sites, now, stale)["index.html"]


def health_pages(root: Path, sites: Mapping[str, Site], now: datetime, stale: timedelta) -> dict[str, str]:
    """The HTML of every page by its path in the store."""
    rows = read_all(root, sites, runs=RUNS)
    counted = count_reports(root, rows, now.year)
    if len(rows) <= ONE_PAGE:
        return {"index.html": _page("gaispider", rows, root, now, stale, _everything(rows, root, now, stale, counted))}
    provinces: dict[str, list[SiteStatus]] = defaultdict(list)
    for row in rows:
        provinces[province_code(row.region)].append(row)
    body = _overview(provinces, root, now, stale, counted)
    found = {"index.html": _page("gaispider", rows, root, now, stale, body, second="Provinces")}
    folder = root / FOLDER
    for code, inside in provinces.items():
        body = _everything(inside, folder, now, stale, counted.within(code))
        found[f"{FOLDER}/{code}.html"] = _page(province_name(code), inside, folder, now, stale, body)
    return found


def _page(
    title: str,
    rows: Sequence[SiteStatus],
    folder: Path,
    now: datetime,
    stale: timedelta,
    body: Iterable[str],
    second: str = "Fine",
) -> str:
    """A whole page of the folder: head, summary and body. `second` names the part behind the cards."""
    crawled = [row for row in rows if row.outcome is not None]
    problems = [row for row in crawled if row.problem(now, stale)]
    back = '<a href="../index.html">All provinces</a> ' if folder.name == FOLDER else ""
    return "".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(title)}: {_looked_at(crawled, problems)}</title>\n",
            f"<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{escape(title)}</h1>\n",
            f"<p>{_summary(crawled, problems, len(rows) - len(crawled))}</p>\n",
            f'<p class="dim small">Written <time datetime="{now:%Y-%m-%dT%H:%M:%SZ}">{now:%Y-%m-%d %H:%M} UTC</time>',
            "</p>\n",
            f'<nav>{back}<a href="#look">Need a look</a> <a href="#fine">{second}</a> ',
            '<a href="#map">Reports by year</a></nav>\n',
            "</header>\n<main>\n",
            counts(crawled),
            *body,
            "</main>\n</body>\n</html>\n",
        ]
    )


def _summary(crawled: Sequence[SiteStatus], problems: Sequence[SiteStatus], never: int) -> str:
    records = sum(row.records or 0 for row in crawled)
    return (
        f"<strong>{_looked_at(crawled, problems, 'crawled site')}.</strong> "
        f"{count_of(records, 'record')}; {never} of the registry not crawled yet."
    )


def _looked_at(crawled: Sequence[SiteStatus], problems: Sequence[SiteStatus], noun: str = "site") -> str:
    verb = "needs" if 1 in (len(problems), len(crawled)) else "need"
    return f"{len(problems)} of {count_of(len(crawled), noun)} {verb} a look"


def _everything(
    rows: Sequence[SiteStatus], folder: Path, now: datetime, stale: timedelta, counted: Counted
) -> Iterator[str]:
    """All sites of a page with their runs, and the map of their counties."""
    crawled = [row for row in rows if row.outcome is not None]
    problems = [row for row in crawled if row.problem(now, stale)]
    yield f'<h2 id="look">Need a look ({len(problems)})</h2>\n'
    yield from cards(problems, folder, now, stale)
    yield from visits_would_help(crawled)
    yield from proposed_facts(crawled)
    yield from fine_rows([row for row in crawled if not row.problem(now, stale)])
    yield from never_crawled([row for row in rows if row.outcome is None])
    yield from single_reports(rows)
    yield legend(crawled)
    yield '<h2 id="map">Reports by county and year</h2>\n'
    yield from heat_map(counted)


def _overview(
    provinces: Mapping[str, Sequence[SiteStatus]], root: Path, now: datetime, stale: timedelta, counted: Counted
) -> Iterator[str]:
    """The worst sites, the provinces, a line a site to search in, and the map of the provinces."""
    rows = [row for inside in provinces.values() for row in inside]
    problems = [row for row in worst_first(rows) if row.problem(now, stale)]
    yield '<p class="find"><label for="find">Find a site</label> '
    yield '<input id="find" type="search" placeholder="panshi, 磐石, blocked …"></p>\n'
    yield f'<details id="all"><summary>All sites ({len(rows)})</summary>\n<div id="sites">\n'
    for row in sorted(rows, key=lambda row: row.key):
        word = row.outcome or "never"
        name = escape(f"{SIGNS.get(word, '·')} {row.key} {row.name[:_MAX_NAME]} {word}")
        yield f'<a href="{FOLDER}/{province_code(row.region)}.html#{escape(row.key)}">{name}</a>\n'
    yield "</div></details>\n"
    more = f", the {_MAX_CARDS} worst here, all in their provinces" if len(problems) > _MAX_CARDS else ""
    yield f'<h2 id="look">Need a look ({len(problems)}{more})</h2>\n'
    yield from cards(problems[:_MAX_CARDS], root, now, stale)
    yield from visits_would_help(problems)
    yield from proposed_facts(rows)
    yield '<h2 id="fine">Provinces</h2>\n'
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Provinces">\n<table>'
    yield "<thead><tr><th scope=col>province</th><th scope=col>sites</th><th scope=col>need a look</th>"
    yield "<th scope=col>not crawled</th><th scope=col>records</th></tr></thead>\n<tbody>\n"
    for code, inside in sorted(provinces.items()):
        crawled = [row for row in inside if row.outcome is not None]
        look = sum(1 for row in crawled if row.problem(now, stale))
        records = sum(row.records or 0 for row in crawled)
        cells = (len(inside), look, len(inside) - len(crawled), f"{records:,}")
        name = f'<a href="{FOLDER}/{code}.html">{escape(province_name(code))}</a>'
        yield f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'
    yield "</tbody></table></div>\n"
    yield legend(problems[:_MAX_CARDS])
    yield '<h2 id="map">Reports by province and year</h2>\n'
    yield from heat_map(counted.by_province(), linked=FOLDER)
    yield _SEARCH
