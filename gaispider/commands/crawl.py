"""`scrapy crawl SITE`: one run under the site's lock, with an exit code for its outcome."""

from __future__ import annotations

import argparse
import difflib
import inspect
import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Spider
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, Settings

from gaispider.commands.published.place import exchange_of, lender_of
from gaispider.commands.scrapys.help_text import examples
from gaispider.crawl.run.interruption import Interruption, run_of
from gaispider.crawl.run.terminal.startup_log import keep_startup_quiet
from gaispider.files import cannot_write, told
from gaispider.operate.terminal import write_to_terminal

if TYPE_CHECKING:
    from gaispider.crawl.run.lock import SiteLock
    from gaispider.crawl.run.outcome import Outcome
    from gaispider.crawl.store import SiteStore
    from gaispider.published.exchange import Exchange

logger = logging.getLogger(__name__)


class Command(BaseRunSpiderCommand):
    """Scrapy's `crawl` and its options; the exit codes are listed in docs/outcomes.md."""

    requires_project = True
    # `run` makes it itself: after the lock is held, and where a UsageError becomes a message and exit code 2.
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] SITE"

    def short_desc(self) -> str:
        return "Crawl one site of the registry: scrapy crawl panshi"

    def long_desc(self) -> str:
        return (
            "Crawl one site: new and changed reports go to data/store/SITE/records, what was received to its archive, "
            "the outcome to its runs. -a years=2015-2019 keeps to those report years, -a full=1 asks for everything "
            "again, -s ARCHIVE_REPLAY=FILE.warc.gz answers from an archive instead of the network, and writes to "
            "build/replay/SITE (REPLAY_DIR), never to the store. Exit codes: 0 ok "
            "or unchanged, 1 error, 2 usage, 3 partial, 4 empty, 5 blocked, 6 unreachable, 7 layout changed, "
            "8 robots.txt, 9 incomplete, 75 locked, 128+n signal."
            + examples(
                "scrapy crawl panshi",
                "scrapy crawl panshi -a years=2015-2019",
                "scrapy crawl panshi -a full=1 -O panshi.csv",
                "scrapy crawl panshi -s ARCHIVE_REPLAY=data/samples/panshi.warc.gz",
            )
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        self._interruption = Interruption(args[0] if args else "scrapy crawl", write_to_terminal)
        self._interruption.install()
        super().process_options(args, opts)
        settings = _required(self.settings)
        # A terminal shows the progress line and the summary instead of the log, unless -L or a log file is set.
        chosen = (settings.getpriority("LOG_LEVEL") or 0) > SETTINGS_PRIORITIES["project"] or opts.logfile
        if sys.stderr.isatty() and not chosen and "GAISPIDER_LOG_LEVEL" not in os.environ:
            settings.set("LOG_LEVEL", "WARNING", priority="project")
        keep_startup_quiet(settings)
        contact = settings["CONTACT"]
        if contact and (settings.getpriority("USER_AGENT") or 0) <= SETTINGS_PRIORITIES["project"]:
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one site; `scrapy list` prints them all", print_help=False)
        from gaispider.crawl.run.lock import LockHeldError, SiteLock
        from gaispider.crawl.run.outcome import LOCKED
        from gaispider.crawl.store import SiteStore
        from gaispider.operate.advice import advice

        settings = _required(self.settings)
        key = _checked_key(args[0], settings)
        replay = settings["ARCHIVE_REPLAY"]
        if replay and not Path(replay).is_file():
            raise UsageError(f"ARCHIVE_REPLAY: there is no file {replay}", print_help=False)
        store = SiteStore(Path(settings["REPLAY_DIR" if replay else "STORE_DIR"]), key)
        fresh = not store.folder.exists()
        try:
            store.make()
            lock = SiteLock(store.lock)
            lock.acquire()
        except LockHeldError as error:
            sys.stderr.write(f"scrapy crawl: {error}\n  do: {advice('locked', site=key)}\n")
            self.exitcode = LOCKED
            return
        except OSError as error:
            raise UsageError(f"cannot write to the store: {told(error)}", print_help=False) from error
        lent = ExitStack()
        try:
            exchange = None if replay else exchange_of(settings, store)
            if exchange is not None:
                if not self._exchanged(key, lambda: _take(exchange, settings)):
                    return
                settings.set("RUN_LENDER", lent.enter_context(lender_of(exchange, settings, store)), priority="cmdline")
            settings.set("RUN_NAME", store.new_run(datetime.now(UTC)), priority="cmdline")
            settings.set("RUN_ARGUMENTS", opts.spargs, priority="cmdline")
            _name_run(lock, settings["RUN_NAME"], store)
            self.exitcode = _crawl(key, settings, opts.spargs, self._warn_if_feeds_unused, self._interruption)
            self._interruption.ended(self.exitcode)
            if not replay and self._interruption.number is None:
                _alert(key, settings)
            if exchange is not None:
                # A signal in the middle of it must not look like a site that is published.
                self._interruption.ended(LOCKED)
                self._exchanged(key, exchange.publish)
        finally:
            lent.close()
            lock.release()
            if fresh:
                store.remove_if_empty()

    def _exchanged(self, key: str, step: Callable[[], object]) -> bool:
        """Whether the site could be taken, or published; else the sentence is on stderr, and the exit code set."""
        from gaispider.crawl.run.outcome import EXIT_CODES, LOCKED
        from gaispider.published.objects import DamagedError, ObjectsError

        try:
            step()
        except SystemExit:
            sys.stderr.write(f"scrapy crawl: {key}: told to end before it was published: the next crawl here does it\n")
            raise
        except ObjectsError as error:
            sys.stderr.write(f"scrapy crawl: {key}: {error}\n")
            self.exitcode = EXIT_CODES["error"] if isinstance(error, DamagedError) else LOCKED
            return False
        except OSError as error:
            # Of this machine's disk: not the place where sites are published.
            sys.stderr.write(f"scrapy crawl: {key}: {told(error)}; then the next crawl goes on\n")
            self.exitcode = EXIT_CODES["error"]
            return False
        return True


def _name_run(lock: SiteLock, run: str, store: SiteStore) -> None:
    try:
        lock.name_run(run)
    except OSError as error:
        raise UsageError(f"{cannot_write(store.lock, error)}; nothing was asked for", print_help=False) from error


def _take(exchange: Exchange, settings: Settings) -> None:
    told = exchange.take(light=not settings.getbool("TAKE_ARCHIVES"))
    settings.set("RUN_SET_ASIDE", told, priority="cmdline")


def _crawl(
    key: str,
    settings: Settings,
    arguments: dict[str, str],
    opened: Callable[..., Any],
    interruption: Interruption,
) -> int:
    """Run the crawl to its end and return the exit code."""
    from scrapy import signals

    from gaispider.crawl.run.run_ending import written
    from gaispider.crawl.run.terminal.run_report import summary_lines
    from gaispider.crawl.store import StoreError

    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(key)
    _check_arguments(crawler.spidercls, arguments)
    crawler.signals.connect(opened, signal=signals.engine_started)
    interruption.watch(crawler)
    task = process.crawl(crawler, **arguments)
    process.start(install_signal_handlers=False)
    error = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(error, UsageError):
        raise error
    run = run_of(crawler)
    if run is None or run.outcome is None:
        outcome = _unfinished(error, interruption.number)
        if run is not None:
            outcome = written(run.summary, run.counters, outcome)
    else:
        outcome = run.outcome
    if error is not None:
        # The store's troubles are told in a sentence; all else is a fault of the program.
        logger.error("The crawl failed: %s", error, exc_info=None if isinstance(error, StoreError) else error)
    do = _todo(key, outcome, tuple(cause for cause, _ in run.counters.failures.most_common()) if run else ())
    if run is not None:
        sys.stderr.write(summary_lines(run.summary, run.counters, outcome))
    else:
        sys.stderr.write(f"{key}: {outcome.word}: {'; '.join(outcome.reasons)}\n")
    sys.stderr.write(f"  do: {do}\n" if do else "")
    return outcome.code


def _todo(key: str, outcome: Outcome, causes: tuple[str, ...]) -> str:
    """What a person does about an outcome; empty where it is good, or a sample that somebody asked for."""
    from gaispider.crawl.run.run_config import SAMPLE
    from gaispider.operate.advice import advice

    if outcome.code == 0 or (outcome.word == "partial" and any(SAMPLE in reason for reason in outcome.reasons)):
        return ""
    return advice(outcome.word, causes, key, outcome.reasons)


def _alert(key: str, settings: Settings) -> None:
    """Send alerts (ALERT_COMMAND, ALERT_MAIL_TO) if the site's outcome has changed."""
    from gaispider.crawl.loader import RegistrySpiderLoader
    from gaispider.operate.alerts import alert_on_change

    site = RegistrySpiderLoader.from_settings(settings).sites()[key]
    alert_on_change(Path(settings["STORE_DIR"]), [key], settings, {key: site})


def _unfinished(error: BaseException | None, number: int | None) -> Outcome:
    from gaispider.crawl.run.outcome import EXIT_CODES, Outcome, interrupted
    from gaispider.crawl.store import StoreError

    if number is not None:
        return interrupted(number)
    reason = "the crawl ended before it began"
    if error is not None:
        reason = str(error) if isinstance(error, StoreError) else f"{type(error).__name__}: {error}"
    return Outcome("error", EXIT_CODES["error"], (reason,))


def _checked_key(key: str, settings: Settings) -> str:
    from gaispider.crawl.loader import RegistrySpiderLoader

    loader = RegistrySpiderLoader.from_settings(settings)
    keys = loader.list()
    if key not in keys:
        loader.check(key)
        near = difflib.get_close_matches(key, keys, 3)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; `scrapy list` prints them all"
        raise UsageError(f"there is no site {key!r} in the registry{hint}", print_help=False)
    return key


def _check_arguments(spider: type[Spider], arguments: dict[str, str]) -> None:
    """Raise UsageError for an unknown `-a` argument, which Scrapy would silently ignore."""
    known = {
        name
        for kind in spider.__mro__
        if "__init__" in vars(kind) and kind not in (Spider, object)
        for name, parameter in inspect.signature(vars(kind)["__init__"]).parameters.items()
        if parameter.kind is not parameter.VAR_KEYWORD and name != "self"
    }
    for name in arguments:
        if name not in known:
            names = ", ".join(sorted(known))
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]}?" if near else f"; it has {names}"
            raise UsageError(f"-a {name}=…: {spider.name} has no such argument{hint}", print_help=False)


def _required(settings: Any) -> Settings:
    if not isinstance(settings, Settings):
        raise UsageError("scrapy crawl needs the project's settings")
    return settings
