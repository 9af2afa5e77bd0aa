"""What discovery writes where the registry has entries on the site already."""

from __future__ import annotations

from dataclasses import replace

from gaispider.discovery.results.finding import Finding, changes_for
from gaispider.sites.model import Site
from tests.discovery.menus import column, home, page, side_menu
from tests.discovery.offline import Offline

HOME = "http://www.panshi.gov.cn/"
COLUMN = f"{HOME}zfxxgk/ndbg/"
OWN = Site(
    "panshi",
    "磐石市人民政府办公室",
    "generic",
    "22-jilin.toml",
    region="220284",
    hosts=("old.panshi.gov.cn", "www.panshi.gov.cn"),
    start=("http://old.panshi.gov.cn/content/12345.html",),
    evidence="http://old.panshi.gov.cn/content/12345.html",
)
TOWN = replace(OWN, key="yantong", name="磐石市烟筒山镇人民政府", start=(f"{HOME}yts/ndbg/",))


def found(*sites: Site) -> tuple[Finding, dict[str, object] | None]:
    registered = {site.key: site for site in sites}
    pages = {
        "/": home(),
        "/zwgk/": page('<a href="/zfxxgk/">政府<br>信息公开</a>'),
        "/zfxxgk/": side_menu("/zfxxgk/ndbg/"),
        "/zfxxgk/ndbg/": column(),
    }
    finding = Offline(HOME, pages, "220284", registered=registered).find()
    assert finding.line["start"] == [COLUMN]
    return finding, changes_for(finding, registered)


def test_an_entry_with_a_column_stays_as_a_person_wrote_it() -> None:
    finding, changes = found(OWN, TOWN)
    assert (finding.line["registered"], changes) == ("panshi", None)


def test_an_entry_that_begins_from_single_reports_gets_the_column() -> None:
    finding, changes = found(TOWN, replace(OWN, single=True))
    assert finding.line["registered"] == "panshi"
    assert changes is not None
    assert (changes["start"], changes["confidence"]) == ([COLUMN], "found")
    assert changes["hosts"] == ["old.panshi.gov.cn", "www.panshi.gov.cn"]
    assert not {"name", "region"} & set(changes)


def test_entries_of_towns_stand_beside_that_of_the_government() -> None:
    finding, changes = found(TOWN, replace(TOWN, key="other", single=True))
    assert (finding.line["registered"], finding.key) == (None, "panshi220284")
    assert changes is not None and changes["name"] == "磐石市人民政府"
    # Under another name, but the same column: the site is registered.
    finding, changes = found(TOWN, replace(TOWN, key="unnamed", start=(COLUMN,)))
    assert (finding.line["registered"], changes) == ("unnamed", None)


def test_what_discovery_wrote_itself_is_written_anew() -> None:
    written = {"confidence": "found", "caveats": "Found from the home page: x.", "file": "local/22-jilin.toml"}
    mine = replace(OWN, key="panshi220284", name="磐石市人民政府", **written)  # type: ignore[arg-type]
    finding, changes = found(TOWN, mine)
    assert finding.line["registered"] == "panshi220284"
    assert changes is not None and changes["start"] == [COLUMN]
