"""What a process of the pool does."""

from __future__ import annotations

import ctypes
import importlib
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

# Seconds after its limit at which a process ends itself, should its parent be unable to.
_OWN_ALARM = 10.0
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the system to kill this process when its parent thread ends, however that ends (Linux; elsewhere nothing)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def serve(descriptor: int, parent: int, modules: Sequence[str]) -> NoReturn:
    """What a process of the pool does until its pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)
    pipe = Connection(descriptor)
    for name in modules:
        importlib.import_module(name)
    pipe.send(("value", None, ""))
    while True:
        try:
            message = pipe.recv_bytes()
        except (EOFError, OSError):
            os._exit(0)
        pipe.send_bytes(_answer(message))


def _answer(message: bytes) -> bytes:
    """The pickled answer of one job: cause or "value", the value or a sentence, a traceback."""
    trace = ""
    try:
        function, args, limits = pickle.loads(message)  # noqa: S301 - from our parent
        del message
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _OWN_ALARM)
        _limit_memory(limits.memory)
        return pickle.dumps(("value", function(*args), ""), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        cause, sentence = "memory", "more than its share of memory"
    except BaseException as error:
        cause, sentence, trace = "exception", f"{type(error).__name__}: {error}", traceback.format_exc()
    finally:
        _limit_memory(None)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return pickle.dumps((cause, sentence, trace))


def _limit_memory(more: int | None) -> None:
    """Let the process have `more` bytes of data than now; None takes the limit away."""
    if sys.platform != "linux":
        return
    import resource  # not on every system

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = hard
    if more is not None:
        soft = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize() + more
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
