"""The lines and tables that `scrapy run` and `scrapy status` print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from gaispider.operate.advice import advice
from gaispider.operate.ranks import FINE, rank
from gaispider.operate.running.capacity import Capacity
from gaispider.operate.running.site_jobs import Result
from gaispider.operate.site_status import SiteStatus
from gaispider.text.counted import counted

# Above this number of sites, fine ones are counted and not listed, so that cron's mail stays readable.
LISTED = 40
_MAX_WIDTH = 140


def begin_line(sites: int, capacity: Capacity, seconds: float | None, now: datetime) -> str:
    """`300 sites, 32 at a time (2 cores); by their last runs about 1:40:00, until 04:10`."""
    line = f"{counted(sites, 'site')}, {min(capacity.jobs, sites)} at a time ({capacity.reason})"
    if seconds is None:
        return line
    end = now + timedelta(seconds=seconds)
    day = "" if end.date() == now.date() else f"{end:%Y-%m-%d} "
    return f"{line}; by their last runs about {duration(seconds)}, until {day}{end:%H:%M}"


def finished_line(result: Result, number: int, total: int) -> str:
    """`[ 3/17] panshi: ok, 12 new, 1 changed, 0:42`."""
    parts = [result.word]
    if result.status:
        counts = ((result.status.new, "new"), (result.status.changed, "changed"), (result.status.failed, "failed"))
        parts += [f"{count} {word}" for count, word in counts if count]
    parts.append(duration(result.seconds))
    if result.word not in FINE and result.reasons:
        parts.append(_cut(result.reasons[0]))
    return f"[{number:>{len(str(total))}}/{total}] {result.key}: {', '.join(parts)}"


def run_table(results: Sequence[Result]) -> str:
    """A row for each site, worst first, with reasons and log path for those that are not fine; then the totals."""
    ordered = sorted(results, key=lambda result: (rank(result.word), result.key))
    shown = [result for result in ordered if result.word not in FINE] if len(ordered) > LISTED else ordered
    width = max([len(result.key) for result in shown], default=4)
    head = f"{'SITE':<{width}}  {'OUTCOME':<14} {'NEW':>5} {'CHANGED':>7} {'FAILED':>6} {'RECORDS':>7} {'TIME':>7}"
    lines = [head] if shown else []
    for result in shown:
        status = result.status
        counts = [status.new, status.changed, status.failed, status.records] if status else [None] * 4
        cells = ["-" if count is None else str(count) for count in counts]
        lines.append(
            f"{result.key:<{width}}  {result.word:<14} {cells[0]:>5} {cells[1]:>7} {cells[2]:>6} {cells[3]:>7} "
            f"{duration(result.seconds):>7}"
        )
        if result.word not in FINE:
            # Not shortened for registry faults, whose sentences end with the cure.
            lines += [f"  {reason if result.word == 'usage' else _cut(reason)}" for reason in result.reasons]
            lines += _todo_of(result)
    words = Counter(result.word for result in ordered)
    totals = ", ".join(f"{count} {word}" for word, count in sorted(words.items(), key=lambda item: rank(item[0])))
    return "\n".join([*lines, f"{counted(len(ordered), 'site')}: {totals or 'nothing to do'}"]) + "\n"


def status_table(rows: Sequence[SiteStatus], now: datetime, stale: timedelta, *, problems: bool) -> str:
    """A row for each site; with `problems`, each is followed by its problem."""
    width = max([len(row.key) for row in rows], default=4)
    head = f"{'OUTCOME':<14} {'RUN':>6} {'SUCCESS':>7} {'RECORDS':>7} {'NEW':>5} {'FAILED':>6}  NAME"
    lines = [f"{'SITE':<{width}}  {head}"]
    for row in rows:
        never = row.outcome is None
        cells = ["-" if never else str(count) for count in (row.new, row.failed)]
        records = "-" if row.records is None else str(row.records)
        lines.append(
            f"{row.key:<{width}}  {row.outcome or 'never':<14} {age(row.started, now):>6} "
            f"{age(row.last_success, now):>7} {records:>7} {cells[0]:>5} {cells[1]:>6}  {row.name}"
        )
        problem = row.problem(now, stale) if problems else None
        if problem:
            lines.append(f"  {_cut(problem)}")
            lines += todo_lines(row)
    return "\n".join(lines) + "\n"


def _todo_of(result: Result) -> list[str]:
    """What to do about a site of a run that is not fine."""
    if result.status is not None:
        return todo_lines(replace(result.status, outcome=result.word, log=result.log or result.status.log))
    places = (("do", advice(result.word, site=result.key)), ("log", result.log))
    return [f"  {name}: {place}" for name, place in places if place]


def todo_lines(row: SiteStatus, indent: str = "  ") -> list[str]:
    """What to do about a site, and where to look: its start page, summary and log."""
    do = advice(row.outcome or "", row.causes, row.key, row.reasons)
    places = (("do", do), ("site", row.start), ("see", row.summary), ("log", row.log))
    return [f"{indent}{name}: {place}" for name, place in places if place]


def duration(seconds: float) -> str:
    """`0:42`, `1:05:00`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def age(moment: datetime | None, now: datetime) -> str:
    """`5 min`, `3 h`, `12 d`; `never`."""
    if moment is None:
        return "never"
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MAX_WIDTH else text[: _MAX_WIDTH - 1] + "…"
