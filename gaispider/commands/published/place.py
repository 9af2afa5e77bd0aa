"""Where sites are published, by the settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from gaispider.commands import require
from gaispider.crawl.fence import Fence
from gaispider.crawl.store import SiteStore

if TYPE_CHECKING:
    from gaispider.crawl.left_archives import Lender
    from gaispider.published.exchange import Exchange
    from gaispider.published.objects import Objects


def objects_of(settings: BaseSettings) -> Objects | None:
    """The place that PUBLISH_TO names; None if it is empty. Raises UsageError, ObjectsError."""
    place = str(settings["PUBLISH_TO"] or "")
    if not place:
        return None
    from gaispider.published.objects import open_objects

    if urlsplit(place).scheme not in ("", "file"):
        require("objects", "obstore")
    try:
        return open_objects(place)
    except ValueError as error:
        raise UsageError(str(error), print_help=False) from error


def exchange_of(settings: BaseSettings, store: SiteStore) -> Exchange | None:
    """What takes and publishes a site, under the fence of a fleet's worker if there is one; None if nothing is
    published. Raises UsageError, ObjectsError.
    """
    objects = objects_of(settings)
    if objects is None:
        return None
    from gaispider.published.exchange import Exchange

    fence = Fence(store.folder, settings["FENCE"])
    return Exchange(objects, store, fence.number, fence.problem)


@contextmanager
def lender_of(exchange: Exchange, settings: BaseSettings, store: SiteStore) -> Iterator[Lender | None]:
    """What lends a crawl the archives that were left; what it lent is removed at the end. Raises ObjectsError."""
    from gaispider.published.lender import ArchiveLender

    objects = objects_of(settings)
    if objects is None:
        yield None
        return
    with closing(ArchiveLender(exchange, objects, store)) as lender:
        yield lender


def bring_published(settings: BaseSettings) -> None:
    """Before a command reads how the runs of sites went: bring what was published of them to the store here.

    What cannot be had is said on stderr; then what is here is shown.
    """
    from gaispider.published.objects import ObjectsError

    try:
        objects = objects_of(settings)
        if objects is None:
            return
        from gaispider.published.upkeep import bring_summaries

        for sentence in bring_summaries(objects, Path(settings["STORE_DIR"])):
            sys.stderr.write(f"WARNING: {sentence}\n")
    except ObjectsError as error:
        sys.stderr.write(f"WARNING: {error}\nWhat this machine has of the sites is shown.\n")
