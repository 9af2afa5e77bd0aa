"""The soak in short, so that it works when it is wanted: each harm once, and it sees what is lost or untrue."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.soak.nights import HARMS, lost_or_doubled, soak, untrue
from tests.soak.web import SoakSite

pytestmark = pytest.mark.services


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="a disk of its own needs root and mount")
def test_few_sites_in_few_nights_lose_nothing() -> None:
    said: list[str] = []
    assert soak(6, len(HARMS), 7, said.append).faults == [], "\n".join(said)
    assert all(any(harm in line for line in said) for harm in HARMS), "\n".join(said)


def test_what_is_lost_or_untrue_is_seen(tmp_path: Path) -> None:
    site = SoakSite("s1", "127.4.0.1", kind="down")
    assert list(untrue(site, ["unreachable"])) == []
    assert list(untrue(site, ["unreachable", "ok"])) == [
        "s1 was 'down', which is unreachable, and its runs say ['unreachable', 'ok']"
    ]
    assert list(untrue(site, [])) == ["s1 was 'down', which is unreachable, and its runs say []"]
    assert [fault.partition(" [")[0] for fault in lost_or_doubled(tmp_path, site)] == ["s1: lost"]
