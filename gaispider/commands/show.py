"""`scrapy show FILE…`: prints records for people."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import files_named, quiet_on_broken_pipe
from gaispider.commands.scrapys.help_text import examples
from gaispider.export.record_sheet import LIST_HEAD, one_line, search_text, show
from gaispider.records.fold import fold, versions
from gaispider.text.counted import counted


class Command(ScrapyCommand):
    """Prints each record of JSONL files as a sheet; exit 0, 1 if a line cannot be read, 2 usage."""

    requires_project = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] FILE.jsonl|FOLDER ..."

    def short_desc(self) -> str:
        return "Show records so that a person can read them"

    def long_desc(self) -> str:
        return (
            "Show every record of the files, or of the folder of a site: title, agency, region, days and periods "
            "with the strings they were read from (←), counts with their phrases, warnings (!). `?` marks what is "
            "ambiguous or unknown. Of several versions of one record in the files the newest is shown. Exit codes: 0 "
            "shown; 1 a line cannot be read; 2 usage."
            + examples(
                "scrapy show data/store/panshi",
                "scrapy show --list --only 财政局 data/store/panshi",
                "scrapy show build/demo/panshi/records/*.jsonl",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--list", action="store_true", help="one line a record: year, region, days, title")
        parser.add_argument("--all", action="store_true", help="every version of a record, not the newest alone")
        parser.add_argument("--only", metavar="WORD", help="records whose title, region or a warning code holds WORD")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name at least one JSONL file or the folder of a site, e.g. scrapy show data/store/panshi")
        paths = [file for path in files_named(args, or_folders=True) for file in _record_files(path)]
        found = [version for version, _ in versions(paths, self._damaged)]
        newest = found if opts.all else list(fold(found).values())
        count = 0
        for version in newest:
            report = version.read()
            if opts.only and opts.only not in search_text(report):
                continue
            if opts.list and count == 0:
                sys.stdout.write(LIST_HEAD + "\n")
            sys.stdout.write(one_line(report) + "\n" if opts.list else "\n".join(show(report)) + "\n\n")
            count += 1
        older = len(found) - len(newest)
        left = f"; {counted(older, 'older version')} not shown (--all shows them)" if older else ""
        sys.stdout.write(f"{counted(count, 'record')}{left}\n")

    def _damaged(self, path: Path, number: int, error: str) -> None:
        sys.stderr.write(f"{path}, line {number}: no record: {error}\n")
        self.exitcode = 1


def _record_files(path: Path) -> list[Path]:
    """The file itself; of a site's folder or its records/ all files of records. Raises UsageError if none is there."""
    if not path.is_dir():
        return [path]
    inner = path / "records"
    found = sorted((inner if inner.is_dir() else path).glob("*.jsonl"))
    if not found:
        raise UsageError(f"{path}: the folder holds no records (records/*.jsonl)", print_help=False)
    return found
