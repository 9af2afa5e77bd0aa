"""A run of discovery over many targets: findings go to the file of what is done, the overlay and the reader."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from scrapy.settings import BaseSettings

from gaispider.discovery.model import Target
from gaispider.discovery.results.finding import Finding, changes_for
from gaispider.discovery.results.resume_file import ResumeFile
from gaispider.discovery.walk.side_by_side import Plan, SideBySide
from gaispider.sites.model import Site
from gaispider.sites.overlay import overlay_folder, put

Tell = Callable[[dict[str, object]], None]
Progress = Callable[[str, int, int], None]


class DiscoveryRun:
    """`tell` is called with the line of each site as it is done; `writes` says whether entries go into the overlay."""

    def __init__(
        self,
        settings: BaseSettings,
        registered: Mapping[str, Site],
        resume: ResumeFile,
        *,
        tell: Tell,
        progress: Progress,
        writes: bool,
    ) -> None:
        self._settings, self._registered, self._resume = settings, dict(registered), resume
        self._tell, self._progress, self._writes = tell, progress, writes
        self._overlay = overlay_folder(Path(settings["SITES_DIR"]))
        self.lines: list[dict[str, object]] = list(resume.lines.values())
        self._total = 0

    def look(self, plan: Plan, targets: Sequence[Target]) -> int | None:
        """Look at the targets that are not done yet; the number of the signal that ended it, if one did."""
        left = self._resume.open_of(targets)
        self._total = len(targets)
        if not left:
            return None
        self._show()
        side_by_side = SideBySide(plan, self._settings, self._registered, self._found, self._waiting)
        side_by_side.run(left)
        return side_by_side.number

    def _found(self, finding: Finding) -> None:
        changes = changes_for(finding, self._registered) if self._writes else None
        if changes is not None:
            try:
                finding.line["written"] = str(put(self._overlay, finding.key, changes))
            except (OSError, ValueError) as error:
                # A file of the overlay that a person left broken must not end the run: the line has the entry.
                finding.line["not_written"] = str(error)
                sys.stderr.write(f"{finding.target.url}: not written: {error}\n")
        self.lines.append(finding.line)
        self._resume.note(finding.target, finding.line)
        self._tell(finding.line)
        self._show()

    def _waiting(self, finding: Finding, seconds: float) -> None:
        """Of one that is looked at alone it is said why nothing happens for minutes."""
        if self._total == 1:
            self._progress(f"{finding.line['because']}; asked again in {seconds:g} s (DISCOVERY_PAUSE)", 0, 1)

    def _show(self) -> None:
        self._progress("looking at sites", len(self.lines), self._total)
