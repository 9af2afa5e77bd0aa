"""`scrapy show FILE…`: records as a person reads them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.schema import InvalidRecordError, decode
from gaispider.show import show


class Command(ScrapyCommand):
    """Prints each record of JSONL files as a short sheet; exit 0, 1 if a line is no record, 2 usage."""

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
                sys.stdout.write("\n".join(show(report)) + "\n\n")
                count += 1
        sys.stdout.write(f"{count} records\n")
