"""`scrapy show FILE…`: prints records for people."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import quiet_on_broken_pipe
from gaispider.export.record_sheet import one_line, search_text, show
from gaispider.schema import InvalidRecordError, decode


class Command(ScrapyCommand):
    """Prints each record of JSONL files as a sheet; exit 0, 1 if a line is not a valid record, 2 usage."""

    requires_project = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "FILE.jsonl ..."

    def short_desc(self) -> str:
        return "Show records so that a person can read them"

    def long_desc(self) -> str:
        return (
            "Show every record of the files: title, agency, region, days and periods with the strings they were read "
            "from (←), counts with their phrases, warnings (!). `?` marks what is ambiguous or unknown."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--list", action="store_true", help="one line a record: year, region, days, title")
        parser.add_argument("--only", metavar="WORD", help="records whose title, region or a warning code holds WORD")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name at least one JSONL file, e.g. scrapy show data/store/panshi/records/*.jsonl")
        count = 0
        for name in args:
            path = Path(name)
            if not path.is_file():
                raise UsageError(f"{name}: no such file", print_help=False)
            for number, line in enumerate(path.read_bytes().splitlines(), start=1):
                try:
                    report = decode(line)
                except InvalidRecordError as error:
                    sys.stderr.write(f"{name}, line {number}: no record: {error}\n")
                    self.exitcode = 1
                    continue
                if opts.only and opts.only not in search_text(report):
                    continue
                sys.stdout.write(one_line(report) + "\n" if opts.list else "\n".join(show(report)) + "\n\n")
                count += 1
        sys.stdout.write(f"{count} record{'' if count == 1 else 's'}\n")
