"""A signal that ends the run ends the reading of a file: nothing of it is kept, and the next run reads it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings

from gaispider.crawl.files import run_readings
from gaispider.crawl.files.run_readings import RunReadings
from gaispider.crawl.run.outcome import Counters
from gaispider.crawl.run.run_ending import RunEndingError
from gaispider.items import Attachment
from tests import worker_jobs
from tests.documents import made
from tests.replicas import file_reports

_SETTINGS = {"READ_FILES": 1, "FILE_SECONDS": 300, "FILE_MEMORY_MB": 1024, "FILE_PAGES": 50, "STATE_JOURNAL": "wal"}


def test_a_stop_ends_the_file_that_is_read_and_those_that_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run_readings, "read_within", worker_jobs.endless_reader)
    monkeypatch.setattr(run_readings, "is_installed", lambda: True)
    run: Any = SimpleNamespace(counters=Counters(), store=SimpleNamespace(folder=tmp_path))
    readings = RunReadings(run, Settings(_SETTINGS))
    body = made.pdf(file_reports.parts_of("青溪镇"))

    async def read(number: int) -> None:
        file = Attachment(f"http://www.qingshan.gov.cn/{number}.pdf", f"{number}.pdf", "application/pdf")
        with pytest.raises(RunEndingError):
            await readings.contents(file, f"sha256:{number}", body)

    async def stopped() -> None:
        reading = [asyncio.ensure_future(read(number)) for number in range(3)]
        await asyncio.sleep(0)
        readings.stop()
        await asyncio.gather(*reading)
        await read(3)

    asyncio.run(stopped())
    assert run.counters.documents.read == 0
    readings.close()
