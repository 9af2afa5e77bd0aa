"""A column of every make of listing is proved: its list is found, its second page read, whatever brings it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from threading import Event

import pytest

from gaispider.sites.registry import load_sites
from tests.crawl.scrapy_process import Scrapy
from tests.replicas import family_makes, makes
from tests.replicas.make_parts import Make
from tests.replicas.server import ReplicaServer, Served

# Each server stands for a host of its own; on one of them are two sites.
FAMILIES: list[tuple[str, list[Callable[[], Make]]]] = [
    ("generic", [makes.epoint, makes.php_form]),
    *(("generic", [make]) for make in makes.GENERIC if make not in (makes.epoint, makes.php_form)),
    *(("hanweb", [make]) for make in (family_makes.hanweb_groups, family_makes.hanweb_codes, family_makes.jpaas)),
    ("gkmlpt", [family_makes.gkmlpt]),
    ("jiangxi", [makes.jiangxi]),
    ("fujian", [family_makes.fujian]),
    ("vsb", [family_makes.vsb_pictures]),
]


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[list[ReplicaServer]]:
    """The servers, each at an address of this machine that no other has; the registry of their sites."""
    entries, servers = [], []
    with ExitStack() as running:
        for number, (family, several) in enumerate(FAMILIES, start=1):
            found = [make() for make in several]
            pages = {path: page for make in found for path, page in make.pages.items()}
            pages["/robots.txt"] = Served(b"", "text/plain")
            address = f"127.0.0.{number}"
            server = running.enter_context(ReplicaServer(pages, _any(found), address=address))
            servers.append(server)
            for make, of in zip(found, several, strict=True):
                start = [f"http://{address}:{server.port}{path}" for path in make.start]
                entries.append(
                    f'[[site]]\nkey = "{family}_{of.__name__}"\nname = "柳湾县"\nregion = "220284"\n'
                    f'family = "{family}"\nhosts = ["{address}:{server.port}"]\nstart = {json.dumps(start)}\n'
                )
        sites = tmp_path / "sites"
        sites.mkdir()
        (sites / "22-jilin.toml").write_text("\n".join(entries), "utf-8")
        yield servers


def _any(several: list[Make]) -> Callable[[str, str, bytes], Served | None]:
    def answer(method: str, path: str, body: bytes) -> Served | None:
        return next((found for make in several if (found := make.answer(method, path, body))), None)

    return answer


def test_columns_of_every_make_are_proved_side_by_side(hosts: list[ReplicaServer], tmp_path: Path) -> None:
    # The first two hosts answer only once both are asked: looked at one after the other, none would be.
    asked = [Event(), Event()]

    def meet(own: Event, other: Event) -> Callable[[int], None]:
        def heard(number: int) -> None:
            own.set()
            assert other.wait(200)

        return heard

    hosts[0].heard, hosts[1].heard = meet(*asked), meet(*reversed(asked))
    settings = {
        "SITES_DIR": tmp_path / "sites", "STORE_DIR": tmp_path / "store", "ALLOW_PRIVATE_HOSTS": 1,
        "DOWNLOAD_DELAY": 0, "DOWNLOAD_TIMEOUT": 250, "PROBE_PAUSE": 0, "PROBE_IS_TEST": 1,
    }  # fmt: skip
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    done = Scrapy(["sites", *options, "--probe", "--all", "--jobs", "4", "--page", str(tmp_path / "p.html")]).wait()
    assert all(event.is_set() for event in asked)
    found = {key: one.probe for key, one in load_sites(tmp_path / "sites").items()}
    assert {key: one and one.kind for key, one in found.items()} == dict.fromkeys(found, "proved"), done.stdout
    assert all("2 reports read (2023, 2022)" in one.says for one in found.values() if one)
    # Short lists are on one page.
    whole = {"generic_anhui_years", "generic_tabs"}
    assert {key for key, one in found.items() if one and "4 more on the next page" not in one.says} == whole
    # Of two sites on one host the second one waits.
    sites = ["/php/" in path for path in hosts[0].paths() if path != "/robots.txt"]
    assert len(list(groupby(sites))) == 2
