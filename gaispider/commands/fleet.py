"""`scrapy fleet init|schedule|work|status|stop`: many machines on one store."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import (
    json_line,
    one_or_more,
    project_settings,
    quiet_on_broken_pipe,
    registry_of,
    require,
    zero_or_more,
)
from gaispider.commands.published.place import bring_published
from gaispider.commands.scrapys.help_text import examples
from gaispider.files import told
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.fleet.overview import Overview
    from gaispider.fleet.queueing import Queued
    from gaispider.sites.model import Site

_ACTIONS = ("init", "schedule", "work", "status", "stop")
_UNREACHABLE, _SILENT = 6, 1


class Command(ScrapyCommand):
    """Exit 0 done, 1 (status) a worker is silent or sites failed, 2 usage, 6 no database, 75 a lease was lost."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] init | schedule | work | status | stop"

    def short_desc(self) -> str:
        return "Crawl with many machines: scrapy fleet work"

    def long_desc(self) -> str:
        return (
            "For more sites than one machine crawls in a night (docs/scale.md says from when). Every machine has "
            "this program, the registry, and the store on a shared file system; jobs and leases are in a "
            "PostgreSQL database, named by GAISPIDER_FLEET (service=fleet) or libpq's PG… variables. `init` makes "
            "its tables. `schedule`, once a night from cron on one machine, sends alerts, writes the health page "
            "and puts the sites that are due into the queue. `work` crawls until it is told to end (SIGTERM: "
            "crawls end in good order and go back into the queue); run it as a service that starts again. "
            "`status` shows workers, queue and sites at work. `stop` empties the queue; with --now crawls at work "
            "are ended, too. Exit codes: 0 done; 1 (status) a worker is silent or sites have failed; 2 usage; 6 "
            "the database cannot be reached; 75 a worker lost a lease."
            + examples(
                "scrapy fleet init",
                "scrapy fleet schedule",
                "scrapy fleet work --jobs 8",
                "scrapy fleet status --json",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="schedule: all sites, not only those that are due")
        parser.add_argument(
            "--jobs", type=one_or_more, metavar="N", help="work: sites at a time (default: as scrapy run)"
        )
        for work, says in (("extract", "re-read what this version has not read"), ("documents", "read unread files")):
            parser.add_argument(
                f"--{work}",
                dest="work",
                action="store_const",
                const=work,
                help=f"schedule: {says} in all archives of the store, in place of crawls (scrapy {work})",
            )
        parser.add_argument("--until-empty", action="store_true", help="work: end when no job waits")
        parser.add_argument(
            "--time-limit", type=zero_or_more, default=360, metavar="MIN", help="work: for one site (360; 0: no limit)"
        )
        parser.add_argument("--now", action="store_true", help="stop: end the crawls that are at work, too")
        parser.add_argument("--json", action="store_true", help="status: as JSON")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or args[0] not in _ACTIONS:
            raise UsageError(f"say one of {', '.join(_ACTIONS)}; see scrapy fleet --help", print_help=False)
        require("fleet", "procrastinate", "psycopg")
        from gaispider.fleet.database import FleetError

        settings = project_settings(self.settings)
        action: Any = {"init": _init, "schedule": _schedule, "work": _work, "status": _status, "stop": _stop}[args[0]]
        try:
            self.exitcode = action(settings, opts)
        except FleetError as error:
            sys.stderr.write(f"scrapy fleet: {error}\n")
            self.exitcode = _UNREACHABLE


def _init(_settings: BaseSettings, _opts: argparse.Namespace) -> int:
    from gaispider.fleet.database import make_tables

    made = make_tables()
    next_ones = "next: scrapy fleet schedule, and scrapy fleet work on each machine"
    print(f"the tables are made; {next_ones}" if made else "the tables are there")
    return 0


def _schedule(settings: BaseSettings, opts: argparse.Namespace) -> int:
    from gaispider.crawl.run.run_config import now_of
    from gaispider.fleet.database import require_tables
    from gaispider.fleet.queueing import put_in_queue
    from gaispider.operate.alerts import alert_on_change
    from gaispider.operate.health import write_page
    from gaispider.operate.running.schedule import crawlable, due, least_recent_first
    from gaispider.operate.site_status import read_sites

    interval = timedelta(hours=settings.getfloat("DUE_AFTER_HOURS"))
    stale = timedelta(days=settings.getfloat("STALE_AFTER_DAYS"))
    registry = registry_of(settings)
    require_tables()
    sites, root = crawlable(registry.sites), Path(settings["STORE_DIR"])
    bring_published(settings)
    if opts.work:
        # Of a site that was published and never crawled here, the summaries alone are here.
        part = "runs" if settings["PUBLISH_TO"] else "archive"
        return _schedule_archives(opts.work, sites, [key for key in sites if (root / key / part).is_dir()])
    rows = read_sites(root, sites)
    alert_on_change(root, [row.key for row in rows if row.outcome], settings, registry.sites)
    try:
        write_page(root, registry.sites, stale, now_of(settings))
    except OSError as error:
        sys.stderr.write(f"WARNING: the health page was not written: {told(error)}\n")
    chosen = rows if opts.all else due(rows, interval, now_of(settings))
    queued = put_in_queue([row.key for row in least_recent_first(chosen)], sites)
    print(f"{_said(queued)}, {len(rows) - len(chosen)} not due")
    for fault in registry.faults:
        sys.stderr.write(f"{fault.sentence}\n")
    return 2 if registry.faults else 0


def _schedule_archives(work: str, sites: Mapping[str, Site], keys: Sequence[str]) -> int:
    from gaispider.fleet.queueing import put_in_queue

    print(_said(put_in_queue(keys, sites, work), f" for scrapy {work}"))
    return 0


def _said(queued: Queued, what: str = "") -> str:
    at_work = f", {queued.at_work} at work already" if queued.at_work else ""
    return f"{counted(queued.put, 'site')} put into the queue{what}, {queued.waiting} stood in it already{at_work}"


def _work(settings: BaseSettings, opts: argparse.Namespace) -> int:
    from gaispider.fleet.database import require_tables
    from gaispider.fleet.job_log import JobSentences
    from gaispider.fleet.live_registry import LiveRegistry
    from gaispider.fleet.worker import FleetWorker
    from gaispider.operate.running.capacity import capacity, cores_here, free_memory
    from gaispider.operate.running.job_runner import start_process
    from gaispider.operate.running.schedule import crawlable, machines
    from gaispider.sites.registry import Registry
    from gaispider.warm_start.forked_crawl import can_fork, crawl_starter

    require_tables()  # a database that is not there, or without tables, is told before all else

    def read() -> Registry:
        found = registry_of(settings)
        return Registry(crawlable(found.sites), found.faults)

    sites = LiveRegistry(Path(settings["SITES_DIR"]), read, (UsageError,))
    fit = capacity([machines(site) for site in sites.values()], cores_here(), free_memory())
    at_a_time = opts.jobs or fit.jobs
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s: %(message)s"))
    handler.addFilter(JobSentences())
    for program in ("gaispider", "procrastinate"):
        logging.getLogger(program).addHandler(handler)
    name = f"{socket.gethostname()}:{os.getpid()}"
    sys.stderr.write(f"{name}: {counted(at_a_time, 'site')} at a time ({'--jobs' if opts.jobs else fit.reason})\n")
    worker = FleetWorker(
        name,
        sites,
        Path(settings["STORE_DIR"]),
        crawl_starter(sites) if can_fork() else start_process,
        at_a_time=at_a_time,
        limit=opts.time_limit * 60,
        grace=120,
        options=[part for setting in opts.set for part in ("-s", setting)],
    )
    asyncio.run(worker.run(until_empty=opts.until_empty))
    return 128 + worker.signal if worker.signal is not None else 0


def _status(_settings: BaseSettings, opts: argparse.Namespace) -> int:
    from gaispider.fleet.database import require_tables
    from gaispider.fleet.overview import overview

    require_tables()
    found = overview()
    if opts.json:
        content = {"workers": found.workers, "at_work": found.at_work, "jobs": found.jobs, "failed": found.failed}
        sys.stdout.write(json_line(content))
    else:
        sys.stdout.write(_table(found))
    return _SILENT if found.silent or found.failed else 0


def _table(found: Overview) -> str:
    lines = [f"{'WORKER':<32} {'AT A TIME':>9} {'AT WORK':>7} {'LAST WORD':>10}"]
    for name, at_a_time, seconds, sites in found.workers:
        silent = "  silent: its sites go to others; start it again" if name in found.silent else ""
        lines.append(f"{name:<32} {at_a_time:>9} {sites:>7} {seconds:>8.0f} s{silent}")
    lines += [f"at work: {site} on {worker}" for site, worker, _ in found.at_work]
    lines.append(f"{found.jobs.get('todo', 0)} wait, {found.jobs.get('doing', 0)} at work, {len(found.failed)} failed")
    if found.failed:
        lines.append(f"failed: {' '.join(found.failed)}: see their logs; scrapy fleet schedule tries them again")
    return "\n".join(lines) + "\n"


def _stop(_settings: BaseSettings, opts: argparse.Namespace) -> int:
    from gaispider.fleet.database import require_tables
    from gaispider.fleet.overview import stop

    require_tables()
    waiting, at_work = stop(now=opts.now)
    print(f"{waiting} taken out of the queue, {at_work} at work told to end")
    return 0
