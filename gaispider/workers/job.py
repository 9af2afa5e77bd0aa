"""What a job may use, and how it can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Cause = Literal["timeout", "memory", "crash", "exception"]


class JobFailedError(Exception):
    """A job without a value. `cause` is one word, `detail` a sentence, `trace` the traceback of an exception.

    timeout: over its seconds; memory: over its bytes; crash: the process ended without an answer (`signal`: by
    which signal, if by one); exception: the function raised, or its arguments or value cannot be pickled.
    """

    def __init__(self, cause: Cause, detail: str, *, trace: str = "", signal: int | None = None) -> None:
        super().__init__(f"{cause}: {detail}")
        self.cause, self.detail, self.trace, self.signal = cause, detail, trace, signal

    def __reduce__(self) -> tuple[Callable[..., JobFailedError], tuple[Any, ...]]:
        return _job_failed, (self.cause, self.detail, self.trace, self.signal)


def _job_failed(cause: Cause, detail: str, trace: str, number: int | None) -> JobFailedError:
    return JobFailedError(cause, detail, trace=trace, signal=number)


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` from the handing over to the answer; `memory` in bytes above what the process has at the job's start.

    Memory is bounded on Linux only (RLIMIT_DATA, which the programs that a job starts inherit).
    """

    seconds: float
    memory: int | None = None
