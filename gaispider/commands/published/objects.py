"""`scrapy objects take|publish|check|sweep`: a store on object storage, by hand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import project_settings, quiet_on_broken_pipe, zero_or_more
from gaispider.commands.published.place import exchange_of, objects_of
from gaispider.commands.scrapys.help_text import examples
from gaispider.crawl.left_archives import told_left
from gaispider.crawl.run.lock import LockHeldError, SiteLock
from gaispider.crawl.store import SiteStore
from gaispider.files import told
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from gaispider.published.objects import Objects

_ACTIONS = ("take", "publish", "check", "sweep")
_FAULTS, _AGAIN = 1, 75


class Command(ScrapyCommand):
    """Exit 0 done, 1 objects are damaged or the disk here refuses, 2 usage, 75 a site is held or no place answers."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] take | publish | check | sweep [SITE ...]"

    def short_desc(self) -> str:
        return "The store on object storage: take, publish, check, sweep"

    def long_desc(self) -> str:
        return (
            "With PUBLISH_TO set, scrapy crawl takes a site from there before it begins and publishes it at its end "
            "(docs/scale.md). By hand, for the named sites or all: `take` brings them to the store here, for "
            "dataset, extract or documents; `publish` puts there what this machine has changed since, as after "
            "takedown or documents (--whole: every file anew, where objects were damaged); `check` compares the "
            "objects with what was published, by size, with --whole by their bytes; `sweep` lists the objects that no "
            "manifest names and that are older than --days, and with --remove removes them. Exit codes: 0 done; 1 "
            "objects are damaged, or the disk here refuses; 2 usage; 75 sites are held, or the place does not answer: "
            "again later."
            + examples(
                "scrapy objects take panshi",
                "scrapy objects check --whole",
                "scrapy objects sweep --days 7",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--whole", action="store_true", help="publish: every file anew; check: read every byte")
        parser.add_argument("--days", type=zero_or_more, default=2, help="sweep: objects that are older (default: 2)")
        parser.add_argument("--remove", action="store_true", help="sweep: remove them")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args or args[0] not in _ACTIONS:
            raise UsageError(f"say one of {', '.join(_ACTIONS)}; see scrapy objects --help", print_help=False)
        from gaispider.published.objects import DamagedError, ObjectsError
        from gaispider.published.upkeep import published_sites

        settings = project_settings(self.settings)
        root = Path(settings["STORE_DIR"])
        act = {"take": _take, "publish": _publish, "check": _check, "sweep": _sweep}[args[0]]
        self.exitcode = 0
        try:
            objects = objects_of(settings)
            if objects is None:
                raise UsageError("PUBLISH_TO is not set: s3://bucket/prefix or file:///folder", print_help=False)
            stores = [_store(root, key) for key in args[1:]]
            if not stores:
                stores = _sites_here(root) if act is _publish else published_sites(objects, root)
        except ObjectsError as error:
            sys.stderr.write(f"scrapy objects: {error}\n")
            self.exitcode = _AGAIN
            return
        for store in stores:
            try:
                code = act(objects, store, settings, opts)
            except OSError as error:
                sys.stderr.write(f"scrapy objects: {store.key}: {told(error)}\n")
                code = _FAULTS
            except (LockHeldError, ObjectsError) as error:
                sys.stderr.write(f"scrapy objects: {store.key}: {error}\n")
                code = _FAULTS if isinstance(error, DamagedError) else _AGAIN
            # What is damaged will be so later, too.
            self.exitcode = _FAULTS if _FAULTS in (self.exitcode, code) else self.exitcode or code


def _store(root: Path, key: str) -> SiteStore:
    try:
        return SiteStore(root, key)
    except ValueError as error:
        raise UsageError(str(error), print_help=False) from error


def _sites_here(root: Path) -> list[SiteStore]:
    return [SiteStore(root, path.parent.name) for path in sorted(root.glob("*/runs"))]


def _locked(store: SiteStore, action: Callable[[], str]) -> int:
    store.make()
    with SiteLock(store.lock):
        print(f"{store.key}: {action()}")
    return 0


def _take(_objects: Objects, store: SiteStore, settings: BaseSettings, _opts: argparse.Namespace) -> int:
    exchange = exchange_of(settings, store)
    published = exchange is not None and exchange.present() is not None
    # Of a site that is here it is known whether it was published, there or elsewhere.
    if exchange is None or not (published or store.folder.is_dir()):
        print(f"{store.key}: never published")
        return 0
    return _locked(store, lambda: "; ".join([*exchange.take(), "taken" if published else "never published"]))


def _publish(_objects: Objects, store: SiteStore, settings: BaseSettings, opts: argparse.Namespace) -> int:
    exchange = exchange_of(settings, store)

    def publish() -> str:
        generation = exchange.publish(whole=opts.whole) if exchange else None
        left = told_left(store) if opts.whole else None
        said = f"published, generation {generation}" if generation else "nothing new"
        return f"{said}; not put anew: {left}" if left else said

    return _locked(store, publish)


def _check(objects: Objects, store: SiteStore, _settings: BaseSettings, opts: argparse.Namespace) -> int:
    from gaispider.published.site_folder import asides
    from gaispider.published.upkeep import check

    found = check(objects, store, whole=opts.whole)
    unnamed = sum(one.size for one in found.unnamed) / 1e6
    print(
        f"{store.key}: generation {found.generation}, {counted(found.files, 'file')}, {found.size / 1e6:.1f} MB; "
        f"{len(found.unnamed)} objects that it does not name, {unnamed:.1f} MB (scrapy objects sweep)"
    )
    for sentence in found.faults:
        sys.stderr.write(f"{sentence}\n")
    if found.faults:
        sys.stderr.write(
            f"on a machine that has the site: scrapy objects publish --whole {store.key}; else restore the objects by "
            "the bucket's versions or a backup\n"
        )
    if (left := told_left(store)) is not None:
        print(f"{store.key}: left there: {left}")
    for path in asides(store):
        print(f"{store.key}: set aside here, never published: {path}")
    return _FAULTS if found.faults else 0


def _sweep(objects: Objects, store: SiteStore, _settings: BaseSettings, opts: argparse.Namespace) -> int:
    from gaispider.published.upkeep import unnamed

    found = unnamed(objects, store, datetime.now(UTC) - timedelta(days=opts.days))
    if opts.remove:
        objects.remove(one.key for one in found)
    if found:
        what = "removed" if opts.remove else "no manifest names them; --remove removes them"
        size = sum(one.size for one in found) / 1e6
        print(f"{store.key}: {counted(len(found), 'object')}, {size:.1f} MB: {what}")
    return 0
