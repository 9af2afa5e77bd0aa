"""Findings for people: a block a site, a table of many, and the exit code of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from gaispider.text.counted import counted

# The outcome of a site to the exit code of docs/outcomes.md, the worst first: of several sites the worst counts.
EXIT_CODES = {
    "blocked": 5,
    "unreachable": 6,
    "needs rendering": 7,
    "needs a person": 9,
    "no column": 4,
    "found in part": 3,
    "found": 0,
}
_MOST_LINES = 8


def exit_code(outcomes: Iterable[str]) -> int:
    """The exit code of a run over sites with these outcomes; 0 for none."""
    seen = set(outcomes)
    return next((code for outcome, code in EXIT_CODES.items() if outcome in seen), 0)


def block(line: Mapping[str, object]) -> Iterator[str]:
    """One site, as lines."""
    yield f"{line['url']}  {line['name'] or ''}: {line['outcome']}"
    yield f"  because    {line['because']}"
    path = cast("list[dict[str, str]]", line["path"])
    if path:
        yield "  way        " + " > ".join(step["name"] or step["rule"] for step in path)
    for url in cast("list[str]", line["start"])[:_MOST_LINES]:
        yield f"  start      {url}"
    for column in cast("list[dict[str, Any]]", line["columns"])[:_MOST_LINES]:
        years = f", {column['years'][0]}-{column['years'][-1]}" if column["years"] else ""
        yield f"  column     {column['url']}  {column['reports']} of {column['entries']} entries{years}"
    if line["system"]:
        yield f"  system     {line['system']} (by {line['system_by']})"
    for other in cast("list[dict[str, str]]", line["elsewhere"])[:_MOST_LINES]:
        yield f"  elsewhere  {other['url']}  {other['name']}"
    for child in cast("list[dict[str, str]]", line["children"])[:_MOST_LINES]:
        yield f"  below it   {child['url']}  {child['code']} {child['name']}"
    for failure in cast("list[dict[str, str]]", line["failures"])[:_MOST_LINES]:
        yield f"  failed     {failure['told']}"
    yield f"  cost       {counted(int(str(line['pages'])), 'page')}, {line['seconds']} s"
    if stands := _entry(line):
        yield f"  {stands}"
    yield f"  next       {line['next']}"


def _entry(line: Mapping[str, object]) -> str:
    """Where the site's entry stands, or why it has none; empty where no column was found."""
    if line.get("written"):
        return f"written    {line['written']}"
    if line.get("registered"):
        starts = " ".join(cast("list[str]", line.get("registered_start") or []))
        return f"registered {line['registered']}: nothing is written over this entry; it begins at {starts or '-'}"
    if not line["start"]:
        return ""
    return f"no entry   {'nothing was written (--dry-run)' if line.get('region') else 'nothing tells its division'}"


def table(lines: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Many sites, a line each, and how many there are of each outcome."""
    counts: Counter[str] = Counter()
    yield f"{'REGION':<9} {'OUTCOME':<15} {'REPORTS':>7} {'YEARS':<9} {'SYSTEM':<9} {'PAGES':>5}  START OR NEXT"
    for line in lines:
        counts[str(line["outcome"])] += 1
        columns = cast("list[dict[str, Any]]", line["columns"])
        reports = sum(column["reports"] for column in columns)
        years = sorted({year for column in columns for year in column["years"]})
        span = f"{years[0]}-{years[-1]}" if years else "-"
        start = cast("list[str]", line["start"])
        last = start[0] if start else f"{line['url']}: {line['because']}"
        yield (
            f"{line['region'] or '-':<9} {line['outcome']:<15} {reports or '-':>7} {span:<9} "
            f"{line['system'] or '-':<9} {line['pages']:>5}  {last}"
        )
    yield ", ".join(f"{count} {outcome}" for outcome in EXIT_CODES if (count := counts[outcome]))
