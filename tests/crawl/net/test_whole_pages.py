"""Statuses that say that an answer is not the whole page, or that there were too many requests."""

from __future__ import annotations

from pathlib import Path

from gaispider.archive.reader import entries
from tests.crawl.generic_site import TOWNS, GenericSite, report
from tests.replicas.server import Fault, ReplicaServer


def test_what_is_no_whole_page_and_what_is_a_pause(web: ReplicaServer, tmp_path: Path) -> None:
    site = GenericSite(tmp_path, web)
    paths = list(site.serve(TOWNS).values())
    for path, status in zip(paths, (202, 204, 206, 299, 203), strict=False):
        web.faults[path] = Fault(status, {}, b"" if status == 204 else report("青溪").body)
    # Three of twenty pages are asked for too fast, one of them without a time, and a fourth every time. What their
    # bodies say are the words of a block, as servers write them.
    html = {"Content-Type": "text/html; charset=utf-8"}
    web.faults[paths[5]] = Fault(429, {"Retry-After": "0", **html}, b"Too Many Requests", times=1)
    web.faults[paths[6]] = Fault(429, {"Retry-After": "0"}, times=2)
    web.faults[paths[7]] = Fault(429, html, "<p>您的访问过于频繁，请求已被拦截</p>".encode(), times=1)
    web.faults[paths[8]] = Fault(429, {"Retry-After": "3600"})
    web.faults[paths[9]] = Fault(503, {"Retry-After": "0", **html}, "<p>网站防火墙：请求过多</p>".encode(), times=1)
    first = site.night("2023-06-01", "-s", "RETRY_TIMES=2", "-s", "RETRY_PAUSE=0")
    outcomes = site.outcomes()
    assert [outcomes[path] for path in paths[:10]] == ["http_2xx"] * 4 + ["ok"] * 4 + ["retry_later", "ok"]
    assert (first["outcome"], first["exit_code"]) == ("partial", 3)
    assert first["counts"]["new"] == 15
    assert [web.asked(path) for path in paths[2:10]] == [3, 3, 1, 2, 3, 2, 1, 2]
    (archive,) = (site.store / "archive").glob("*.warc.gz")
    answered = {entry.status for entry in entries(archive) if entry.type == "response"}
    assert answered == {200, 202, 203, 206, 299, 429, 503}

    web.faults.clear()
    second = site.night("2023-06-02")
    assert (second["outcome"], second["counts"]["new"], second["failures"]) == ("ok", 5, {})
