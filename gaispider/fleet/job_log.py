"""What a worker's log says of jobs that failed: a sentence where the cause is known, a traceback where it is not."""

from __future__ import annotations

import logging

from procrastinate.exceptions import TaskNotFound

from gaispider.fleet.jobs import TASKS, FailedError, HeldError, KilledError


class JobSentences(logging.Filter):
    """For a handler of the logger `procrastinate`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is shown; it becomes a sentence where its exception is one."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HeldError):
            return False
        if isinstance(error, TaskNotFound):
            # Said twice, and of use once.
            job = getattr(record, "job", {})
            name, number = job.get("task_name"), job.get("id")
            record.msg = f"Job {number} failed: {name} is no work of a fleet, which knows {', '.join(TASKS)}"
            record.args, record.exc_info = (), None
            return getattr(record, "action", "") == "job_error"
        if isinstance(error, (FailedError, KilledError)):
            job = getattr(record, "job", {})
            again = "is tried again" if getattr(record, "action", "") == "job_error_retry" else "failed"
            record.msg, record.args, record.exc_info = f"Job {job.get('id')} {again}: {error}", (), None
        return True
