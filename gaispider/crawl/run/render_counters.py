"""The counters of rendering in a run, for the summary and the report on stderr."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


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
        text = f"rendered: {self.pages.total()} pages"
        if self.pages:
            text += f" ({', '.join(f'{count} {why}' for why, count in self.pages.most_common())})"
        for name, counts in (("in vain", self.in_vain), ("failed", self.failed)):
            if counts:
                text += f", {counts.total()} {name}"
        if self.unsettled:
            text += f", {self.unsettled} read before they had settled"
        if self.refused:
            text += f"; {self.refused.total()} requests of pages refused, such as {self.refused.most_common(1)[0][0]}"
        return text
