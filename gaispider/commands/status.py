"""`scrapy status`: prints the status of every site."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import json_line, quiet_on_broken_pipe, registry_of
from gaispider.commands.published.place import bring_published
from gaispider.commands.scrapys.help_text import examples
from gaispider.files import told
from gaispider.operate.printing import status_table
from gaispider.operate.site_status import SiteStatus, read_all
from gaispider.sites.model import Site
from gaispider.text.counted import counted


class Command(ScrapyCommand):
    """Prints a row a site, worst first; exit 0, 1 with --problems if there are any, 2 usage."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] [SITE ...]"

    def short_desc(self) -> str:
        return "How every site stands: last outcome, last success, counts"

    def long_desc(self) -> str:
        return (
            "Print last outcome, age of the last run and of the last success (ok or unchanged), records known, new "
            "records and failed pages of the last run, worst first: every site of the registry and every folder of the "
            "store. --problems keeps to the sites that are not ok or unchanged, or have not been for STALE_AFTER_DAYS, "
            "says why, and exits 1 if there are any. docs/runbook.md says what each outcome means and what to do."
            + examples(
                "scrapy status --problems",
                "scrapy status panshi shulan",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--problems", action="store_true", help="only the sites that a person should look at")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--html", action="store_true", help="write the page index.html of the store")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.crawl.run.run_config import now_of

        if self.settings is None:
            raise UsageError("scrapy status needs the project's settings")
        registry = registry_of(self.settings)
        sites = registry.sites
        for fault in registry.faults if not any(map(registry.fault_of, args)) else ():
            sys.stderr.write(f"{fault.sentence}\n")
        root = Path(self.settings["STORE_DIR"])
        stale = timedelta(days=self.settings.getfloat("STALE_AFTER_DAYS"))
        bring_published(self.settings)
        now = now_of(self.settings)
        if opts.html:
            if args or opts.json or opts.problems:
                raise UsageError("--html goes alone: the page shows all sites", print_help=False)
            _write_page(root, sites, stale, now)
            return
        for fault in filter(None, map(registry.fault_of, args)):
            raise UsageError(f"{fault.sentence}; no site is shown before it is mended", print_help=False)
        rows = _rows_of(args, read_all(root, sites))
        never = sum(row.outcome is None for row in rows)
        if opts.problems:
            rows = [row for row in rows if row.problem(now, stale)]
            self.exitcode = int(bool(rows or registry.faults))
        if not rows and not opts.json and opts.problems and registry.faults:
            return  # the faults are printed already
        # No news of sites that nobody has asked is no good news.
        untouched = f"; {counted(never, 'site was', 'sites were')} never crawled" if never else ""
        _print(rows, opts, now, stale, untouched)


def _write_page(root: Path, sites: dict[str, Site], stale: timedelta, now: datetime) -> None:
    from gaispider.operate.health import write_page

    try:
        root.mkdir(parents=True, exist_ok=True)
        sys.stdout.write(f"{write_page(root, sites, stale, now)}\n")
    except OSError as error:
        raise UsageError(f"cannot write the page: {told(error)}", print_help=False) from error


def _rows_of(keys: list[str], rows: list[SiteStatus]) -> list[SiteStatus]:
    """The rows of the sites in `keys`, or all rows if it is empty. Raises UsageError for an unknown key."""
    if wrong := [key for key in keys if key.startswith("-")]:
        raise UsageError(f"there is no option {wrong[0]}; see scrapy status --help", print_help=False)
    known = {row.key for row in rows}
    if unknown := [key for key in keys if key not in known]:
        raise UsageError(f"no such site: {', '.join(unknown)}; `scrapy sites` lists them", print_help=False)
    return [row for row in rows if not keys or row.key in keys]


def _print(
    rows: list[SiteStatus], opts: argparse.Namespace, now: datetime, stale: timedelta, untouched: str = ""
) -> None:
    if opts.json:
        for row in rows:
            sys.stdout.write(json_line(_as_json(row, now, stale)))
    elif rows:
        sys.stdout.write(status_table(rows, now, stale, problems=opts.problems))
    else:
        sys.stdout.write(f"no problems{untouched}\n" if opts.problems else "no sites\n")


def _as_json(row: SiteStatus, now: datetime, stale: timedelta) -> dict[str, Any]:
    """The row as JSON: times in UTC, ages in seconds."""
    return {
        "site": row.key,
        "name": row.name,
        "region": row.region,
        "outcome": row.outcome,
        "problem": row.problem(now, stale),
        "reasons": list(row.reasons),
        "run": row.run,
        "started": row.started.isoformat() if row.started else None,
        "age_seconds": _seconds(row.started, now),
        "last_success": row.last_success.isoformat() if row.last_success else None,
        "success_age_seconds": _seconds(row.last_success, now),
        "records": row.records,
        "new": row.new,
        "changed": row.changed,
        "failed": row.failed,
        "failures_in_row": row.failures_in_row,
        "single": row.single,
        "summary": str(row.summary) if row.summary else None,
        "proposed": list(row.proposed),
        "imported": row.imported.isoformat() if row.imported else None,
    }


def _seconds(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else round((now - moment).total_seconds())
