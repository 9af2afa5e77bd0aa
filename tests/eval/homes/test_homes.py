"""The made home pages hold together: each has its label, a way to its columns, and is served by name."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import pytest

from tests.eval.homes.all_homes import HomesServer, all_homes
from tests.eval.homes.home import Home
from tests.eval.homes.score import Said, judge

HOMES = all_homes()
OUTCOMES = {"found", "found in part", "no column", "blocked", "unreachable", "needs rendering", "needs a person"}
# Whatever may be an address: in links, frames, areas, options, scripts and data.
_ADDRESS = re.compile(r"""(?:href|src|url)=["']?([^"'\s>]+)|["'(](https?://[^"'\s)]+|/[^"'\s)]*)["')]""")


def test_sixty_sites_of_ten_makes() -> None:
    assert len({home.key for home in HOMES}) == len(HOMES) == 60
    hosts = [host for home in HOMES for host in home.hosts]
    assert len(set(hosts)) == len(hosts)
    makes = [home.key.partition("-")[0] for home in HOMES]
    assert {makes.count(make) for make in makes} == {6}
    assert {outcome for home in HOMES for outcome in home.outcome} == OUTCOMES
    assert all(bool(home.columns) == (home.outcome[0] == "found") == bool(home.years) for home in HOMES)


@pytest.mark.parametrize("home", [home for home in HOMES if home.columns], ids=lambda home: home.key)
def test_a_careful_person_can_reach_every_column(home: Home) -> None:
    known, waiting = set(), {f"http://{home.host}/"}
    hops = 0
    while waiting and hops < 6:
        known |= waiting
        waiting = {link for page in waiting for link in _links(home, page)} - known
        hops += 1
    for column in home.columns:
        assert known & {address.partition("#")[0] for address in column}, column
        assert any(home.answer("GET", address.partition("#")[0][7:], b"") for address in column)


def _links(home: Home, page: str) -> set[str]:
    served = home.answer("GET", page[7:], b"")
    if served is None or served.status != 200 or page[7:] in home.articles:
        return set()
    text = served.body.decode("gb18030" if b"charset=gb" in served.body else "utf-8", "replace").replace("\\/", "/")
    found = {urljoin(page, next(filter(None, match.groups()))).partition("#")[0] for match in _ADDRESS.finditer(text)}
    return {link for link in found if urlsplit(link).hostname in home.hosts}


def test_sites_are_served_by_name_and_some_answer_nothing() -> None:
    with HomesServer(HOMES) as server:
        seen = {home.key: _asked(server, home) for home in HOMES}
    assert {key for key, status in seen.items() if status == 0} == {"ucap-6"}
    assert {key for key, status in seen.items() if status not in (0, 200)} == {"vsb-5", "anhui-5", "forms-6"}


def _asked(server: HomesServer, home: Home) -> int:
    """The status of the home page, 0 without an answer."""
    connection = HTTPConnection("127.0.0.1", server.port)
    try:
        connection.request("GET", "/", headers={"Host": home.host})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (Said("found", ["http://www.a.gov.cn:8080/nb/index.html"]), "right"),
        (Said("found", ["https://www.a.gov.cn/nb/", "http://www.a.gov.cn/nb/2019n/"]), "right"),
        (Said("found", ["http://www.a.gov.cn/nb/", "http://www.a.gov.cn/wz/"]), "unsure"),
        (Said("found", ["http://www.a.gov.cn/nb/", "http://www.a.gov.cn/wz/"], sure=True), "sure"),
        (Said("no column", sure=True), "missed"),
        (Said("found in part", ["http://www.a.gov.cn/nb/"]), "unsure"),
    ],
)
def test_verdicts(said: Said, verdict: str) -> None:
    home = Home("a-1", "甲县", "www.a.gov.cn", "generic", "", columns=[("http://www.a.gov.cn/nb/",)])
    home.also = ["http://www.a.gov.cn/nb/2019n/"]
    assert judge(home, said)[0] == verdict
