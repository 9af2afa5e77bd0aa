"""`scrapy run`: crawls many sites, each in its own process, with one exit code."""

from __future__ import annotations

import argparse
import asyncio
import difflib
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import one_or_more, registry_of, zero_or_more
from gaispider.commands.published.place import bring_published
from gaispider.commands.scrapys.help_text import examples
from gaispider.files import told

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.operate.running.job_runner import FinishedJob, Job
    from gaispider.operate.running.site_jobs import Result
    from gaispider.sites.entries import Fault
    from gaispider.sites.model import Site
    from gaispider.sites.registry import Registry

# Seconds: pages in flight may take DOWNLOAD_TIMEOUT (60 s), and their records must then be written.
_GRACE = 120
# Minutes.
_LIMIT = 360


class Command(ScrapyCommand):
    """Runs `scrapy crawl` for each site; prints a line a finished site (stderr) and a table at the end (stdout)."""

    requires_project = True
    # Only the child processes crawl.
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] SITE ... | --all | --due"

    def short_desc(self) -> str:
        return "Crawl many sites, each in its own process: scrapy run --due"

    def long_desc(self) -> str:
        return (
            "Crawl the named sites, all of the registry (--all), or those that are due (--due: the last run that came "
            "through is older than DUE_AFTER_HOURS; sites that fail wait longer each time, up to 14 days). "
            "Sites on one machine never run at the same time. Each site has its own log, data/store/SITE/logs/. "
            "At the end: a table, the page data/store/index.html, and alerts (ALERT_COMMAND, ALERT_MAIL_TO) for sites "
            "whose state has changed. The exit code is that of the worst site (0: all fine; 75: the only trouble is "
            "that some are being crawled by others; 128+n: ended by a signal). A registry entry that is wrong stops "
            "its own site alone, and is named."
            + examples(
                "scrapy run panshi shulan",
                "scrapy run --due --jobs 8 --time-limit 240",
                "scrapy run --all -a full=1",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="every site of the registry that knows where to begin")
        which.add_argument("--due", action="store_true", help="the sites whose time has come; for cron")
        parser.add_argument(
            "-a", dest="arguments", action="append", default=[], metavar="NAME=VALUE", help="as in scrapy crawl"
        )
        parser.add_argument(
            "--jobs",
            type=one_or_more,
            metavar="N",
            help="sites at the same time (default: what the sites' machines and this one's cores and memory allow; "
            "the run says how many that is, and why)",
        )
        parser.add_argument(
            "--time-limit",
            type=zero_or_more,
            default=_LIMIT,
            metavar="MIN",
            help=f"minutes for one site; then it is ended in good order and goes on next time (default: {_LIMIT}; "
            "0: no limit)",
        )
        parser.add_argument(
            "--grace",
            type=zero_or_more,
            default=_GRACE,
            metavar="SEC",
            help=f"seconds from that end, or from a signal, to a kill (default: {_GRACE})",
        )
        parser.add_argument("--dry-run", action="store_true", help="print the sites that would be crawled, in order")
        parser.add_argument(
            "--groups",
            action="store_true",
            help="print them for other programs (GNU parallel, Slurm): a line a group, whose sites share a machine",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.crawl.run.lock import LockHeldError, SiteLock
        from gaispider.crawl.run.outcome import LOCKED, USAGE
        from gaispider.operate.alerts import Channels
        from gaispider.operate.running.schedule import host_groups

        if self.settings is None:
            raise UsageError("scrapy run needs the project's settings")
        if bool(args) + opts.all + opts.due != 1:
            raise UsageError("name sites, or say --all or --due", print_help=False)
        if faults := [argument for argument in opts.arguments if "=" not in argument]:
            raise UsageError(f"-a {faults[0]}: write -a NAME=VALUE", print_help=False)
        if self.settings["ARCHIVE_REPLAY"]:
            raise UsageError("ARCHIVE_REPLAY goes with scrapy crawl: scrapy run collects", print_help=False)
        try:
            Channels.from_settings(self.settings)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        registry = registry_of(self.settings)
        sites, root = registry.sites, Path(self.settings["STORE_DIR"])
        if args:
            keys, faults = _named(args, registry)
        else:
            keys, faults = _chosen(sites, root, self.settings, only_due=opts.due), registry.faults
        if opts.dry_run or opts.groups:
            groups = host_groups([sites[key] for key in keys]) if opts.groups else [[key] for key in keys]
            sys.stdout.write("".join(f"{' '.join(group)}\n" for group in groups))
            sys.stderr.write("".join(f"{fault.sentence}\n" for fault in faults))
            self.exitcode = USAGE if faults else 0
            return
        try:
            root.mkdir(parents=True, exist_ok=True)
            lock = SiteLock(root / "run.lock")
            lock.acquire()
        except LockHeldError as error:
            sys.stderr.write(f"scrapy run: {error}\n")
            self.exitcode = LOCKED
            return
        except OSError as error:
            raise UsageError(f"cannot write to the store: {told(error)}", print_help=False) from error
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logging.getLogger("gaispider").addHandler(handler)
        try:
            self.exitcode = _run([sites[key] for key in keys], faults, sites, self.settings, opts)
        finally:
            lock.release()
            logging.getLogger("gaispider").removeHandler(handler)


def _run(
    chosen: Sequence[Site],
    faults: Sequence[Fault],
    sites: dict[str, Site],
    settings: BaseSettings,
    opts: argparse.Namespace,
) -> int:
    """Crawl the chosen sites, print results and faults, send alerts, write the health page; returns the exit code."""
    from gaispider.crawl.run.run_config import now_of
    from gaispider.operate.alerts import alert_on_change
    from gaispider.operate.health import write_page
    from gaispider.operate.printing import finished_line, run_table
    from gaispider.operate.ranks import exit_code
    from gaispider.operate.running.job_runner import JobRunner, start_process
    from gaispider.operate.running.site_jobs import drop_old_logs, job_of, result_of, usage_result
    from gaispider.warm_start.forked_crawl import can_fork, crawl_starter

    root = Path(settings["STORE_DIR"])
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    jobs = [job_of(site, root, name, _passed_on(opts)) for site in chosen]
    for job in jobs:
        drop_old_logs(job.log.parent, settings.getint("LOGS_KEPT") - 1)
    results: list[Result] = []

    def report_result(result: Result) -> None:
        results.append(result)
        sys.stderr.write(finished_line(result, len(results), len(jobs) + len(faults)) + "\n")
        sys.stderr.flush()

    def ended(fault: FinishedJob) -> None:
        report_result(result_of(fault, root, opts.time_limit * 60, sites.get(fault.job.key)))

    for fault in faults:
        report_result(usage_result(fault))
    start = crawl_starter(sites) if can_fork() else start_process
    at_a_time = _jobs_at_a_time(jobs, opts.jobs, root, sites)
    runner = JobRunner(jobs, at_a_time, limit=opts.time_limit * 60, grace=opts.grace, start=start)
    asyncio.run(runner.run(ended))
    sys.stdout.write(run_table(results))
    if runner.not_started:
        sys.stdout.write(f"not begun: {' '.join(runner.not_started)}\n")
    if locked := [result.key for result in results if result.word == "locked"]:
        sys.stdout.write(f"skipped, since another run holds them: {' '.join(locked)}\n")
    sys.stdout.flush()
    alert_on_change(root, [result.key for result in results if result.status], settings, sites)
    try:
        stale = timedelta(days=settings.getfloat("STALE_AFTER_DAYS"))
        write_page(root, sites, stale, now_of(settings))
    except OSError as error:
        sys.stderr.write(f"WARNING: the health page was not written: {told(error)}\n")
    return 128 + runner.signal if runner.signal is not None else exit_code([result.word for result in results])


def _jobs_at_a_time(jobs: Sequence[Job], wanted: int | None, root: Path, sites: dict[str, Site]) -> int:
    """The number wanted, or what is possible; says it with its reason and the time of the end, by the last runs."""
    from gaispider.operate.printing import begin_line
    from gaispider.operate.running.capacity import Capacity, capacity, cores_here, expected_seconds, free_memory
    from gaispider.operate.site_status import read_sites

    if wanted is None:
        found = capacity([job.machines for job in jobs], cores_here(), free_memory())
    else:
        found = Capacity(wanted, "--jobs")
    lasts = [row.seconds for row in read_sites(root, {job.key: sites.get(job.key) for job in jobs})]
    if jobs:
        seconds = expected_seconds(lasts, found.jobs)
        sys.stderr.write(begin_line(len(jobs), found, seconds, datetime.now().astimezone()) + "\n")
    return found.jobs


def _named(args: list[str], registry: Registry) -> tuple[list[str], list[Fault]]:
    """The keys among `args`, and the faults of those with wrong entries. Raises UsageError for an unknown key."""
    keys: list[str] = []
    faults: list[Fault] = []
    for key in dict.fromkeys(args):
        if key.startswith("-"):
            raise UsageError(f"there is no option {key}; see scrapy run --help", print_help=False)
        fault = registry.fault_of(key)
        if fault is not None:
            faults += [fault] if fault not in faults else []
        elif key in registry.sites:
            keys.append(key)
        else:
            near = difflib.get_close_matches(key, registry.sites, 3)
            hint = f"; did you mean {' or '.join(near)}?" if near else "; `scrapy list` prints them all"
            raise UsageError(f"there is no site {key!r} in the registry{hint}", print_help=False)
    return keys, faults


def _chosen(sites: dict[str, Site], root: Path, settings: BaseSettings, *, only_due: bool) -> list[str]:
    from gaispider.crawl.run.run_config import now_of
    from gaispider.operate.running.schedule import crawlable, due, least_recent_first
    from gaispider.operate.site_status import read_sites

    hours = settings.getfloat("DUE_AFTER_HOURS")
    bring_published(settings)
    rows = read_sites(root, crawlable(sites))
    if only_due:
        rows = due(rows, timedelta(hours=hours), now_of(settings))
    return [row.key for row in least_recent_first(rows)]


def _passed_on(opts: argparse.Namespace) -> list[str]:
    """The options that are passed on to the child processes."""
    options = [part for setting in opts.set for part in ("-s", setting)]
    options += [part for argument in opts.arguments for part in ("-a", argument)]
    if opts.loglevel:
        options += ["-L", opts.loglevel]
    return options
