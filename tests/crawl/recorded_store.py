"""The site that was crawled for tests/crawl/store_0_1_0: two units of the panshi replica, two reports each, one file.

    .venv/bin/python -m tests.crawl.recorded_store FOLDER

crawls it in two nights with the present code and leaves the site's store in FOLDER, so that later versions can be
tested with a store of this version.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.crawl import nights
from tests.crawl.nights import PanshiProject
from tests.replicas.server import ReplicaServer, Served

UNITS = nights.UNITS[:2]
YEARS = (2017, 2022)
FIRST, SECOND = "2023-06-01", "2023-06-02"
_PDF = b"%PDF-1.4\n% the annex of a report that was made up for a test\n%%EOF\n"
_LINK = '<p><a href="fb.pdf">附件：政府信息公开情况统计表.pdf</a></p>'


class RecordedSite(PanshiProject):
    """Serves the site of the first night; after `correct`, that of the second."""

    def serve(self, years: object) -> None:
        units, nights.UNITS = nights.UNITS, UNITS
        try:
            super().serve(YEARS)
        finally:
            nights.UNITS = units
        path = self.articles(UNITS[0])[0]
        self.edit(path, _with_file)
        self.web.pages[f"{path.rpartition('/')[0]}/fb.pdf"] = Served(_PDF, "application/pdf")

    def correct(self) -> None:
        """Replace one report by a corrected version."""
        unit = UNITS[1]
        self.edit(self.articles(unit)[-1], lambda text: text.replace("主动公开", "主动公开了", 1), unit.encoding)


def _with_file(text: str) -> str:
    before, end, after = text.rpartition("</p>")
    return f"{before}{end}{_LINK}{after}"


def record(folder: Path) -> None:
    """Two nights of the site, of which the second meets a corrected report; lock and reserve are not kept.

    It is crawled below build/, so that no path of a machine gets into the archives.
    """
    work = Path("build/recorded")
    shutil.rmtree(work, ignore_errors=True)
    with ReplicaServer({}) as web:
        site = RecordedSite(work, web)
        site.night(FIRST)
        site.correct()
        site.night(SECOND, "-a", "full=1")
        shutil.copytree(site.store, folder, ignore=shutil.ignore_patterns("lock", "reserve", "*.log"))


if __name__ == "__main__":
    record(Path(sys.argv[1]))
