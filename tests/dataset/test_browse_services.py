"""The browser of a release as it runs: Datasette, pywb where it is installed, and a real Chromium."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, sync_playwright

from gaispider.archive.writer import Exchange
from gaispider.crawl.browser.chromium import PROGRAMS, find_chromium
from gaispider.dataset.telling import silent
from gaispider.paths import ROOT
from tests.dataset.archived import UNIT, YEAR, archive, archived_release
from tests.dataset.made import report

pytestmark = pytest.mark.services
WORDS = ("政府信息公开", "磐石", "宝山乡", "公开")
ODD = (
    *('"', "'", "* OR (", "NEAR(a b)", "-公开", "磐", "PDF", "2021年gov", "title:公开", "政府信息公開"),
    *("a" * 2_000, "\0", "%"),
)
TOWN = "磐石市宝山乡人民政府"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return archived_release(tmp_path_factory.mktemp("browsed"), [report("town", TOWN, 2022)])


def asked(release: Path, store: Path, *paths: str, public: bool = False, host: str = "127.0.0.1") -> list[Any]:
    """The answers to requests of paths, of a Datasette in this process."""
    from gaispider.dataset.browsing.archived_view import ArchivedViews
    from gaispider.dataset.browsing.browse_server import Browsed, datasette_of

    async def answers() -> list[Any]:
        await datasette.invoke_startup()
        return [await datasette.client.get(path, headers={"host": host}) for path in paths]

    archived = None if public else ArchivedViews(release, store, None)
    with datasette_of(Browsed(release, archived, public), silent) as datasette:
        return asyncio.run(answers())


def test_the_search_box_reads_chinese_and_is_never_at_fault(made: tuple[Path, Path]) -> None:
    store, release = made
    paths = [f"/release/reports.json?_shape=array&_search={quote(word)}" for word in (*WORDS, *ODD)]
    answers = asked(release, store, *paths)
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    found = {word: len(answer.json()) for word, answer in zip((*WORDS, *ODD), answers, strict=True)}
    assert [found[word] for word in WORDS] == [2, 2, 1, 2]
    assert (found["政府信息公開"], found["磐"], found['"']) == (2, 2, 0)


def test_it_reads_only_and_answers_this_machine_only(made: tuple[Path, Path]) -> None:
    store, release = made
    found = "select rowid from reports_search where reports_search match escape_fts('宝山乡')"
    counting = f"select count(*) from reports where rowid in ({found})"  # noqa: S608 - fixed words
    sql = (counting, "delete from reports", "attach 'x' as y")
    asking = [f"/release.json?_shape=arrays&sql={quote(one)}" for one in sql]
    own, deleting, attaching, view = asked(release, store, *asking, "/release/reports")
    assert own.json()["rows"] == [[1]]
    assert (deleting.status_code, attaching.status_code) == (400, 400)
    assert view.status_code == 302 and "_col=unit_name" in view.headers["location"]
    (stranger,) = asked(release, store, "/", host="evil.example:8001")
    assert stranger.status_code == 403


def test_behind_a_proxy_neither_sql_nor_archived_pages_nor_the_file(made: tuple[Path, Path]) -> None:
    store, release = made
    record = asked(release, store, "/release/reports.json?_shape=array")[0].json()[0]["id"]
    paths = (
        "/release?sql=select+1",
        "/release.db",
        f"/-/archived/{record}",
        "/release/reports?_col=title&_where=1",
        "/",
    )
    *refused, front = asked(release, store, *paths, public=True, host="data.example.org")
    assert [answer.status_code for answer in refused] == [403, 403, 404, 403]
    assert front.status_code == 200 and "archived page" not in front.text and str(release) not in front.text


def test_a_record_leads_to_its_page_with_the_figures_marked(made: tuple[Path, Path]) -> None:
    store, release = made
    rows = asked(release, store, f"/release/panel.json?_shape=array&unit_id={quote(UNIT)}&report_year={YEAR}")[0].json()
    marked, missing, unknown = asked(
        release, store, f"/-/archived/{rows[0]['id']}", "/-/archived/panshi-town", "/-/archived/none"
    )
    assert marked.status_code == 200 and "places marked" in marked.text
    assert marked.headers["content-security-policy"].startswith("default-src 'none'")
    assert missing.status_code == 404 and "has not" in missing.text
    assert unknown.status_code == 404


@contextmanager
def browsing(made: tuple[Path, Path], *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as a process, and the address it names."""
    store, release = made
    command = [sys.executable, "-m", "scrapy", "dataset", "browse", str(release), "--store", str(store), *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        address = next((found[0] for line in lines if (found := re.match(r"http://127\.0\.0\.1:\d+/", line))), "")
        yield process, address
    finally:
        process.kill()
        process.communicate()


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_it_ends_with_all_that_it_began_and_a_taken_port_is_said(made: tuple[Path, Path], number: int) -> None:
    with browsing(made, "--port", "0") as (process, address):
        port = urlsplit(address).port or 0
        with urlopen(address) as answer:  # noqa: S310 - our own address
            assert answer.status == 200
        with browsing(made, "--port", str(port)) as (second, named):
            output, _ = second.communicate(timeout=120)
            assert (second.returncode, named) == (1, ""), output
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
        process.send_signal(number)
        process.communicate(timeout=120)
        assert process.returncode == 0
        assert not listens(port)
        assert [child for child in children if Path(f"/proc/{child}").exists()] == []


@pytest.fixture(scope="module")
def chromium() -> str:
    try:
        return find_chromium()
    except Exception:
        pytest.skip(f"none of {', '.join(PROGRAMS)} is installed")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_person_finds_a_report_and_its_archived_page(made: tuple[Path, Path], chromium: str, width: int) -> None:
    with browsing(made, "--port", "0") as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.set_default_timeout(300_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        _fits(page, width)
        assert "2 of 1 site" in page.inner_text("dl.release-facts")
        assert "How to cite" in page.inner_text("dl.release-facts")
        page.fill("#search-reports", "宝山乡")
        page.press("#search-reports", "Enter")
        page.wait_for_selector("td.col-unit_name")
        _fits(page, width)
        assert page.locator("td.col-unit_name").all_inner_texts() == [TOWN]
        for word, count in zip(WORDS, (2, 2, 1, 2), strict=True):
            page.fill("#_search", word)
            page.press("#_search", "Enter")
            page.wait_for_url(lambda url, word=word: f"_search={quote(word)}" in url)
            assert page.locator("td.col-unit_name").count() == count
        for path in ("release", "release/panel", "release/figures", "release/units", "release/reports/panshi-town"):
            page.goto(f"{address}{path}")
            _fits(page, width)
        page.goto(f"{address}release/panel?unit_id={quote(UNIT)}&report_year={YEAR}")
        page.click("a.archived:has-text('标出数值')")
        page.wait_for_selector("iframe")
        _fits(page, width)
        assert "places marked" in page.inner_text("body")
        browser.close()
    assert faults == []


def _fits(page: Page, width: int) -> None:
    """Nothing stands beyond the right edge."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_pywb_replays_addresses_of_every_shape(tmp_path: Path) -> None:
    from gaispider.dataset.browsing.wayback import replay_program, replaying

    if replay_program() is None:
        pytest.skip("pywb is not installed")
    urls = (
        "http://www.panshi.gov.cn/xxgk/",
        "http://www.panshi.gov.cn/list.jsp?year=2020&area=1",
        "http://122.137.242.24:8080/pub/Psszfxxgk/",
        "http://www.panshi.gov.cn/%E5%85%AC%E5%BC%80.html",
    )
    head = [("Content-Type", "text/html; charset=utf-8")]
    store = tmp_path / "store"
    captures = archive(store, *(Exchange(url, 200, head, f"<p>存档{n}</p>".encode()) for n, url in enumerate(urls)))
    with replaying(store, tmp_path / "replay") as replay:
        assert replay is not None
        for number, (url, capture) in enumerate(zip(urls, captures, strict=True)):
            address = replay.address("panshi", url, capture.fetched_at or "")
            assert address is not None
            # `mp_` is the page itself, without pywb's own frame.
            inner = re.sub(r"(/panshi/\d+)/", r"\1mp_/", address)
            with urlopen(inner) as answer:  # noqa: S310 - our own address
                assert f"存档{number}" in answer.read().decode()
        assert replay.address("panshi", "http://www.panshi.gov.cn/none", "2025") is None
