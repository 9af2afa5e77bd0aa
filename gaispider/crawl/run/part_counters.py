"""The counters of rendering, of reading files, and of articles that fail in a row, for the summary of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gaispider.paths import pip_line
from gaispider.text.counted import counted


@dataclass(slots=True)
class RenderCounters:
    """`pages` by reason (registry, shell, empty_article, empty_listing); `in_vain` are those that showed no more than
    the raw page. `refused` counts requests of pages that were refused, by host and reason; `unsettled` counts pages
    read at the time limit."""

    pages: Counter[str] = field(default_factory=Counter)
    in_vain: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unsettled: int = 0
    files: int = 0
    files_kept: int = 0
    contexts_closed: int = 0

    def __bool__(self) -> bool:
        return bool(self.pages or self.in_vain or self.failed)

    def content(self) -> dict[str, Any]:
        """For runs/<run>.json."""
        return {
            "pages": dict(self.pages),
            "in_vain": dict(self.in_vain),
            "failed": dict(self.failed),
            "unsettled": self.unsettled,
            "files": self.files,
            "files_kept": self.files_kept,
            "refused": dict(self.refused.most_common(50)),
            "contexts_closed": self.contexts_closed,
        }

    def sentence(self) -> str:
        """`rendered: 12 pages (10 registry, 2 shell), 1 in vain; refused: 4 requests, such as ...`."""
        text = f"rendered: {counted(self.pages.total(), 'page')}"
        if self.pages:
            text += f" ({', '.join(f'{count} {why}' for why, count in self.pages.most_common())})"
        for name, counts in (("in vain", self.in_vain), ("failed", self.failed)):
            if counts:
                text += f", {counts.total()} {name}"
        if self.unsettled:
            text += f", {self.unsettled} read before they had settled"
        if self.refused:
            requests = counted(self.refused.total(), "request")
            text += f"; {requests} of pages refused, such as {self.refused.most_common(1)[0][0]}"
        return text


@dataclass(slots=True)
class FileCounters:
    """`read` counts files that were read, `known` those that had been read before, `faults` causes why files could not
    be read, `left` reasons why they were not: office, slow, not_installed, off. `lacking`: the extra is missing."""

    read: int = 0
    known: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    lacking: bool = False

    def __bool__(self) -> bool:
        return bool(self.read or self.known or self.left)

    def content(self) -> dict[str, Any]:
        """For runs/<run>.json."""
        lacks = pip_line("documents") if self.lacking and self.left else None
        return {
            "read": self.read,
            "known": self.known,
            "faults": dict(self.faults),
            "left": dict(self.left),
            "lacks": lacks,
        }

    def lines(self, site: str) -> list[str]:
        """What was read and what was left, and the command that reads it."""
        if self.lacking:
            files = counted(self.left.total(), "file")
            return [f"{files} not read: the extra 'documents' is missing: {pip_line('documents')}"]
        text = f"files: {self.read} read, {self.known} known from before"
        if self.faults:
            text += f"; not readable: {_counted(self.faults)}"
        lines = [text]
        if self.left:
            lines.append(f"{counted(self.left.total(), 'file')} left ({_counted(self.left)}): scrapy documents {site}")
        return lines


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


@dataclass(slots=True)
class ArticlesInARow:
    """By host: articles that failed one after the other without an answer between them, the cause of the last, and the
    hosts with an answer. `left` counts the articles that were therefore not asked for, by host and cause."""

    failed: Counter[str] = field(default_factory=Counter)
    causes: dict[str, str] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note_answer(self, host: str) -> None:
        """An article was answered, or said to be gone."""
        self.answered.add(host)
        self.failed[host] = 0

    def note_failure(self, host: str, cause: str) -> None:
        """An article failed for good: after all retries."""
        self.failed[host] += 1
        self.causes[host] = cause

    def content(self) -> dict[str, int]:
        """For runs/<run>.json: articles not asked for, by host."""
        return {host: count for (host, _), count in self.left.items()}

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Cause and sentence for each host that was not asked for more."""
        for (host, cause), count in self.left.items():
            more = counted(count, "article was", "articles were")
            yield (
                cause,
                f"{host}: {self.failed[host]} articles in a row failed ({cause}), so {more} left to the next run",
            )
