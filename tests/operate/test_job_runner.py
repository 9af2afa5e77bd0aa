"""Processes side by side: how many, on which machines, for how long, and what a signal does."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from gaispider.operate.running.job_runner import FinishedJob, Job, JobRunner

_PAUSE = "import signal; signal.pause()"


def _job(folder: Path, key: str, code: str, machine: str | None = None) -> Job:
    return Job(key, frozenset({machine or key}), (sys.executable, "-c", code), folder / key / "logs" / "x.log")


def _shell(folder: Path, key: str, line: str) -> Job:
    return Job(key, frozenset({key}), ("sh", "-c", line), folder / key / "logs" / "x.log")


def _once_begun(pipes: dict[str, Path]) -> Callable[[Job], Coroutine[Any, Any, None]]:
    """A job's time is up when it has written to its pipe; that of a job without one never is."""

    async def time_up(job: Job) -> None:
        if job.key in pipes:
            await asyncio.to_thread(pipes[job.key].read_bytes)
        else:
            await asyncio.Event().wait()

    return time_up


def _run(many: JobRunner) -> dict[str, FinishedJob]:
    ended: list[FinishedJob] = []
    asyncio.run(many.run(ended.append))
    assert len({one.job.key for one in ended}) == len(ended)
    return {one.job.key: one for one in ended}


def test_codes_and_logs_are_kept_apart(tmp_path: Path) -> None:
    say = "import sys; print('from {0}'); sys.stderr.write('trouble of {0}'); sys.exit({1})"
    jobs = [_job(tmp_path, "a", say.format("a", 0)), _job(tmp_path, "b", say.format("b", 7))]
    ended = _run(JobRunner(jobs, 2, limit=0, grace=5))
    assert {key: one.code for key, one in ended.items()} == {"a": 0, "b": 7}
    assert sorted(jobs[1].log.read_text().split("\n")) == ["from b", "trouble of b"]
    assert not ended["a"].over_time


def test_as_many_run_at_once_as_allowed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "meet")
    # Opening a pipe waits for the other end: alone, neither would ever finish.
    jobs = [
        _job(tmp_path, "reads", f"open({str(tmp_path / 'meet')!r}).read()"),
        _job(tmp_path, "writes", f"open({str(tmp_path / 'meet')!r}, 'w').write('here')"),
    ]
    ended = _run(JobRunner(jobs, 2, limit=20, grace=1))
    assert [one.code for one in ended.values()] == [0, 0]


def test_two_on_one_machine_never_run_at_once(tmp_path: Path) -> None:
    busy = str(tmp_path / "busy")
    alone = f"import os; os.close(os.open({busy!r}, os.O_CREAT | os.O_EXCL)); sum(range(10**6)); os.remove({busy!r})"
    jobs = [_job(tmp_path, f"shared{number}", alone, "122.137.242.24") for number in range(4)]
    ended = _run(JobRunner([*jobs, _job(tmp_path, "apart", "pass")], 5, limit=0, grace=5))
    assert [ended[job.key].code for job in jobs] == [0] * 4
    assert len(ended) == 5


def test_the_cap_ends_a_job_by_sigterm_and_then_by_sigkill(tmp_path: Path) -> None:
    begun = {key: tmp_path / f"{key}-begun" for key in ("listens", "deaf")}
    for pipe in begun.values():
        os.mkfifo(pipe)
    jobs = [
        _shell(tmp_path, "listens", f"echo > {begun['listens']}; exec sleep 600"),
        _shell(tmp_path, "deaf", f"trap '' TERM; echo > {begun['deaf']}; sleep 600"),
        _shell(tmp_path, "quick", ":"),
    ]
    ended = _run(JobRunner(jobs, 3, limit=600, grace=0.3, time_up=_once_begun(begun)))
    assert (ended["listens"].code, ended["listens"].over_time) == (-signal.SIGTERM, True)
    assert (ended["deaf"].code, ended["deaf"].over_time) == (-signal.SIGKILL, True)
    assert (ended["quick"].code, ended["quick"].over_time) == (0, False)


def test_a_signal_reaches_the_children_and_nothing_new_begins(tmp_path: Path) -> None:
    jobs = [
        _job(tmp_path, "first", f"import os; os.kill(os.getppid(), 15); {_PAUSE}"),
        _job(tmp_path, "second", "pass"),
    ]
    many = JobRunner(jobs, 1, limit=0, grace=20)
    ended = _run(many)
    assert many.signal == signal.SIGTERM
    assert (ended["first"].code, ended["first"].over_time) == (-signal.SIGTERM, False)
    assert many.not_started == ["second"]
    assert not jobs[1].log.exists()


def test_children_that_do_not_heed_a_signal_are_killed_after_the_grace(tmp_path: Path) -> None:
    deaf = f"import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.kill(os.getppid(), 15); {_PAUSE}"
    ended = _run(JobRunner([_job(tmp_path, "deaf", deaf)], 1, limit=0, grace=0.3))
    assert ended["deaf"].code == -signal.SIGKILL


def test_a_kill_takes_what_the_job_had_started_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "alive")
    # Each end of the pipe waits for the other: the shell goes on when its child is there.
    begun = {"browser": tmp_path / "begun"}
    os.mkfifo(begun["browser"])
    deaf = (
        f"trap '' TERM; sleep 600 > {tmp_path / 'alive'} & echo > {begun['browser']}; read line < {tmp_path / 'alive'}"
    )
    _run(JobRunner([_shell(tmp_path, "browser", deaf)], 1, limit=600, grace=0.2, time_up=_once_begun(begun)))
    # The writer's end of the pipe goes with its process: while that lives, the reader waits.
    reader = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_a_job_whose_log_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("a file where the folder should be")
    ended = _run(JobRunner([_job(tmp_path, "broken", "pass"), _job(tmp_path, "fine", "pass")], 2, limit=0, grace=5))
    assert ended["broken"].code == 1
    assert "could not begin" in (ended["broken"].problem or "")
    assert ended["fine"].code == 0
