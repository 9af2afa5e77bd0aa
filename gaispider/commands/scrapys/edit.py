"""`scrapy edit SITE`: opens the registry file of a site in an editor."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import project_settings, registry_of
from gaispider.commands.scrapys.help_text import examples


class Command(ScrapyCommand):
    """Opens the file in $EDITOR and checks it; exit 1 if the editor failed, 2 if something in it is wrong."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "SITE"

    def short_desc(self) -> str:
        return "Open the registry file of a site in $EDITOR, and check it"

    def long_desc(self) -> str:
        return (
            "Open the file of data/sites that holds the entry of SITE in $VISUAL, else $EDITOR, else the editor of the "
            "setting EDITOR. When it has ended, all entries of that file are checked. Exit codes: 0 all are right; 1 "
            "the editor failed; 2 an entry is wrong (each is named), or usage."
            + examples(
                "scrapy edit panshi",
            )
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one site; `scrapy list` prints them all", print_help=False)
        registry = registry_of(self.settings)
        entry = registry.sites.get(args[0]) or registry.fault_of(args[0])
        if entry is None:
            sentence = f"there is no site {args[0]!r} in the registry; `scrapy list` prints them"
            raise UsageError(sentence, print_help=False)
        settings = project_settings(self.settings)
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or settings["EDITOR"])
        try:
            done = subprocess.run([*editor, str(Path(settings["SITES_DIR"]) / entry.file)], check=False)
        except OSError as error:
            raise UsageError(f"the editor {editor[0]} cannot be run: {error.strerror}", print_help=False) from error
        self.exitcode = int(done.returncode != 0)
        for fault in registry_of(self.settings).faults:
            if fault.file == entry.file:
                sys.stderr.write(f"{fault.sentence}\n")
                self.exitcode = 2
