"""The outcome of a run: one word, and its exit code (docs/outcomes.md).

A cause of failures decides the outcome if every start page failed by it, or if its share of the requested pages reaches
WIDESPREAD (BLOCKED_SHARE for blocks, which begin in the middle of a crawl). Otherwise the run is `partial`, and the
summary lists the causes. A page that answers 404 or 410 is gone, not failed. `partial` heals by itself, since failed
pages are asked for again; `incomplete` needs a person: the site says that it has more than could be asked for.

Pages that failed in earlier runs and are not due weigh as if they had failed again (`Counters.waiting`), until they are
read, no longer linked or given up (`state.due`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gaispider.crawl.run.part_counters import ArticlesInARow, FileCounters, RenderCounters
from gaispider.text.counted import counted

# Worst first: if several apply, the first one is the outcome.
EXIT_CODES = {
    "error": 1,
    "blocked": 5,
    "unreachable": 6,
    "layout_changed": 7,
    "robots": 8,
    # Before `empty`: what is due may stand on the part of a listing that was not seen, so the cause is told first.
    "incomplete": 9,
    "empty": 4,
    # As a SIGTERM gives: also the word of a run that a limit of the settings ended before the site could be judged.
    "interrupted": 143,
    "partial": 3,
    "unchanged": 0,
    "ok": 0,
}
LOCKED = 75
USAGE = 2
WIDESPREAD = 0.5
BLOCKED_SHARE = 0.1

# Cause of failure to the outcome that it leads to if it is widespread.
CAUSES = {
    "blocked": "blocked",
    "redirect_loop": "blocked",
    "long_url": "blocked",
    "http_4xx": "blocked",
    "retry_later": "blocked",
    "http_3xx": "layout_changed",
    "http_2xx": "unreachable",
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
    "redirected": "layout_changed",
    "login": "blocked",
    "notice": "unreachable",
    "shell": "layout_changed",
    "gone": "layout_changed",
    "foreign_host": "incomplete",
    "private_address": "unreachable",
    "robots": "robots",
    "too_large": "error",
    "exception": "error",
    "not_in_archive": "error",
    "not_rendered": "error",
    "not_read": "error",
    "given_up": "partial",
    "taken_down": "partial",
    "attachment": "partial",
    "attachment_gone": "partial",
}


# The cause under which failures of pages are counted that are given up.
GIVEN_UP = "given_up"
# Causes that never change the outcome: they are counted and named only.
_HARMLESS = frozenset({"foreign_host", "private_address", "attachment_gone", "taken_down", GIVEN_UP})
# Failures that say that a server, not a page, is in trouble or refuses: many in a row end the asking for articles.
OF_THE_SERVER = frozenset(
    ("blocked", "redirect_loop", "http_4xx", "http_5xx", "retry_later", "login", "timeout", "connection", "refused")
)
# Causes of which a tenth of the pages is enough: such measures begin in the middle of a crawl.
_SPREADING = frozenset({"blocked", "redirect_loop", "http_4xx"})
# Causes that do not make a run `partial`; widespread, they still decide the outcome.
QUIET = _HARMLESS | {"gone", "soft_404", "robots"}


@dataclass(slots=True)
class Counters:
    """The counters of a run so far: of pages, records, attachments, and of failures by cause."""

    answered: int = 0
    not_modified: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    # How many of the records read are no reports: news and notices in report columns.
    no_reports: int = 0
    vanished: int = 0
    files: int = 0
    files_skipped: int = 0
    refused: int = 0
    invalid: int = 0
    starts: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    start_failures: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    # Failures of pages that had been read before, by cause.
    lost: Counter[str] = field(default_factory=Counter)
    # Failures of listings that lead elsewhere; the checks say what to do about them.
    told: Counter[str] = field(default_factory=Counter)
    # Failures of offices' pages that lead to the home page, as links of menus do: they are no fault.
    aside: Counter[str] = field(default_factory=Counter)
    # Pages that failed in earlier runs and were not due in this one, by cause; they are among the skipped ones.
    waiting: Counter[str] = field(default_factory=Counter)
    rendering: RenderCounters = field(default_factory=RenderCounters)
    documents: FileCounters = field(default_factory=FileCounters)
    articles: ArticlesInARow = field(default_factory=ArticlesInARow)

    @property
    def asked(self) -> int:
        """Requested pages that were answered or failed."""
        return self.answered + self.failures.total()

    @property
    def wanted(self) -> int:
        """Pages that the site has for us: requested ones, and known ones that were not due."""
        return self.asked + self.skipped

    @property
    def faults(self) -> set[str]:
        """The causes of failures by which a run has not seen all that is there."""
        return {cause for cause, count in self.failures.items() if cause not in QUIET and count > self.aside[cause]}

    def fail(self, cause: str, example: str, *, start: bool = False, lost: bool = False) -> None:
        """Count a failure; the first five examples of each cause are kept. `lost`: the page had been read before."""
        self.failures[cause] += 1
        self.lost[cause] += lost
        if start:
            self.start_failures[cause] += 1
        self._add_example(cause, example)

    def wait(self, cause: str, example: str, *, lost: bool) -> None:
        """Count a page that failed in an earlier run and was not due."""
        self.waiting[cause] += 1
        self.lost[cause] += lost
        self._add_example(cause, example)

    def _add_example(self, cause: str, example: str) -> None:
        examples_of_cause = self.examples.setdefault(cause, [])
        if len(examples_of_cause) < 5:
            examples_of_cause.append(example)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Why the rules of a host could not be had: the cause as one word, and what was met in a sentence."""

    cause: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The word, its exit code, and a sentence for each reason."""

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
    """The outcome of a run that was not interrupted.

    The site has `records` records and should have at least `expected`. `problems` are pairs of outcome and sentence
    from the checks against earlier runs. `fatal` names the error that ended the run, `stopped` the limit that did.
    """
    found: dict[str, str] = {}
    if fatal:
        found["error"] = fatal
    for name, sentence in (*problems, *((CAUSES[cause], told) for cause, told in counters.articles.sentences())):
        found[name] = f"{found[name]}; {sentence}" if name in found else sentence
    for word, sentence in _failed(counters, foreign_told="incomplete" in found):
        found[word] = f"{found[word]}; {sentence}" if word in found else sentence
    if stopped:
        # What a run that did not come to its end has not met says nothing about the site.
        word = "interrupted" if records < expected else "partial"
        sentence = f"the crawl was stopped before its end: {stopped}"
        found[word] = f"{found[word]}; {sentence}" if word in found else sentence
    elif records < expected:
        due = "1 is" if expected == 1 else f"{expected} are"
        sentence = f"the site has {counted(records, 'record')}, and {due} the least that is due"
        found["empty"] = f"{sentence}; {found['empty']}" if "empty" in found else sentence
    for word, code in EXIT_CODES.items():
        if word in found:
            return Outcome(word, code, tuple(found[name] for name in EXIT_CODES if name in found))
    return Outcome("ok", 0) if counters.new or counters.changed else Outcome("unchanged", 0)


def interrupted(signal_number: int) -> Outcome:
    """The outcome of a run that a signal ended; its exit code is 128 + signal number, as in shells."""
    return Outcome("interrupted", 128 + signal_number, (f"signal {signal_number}",))


def _failed(counters: Counters, *, foreign_told: bool) -> Iterator[tuple[str, str]]:
    """Outcome and sentence of each cause of failures. `foreign_told`: other hosts are told with their cure already."""
    for cause, count in (counters.failures + counters.waiting).most_common():
        untold = count - counters.told[cause] - counters.aside[cause]
        word = _outcome_word(cause, untold, counters)
        if word and not (cause == "foreign_host" and foreign_told) and (untold or word != "partial"):
            yield word, f"{cause}: {_counted(cause, count, counters)}, such as {counters.examples[cause][0]}"


def _counted(cause: str, count: int, counters: Counters) -> str:
    waiting = counters.waiting[cause]
    known = f", {waiting} of them not read in earlier runs and not due in this one" if waiting else ""
    return f"{count} of {counted(counters.wanted if waiting else counters.asked, 'page')}{known}"


def _outcome_word(cause: str, count: int, counters: Counters) -> str | None:
    widespread_word = CAUSES.get(cause, "error")
    starts = sum(
        number for other, number in counters.start_failures.items() if CAUSES.get(other, "error") == widespread_word
    )
    if counters.starts and starts >= counters.starts:
        return widespread_word
    if cause == "exception" and counters.new + counters.changed + counters.unchanged == 0:
        return "error"
    if cause not in _HARMLESS and _is_widespread(cause, count, counters):
        return widespread_word
    if cause in QUIET:
        # What the site calls missing is quiet, unless it was there before.
        return "partial" if cause == "soft_404" and counters.lost[cause] else None
    return "partial"


def _is_widespread(cause: str, count: int, counters: Counters) -> bool:
    """Whether a cause met so many pages that it is the run's outcome.

    Pages that are well and not due count as pages of the site, so that a night on which only the failing ones are asked
    says what the night before said.
    """
    if cause in _SPREADING and counters.failures[cause] >= max(2, BLOCKED_SHARE * counters.asked):
        return True
    share = BLOCKED_SHARE if cause in _SPREADING else WIDESPREAD
    return count >= max(2, share * counters.wanted)
