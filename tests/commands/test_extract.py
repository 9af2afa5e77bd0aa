"""`scrapy extract`, `show`, `evaluate` and `sites` as a user types them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gaispider.extractor import extractor
from gaispider.maintenance.reread import newest
from gaispider.paths import ROOT, SAMPLES
from gaispider.schema import decode
from tests.commands.scrapy_command import scrapy
from tests.seed_like import Town, jilin_page

TOWN = Town("panshi", "220284", "磐石市", "烟筒山镇", "220284100", ("吉林省", "吉林市", "磐石市", "烟筒山镇"))
URL = "http://xxgk.panshi.gov.cn/qtdw/ytsz/ndbg/201703/t20170309_8812.html"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    figures = {"proactive_total": 87, "normative_documents": 5}
    path.write_bytes(
        jilin_page(TOWN, year=2016, signed="2017224", published="2017-03-09", figures=figures, charset="gb18030")
    )
    return path


def test_a_saved_page_gives_one_line(page: Path) -> None:
    done = scrapy("extract", str(page), "--url", URL)
    assert done.returncode == 0, done.stderr
    report = decode(done.stdout.strip())
    # The registry entry is found by the URL's host.
    assert report.site == "panshi"
    assert report.region is not None
    assert report.region.code == TOWN.code
    assert report.capture is not None
    assert (report.capture.origin, report.capture.charset) == ("file", "gb18030")


def test_without_an_address_it_says_so(page: Path) -> None:
    done = scrapy("extract", str(page), "--site", "panshi")
    assert done.returncode == 0
    assert "--url" in done.stderr
    assert decode(done.stdout.strip()).url == "file:page.html"


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        ((), 2, "name a saved page"),
        (("no/such/file.html",), 2, "no such file"),
        (("README.md", "--site", "nowhere"), 2, "nowhere"),
        (("a.html", "b.html", "--url", "http://x.gov.cn/"), 2, "--url"),
        (("README.md", "--diff"), 2, "--diff"),
    ],
)
def test_what_is_wrong_is_one_sentence(args: tuple[str, ...], code: int, word: str) -> None:
    done = scrapy("extract", *args)
    assert done.returncode == code
    assert word in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("args", [("sites",), ("status",), ("sites", "--json")])
def test_a_reader_may_leave_early(args: tuple[str, ...]) -> None:
    """`scrapy sites | head -1`"""
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", *args], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # long before the process has anything to say
        assert process.stderr.read() == b""
        assert process.wait(300) == 0


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's folder made of the recorded sample, its records extracted from it."""
    folder = tmp_path_factory.mktemp("store") / "panshi"
    (folder / "archive").mkdir(parents=True)
    (folder / "records").mkdir()
    shutil.copy(SAMPLES / "panshi.warc.gz", folder / "archive" / "20240408T020000Z.warc.gz")
    done = scrapy("extract", str(folder / "archive" / "20240408T020000Z.warc.gz"), "--site", "panshi", "--write")
    assert done.returncode == 0, done.stderr
    return folder


def test_an_archive_read_again_writes_only_what_changed_and_beside_the_old(store: Path) -> None:
    archive = store / "archive" / "20240408T020000Z.warc.gz"
    (path,) = (store / "records").iterdir()
    assert path.name == f"20240408T020000Z.{extractor()}.jsonl"
    assert len(newest(store / "records")) == 97
    again = scrapy("extract", "--store", "panshi", "--write", "-s", f"STORE_DIR={store.parent}")
    assert (again.returncode, [*(store / "records").iterdir()]) == (0, [path])
    told = "panshi: 1 archive: 0 pages read, 97 not again: this reader has read them; 0 changed records, 97 the same"
    assert told in again.stderr

    # As if an earlier reading had read one year wrongly, and said another name of itself for all.
    before = path.read_bytes()
    lines = [json.loads(line) for line in before.splitlines()]
    lines[3]["report_year"] = 1999
    old = [json.dumps({**line, "extractor": "0.0.9"}, ensure_ascii=False).encode() for line in lines]
    path.write_bytes(b"\n".join(old) + b"\n")
    done = scrapy("extract", str(archive), "--site", "panshi", "--write")
    (written,) = set((store / "records").iterdir()) - {path}
    assert f"1 record written to {written}, 96 the same as on file" in done.stderr
    (line,) = written.read_bytes().splitlines()
    new = decode(line)
    assert (new.id, new.extractor) == (lines[3]["id"], extractor())
    assert new.report_year != 1999
    assert new.supersedes == f"sha256:{hashlib.sha256(old[3]).hexdigest()}"
    written.unlink()
    path.write_bytes(before)


def test_diff_is_silent_until_a_value_changes(store: Path) -> None:
    archive = str(store / "archive" / "20240408T020000Z.warc.gz")
    done = scrapy("extract", archive, "--site", "panshi", "--diff", "--jobs", "2")
    assert (done.returncode, done.stdout) == (0, "")
    (path,) = (store / "records").glob("*.jsonl")
    lines = path.read_text("utf-8").splitlines()
    altered = json.loads(lines[3])
    altered["report_year"] = 1999
    path.write_text("\n".join([*lines[:3], json.dumps(altered, ensure_ascii=False), *lines[4:]]) + "\n", "utf-8")
    done = scrapy("extract", archive, "--site", "panshi", "--diff")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    (line,) = done.stdout.splitlines()
    assert line.split("\t")[:3] == [altered["id"], "report_year", "1999"]


def test_a_torn_archive_is_read_up_to_the_tear(store: Path, tmp_path: Path) -> None:
    whole = (store / "archive" / "20240408T020000Z.warc.gz").read_bytes()
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(whole[: len(whole) // 2 + 7])
    done = scrapy("extract", str(torn), "--site", "panshi")
    assert done.returncode == 1
    assert "torn.warc.gz: readable up to byte" in done.stderr
    assert 10 < len(done.stdout.splitlines()) < 97


def test_show_names_values_and_what_they_were_read_from(store: Path) -> None:
    (path,) = (store / "records").glob("*.jsonl")
    done = scrapy("show", "--only", "松山镇", str(path))
    assert done.returncode == 0
    assert "2018-01-01 … 2018-12-31  ←" in done.stdout
    assert "吉林省 › 吉林市 › 磐石市 › 松山镇" in done.stdout
    listed = scrapy("show", "--list", str(path)).stdout.splitlines()
    # A head, 97 records, and their number.
    assert len(listed) == 99


def test_show_says_which_line_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("{}\n", "utf-8")
    done = scrapy("show", str(path))
    assert done.returncode == 1
    assert "line 1" in done.stderr


def test_evaluate_scores_a_folder(tmp_path: Path) -> None:
    rows = [
        "token\tcontext\tsource\theader_date\tkind\tvalue\tlabel_certainty\tpage",
        "2017224\t烟筒山镇人民政府 2017224\ttext\t2017-03-09\tsingle\t2017-02-24\tcertain\tx",
        "134506\t邮编:134506;\ttext\t\tnot_a_date\t\tcertain\tx",
        "2017年\t2017年全年\ttext\t\tyear_only\t1999\tcertain\ta wrong label",
    ]
    (tmp_path / "dates.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    done = scrapy("evaluate", str(tmp_path), "--json")
    assert done.returncode == 0, done.stderr
    tallies = {tally["name"]: tally for tally in json.loads(done.stdout)}
    assert (tallies["dates single"]["correct"], tallies["dates single"]["total"]) == (1, 1)
    assert (tallies["dates not_a_date"]["correct"], tallies["dates not_a_date"]["total"]) == (1, 1)
    assert tallies["dates year_only"]["correct"] == 0
    assert tallies["dates year_only"]["misses"][0]["got"] == "2017"


@pytest.mark.parametrize("args", [(), ("no/such/folder",), ("tests/commands",)])
def test_evaluate_without_material_is_a_usage_error(args: tuple[str, ...]) -> None:
    done = scrapy("evaluate", *args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_sites_lists_the_registry_and_names_what_is_wrong(tmp_path: Path) -> None:
    done = scrapy("sites", "panshi")
    assert done.returncode == 0
    assert "220284" in done.stdout
    (tmp_path / "22-jilin.toml").write_text('[[site]]\nkey = "panshi"\nname = "磐石市"\nfamily = "trs"\n', "utf-8")
    done = scrapy("sites", GAISPIDER_SITES_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "22-jilin.toml" in done.stderr + done.stdout
    assert "panshi" in done.stderr + done.stdout
