"""Where a single report's column may be, at which other address a host may answer, and what is written of it all."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gaispider.page import read_page
from gaispider.page.model import Listing, ListingItem
from gaispider.probing.columns_above import Candidate, candidates, confirms
from gaispider.probing.judge import Judged
from gaispider.probing.look import Result
from gaispider.probing.other_addresses import other_addresses
from gaispider.probing.seen_site import Seen
from gaispider.probing.written import Notebook
from gaispider.sites.facts.proposals import take
from gaispider.sites.model import Probed, Site
from gaispider.sites.overlay import OverlayError, overlay_folder, put
from gaispider.sites.registry import load_sites
from tests.sites.test_overlay import SHIPPED

HOST = "www.linan.example.cn"
REPORT = f"http://{HOST}/zwgk/ndbg/202301/t20230113_7.html"
SITE = Site("linan", "临安区人民政府", "trs", "33-zhejiang.toml", hosts=(HOST,), start=(REPORT,))


def above(crumb: str, url: str = REPORT, links: str = "") -> list[Candidate]:
    text = "<h1>2022年政府信息公开工作年度报告</h1><p>全年主动公开政府信息58条，收到申请3件，均按时答复。</p>"
    body = f'<div class="crumb">您的位置：{crumb}</div>{text}{links}'
    page = read_page(f"<html><body>{body}</body></html>".encode(), url)
    return list(candidates(page, url, SITE, lambda address: "/t20" in address))


def test_the_step_that_names_reports_comes_before_the_folder_and_the_rest() -> None:
    steps = '<a href="/">首页</a> > <a href="/zwgk/nb/">政府信息公开年报</a> > <a href="/zwgk/jg/">财政局</a>'
    assert above(steps) == [
        Candidate(f"http://{HOST}/zwgk/nb/", "the breadcrumb (政府信息公开年报)"),
        Candidate(f"http://{HOST}/zwgk/ndbg/", "the folder of its address"),
        Candidate(f"http://{HOST}/zwgk/jg/", "the breadcrumb (财政局)"),
    ]


def test_folders_by_day_and_other_hosts_are_no_columns() -> None:
    found = above(
        '<a href="http://www.other.example.cn/nb/">年报</a> > 正文', f"http://{HOST}/art/2023/1/13/art_7.html"
    )
    assert found == [Candidate(f"http://{HOST}/art/", "the folder of its address")]
    assert above("首页 > 正文", f"http://{HOST}/7.html", '<a href="/gk/ndbg/">年度报告</a>') == [
        Candidate(f"http://{HOST}/gk/ndbg/", "a link on its page (年度报告)")
    ]


@pytest.mark.parametrize(
    ("titles", "named", "reports"),
    [
        (["2021年政府信息公开工作年度报告", "2020年政府信息公开工作年度报告"], False, 2),
        (["2021年政府信息公开工作年度报告"], False, 0),
        (["全县工作会议召开", "2021年政府信息公开工作年度报告"], True, 1),
        (["全县工作会议召开", "通知"], False, 0),
    ],
)
def test_a_column_names_the_report_or_several(titles: list[str], named: bool, reports: int) -> None:
    urls = [f"http://{HOST}/{number}.html" for number in range(len(titles))]
    items = [ListingItem(title, "", url) for title, url in zip(titles, urls, strict=True)]
    if named:
        items.append(ListingItem("…", "", REPORT.replace("http:", "https:")))
    assert confirms(Listing(items), [REPORT], SITE) == reports


def test_the_other_scheme_needs_no_twin_and_the_other_name_does() -> None:
    scheme, name = other_addresses(SITE)
    assert (scheme.what, scheme.site.start) == ("with https", (REPORT.replace("http:", "https:"),))
    assert [tomllib.loads(fact) for fact in scheme.facts] == [{"start": [REPORT.replace("http:", "https:")]}]
    assert name.what == "as linan.example.cn"
    assert [tomllib.loads(fact) for fact in name.facts] == [
        {"hosts": [HOST, "linan.example.cn"]},
        {"twins": {"http://linan.example.cn/": f"http://{HOST}/"}},
        {"start": [REPORT.replace("www.", "")]},
    ]
    bare = replace(SITE, hosts=("linan.example.cn:8080/gk",), start=("http://linan.example.cn:8080/gk/nb/",))
    assert list(other_addresses(bare))[1].site.hosts == ("linan.example.cn:8080/gk", "www.linan.example.cn:8080/gk")
    number = replace(SITE, hosts=("10.1.2.3",), start=("http://10.1.2.3/nb/",))
    assert [one.what for one in other_addresses(number)] == ["with https"]


def test_a_note_is_written_and_proof_outlives_a_bad_day(tmp_path: Path) -> None:
    (tmp_path / "33-zhejiang.toml").write_text(SHIPPED, "utf-8")
    day = datetime(2026, 1, 2, 3, tzinfo=UTC)

    def write(kind: str, says: str, on: datetime, *propose: str, live: bool = True) -> Site:
        site = load_sites(tmp_path)["linan"]
        Notebook(tmp_path, live, on).write(Result(site, Judged(kind, says, propose), Seen(site)))
        return load_sites(tmp_path)["linan"]

    assert write("proved", "4 entries", day, live=False).probe is None
    site = write("proved", "4 entries", day)
    assert (site.proved, site.probe) == ("probed 2026-01-02: 4 entries", Probed("proved", day, "4 entries"))
    later = day + timedelta(days=30)
    site = write("moved", "it leads away", later, 'start = ["http://x.cn/"]')
    assert site.proved == "probed 2026-01-02: 4 entries"
    assert site.probe == Probed("moved", later, "it leads away", ('start = ["http://x.cn/"]',))
    assert site.start == ("http://www.linan.example.cn/ndbg/",), "a proposal is no fact"
    site = write("proved", "5 entries", later)
    assert (site.proved, site.probe and site.probe.propose) == ("probed 2026-02-01: 5 entries", ())


def test_a_probe_of_all_takes_the_never_probed_first_and_leaves_the_fresh_ones() -> None:
    now = datetime(2026, 1, 2, 3, tzinfo=UTC)
    ages = {"fresh": 2, "old": 48, "older": 480, "from_a_wrong_clock": -5}
    sites = [replace(SITE, key=key, probe=Probed("gone", now - timedelta(hours=age), "x")) for key, age in ages.items()]
    due = Notebook(Path(), True, now).due([*sites, replace(SITE, key="never")], 20)
    assert [one.key for one in due] == ["never", "older", "old", "from_a_wrong_clock"]


def test_a_proposal_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "33-zhejiang.toml").write_text(SHIPPED, "utf-8")
    on = datetime(2026, 1, 2, 3, tzinfo=UTC)

    def propose(*lines: str) -> None:
        note = {"kind": "moved", "on": on, "says": "it leads away", "propose": list(lines)}
        put(overlay_folder(tmp_path), "linan", {"probe": note, "delay": 4})

    twin = 'twins = { "http://la.example.cn/" = "http://www.linan.example.cn/" }'
    propose('hosts = ["www.linan.example.cn", "la.example.cn"]', twin)
    assert set(take(tmp_path, "linan")) == {"hosts", "twins"}
    site = load_sites(tmp_path)["linan"]
    assert (site.hosts, site.probe) == (("www.linan.example.cn", "la.example.cn"), None)
    assert site.twins == {"http://la.example.cn/": "http://www.linan.example.cn/"}
    with pytest.raises(OverlayError, match="no probe has proposed anything"):
        take(tmp_path, "linan")

    propose('start = ["http://elsewhere.example.cn/"]')
    before = (overlay_folder(tmp_path) / "33-zhejiang.toml").read_text("utf-8")
    with pytest.raises(OverlayError, match=r"cannot be used: .* start has http://elsewhere.example.cn/"):
        take(tmp_path, "linan")
    assert tomllib.loads((overlay_folder(tmp_path) / "33-zhejiang.toml").read_text("utf-8")) == tomllib.loads(before)
    with pytest.raises(OverlayError, match="no probe has proposed anything"):
        take(tmp_path, "chunan")


def test_nobody_is_called_unreachable_by_a_machine_that_reaches_nobody(tmp_path: Path) -> None:
    (tmp_path / "33-zhejiang.toml").write_text(SHIPPED, "utf-8")
    linan, chunan = load_sites(tmp_path).values()
    now = datetime(2026, 1, 2, 3, tzinfo=UTC)

    def silent(site: Site) -> Result:
        return Result(site, Judged("unreachable", "dns: no such name"), Seen(site))

    def told() -> list[str | None]:
        return [site.probe and site.probe.kind for site in load_sites(tmp_path).values()]

    notes = Notebook(tmp_path, True, now)
    for site in (linan, chunan):
        notes.write(silent(site))
    assert (notes.close(alone=False), told()) == (2, [None, None])

    notes = Notebook(tmp_path, True, now)
    notes.write(silent(linan))
    assert told() == [None, None]
    notes.write(Result(chunan, Judged("gone", "HTTP 404"), Seen(chunan)))
    # A word of an earlier version is read as the one that a crawl has for it.
    assert (notes.close(alone=False), told()) == (0, ["unreachable", "layout_changed"])

    notes = Notebook(tmp_path, True, now)
    notes.write(silent(chunan))
    assert (notes.close(alone=True), told()) == (0, ["unreachable", "unreachable"])
