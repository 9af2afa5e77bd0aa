"""A crawled site goes into one zip, nothing private with it, and comes out as a replay test."""

from __future__ import annotations

import gzip
import json
import socket
import zipfile
from pathlib import Path

import pytest

from gaispider.archive.reader import entries
from gaispider.bundles.opened import open_bundle
from scripts import make_case
from tests.cases.replay import Case, differences
from tests.crawl.scrapy_process import Scrapy
from tests.probing.many_kinds import Kinds
from tests.replicas.server import ReplicaServer, Served

CONTACT = "somebody@university.example"
COOKIE = "JSESSIONID=5f2a9c"


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> Kinds:
    return Kinds(tmp_path, web)


def everything_in(file: Path) -> str:
    """All text of a bundle, its archive unpacked."""
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return "\n".join((gzip.decompress(part) if part[:2] == b"\x1f\x8b" else part).decode("latin-1") for part in parts)


def test_a_crawled_site_is_mailed_without_secrets_and_replayed(
    site: Kinds, web: ReplicaServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, page in list(web.pages.items()):
        web.pages[path] = Served(
            page.body, page.content_type, page.status, headers={"Set-Cookie": COOKIE, **page.headers}
        )
    options = site.options(CONTACT=CONTACT)
    crawled = Scrapy(["crawl", "whole", *options, "-L", "ERROR"]).wait()
    assert crawled.returncode == 0, crawled.stderr
    file = tmp_path / "sent" / "whole.zip"
    done = Scrapy(["sites", *options, "--bundle", "whole", "--out", str(file)]).wait()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{file}: 7 pages and 4 records from the archives of its crawls\n")

    bundle = open_bundle(file)
    assert (bundle.key, bundle.province, bundle.about["from"]) == ("whole", "22", "archive")
    assert bundle.about["settings"]["DOWNLOAD_DELAY"] == "0"
    assert json.loads(bundle.runs)[0]["outcome"] == "ok"
    text = everything_in(file)
    for secret in (CONTACT, COOKIE, str(tmp_path), str(Path.home()) + "/", socket.gethostname()):
        assert secret not in text, secret

    cases = tmp_path / "cases"
    assert make_case.main(file, cases) == 0
    told = capsys.readouterr().out
    assert "4 records, as this version reads them" in told
    assert "\n0 differences from what was read when the bundle was made" in told
    case = Case(cases / "whole")
    expected = case.expected()
    assert [one["kind"] for one in expected] == ["annual_report"] * 4
    assert differences(expected, expected) == []
    wrong = [{**expected[0], "report_year": 1999}, *expected[2:], {"url": "http://a.cn/", "part": 1}]
    assert differences(wrong, expected) == [
        f"{expected[0]['url']}: report_year is 2022, expected 1999",
        "http://a.cn/: no record",
        f"{expected[1]['url']}: a record that is not expected",
    ]
    assert json.loads((cases / "whole" / "case.json").read_text("utf-8"))["reviewed"] is None

    assert make_case.main(file, cases) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_site_that_was_never_crawled_is_probed_and_its_refusal_kept(site: Kinds, tmp_path: Path) -> None:
    file = tmp_path / "guarded.zip"
    done = Scrapy(["sites", *site.options(), "--bundle", "guarded", "--out", str(file)]).wait()
    assert done.returncode == 0, done.stderr
    bundle = open_bundle(file)
    assert json.loads(bundle.runs)[0]["kind"] == "blocked"
    sample = tmp_path / "sample.warc.gz"
    sample.write_bytes(bundle.sample)
    answers = [entry for entry in entries(sample) if entry.type == "response"]
    assert {(entry.url.rpartition("/guarded")[2], entry.status) for entry in answers if "/guarded" in entry.url} == {
        ("/nb/", 412)
    }
    assert not (tmp_path / "store").exists()
    assert not (tmp_path / "sites" / "local").exists()
