"""How much memory and time of a processor a crawl has taken."""

from __future__ import annotations

import time
from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATUS = Path("/proc/self/status")
_MAPS = Path("/proc/self/smaps_rollup")


def used() -> dict[str, float | int | None]:
    """CPU seconds of this process, and the MB that it has for itself (None where the system does not say).

    What a forked crawl shares with the process that it comes from is not counted: it is there once for all.
    """
    try:
        lines = [line.split() for line in _MAPS.read_text("ascii").splitlines()]
    except OSError:  # not Linux, or an old one
        kilobytes = None
    else:
        kilobytes = sum(int(words[1]) for words in lines if words[0].startswith("Private_"))
    own = None if kilobytes is None else kilobytes >> 10
    return {"cpu_seconds": round(time.process_time(), 3), "own_mb": own}


class OwnMemoryUsage(MemoryUsage):
    """Scrapy's limits, by the memory of this process alone.

    Scrapy asks getrusage. On Linux its peak is inherited from the process that started this one, so a crawl that a
    large program starts would end before its first page.
    """

    def get_virtual_size(self) -> int:
        """Bytes of memory at the peak of this process."""
        try:
            status = _STATUS.read_text()
        except OSError:  # not Linux
            return super().get_virtual_size()
        line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), None)
        return super().get_virtual_size() if line is None else int(line.split()[1]) * 1024
