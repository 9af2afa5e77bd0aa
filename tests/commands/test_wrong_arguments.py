"""What is wrong on a command line is exit code 2, for every command: nothing is read, written or asked for."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import cast

import pytest
from scrapy.cmdline import ScrapyArgumentParser
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from gaispider.paths import ROOT

PLACE, FILE, SITE = "no division has this name", "there is no such file", "no_such"
WRONG = [
    ("coverage --region 杭州是", PLACE),
    ("crawl", "name one site"),
    ("crawl no_such", SITE),
    ("crawl panshi -a yeras=2015", "did you mean years?"),
    (
        "crawl panshi -s DOWNLOAD_DELAY=nan",
        "DOWNLOAD_DELAY must be a number of 0 or more: nan (-s on the command line)",
    ),
    ("crawl panshi -s ARCHIVE_REPLAY=none.warc.gz", "there is no file none.warc.gz"),
    ("dataset", "say what to do"),
    ("dataset build --jobs 0", "at least 1"),
    ("dataset build -s STORE_DIR=/dev/null/store", "STORE_DIR must be a folder, or a path where one can be made"),
    ("dataset check none", "no release is there"),
    ("discover --region 杭州是", "write a division code"),
    ("discover http://www.qingxi.example.cn/ --pages 0", "1 or more"),
    ("documents -s FILE_PAGES=some", "FILE_PAGES must be a whole number of 1 or more: some"),
    ("documents no_such", SITE),
    ("edit no_such", SITE),
    ("evaluate none", "none is no folder"),
    ("explain", "name a report"),
    ("explain 220284 2019 --release none", "no release is there"),
    ("extract none.html", FILE),
    ("extract none.html -s EXTENSIONS=[1]", "EXTENSIONS must be a mapping, written as JSON where it is text: [1]"),
    ("extract --jobs 0 none.warc.gz", "must be 1 or more"),
    ("fleet", "say one of"),
    ("fleet schedule -s DUE_AFTER_HOURS=0", "DUE_AFTER_HOURS must be a number above 0: 0"),
    ("fleet schedule -s STALE_AFTER_DAYS=soon", "STALE_AFTER_DAYS must be a number above 0: soon"),
    ("fleet work -s MIN_FREE_MB=", "MIN_FREE_MB must be a whole number of 0 or more: it is empty"),
    ("fleet work --jobs 0", "must be 1 or more"),
    ("fleet work --time-limit soon", "must be 0 or more"),
    ("import", "name the files and the site"),
    ("import none.wacz --site panshi", FILE),
    ("init", "name the folder"),
    ("newsite", "name one address"),
    ("newsite nowhere", "there is no such file, and it is no address such as"),
    ("newsite http://www.qingxi.example.cn/ --region 99", "one address, 6 or 9 digits"),
    ("newsite http://www.qingxi.example.cn/ --reports 0", "must be 1 or more"),
    ("objects", "say one of"),
    ("objects sweep --days nan", "must be 0 or more"),
    ("run", "name sites, or say"),
    ("run --due -s DUE_AFTER_HOURS=nan", "DUE_AFTER_HOURS must be a number above 0: nan"),
    ("run --all -s STALE_AFTER_DAYS=-1", "STALE_AFTER_DAYS must be a number above 0: -1"),
    ("run no_such", SITE),
    ("run --all --jobs 0", "must be 1 or more"),
    ("show", "name at least one"),
    ("show none.jsonl", FILE),
    ("sites 杭州是", "no division, site or family is called so"),
    ("sites --csv - 杭州是", "no division, site or family is called so"),
    ("sites --governments --region 杭州是", PLACE),
    ("sites --unregistered 220285", "no division has this code"),
    ("sites --probe no_such", SITE),
    ("sites --bundle no_such", SITE),
    ("sites --take", "needs the KEYs"),
    ("sites --adopt no_such", SITE),
    ("sites --from-csv none.csv", "none.csv"),
    ("status no_such", SITE),
    ("status -s STALE_AFTER_DAYS=0", "STALE_AFTER_DAYS must be a number above 0: 0"),
    ("status --no-such-option", "--no-such-option"),
    ("takedown panshi", "name the site and the page's address"),
    ("takedown no_such http://www.qingxi.example.cn/t1.html --reason x", SITE),
]


@pytest.mark.parametrize(("line", "sentence"), WRONG, ids=[line for line, _ in WRONG])
def test_it_is_named_and_nothing_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    """In this process, as Scrapy calls a command; what the option parser itself refuses is code 2 by its own doing."""
    command = command_of(line.split()[0])
    command.settings = Settings()
    command.settings.setmodule("gaispider.settings", priority="project")
    for name in ("STORE_DIR", "DISCOVERY_DIR"):
        command.settings.set(name, str(tmp_path / name.lower()), priority="cmdline")
    parser = ScrapyArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    with pytest.raises((UsageError, SystemExit)) as raised:
        options, arguments = parser.parse_known_args(line.split()[1:])
        command.process_options(arguments, options)
        command.run(arguments, options)
        sys.exit(command.exitcode)
    shown = capsys.readouterr()
    assert sentence in f"{raised.value}{shown.err}"
    assert isinstance(raised.value, UsageError) or raised.value.code == 2
    assert shown.out == ""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def command_of(name: str) -> ScrapyCommand:
    for room in ("", "published.", "registry.", "releases.", "scrapys."):
        with suppress(ModuleNotFoundError):
            return cast("ScrapyCommand", import_module(f"gaispider.commands.{room}{name}").Command())
    raise LookupError(name)


def test_every_command_of_ours_is_asked() -> None:
    """All modules with a command: those in the folder itself, and of the rooms those that are no helpers."""
    folder = ROOT / "gaispider" / "commands"
    rooms = [path for room in ("published", "registry", "releases") for path in (folder / room).glob("*.py")]
    modules = [*folder.glob("*.py"), *rooms, folder / "scrapys" / "edit.py"]
    ours = {path.stem for path in modules if "class Command(" in path.read_text("utf-8")}
    assert ours - {line.split()[0] for line, _ in WRONG} == {"list"}
