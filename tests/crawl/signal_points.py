"""Sends a crawl's process a signal at a named point of its way, from the reading of its options to its exit.

The functions of the crawl are wrapped in the process before the command begins; the product has no code for this.
"""

from __future__ import annotations

import os
from functools import wraps
from typing import Any

from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from gaispider.archive.writer import ArchiveWriter
from gaispider.commands import crawl as crawl_command
from gaispider.crawl.run import run as run_module
from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.run.record_file import RecordFile
from gaispider.crawl.run.run import Run
from gaispider.crawl.run.summary import Summary
from gaispider.crawl.state.state import State

# Owner and name of a function, whether the signal comes after it, and the call that it belongs to.
POINTS: dict[str, tuple[Any, str, bool, int]] = {
    "the options are read": (crawl_command.Command, "process_options", True, 1),
    "the lock is to be taken": (SiteLock, "acquire", False, 1),
    "the lock is taken": (SiteLock, "acquire", True, 1),
    "the reactor is installed": (AsyncCrawlerProcess, "__init__", True, 1),
    "the crawl is to begin": (AsyncCrawlerProcess, "crawl", False, 1),
    "the crawl has begun": (AsyncCrawlerProcess, "crawl", True, 1),
    "the reactor is to run": (AsyncCrawlerProcess, "start", False, 1),
    "the spider is to be made": (Crawler, "_create_spider", False, 1),
    "the state is to be opened": (run_module, "opened_state", False, 1),
    "the state is open": (run_module, "opened_state", True, 1),
    "the run is made": (Run, "__init__", True, 1),
    "the engine is to be made": (Crawler, "_create_engine", False, 1),
    "the spider is to be opened": (ExecutionEngine, "open_spider_async", False, 1),
    "the spider is open": (Run, "_check_space", True, 1),
    "the engine is to start": (ExecutionEngine, "start_async", False, 1),
    "the first request is to be sent": (ExecutionEngine, "_start_request_processing", False, 1),
    "an answer is to be archived": (ArchiveWriter, "write", False, 2),
    "a record is written": (RecordFile, "append", True, 1),
    "the spider is to be closed": (ExecutionEngine, "close_spider_async", False, 1),
    "the run is to be closed": (Run, "_run_checks", False, 1),
    "the state is closed": (State, "close", True, 1),
    "the outcome is written": (Summary, "write", True, 2),
    "the reactor has stopped": (AsyncCrawlerProcess, "start", True, 1),
    "alerts are to be sent": (crawl_command, "_alert", False, 1),
}


def signal_at(point: str, number: int) -> None:
    """Send the signal to this process when it comes to the point."""
    owner, name, after, call_wanted = POINTS[point]
    wrapped = getattr(owner, name)
    calls = 0

    @wraps(wrapped)
    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call_wanted and not after:
            os.kill(os.getpid(), number)
        result = wrapped(*args, **kwargs)
        if calls == call_wanted and after:
            os.kill(os.getpid(), number)
        return result

    setattr(owner, name, call)
