"""What a probe writes into the overlay, and what of it may be called proved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.settings import BaseSettings

from gaispider.crawl.run.run_config import now_of
from gaispider.probing.look import Result
from gaispider.sites.model import Probed, Site
from gaispider.sites.overlay import overlay_folder, put

NOT_LIVE = (
    "not written down: with ALLOW_PRIVATE_HOSTS or ARCHIVE_REPLAY what answers need not be the live site, and proves "
    "nothing of it"
)
NO_NETWORK = "no site has answered: is this machine connected? What was seen is not written down"
_NO_ANSWER = "unreachable"


@dataclass(slots=True)
class Notebook:
    """Where results go: the overlay of `sites`, unless `live` is False. `now` is the time that they are given, `due_at`
    the one by which it is decided who is due (NOW), if that is another.

    That a site is unreachable is written once any site has answered: until then it may be this machine that reaches
    nobody. `held` are those that wait for it.
    """

    sites: Path
    live: bool
    now: datetime
    held: list[Result] = field(default_factory=list)
    answered: bool = False
    due_at: datetime | None = None

    @classmethod
    def of(cls, settings: BaseSettings) -> Notebook:
        """By the settings: results of replicas and replays are written only where PROBE_IS_TEST says so."""
        elsewhere = settings.getbool("ALLOW_PRIVATE_HOSTS") or bool(settings["ARCHIVE_REPLAY"])
        live = not elsewhere or settings.getbool("PROBE_IS_TEST")
        # A probe is noted with its real day, even if another day is set for deciding what is due.
        now = datetime.now(UTC).replace(microsecond=0)
        return cls(Path(settings["SITES_DIR"]), live, now, due_at=now_of(settings) if settings["NOW"] else now)

    def probed(self, result: Result) -> Probed:
        """The note on a result."""
        judged = result.judged
        return Probed(judged.kind, self.now, judged.says, judged.propose)

    def write(self, result: Result) -> None:
        """Write the note and, of a proved site, `proved`; a former `proved` stays until then. Raises OSError,
        OverlayError, TomlEditError."""
        if result.judged.kind == _NO_ANSWER and not self.answered:
            self.held.append(result)
            return
        self.answered = True
        for one in (*self._released(), result):
            self._write(one)

    def close(self, *, alone: bool) -> int:
        """All have been looked at. Returns how many results are not written since no site has answered; one that was
        looked at alone is written all the same: who asked for it knows whether he is connected. Raises as `write`."""
        if alone:
            for one in self._released():
                self._write(one)
        return len(self.held)

    def _released(self) -> list[Result]:
        released, self.held = self.held, []
        return released

    def _write(self, result: Result) -> None:
        if not self.live:
            return
        note = self.probed(result)
        fields: dict[str, object] = {"kind": note.kind, "on": note.on, "says": note.says}
        changes: dict[str, object] = {"probe": fields | ({"propose": list(note.propose)} if note.propose else {})}
        if note.kind == "proved":
            changes["proved"] = f"probed {note.on:%Y-%m-%d}: {note.says}"
        put(overlay_folder(self.sites), result.site.key, changes)

    def due(self, sites: Iterable[Site], hours: float) -> list[Site]:
        """Those that no probe has looked at within so many hours, the longest ago first: what a probe of all that was
        cut off has left."""
        now = self.due_at or self.now
        left = [site for site in sites if site.probe is None or not now - timedelta(hours=hours) < site.probe.on <= now]
        return sorted(left, key=lambda site: site.probe.on if site.probe else datetime.min.replace(tzinfo=UTC))
