"""Processes that read what may never end: each job has limits of time and memory, and its process can be killed.

Built on the standard library alone: concurrent.futures cannot kill a job, and in Pebble 5.2 all workers share one pipe
and its lock, so that a process which dies while it sends its result leaves every later job without an answer. Here each
process has a pipe of its own, and a thread that waits for it.
"""

from gaispider.workers.job import JobFailedError, Limits
from gaispider.workers.pool import WorkerPool
from gaispider.workers.serve import die_with_parent

__all__ = ["JobFailedError", "Limits", "WorkerPool", "die_with_parent"]
