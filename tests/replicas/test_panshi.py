"""The panshi replica is the site it says it is, and the recorded sample is made from it."""

from __future__ import annotations

from pathlib import Path

from gaispider.archive.reader import entries, verify
from gaispider.page import read_page
from gaispider.paths import SAMPLES
from scripts.record_sample import HOST, main
from tests.replicas.panshi import PANSHI, PREFIX, build, many_units


def test_every_report_is_reached_through_the_listings() -> None:
    site = build()
    linked: set[str] = set()
    for unit in PANSHI:
        url = f"http://{HOST}{PREFIX}/{unit.folder}/ndbg/"
        while url:
            listing = read_page(site.pages[url.removeprefix(f"http://{HOST}")].body, url).listing
            linked.update(item.url.removeprefix(f"http://{HOST}") for item in listing.items)
            url = listing.next_page or ""
    assert linked == {report.path for report in site.reports} | set(site.notices) | set(site.missing)
    assert not set(site.missing) & set(site.pages)


def test_encodings_and_split_runs() -> None:
    site = build()
    bodies = [site.pages[report.path].body for report in site.reports]
    assert sum(b"charset=gb2312" in body for body in bodies) == len(bodies) // 3
    loose = "</span>年<span"
    alone = '>年</span><span lang="EN-US">'
    texts = [body.decode("gb18030" if b"charset=gb2312" in body else "utf-8") for body in bodies]
    assert any(loose in text for text in texts)
    assert any(alone in text for text in texts)


def test_larger_sites_grow_with_units_and_years() -> None:
    site = build(many_units(20), range(2014, 2024))
    assert len(site.reports) == 200
    assert len({report.path for report in site.reports}) == 200


def test_the_twin_host_has_the_same_pages_without_the_prefix() -> None:
    assert {path.removeprefix(PREFIX) for path in build().pages} == set(build(prefix="").pages)


def test_the_sample_is_the_replica_of_today(tmp_path: Path) -> None:
    main(tmp_path / "panshi.warc.gz")
    assert (tmp_path / "panshi.warc.gz").read_bytes() == (SAMPLES / "panshi.warc.gz").read_bytes()
    found = verify(SAMPLES / "panshi.warc.gz")
    assert found.problem is None
    assert found.size < 300_000
    responses = {entry.url: entry for entry in entries(SAMPLES / "panshi.warc.gz") if entry.type == "response"}
    site = build()
    assert {f"http://{HOST}{path}" for path in (*site.pages, *site.missing, "/robots.txt")} == set(responses)
    assert all(responses[f"http://{HOST}{report.path}"].status == 200 for report in site.reports)
