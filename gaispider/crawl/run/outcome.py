"""The one word for a run, and its exit code (docs/outcomes.md).

A page that answers 404 or 410 is gone, not failed. A cause is the whole site's outcome if it met every start page, or
its share of the pages asked for reaches WIDESPREAD (for blocks, which come in the middle of a crawl: BLOCKED_SHARE);
else the run is `partial`, and the summary names the causes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gaispider.crawl.run.render_counters import RenderCounters

# Worst first: of several, the first one is the run's word.
EXIT_CODES = {
    "error": 1,
    "blocked": 5,
    "unreachable": 6,
    "layout_changed": 7,
    "robots": 8,
    "empty": 4,
    "partial": 3,
    "unchanged": 0,
    "ok": 0,
}
LOCKED = 75
USAGE = 2
WIDESPREAD = 0.5
BLOCKED_SHARE = 0.1

# The outcome that a cause of failure leads to when it is widespread.
CAUSES = {
    "blocked": "blocked",
    "redirect_loop": "blocked",
    "http_4xx": "blocked",
    "http_3xx": "layout_changed",
    "http_5xx": "unreachable",
    "dns": "unreachable",
    "refused": "unreachable",
    "timeout": "unreachable",
    "connection": "unreachable",
    "truncated": "unreachable",
    "empty": "unreachable",
    "robots_unreachable": "unreachable",
    "soft_404": "layout_changed",
    "moved": "layout_changed",
    "login": "layout_changed",
    "shell": "layout_changed",
    "gone": "layout_changed",
    "foreign_host": "layout_changed",
    "private_address": "layout_changed",
    "robots": "robots",
    "too_large": "error",
    "exception": "error",
    "not_in_archive": "error",
    "not_rendered": "error",
    "taken_down": "partial",
    "attachment": "partial",
    "attachment_gone": "partial",
}


# The site's own answers, no faults of the run: such pages are counted and named, and leave the run's word alone.
_HARMLESS = frozenset({"foreign_host", "private_address", "attachment_gone", "taken_down"})
QUIET = _HARMLESS | {"gone", "soft_404", "robots"}


@dataclass(slots=True)
class Counters:
    """What a run has met so far."""

    answered: int = 0
    not_modified: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    files: int = 0
    files_skipped: int = 0
    refused: int = 0
    invalid: int = 0
    starts: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    start_failures: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    rendering: RenderCounters = field(default_factory=RenderCounters)

    @property
    def asked(self) -> int:
        """Pages asked for, as far as they were answered or failed."""
        return self.answered + self.failures.total()

    def fail(self, cause: str, example: str, *, start: bool = False) -> None:
        """Count a failure and keep the first few as examples."""
        self.failures[cause] += 1
        if start:
            self.start_failures[cause] += 1
        kept = self.examples.setdefault(cause, [])
        if len(kept) < 5:
            kept.append(example)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One word, its exit code, and a sentence for each thing that led to it."""

    word: str
    code: int
    reasons: tuple[str, ...] = ()


def decide(
    counters: Counters,
    *,
    records: int,
    expected: int = 0,
    problems: Iterable[tuple[str, str]] = (),
    fatal: str | None = None,
    stopped: str | None = None,
) -> Outcome:
    """The outcome of a run that came to its end; the site has `records` by now, and should have `expected`.

    `problems` are words and sentences that a look back at earlier runs has led to; `fatal` says what ended the run,
    `stopped` which limit of its settings did.
    """
    found: dict[str, str] = {}
    if fatal:
        found["error"] = fatal
    for name, sentence in problems:
        found[name] = f"{found[name]}; {sentence}" if name in found else sentence
    for cause, count in counters.failures.most_common():
        word = _word(cause, count, counters)
        if word:
            sentence = f"{cause}: {count} of {counters.asked} pages, such as {counters.examples[cause][0]}"
            found[word] = f"{found[word]}; {sentence}" if word in found else sentence
    if stopped:
        sentence = f"the crawl was stopped before its end: {stopped}"
        found["partial"] = f"{found['partial']}; {sentence}" if "partial" in found else sentence
    if records < expected:
        sentence = f"the site has {records} records, and {expected} are the least that is due"
        found["empty"] = f"{sentence}; {found['empty']}" if "empty" in found else sentence
    for word, code in EXIT_CODES.items():
        if word in found:
            return Outcome(word, code, tuple(found[name] for name in EXIT_CODES if name in found))
    return Outcome("ok", 0) if counters.new or counters.changed else Outcome("unchanged", 0)


def interrupted(signal_number: int) -> Outcome:
    """The outcome of a run that a signal ended: 128 and the signal's number, as shells have it."""
    return Outcome("interrupted", 128 + signal_number, (f"signal {signal_number}",))


def _word(cause: str, count: int, counters: Counters) -> str | None:
    wide = CAUSES.get(cause, "error")
    starts = sum(number for other, number in counters.start_failures.items() if CAUSES.get(other, "error") == wide)
    share = BLOCKED_SHARE if wide == "blocked" else WIDESPREAD
    if counters.starts and starts >= counters.starts:
        return wide
    if cause == "exception" and counters.new + counters.changed + counters.unchanged == 0:
        return "error"
    if cause not in _HARMLESS and count >= max(2, share * counters.asked):
        return wide
    return None if cause in QUIET else "partial"
