"""`scrapy evaluate DIR`: the accuracy of the reading on a labelled folder."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import quiet_on_broken_pipe
from gaispider.commands.scrapys.help_text import examples

if TYPE_CHECKING:
    from gaispider.evaluation.score import Tally


class Command(ScrapyCommand):
    """Scores every kind of material that the folder holds; exit 0, or 2 if there is nothing to score."""

    requires_project = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] DIR"

    def short_desc(self) -> str:
        return "Score the reading against a labelled folder"

    def long_desc(self) -> str:
        return (
            "Read every labelled page, date token and phrase of DIR and print correct/total a field. "
            "DIR may hold seeds/expected.jsonl, pages/labels.jsonl, dates.tsv, script_phrases.tsv and "
            "statistics.jsonl; what it lacks is left out. --generated adds dates damaged at random, from a fixed "
            "seed, and the round trip of the texts through other scripts. --documents makes files (PDF, DOCX, OFD "
            "and others) of the folder's reports instead, and reads them."
            + examples(
                "scrapy evaluate labelled --misses",
                "scrapy evaluate labelled --documents docx,ofd",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON array instead of the table")
        parser.add_argument("--misses", action="store_true", help="list every miss: its id, the label, what was read")
        parser.add_argument(
            "--generic", action="store_true", help="read bodies without the containers known from CMS families"
        )
        parser.add_argument(
            "--generated",
            type=int,
            default=0,
            metavar="N",
            help="also score N generated damaged dates and the round trip of scripts",
        )
        parser.add_argument(
            "--documents",
            nargs="?",
            const="",
            metavar="KINDS",
            help="make files of the reports and score how they are read: all kinds, or some (docx,ofd,pdf-chromium)",
        )

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError(
                "scrapy evaluate takes one folder, e.g. scrapy evaluate ../shared/corpus", print_help=False
            )
        folder = Path(args[0])
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder", print_help=False)
        from gaispider.evaluation.folder import score_folder
        from gaispider.evaluation.score import LabelError

        try:
            kinds = None if opts.documents is None else [kind for kind in opts.documents.split(",") if kind]
            tallies = list(score_folder(folder, generic=opts.generic, generated=opts.generated, files=kinds))
        except KeyError as error:
            raise UsageError(f"no kind of file {error}; docs/benchmarks.md lists them", print_help=False) from None
        except LabelError as error:
            raise UsageError(f"{error}\nMend the label, then run again.", print_help=False) from None
        if not tallies:
            raise UsageError(f"{folder} holds nothing that can be scored (see --help)", print_help=False)
        if opts.json:
            json.dump([asdict(tally) for tally in tallies], sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
            return
        for tally in tallies:
            sys.stdout.write(_line(tally) + "\n")
            for miss in tally.misses if opts.misses else ():
                sys.stdout.write(f"    {miss.id}\n      want {miss.want}\n      got  {miss.got}\n")


def _line(tally: Tally) -> str:
    score = "" if tally.score is None else f"  {tally.score:.4f}"
    mark = "" if tally.correct == tally.total else "  *"
    if tally.note:
        return f"{tally.name:<34} {tally.note}"
    if tally.wrong is not None:
        mark += f"  {tally.wrong} wrong, {tally.left_open} left open, {tally.missing} missing"
    return f"{tally.name:<34} {tally.correct:>6}/{tally.total}{score}{mark}"
