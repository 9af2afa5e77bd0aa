"""The fence of a crawl that a fleet's worker started: it writes no state once its site may be another worker's.

A worker holds a site by a lease in the database, with a number that grows with each holder. It writes the number into
the site's folder, and on its own machine, every few seconds, until when the lease holds at least. A crawl whose worker
was frozen or cut off from the database sees one or the other and ends at once, as if killed: a repeat, no loss.
"""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

from gaispider.files import write_file

logger = logging.getLogger(__name__)
# The clock of leases, also across the processes of a machine and its sleep.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_FILE = "fence"
# As of a site that another run holds: again in minutes.
_EXIT = 75


def now() -> float:
    """Seconds of the clock of leases."""
    return time.clock_gettime(_CLOCK)


def raise_fence(folder: Path, number: int) -> None:
    """Write the number of the new holder into a site's folder. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    write_file(folder / _FILE, str(number))


def write_lease(path: Path, until: float) -> None:
    """Say on this machine until when the lease holds. Raises OSError."""
    path.write_text(f"{until:020.3f}", encoding="ascii")


class Fence:
    """What a crawl asks before it writes. `setting` is `NUMBER:FILE OF THE LEASE`; empty: there is no fence."""

    def __init__(self, folder: Path, setting: str) -> None:
        number, _, lease = setting.partition(":")
        self._number = number
        self._folder = folder
        self._lease = Path(lease)

    @property
    def number(self) -> int:
        """The lease's number; 0 if there is no fence."""
        return int(self._number or 0)

    def problem(self) -> str | None:
        """Why nothing may be written any more; None if all may."""
        if not self._number:
            return None
        try:
            holder = (self._folder / _FILE).read_text(encoding="ascii")
            until = float(self._lease.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            return f"the lease cannot be read: {error}"
        if holder != self._number:
            return f"the site was given to another worker (its number is {holder}, ours {self._number})"
        return None if now() < until else "the worker did not renew the lease in time"

    def check(self) -> None:
        """End this process at once if nothing may be written any more."""
        if (problem := self.problem()) is not None:
            logger.error("The crawl ends, and writes nothing more: %s", problem)
            logging.shutdown()
            os._exit(_EXIT)
