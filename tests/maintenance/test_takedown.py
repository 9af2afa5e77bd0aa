"""A page taken down is nowhere any more, and does not come back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gaispider.archive.cdxj import write_index
from gaispider.archive.reader import entries, verify
from gaispider.crawl.run.lock import SiteLock
from tests.crawl.crawl_project import Project, article, articles, title
from tests.crawl.scrapy_process import Done, Scrapy
from tests.replicas.server import ReplicaServer, Served

PERSON = "某某某的身份证号码"


def take_down(project: Project, path: str, *more: str) -> Done:
    sites, store = project.write_registry(), project.folder / "store"
    settings = ["-s", f"SITES_DIR={sites}", "-s", f"STORE_DIR={store}"]
    arguments = more or ("--reason", "a person's data")
    return Scrapy(["takedown", "plain", f"{project.web.url}{path}", *arguments, *settings]).wait()


def everything(project: Project) -> bytes:
    """All that the folder holds, archives unpacked."""
    found = [path.read_bytes() for path in project.store.rglob("*") if path.is_file() and path.suffix != ".gz"]
    for archive in project.store.glob("archive/*.warc.gz"):
        for entry in entries(archive):
            found += [entry.body, entry.url.encode(), repr(entry.headers).encode()]
    return b"\n".join(found)


@pytest.fixture
def crawled(web: ReplicaServer, project: Project) -> Project:
    """Three runs: the page is fetched, met again unchanged, and changed."""
    web.pages.update(articles(4))
    web.pages["/2.html"] = article(title(2), PERSON)
    project.crawl()
    project.crawl("-a", "full=1")
    web.pages["/2.html"] = article(title(2), f"{PERSON}一二三")
    web.pages["/3.html"] = article(f"{title(3)}(修改)")
    project.crawl("-a", "full=1")
    return project


def test_nothing_is_left_and_everything_else_is(crawled: Project, web: ReplicaServer) -> None:
    assert PERSON.encode() in everything(crawled)
    others = [line for line in crawled.lines() if not line["url"].endswith("/2.html")]
    done = take_down(crawled, "/2.html")
    assert done.returncode == 0, done.stderr
    assert "1 record (2 lines) and 6 archive records removed" in done.stdout
    assert PERSON.encode() not in everything(crawled)
    assert crawled.lines() == others
    assert not list(crawled.store.rglob("*.part"))
    for archive in crawled.store.glob("archive/*.warc.gz"):
        assert verify(archive).problem is None
        assert not [entry for entry in entries(archive) if entry.url.endswith("/2.html")]
        index = archive.with_name(archive.name.replace(".warc.gz", ".cdxj"))
        assert index.read_bytes() == write_index(archive).read_bytes()
    checked = [str(path) for path in crawled.store.glob("archive/*.warc.gz")]
    done_check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *checked], capture_output=True, timeout=300, check=False
    )
    assert done_check.returncode == 0
    (stone,) = map(json.loads, (crawled.store / "tombstones.jsonl").read_text("utf-8").splitlines())
    assert (stone["canonical_url"], stone["reason"]) == (f"{web.url}/2.html", "a person's data")
    assert len(stone["ids"]) == 1
    assert len(stone["digests"]) == 4, "two bodies and two lines"


def test_it_never_comes_back(crawled: Project, web: ReplicaServer) -> None:
    take_down(crawled, "/2.html")
    # Another address leads to it: the redirect is not followed.
    web.pages["/5.html"] = Served(b"", status=302, headers={"Location": "/2.html"})
    web.pages["/"] = Served(web.pages["/"].body.replace(b"</ul>", b'<a class="article" href="/5.html">5</a></ul>'))
    for arguments in ((), ("-a", "full=1")):
        web.log.clear()
        done = crawled.crawl(*arguments)
        assert done.returncode == 0, done.stderr
        assert web.asked("/2.html") == 0
    for path in crawled.store.glob("state.sqlite*"):
        path.unlink()
    web.log.clear()
    assert crawled.crawl().returncode == 0
    assert web.asked("/2.html") == 0
    assert PERSON.encode() not in everything(crawled)
    assert len(crawled.titles()) == 3


def test_pages_in_rewritten_archives_still_answer_for_the_server(crawled: Project, web: ReplicaServer) -> None:
    """The listing lies behind the removed page: its new place must be known, or a 304 would bring another body."""
    take_down(crawled, "/1.html")
    web.log.clear()
    done = crawled.crawl()
    assert done.returncode == 0, done.stderr
    assert [(entry.path, entry.status) for entry in web.log if entry.path == "/"] == [("/", 304)]
    assert crawled.summaries()[-1]["counts"]["skipped"] == 3
    assert len(crawled.titles()) == 3


def test_a_backup_put_back_does_not_bring_it_back(crawled: Project, web: ReplicaServer) -> None:
    backup = {path: path.read_bytes() for path in crawled.store.glob("*/*") if path.suffix in (".gz", ".jsonl")}
    take_down(crawled, "/2.html")
    for path, content in backup.items():
        path.write_bytes(content)
    for path in crawled.store.glob("state.sqlite*"):
        path.unlink()
    crawled.crawl()
    assert web.asked("/2.html") == 3
    # Given again, the command finishes what the backup undid; the tombstone stays one.
    assert take_down(crawled, "/2.html").returncode == 0
    assert PERSON.encode() not in everything(crawled)
    assert len((crawled.store / "tombstones.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_torn_end_goes_with_it(crawled: Project) -> None:
    archive = sorted(crawled.store.glob("archive/*.warc.gz"))[0]
    archive.write_bytes(archive.read_bytes()[:-20])
    done = take_down(crawled, "/2.html")
    assert done.returncode == 0
    assert "torn end" in done.stderr
    assert verify(archive).problem is None


def test_a_failing_disk_leaves_all_or_finishes_later(
    crawled: Project, web: ReplicaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gaispider.maintenance.takedown as module
    from gaispider.crawl.store import SiteStore
    from gaispider.sites.registry import load_sites

    site = load_sites(crawled.write_registry())["plain"]
    store = SiteStore(crawled.folder / "store", "plain")
    before = everything(crawled)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module, "write_tombstones", full)
        with pytest.raises(OSError, match="No space"):
            module.take_down(store, site, f"{web.url}/2.html", "x")
    assert everything(crawled) == before
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _failing(Path.replace, after=2))
        with pytest.raises(OSError, match="No space"):
            module.take_down(store, site, f"{web.url}/2.html", "x")
    # Half of the files are replaced: the state trusts no place in them, and the same command finishes.
    assert crawled.crawl().returncode == 0
    assert web.asked("/2.html") == 3
    module.take_down(store, site, f"{web.url}/2.html", "x")
    assert PERSON.encode() not in everything(crawled)


def test_what_is_wrong_is_said(project: Project) -> None:
    project.store.mkdir(parents=True)
    assert take_down(project, "/2.html", "--reason", " ").returncode == 2
    with SiteLock(project.store / "lock"):
        done = take_down(project, "/2.html")
    assert done.returncode == 75
    assert "another run holds" in done.stderr
    (project.store / "tombstones.jsonl").write_text("{}\n", "utf-8")
    done = take_down(project, "/2.html")
    assert (done.returncode, "is no tombstone" in done.stderr) == (1, True)
    done = project.crawl()
    assert (done.returncode, "is no tombstone" in done.stderr) == (2, True)


def _failing(real: object, after: int) -> object:
    calls = []

    def replace(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > after:
            raise OSError(28, "No space left on device")
        return real(self, target)  # type: ignore[operator]

    return replace
