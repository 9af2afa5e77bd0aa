"""How much memory a crawl has taken."""

from __future__ import annotations

from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATUS = Path("/proc/self/status")


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
