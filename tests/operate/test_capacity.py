"""How many sites at a time, what allows no more, and when they will be done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gaispider.operate.printing import begin_line
from gaispider.operate.running.capacity import (
    Capacity,
    apart,
    capacity,
    cores_here,
    expected_seconds,
    free_memory,
)

_GB = 1 << 30


def _machines(count: int) -> list[frozenset[str]]:
    return [frozenset({f"www{number}.gov.cn"}) for number in range(count)]


@pytest.mark.parametrize(
    ("sites", "cores", "memory", "expected"),
    [
        (_machines(3), 2, 20 * _GB, Capacity(3, "all of them")),
        (_machines(300), 2, 20 * _GB, Capacity(32, "2 cores")),
        (_machines(300), 1, None, Capacity(16, "1 core")),
        (_machines(300), 16, 8 * _GB, Capacity(76, "8.0 GB of free memory")),
        # Never none at all.
        (_machines(300), 2, _GB // 4, Capacity(1, "0.2 GB of free memory")),
        ([frozenset({"one.gov.cn"})] * 40, 2, 20 * _GB, Capacity(1, "never two at one machine")),
        ([], 2, 20 * _GB, Capacity(1, "all of them")),
    ],
)
def test_the_least_of_machines_cores_and_memory(
    sites: list[frozenset[str]], cores: int, memory: int | None, expected: Capacity
) -> None:
    assert capacity(sites, cores, memory) == expected


def test_sites_that_hang_together_by_machines_count_once() -> None:
    chain = [frozenset({"a", "b"}), frozenset({"c"}), frozenset({"b", "d"}), frozenset({"d", "c"}), frozenset({"e"})]
    assert sorted(map(sorted, apart(chain))) == [["a", "b", "c", "d"], ["e"]]


def test_this_machine_has_a_core_and_says_its_memory() -> None:
    assert cores_here() >= 1
    memory = free_memory()
    assert memory is None or memory > 0


def test_the_end_is_told_by_the_last_runs() -> None:
    assert expected_seconds([60, 120, None], 2) == (60 + 120 + 90) / 2
    # Not sooner than the longest site.
    assert expected_seconds([60, 3600], 8) == 3600
    assert expected_seconds([60, None, None], 1) is None
    assert expected_seconds([], 4) is None


def test_the_line_before_the_first_site() -> None:
    now = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    found = Capacity(32, "2 cores")
    assert begin_line(300, found, 3600, now) == (
        "300 sites, 32 at a time (2 cores); by their last runs about 1:00:00, until 2026-12-01 00:30"
    )
    assert begin_line(1, Capacity(4, "--jobs"), 60, now).endswith("about 1:00, until 23:31")
    assert begin_line(1, Capacity(4, "--jobs"), None, now) == "1 site, 1 at a time (--jobs)"
