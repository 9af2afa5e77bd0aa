"""Re-reads a whole archive in several processes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor

from gaispider.items import Report
from gaispider.maintenance.reread import Archive, article_offsets, reread

# Answers in one batch of a worker process; small, so that progress is seen.
_BATCH = 50


def reread_all(
    archive: Archive, recorded: Collection[str], jobs: int, progress: Callable[[int, int], None]
) -> tuple[list[Report], str | None]:
    """The records of an archive, read in `jobs` processes, and the problem with the file if there is one.

    `recorded`: see `article_offsets`. `progress` is called with the pages read and their total. Raises OSError.
    """
    offsets, problem = article_offsets(archive, recorded)
    batches = [offsets[start : start + _BATCH] for start in range(0, len(offsets), _BATCH)]
    reports: list[Report] = []
    for done, made in enumerate(_batches(archive, batches, jobs), start=1):
        reports.extend(made)
        progress(min(done * _BATCH, len(offsets)), len(offsets))
    return reports, problem


def _batches(archive: Archive, batches: list[list[int]], jobs: int) -> Iterator[list[Report]]:
    if jobs < 2 or len(batches) < 2:
        yield from (_batch(archive, batch) for batch in batches)
        return
    with ProcessPoolExecutor(min(jobs, len(batches))) as pool:
        yield from pool.map(_batch, [archive] * len(batches), batches)


def _batch(archive: Archive, offsets: list[int]) -> list[Report]:
    return [report for offset in offsets for report in reread(archive, offset)]
