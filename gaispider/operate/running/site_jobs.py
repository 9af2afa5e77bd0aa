"""The crawl of a site as a job in its own process, and the result of that job."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gaispider.crawl.run.outcome import LOCKED, USAGE
from gaispider.crawl.store import SiteStore
from gaispider.operate.running.job_runner import SIGNALS, FinishedJob, Job
from gaispider.operate.running.schedule import machines
from gaispider.operate.site_status import SiteStatus, read_status
from gaispider.sites.entries import Fault
from gaispider.sites.model import Site

_TAIL_BYTES = 4096
# Return codes of a process that a signal ended, in the conventions of Python and of shells.
_SIGNAL_CODES = {-number for number in SIGNALS} | {128 + number for number in SIGNALS}


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one site in `scrapy run`. `status` is None if the crawl ended before its run began."""

    key: str
    word: str
    seconds: float
    reasons: tuple[str, ...] = ()
    status: SiteStatus | None = None
    log: Path | None = None


def job_of(site: Site, root: Path, name: str, options: Sequence[str], work: str = "crawl") -> Job:
    """The job `scrapy crawl SITE OPTIONS`; its output goes to logs/<name>.log of the site's folder.

    `work`: `crawl`, or `extract` or `documents` over the site's archives, in one process.
    """
    # No mail for each site: `scrapy run` sends one mail about all sites.
    arguments = (*_arguments(site.key, work), *options, "-s", "ALERT_MAIL_TO=")
    command = (sys.executable, "-m", "scrapy", *arguments)
    log = SiteStore(root, site.key).folder / "logs" / f"{name}.log"
    return Job(site.key, machines(site), command, log, arguments)


def _arguments(key: str, work: str) -> tuple[str, ...]:
    if work == "extract":
        return "extract", "--store", key, "--write", "--jobs", "1"
    return ("documents", key, "--jobs", "1") if work == "documents" else (work, key)


def usage_result(faults: Fault) -> Result:
    """The result for a registry entry or file that cannot be used."""
    return Result(faults.label, "usage", 0.0, (faults.sentence,))


def drop_old_logs(folder: Path, keep: int) -> None:
    """Remove all but the last `keep` logs of a site."""
    logs = sorted(folder.glob("*.log"))
    for path in logs[: max(len(logs) - keep, 0)]:
        path.unlink(missing_ok=True)


def result_of(ended: FinishedJob, root: Path, limit: float, site: Site | None = None) -> Result:
    """The result by the site's summary of this run; without one, by exit code and last log line. `limit`: seconds."""
    key, log = ended.job.key, ended.job.log
    status = read_status(root, key, site)
    word = {LOCKED: "locked", USAGE: "usage"}.get(ended.code)
    if word is None and ended.pid is not None and status.pid == ended.pid:
        reasons = status.reasons
        if ended.over_time:
            reasons = (f"time limit of {limit / 60:g} min", *reasons)
        return Result(key, status.outcome or "error", ended.seconds, reasons, status, log)
    if word is None:
        word = "interrupted" if ended.code in _SIGNAL_CODES else "error"
    message = ended.problem or last_line(log) or f"ended with {ended.code} before its run began"
    return Result(key, word, ended.seconds, (message,), None, log)


def last_line(log: Path) -> str:
    """The last non-empty line of a log, without the prefix `scrapy crawl: `."""
    try:
        with log.open("rb") as file:
            file.seek(max(file.seek(0, 2) - _TAIL_BYTES, 0))
            lines = file.read().decode("utf-8", "replace").split("\n")
    except OSError:
        return ""
    # What a person does is told by the run itself.
    message = next((line.strip() for line in reversed(lines) if line.strip() and not line.startswith("  do: ")), "")
    return message.removeprefix("scrapy crawl: ")
