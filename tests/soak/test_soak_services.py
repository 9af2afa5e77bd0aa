"""The soak in short, so that it works when it is wanted: each harm once, and it sees what is lost or untrue."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.soak.nights import HARMS, Harmed, lost_or_doubled, proves_little, soak, untrue
from tests.soak.web import SoakSite

pytestmark = pytest.mark.services


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="a disk of its own needs root and mount")
def test_few_sites_in_few_nights_lose_nothing() -> None:
    said: list[str] = []
    assert soak(8, len(HARMS), 7, said.append).faults == [], "\n".join(said)
    assert all(any(harm in line for line in said) for harm in HARMS), "\n".join(said)


def test_what_is_lost_or_untrue_is_seen(tmp_path: Path) -> None:
    site = SoakSite("s1", "127.4.0.1", kind="down")
    assert list(untrue(site, ["unreachable"])) == []
    assert list(untrue(site, ["unreachable", "ok"])) == [
        "s1 was 'down', which is unreachable, and its runs say ['unreachable', 'ok']"
    ]
    assert list(untrue(site, [])) == ["s1 was 'down', which is unreachable, and its runs say []"]
    assert [fault.partition(" [")[0] for fault in lost_or_doubled(tmp_path, site)] == ["s1: lost"]


def test_a_harm_that_cut_nothing_off_is_a_fault() -> None:
    at_work = Harmed({"s1"})
    assert list(proves_little("worker killed", at_work, {"s1": ["died", "ok"], "s2": ["ok"]})) == []
    assert list(proves_little("worker killed", at_work, {"s1": ["ok"], "s2": ["died", "ok"]})) == [
        "it cut no run off: worker killed"
    ]
    assert list(proves_little("database restarted", at_work, {"s1": ["ok"]})) == []
    assert list(proves_little("database restarted", Harmed(), {"s1": ["ok"]})) == [
        "no crawl was at work when it came: database restarted"
    ]
    assert list(proves_little("none", Harmed(), {"s1": ["ok"]})) == []
