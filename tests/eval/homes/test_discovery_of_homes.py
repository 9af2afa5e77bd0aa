"""What `scrapy discover` finds on the made home pages: no fewer are right than before, and none is wrong and sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval.homes.all_homes import HomesServer, all_homes
from tests.eval.homes.score import discover, judge

# Of sixty. It rises with the reader and is not lowered for a change of it.
LEAST_RIGHT = 60


@pytest.mark.services
def test_the_made_home_pages_are_discovered(tmp_path: Path) -> None:
    homes = all_homes()
    with HomesServer(homes) as server:
        said, strangers = discover(server, homes, tmp_path)
    verdicts = {home.key: judge(home, said[home.key]) for home in homes}
    assert {key: why for key, (verdict, why) in verdicts.items() if verdict == "sure"} == {}
    others = [f"{key} {verdict}: {why}" for key, (verdict, why) in verdicts.items() if verdict != "right"]
    assert len(homes) - len(others) >= LEAST_RIGHT, "\n".join(others)
    # Names without www are tried; friends are not.
    own = {host.removeprefix("www.") for home in homes for host in home.hosts}
    assert set(strangers) <= own
