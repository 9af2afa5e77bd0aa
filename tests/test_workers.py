"""Processes that read: values, limits, and every way in which a job can fail."""

from __future__ import annotations

import asyncio
import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.paths import ROOT
from gaispider.reading import extract
from gaispider.workers import JobFailedError, Limits, WorkerPool
from tests import worker_jobs as jobs

# For jobs that end by themselves; machines may be ten times slower.
ENOUGH = Limits(300)
LINUX = sys.platform == "linux"

PAGE = """<html><head><title>柳湾镇2021年政府信息公开工作年度报告</title></head><body>
<h1>柳湾镇2021年政府信息公开工作年度报告</h1>
<p>发布日期：2022-01-18</p><div>{}</div><p>柳湾镇人民政府</p><p>2022年1月17日</p></body></html>"""


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as made:
        yield made


def _failure(pool: WorkerPool, *job: object, limits: Limits = ENOUGH) -> JobFailedError:
    with pytest.raises(JobFailedError) as raised:
        pool.call(*job, limits=limits)  # type: ignore[arg-type]
    return raised.value


def _wait_for_end(process_id: int) -> None:
    """Wait until a process that is no child of ours has ended."""
    try:
        descriptor = os.pidfd_open(process_id)
    except ProcessLookupError:
        return
    assert select.select([descriptor], [], [], 300)[0], f"process {process_id} lives on"
    os.close(descriptor)


def test_a_value_comes_back_and_the_process_stays() -> None:
    with WorkerPool(jobs_each=2) as pool:
        ids = [pool.call(jobs.own_id, limits=ENOUGH) for _ in range(5)]
        assert len(set(ids)) == 3  # renewed after two jobs each
        assert ids[0] == ids[1] != ids[2]
        assert os.getpid() not in ids
        large = os.urandom(3 << 20)
        assert pool.call(jobs.echo, large, limits=ENOUGH) == large


def test_a_page_reads_the_same_as_here(pool: WorkerPool) -> None:
    page = PAGE.format("<p>本年度主动公开政府信息共126条，受理申请2件。</p>" * 3000).encode()
    there = pool.call(extract, page, "http://www.liuwan.gov.cn/a/1.html", limits=ENOUGH)
    here = extract(page, "http://www.liuwan.gov.cn/a/1.html")
    for report in (*here, *there):
        report.read_at = ""
    assert there == here
    assert here[0].report_year == 2021


def test_a_job_without_end_is_killed(pool: WorkerPool) -> None:
    failure = _failure(pool, jobs.never, limits=Limits(0.5))
    assert (failure.cause, failure.detail) == ("timeout", "not done after 0.5 s")
    assert pool.call(jobs.echo, "next", limits=ENOUGH) == "next"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_crash_says_by_which_signal(pool: WorkerPool, number: int) -> None:
    failure = _failure(pool, jobs.end_by, number)
    assert (failure.cause, failure.signal) == ("crash", number)
    assert pool.call(jobs.echo, 1, limits=ENOUGH) == 1


def test_a_process_that_ends_amid_its_message_harms_no_other_job(pool: WorkerPool) -> None:
    assert _failure(pool, jobs.dying_value).signal == signal.SIGKILL
    assert _failure(pool, jobs.echo, jobs.DiesWhenTaken()).detail == "the process ended with exit code 3"
    assert _failure(pool, jobs.leave, 7).detail == "the process ended with exit code 7"
    assert pool.call(jobs.echo, 1, limits=ENOUGH) == 1


def test_an_exception_keeps_its_traceback_and_the_process(pool: WorkerPool) -> None:
    before = pool.call(jobs.own_id, limits=ENOUGH)
    failure = _failure(pool, jobs.raise_error, "no such form")
    assert (failure.cause, failure.detail) == ("exception", "LookupError: no such form")
    assert "in raise_error" in failure.trace
    assert _failure(pool, jobs.unpicklable).cause == "exception"
    assert "cannot be pickled" in _failure(pool, jobs.echo, lambda: None).detail
    assert pool.call(jobs.own_id, limits=ENOUGH) == before


@pytest.mark.skipif(not LINUX, reason="only Linux bounds a process's data")
def test_memory_is_bounded_job_by_job(pool: WorkerPool) -> None:
    megabyte = 1 << 20
    assert _failure(pool, jobs.fill, 400 * megabyte, limits=Limits(300, 100 * megabyte)).cause == "memory"
    assert pool.call(jobs.fill, 50 * megabyte, limits=Limits(300, 100 * megabyte)) == 50 * megabyte
    assert pool.call(jobs.fill, 400 * megabyte, limits=ENOUGH) == 400 * megabyte


def test_the_event_loop_goes_on_and_a_cancelled_job_is_killed(pool: WorkerPool, tmp_path: Path) -> None:
    async def steps() -> int:
        endless = asyncio.ensure_future(pool.run(jobs.never, str(tmp_path / "id"), limits=Limits(3600)))
        turns = 0
        while not (tmp_path / "id").exists():  # turns that a blocked loop would not make
            await asyncio.sleep(0)
            turns += 1
        endless.cancel()
        with pytest.raises(asyncio.CancelledError):
            await endless
        assert await pool.run(jobs.echo, "next", limits=ENOUGH) == "next"
        return turns

    assert asyncio.run(steps()) > 0
    _wait_for_end(int((tmp_path / "id").read_text("ascii")))


def test_closing_kills_what_runs_with_what_it_started_and_cancels_what_waits(tmp_path: Path) -> None:
    pool = WorkerPool()
    running = pool.submit(jobs.sleep_with_child, str(tmp_path / "ids"), limits=Limits(3600))
    waiting = pool.submit(jobs.echo, 1, limits=ENOUGH)
    while not (tmp_path / "ids").exists():
        select.select([], [], [], 0.01)
    pool.close()
    assert isinstance(running.exception(), JobFailedError)
    assert waiting.cancelled()
    for process_id in (tmp_path / "ids").read_text("ascii").split():
        _wait_for_end(int(process_id))
    with pytest.raises(RuntimeError):
        pool.call(jobs.echo, 1, limits=ENOUGH)


@pytest.mark.skipif(not LINUX, reason="elsewhere a process ends with its job")
def test_no_process_outlives_a_killed_parent(tmp_path: Path) -> None:
    mark = tmp_path / "id"
    program = f"""
from gaispider.workers import Limits, WorkerPool
from tests.worker_jobs import never
WorkerPool().call(never, {str(mark)!r}, limits=Limits(3600))
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as parent:
        while not mark.exists():
            assert parent.poll() is None
            select.select([], [], [], 0.01)
        parent.kill()
    _wait_for_end(int(mark.read_text("ascii")))


def test_ctrl_c_does_not_reach_the_processes(pool: WorkerPool) -> None:
    process_id = pool.call(jobs.own_id, limits=ENOUGH)
    assert os.getsid(process_id) != os.getsid(0)  # no terminal of ours
    os.kill(process_id, signal.SIGINT)
    assert pool.call(jobs.own_id, limits=ENOUGH) == process_id


def test_a_failure_can_be_pickled() -> None:
    failure = JobFailedError("crash", "a sentence", trace="lines", signal=9)
    again = pickle.loads(pickle.dumps(failure))  # noqa: S301
    assert (again.cause, again.detail, again.trace, again.signal) == ("crash", "a sentence", "lines", 9)
