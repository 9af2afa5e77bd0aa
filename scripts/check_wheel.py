"""Builds sdist and wheel, installs the wheel into an empty environment, and works with it in an empty folder.

    python -m scripts.check_wheel

Run by `make wheel-test`. Exit 0 if all holds; otherwise 1, and the last lines say what does not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from gaispider import __version__
from gaispider.paths import ROOT
from gaispider.sites.registry import load_sites
from tests.seed_like import Town, jilin_page

DIST = ROOT / "build" / "dist"
SAMPLE = "data/samples/panshi.warc.gz"
SAMPLE_RECORDS = 97
# Folders of the checkout, and where their files go in the wheel.
IN_WHEEL = {
    "gaispider/": "gaispider/",
    "spiders/": "gaispider/spiders/",
    "pipelines/": "gaispider/pipelines/",
    "data/reference/": "gaispider/_data/reference/",
    "data/sites/": "gaispider/_data/sites/",
    "data/samples/": "gaispider/_data/samples/",
    "scripts/crawl_": "gaispider/_data/scripts/crawl_",
}
TOWN = Town("panshi", "220284", "磐石市", "烟筒山镇", "220284100", ("吉林省", "吉林市", "磐石市", "烟筒山镇"))
URL = "http://xxgk.panshi.gov.cn/qtdw/ytsz/ndbg/201703/t20170309_8812.html"


class CheckError(Exception):
    """Something does not hold; the message says what."""


def main() -> int:
    """Every check in turn, a line each."""
    try:
        with TemporaryDirectory(prefix="gaispider-wheel-") as name:
            for line in _checks(Path(name)):
                print(f"wheel-test: {line}", flush=True)
    except (CheckError, subprocess.TimeoutExpired) as error:
        print(f"wheel-test: FAILED: {error}", flush=True)
        return 1
    print("wheel-test: all passed", flush=True)
    return 0


def _checks(folder: Path) -> Iterator[str]:
    tracked = _tracked()
    sdist, wheel = _build()
    yield f"built {sdist.name}, and {wheel.name} from it"
    with tarfile.open(sdist) as archive:
        there = {name.partition("/")[2] for name in archive.getnames()}
    _expect(not (missing := sorted(set(tracked) - there)), f"{sdist.name} lacks {missing[:5]}")
    yield f"the sdist holds all {len(tracked)} files of the checkout"
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.partition("/")[0] for name in names}
    _expect(tops == {"gaispider", f"gaispider-{__version__}.dist-info"}, f"{wheel.name} installs {sorted(tops)}")
    wanted = {new + path.removeprefix(old) for path in tracked for old, new in IN_WHEEL.items() if path.startswith(old)}
    _expect(not (missing := sorted(wanted - names)), f"{wheel.name} lacks {missing[:5]}")
    yield f"the wheel installs the package gaispider alone, with all {len(wanted)} files of code and data"

    python = folder / "venv" / "bin" / "python"
    _run([sys.executable, "-m", "venv", str(folder / "venv")], folder)
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "install", "--constraint", str(ROOT / "constraints.txt"), str(wheel)], folder)
    _run([*pip, "check"], folder)
    yield "installed into an empty environment, without extras; nothing is missing or at odds"

    work = folder / "work"
    work.mkdir()
    yield _read_a_page(python.parent, work)
    project = work / "project"
    _run([str(python.parent / "gaispider"), "init", "project"], work)
    yield _crawl_the_sample(python.parent, project)
    shutil.rmtree(project / "build")
    environment = {"GAISPIDER_OPTIONS": f"-s ARCHIVE_REPLAY={SAMPLE}"}
    _run([str(project / "scripts" / "crawl_in_turn.sh"), "panshi"], project, environment)
    _expect(_replayed(project) == SAMPLE_RECORDS, f"scripts/crawl_in_turn.sh gave {_replayed(project)} records")
    yield "so did the project's script for GNU parallel and Slurm"
    left = sorted(path.name for path in work.iterdir())
    _expect(left == ["page.html", "project"], f"the working folder holds {left}")
    yield "nothing was written outside the project"


def _build() -> tuple[Path, Path]:
    """The sdist from the checkout, and the wheel from the sdist."""
    shutil.rmtree(DIST, ignore_errors=True)
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(DIST), str(ROOT)], ROOT)
    return DIST / f"gaispider-{__version__}.tar.gz", DIST / f"gaispider-{__version__}-py3-none-any.whl"


def _tracked() -> list[str]:
    """The files under version control, without the links: theirs are under version control themselves."""
    listed = _run(["git", "ls-files", "-z"], ROOT).split("\0")
    return [path for path in listed if path and (ROOT / path).is_file()]


def _read_a_page(programs: Path, work: Path) -> str:
    """`gaispider extract` in a folder that is no project."""
    figures = {"proactive_total": 87, "normative_documents": 5}
    page = jilin_page(TOWN, year=2016, signed="2017224", published="2017-03-09", figures=figures, charset="gb18030")
    (work / "page.html").write_bytes(page)
    record = json.loads(_run([str(programs / "gaispider"), "extract", "page.html", "--url", URL], work))
    read = (record["site"], record["region"]["code"], record["report_year"], record["published"]["raw"])
    _expect(read == ("panshi", TOWN.code, 2016, "2017-03-09"), f"the page was read as {read}")
    return f"a page was read in an empty folder: {record['title']}"


def _crawl_the_sample(programs: Path, project: Path) -> str:
    """The new project as a user tries it, by both commands."""
    sites = len(load_sites(ROOT / "data" / "sites", overlay=False))
    for program in ("gaispider", "scrapy"):
        listed = len(_run([str(programs / program), "list"], project).split())
        _expect(listed == sites, f"{program} list prints {listed} sites of {sites}")
    _run([str(programs / "scrapy"), "crawl", "panshi", "-s", f"ARCHIVE_REPLAY={SAMPLE}"], project)
    records = _replayed(project)
    _expect(records == SAMPLE_RECORDS, f"the recorded sample gave {records} records, not {SAMPLE_RECORDS}")
    return f"a new project lists {sites} sites, and its recorded sample gave {records} records"


def _replayed(project: Path) -> int:
    written = (project / "build" / "replay" / "panshi" / "records").glob("*.jsonl")
    return sum(path.read_bytes().count(b"\n") for path in written)


def _run(command: Sequence[str], folder: Path, further: Mapping[str, str] = MappingProxyType({})) -> str:
    """What the command prints. Raises CheckError with its last words if it fails."""
    # Nothing of the checkout's environment may help.
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "SCRAPY_SETTINGS_MODULE")
        and not name.startswith("GAISPIDER_")
    } | dict(further)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    if done.returncode:
        raise CheckError(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        )
    return done.stdout


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise CheckError(otherwise)


if __name__ == "__main__":
    sys.exit(main())
