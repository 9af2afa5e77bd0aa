"""The report of a run on stderr, a few lines for people."""

from __future__ import annotations

from gaispider.crawl.run.outcome import Counters, Outcome
from gaispider.crawl.run.summary import Summary
from gaispider.text.counted import counted


def summary_lines(summary: Summary, counters: Counters, outcome: Outcome) -> str:
    """The outcome first, then counts, then every cause of failure with an example."""
    lines = [f"{summary.site}: {outcome.word} (exit {outcome.code})"]
    lines += [f"  {reason}" for reason in outcome.reasons]
    pages = f"{counted(counters.answered, 'page')} read"
    if counters.not_modified:
        pages += f" ({counters.not_modified} of them unchanged since the last run)"
    if counters.skipped:
        pages += f", {counters.skipped} known and not due"
    lines.append(f"  {pages}")
    records = f"{counters.new} new, {counters.changed} changed, {counters.unchanged} unchanged"
    if counters.no_reports:
        records += f"; {counters.no_reports} of them no report, as news in a column is"
    lines.append(f"  records: {records}")
    if counters.files or counters.files_skipped:
        left = f", {counters.files_skipped} of foreign hosts left alone" if counters.files_skipped else ""
        lines.append(f"  attachments: {counters.files} read{left}")
    if counters.documents:
        lines += [f"  {line}" for line in counters.documents.lines(summary.site)]
    if counters.vanished:
        gone = counted(counters.vanished, "recorded page is", "recorded pages are")
        lines.append(f"  {gone} no longer listed; the records are kept")
    if counters.rendering:
        lines.append(f"  {counters.rendering.sentence()}")
    lines += [f"  {line}" for line in summary.checks.lines()]
    lines += [f"  note: {told['sentence']}" for told in summary.reach]
    lines += [f"  warning: {sentence}" for sentence in summary.selector_warnings]
    named = " ".join(outcome.reasons)
    for cause, count in (counters.failures + counters.waiting).most_common():
        if f"{cause}: {count} of" not in named:
            lines.append(f"  {cause}: {count}, such as {counters.examples[cause][0]}")
    for run in summary.died_before:
        lines.append(f"  run {run} had died; this run asked again for what it left open")
    lines += [f"  torn archive: {sentence}" for sentence in summary.torn]
    lines += [f"  damaged: {sentence}" for sentence in summary.damage]
    lines.append(f"  summary: {summary.path}")
    return "\n".join(lines) + "\n"
