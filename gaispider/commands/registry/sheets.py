"""`scrapy sites --csv` and `--from-csv`: the registry as a spreadsheet, and back into the overlay."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from gaispider.text.counted import counted

if TYPE_CHECKING:
    from gaispider.sites.model import Site


def write_sheet(sites: Collection[Site], folder: Path, file: str) -> int:
    """Write the entries of these sites as a sheet; `-` is stdout. Raises UsageError; a file is never written over."""
    from gaispider.sites.registry import read_entries
    from gaispider.sites.sheets.sheet_columns import ENCODING, sheet_of

    entries = read_entries(folder)
    text = sheet_of((entries[site.key].fields, site) for site in sites)
    if file == "-":
        sys.stdout.write(text.replace("\r\n", "\n"))
        return 0
    if not file.endswith(".csv"):
        raise UsageError(
            f"--csv {file}: a sheet is named NAME.csv; to choose sites, name them before it", print_help=False
        )
    try:
        with Path(file).open("x", encoding=ENCODING, newline="") as out:
            out.write(text)
    except FileExistsError as error:
        raise UsageError(
            f"{file} is there already; it is not written over: give another name", print_help=False
        ) from error
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", print_help=False) from error
    sys.stderr.write(f"{counted(len(sites), 'entry', 'entries')} written to {file}\n")
    return 0


def read_back(file: str, folder: Path, families: Collection[str], *, dry_run: bool) -> int:
    """Show what a sheet changes, then write it into the overlay; returns the exit code. With faults nothing is written.

    At a terminal a person is asked first. Raises UsageError if the file cannot be read.
    """
    from gaispider.sites.adopt import difference_lines
    from gaispider.sites.overlay import OverlayError
    from gaispider.sites.sheets.sheet_changes import changes_of, write_changes
    from gaispider.sites.sheets.sheet_reading import SheetError, read_sheet
    from gaispider.sites.toml_edit import TomlEditError

    try:
        found = changes_of(read_sheet(Path(file).read_bytes()), folder, families)
    except (SheetError, OSError) as error:
        raise UsageError(f"{file}: {getattr(error, 'strerror', None) or error}", print_help=False) from error
    sys.stdout.writelines(f"{line}\n" for line in difference_lines(found.changes, coloured=sys.stdout.isatty()))
    sys.stdout.flush()
    sys.stderr.writelines(f"{file}: {line}\n" for line in (*found.notes, *found.faults))
    if found.faults:
        sys.stderr.write(f"{counted(len(found.faults), 'fault')}: nothing is written before all are mended\n")
        return 2
    told = counted(len(found.changes), "entry", "entries")
    if not found.changes or dry_run or not _agreed(told):
        sys.stdout.write(f"{told} changed by the sheet; nothing is written\n")
        return 0
    try:
        write_changes(found.changes, folder)
    except (OverlayError, TomlEditError, OSError) as error:
        raise UsageError(str(error), print_help=False) from error
    sys.stdout.write(f"{told} changed in the overlay; `scrapy sites --diff` shows all that it has\n")
    return 0


def _agreed(told: str) -> bool:
    """What a person at a terminal answers; where there is none, the command itself is the answer."""
    if not sys.stdin.isatty():
        return True
    sys.stdout.write(f"Write {told} into the overlay? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "j", "ja", "是")
