"""The few lines on stderr that tell a person how a run went."""

from __future__ import annotations

from gaispider.crawl.run.outcome import Outcome, Tally
from gaispider.crawl.run.summary import Summary


def summary_lines(summary: Summary, tally: Tally, outcome: Outcome) -> str:
    """The outcome first, then counts, then every cause of failure with an example."""
    lines = [f"{summary.site}: {outcome.word} (exit {outcome.code})"]
    lines += [f"  {reason}" for reason in outcome.reasons]
    pages = f"{tally.answered} pages read"
    if tally.not_modified:
        pages += f" ({tally.not_modified} of them unchanged since the last run)"
    if tally.skipped:
        pages += f", {tally.skipped} known and not due"
    lines.append(f"  {pages}")
    lines.append(f"  records: {tally.new} new, {tally.changed} changed, {tally.unchanged} unchanged")
    if tally.files or tally.files_left:
        left = f", {tally.files_left} of foreign hosts left alone" if tally.files_left else ""
        lines.append(f"  attachments: {tally.files} read{left}")
    if tally.vanished:
        lines.append(f"  {tally.vanished} recorded pages are no longer listed; their records are kept")
    if tally.rendering:
        lines.append(f"  {tally.rendering.sentence()}")
    lines += [f"  {line}" for line in summary.look_back.lines()]
    lines += [f"  warning: {sentence}" for sentence in summary.selector_warnings]
    named = " ".join(outcome.reasons)
    for cause, count in tally.failures.most_common():
        if f"{cause}: {count} of" not in named:
            lines.append(f"  {cause}: {count}, such as {tally.examples[cause][0]}")
    for run in summary.died_before:
        lines.append(f"  run {run} had died; this run asked again for what it left open")
    lines += [f"  torn archive: {sentence}" for sentence in summary.torn]
    lines.append(f"  summary: {summary.path}")
    return "\n".join(lines) + "\n"
