"""A store that version 0.1.0 wrote (tests/crawl/store_0_1_0) is opened, crawled, rebuilt and read again by this one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.items import SCHEMA
from gaispider.maintenance.reread import newest
from gaispider.paths import ROOT
from gaispider.schema import InvalidRecordError, decode, encode
from gaispider.schema_versions import VERSION_1
from tests.crawl.recorded_store import RecordedSite
from tests.crawl.scrapy_process import Done, Scrapy
from tests.replicas.server import ReplicaServer

STORE = ROOT / "tests" / "crawl" / "store_0_1_0"
RECORDS = 5
LINES = RECORDS + 1
# Known from the first night, and not asked for again so soon: the pages of the records, and a link that was dead.
SKIPPED = RECORDS + 1
# The archives bear the time at which they were recorded; a state made from them is older than no later day.
LATER = "2026-11-30"


class OldSite(RecordedSite):
    """The recorded site at a new address: the one that its records name is the twin that stays canonical."""

    def __post_init__(self) -> None:
        self.hosts = [self.web.host, self.old.removeprefix("http://")]
        super().__post_init__()

    @property
    def old(self) -> str:
        line = json.loads(next(iter((STORE / "records").glob("*.jsonl"))).read_text("utf-8").splitlines()[0])
        return str(line["canonical_url"]).partition("/pub/")[0]

    def write_registry(self) -> Path:
        sites = super().write_registry()
        path = sites / "22-jilin.toml"
        path.write_text(f'{path.read_text("utf-8")}twins = {{ "{self.web.url}/" = "{self.old}/" }}\n', "utf-8")
        return sites

    def scrapy(self, *command: str) -> Done:
        """Any other sub-command over registry and store of the site."""
        places = [f"SITES_DIR={self.write_registry()}", f"STORE_DIR={self.folder / 'store'}"]
        return Scrapy([*command, *(part for place in places for part in ("-s", place))]).wait()


@pytest.fixture
def site(web: ReplicaServer, tmp_path: Path) -> Iterator[OldSite]:
    made = OldSite(tmp_path, web)
    made.correct()
    shutil.copytree(STORE, made.store, ignore=shutil.ignore_patterns("README.md"))
    yield made
    # Whatever was done, the lines that were there are there.
    for path in (STORE / "records").glob("*.jsonl"):
        assert (made.store / "records" / path.name).read_bytes() == path.read_bytes()


def test_its_lines_are_read_and_nothing_is_made_up() -> None:
    lines = [line for path in sorted((STORE / "records").glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    assert len(lines) == LINES
    for line in lines:
        report, old = decode(line), json.loads(line)
        assert report.schema == VERSION_1
        assert (report.title, report.text, report.region and report.region.code) == (
            old["title"],
            old["text"],
            old["region"]["code"],
        )
        assert (report.title_found_in, report.title_certainty, report.text_from, report.rules) == (None, None, None, {})
        assert {figure.certainty for figure in report.statistics.narrative.values()} <= {None}
        with pytest.raises(InvalidRecordError, match="written is"):
            encode(report)


def test_it_is_shown(site: OldSite) -> None:
    files = sorted(map(str, (site.store / "records").glob("*.jsonl")))
    shown = site.scrapy("show", *files)
    older = f"{LINES - RECORDS} older version not shown (--all shows them)"
    assert (shown.returncode, shown.stdout.splitlines()[-1]) == (0, f"{RECORDS} records; {older}")
    assert "proactive_total = 129  ← 主动公开了政府信息129条" in shown.stdout
    status = site.scrapy("status", "plain", "--json")
    assert status.returncode == 0, status.stderr
    (row,) = map(json.loads, status.stdout.splitlines())
    assert (row["site"], row["records"]) == ("plain", RECORDS)


def test_a_crawl_goes_on_from_it(site: OldSite) -> None:
    night = site.night("2023-06-03")
    assert (night.word, night.code) == ("unchanged", 0), night.stderr
    counts = night.summary["counts"]
    assert (counts["skipped"], counts["new"], counts["changed"], counts["vanished"]) == (SKIPPED, 0, 0, 0)
    assert len(site.lines()) == LINES
    # Asked for whole, every record is written once in the schema of this version, over the line it replaces.
    counts = site.night("2023-06-04", "-a", "full=1").summary["counts"]
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, RECORDS, 0)
    lines = site.lines()
    assert [line["schema"] for line in lines] == [VERSION_1] * LINES + [SCHEMA] * RECORDS
    assert len({line["id"] for line in lines}) == RECORDS
    assert all(line["supersedes"] for line in lines[LINES:])
    # Their bodies stand in the old archives, which the new ones name; read again they give the same.
    archives = sorted(map(str, (site.store / "archive").glob("*.warc.gz")))
    again = site.scrapy("extract", *archives, "--site", "plain", "--diff", "--jobs", "1")
    assert (again.returncode, again.stdout) == (0, ""), again.stderr
    counts = site.night("2023-06-05", "-a", "full=1").summary["counts"]
    assert (counts["changed"], counts["unchanged"]) == (0, RECORDS)


def test_a_lost_state_is_made_again_from_it(site: OldSite) -> None:
    (site.store / "state.sqlite").unlink()
    night = site.night(LATER)
    assert night.code == 0, night.stderr
    assert len(site.lines()) == LINES, "what was known is known again"
    counts = night.summary["counts"]
    assert (counts["skipped"], counts["new"], counts["changed"], counts["unchanged"]) == (RECORDS, 0, 0, 0)
    assert night.summary["storage"]["records_known"] == RECORDS


def test_its_archives_are_read_again(site: OldSite) -> None:
    archives = sorted(map(str, (site.store / "archive").glob("*.warc.gz")))
    same = site.scrapy("extract", *archives, "--site", "plain", "--diff", "--jobs", "1")
    assert same.returncode == 0, same.stderr
    assert _told_by_both(same.stdout) == [], "only what /1 could say is compared"
    path = next(path for path in sorted((site.store / "records").glob("*.jsonl")))
    text = path.read_text("utf-8")
    path.write_text(text.replace('"proactive_total":{"value":119', '"proactive_total":{"value":118', 1), "utf-8")
    changed = site.scrapy("extract", archives[0], "--site", "plain", "--diff", "--jobs", "1").stdout
    assert [line.partition("\t")[2] for line in _told_by_both(changed)] == [
        "statistics.narrative.proactive_total.value\t118\t→\t119"
    ]
    path.write_text(text, "utf-8")
    done = site.scrapy("extract", archives[-1], "--site", "plain", "--write", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert {report.schema for report in newest(site.store / "records").values()} <= {VERSION_1, SCHEMA}
    assert SCHEMA in {report.schema for report in newest(site.store / "records").values()}


def _told_by_both(differences: str) -> list[str]:
    """The lines of `--diff` but those of 国务院令第492号 and of files, neither of which 0.1.0 read."""
    lines = [line.split("\t") for line in differences.splitlines()]
    with_files = {fields[0] for fields in lines if "unreadable_attachment" in fields}
    return [
        "\t".join(fields)
        for fields in lines
        if not fields[1].startswith("cited_documents")
        and not (fields[0] in with_files and fields[1].startswith("warnings"))
    ]


def test_a_page_is_taken_out_of_it(web: ReplicaServer, tmp_path: Path) -> None:
    made = OldSite(tmp_path, web)
    shutil.copytree(STORE, made.store, ignore=shutil.ignore_patterns("README.md"))
    line = made.lines()[-1]
    done = made.scrapy("takedown", "plain", line["url"], "--reason", "a test")
    assert done.returncode == 0, done.stderr
    assert line["id"] not in {other["id"] for other in made.lines()}
    assert len(made.lines()) == LINES - 2
