"""Commands that read all archives of sites take them whole where they are published, and publish what they wrote."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from scrapy.settings import BaseSettings

from gaispider.commands.published.place import exchange_of
from gaispider.crawl.left_archives import require_all
from gaispider.crawl.run.lock import LockHeldError, SiteLock
from gaispider.crawl.run.outcome import EXIT_CODES, LOCKED
from gaispider.crawl.store import SiteStore, StoreError
from gaispider.files import told
from gaispider.published.exchange import Exchange
from gaispider.published.objects import DamagedError, ObjectsError

# Exit codes of commands that a signal ended begin here.
_SIGNALS = 128


class WholeSites:
    """The sites of one call of `command`. `code`: 0, 1 an error, 75 a site is held or the place does not answer."""

    def __init__(self, command: str, settings: BaseSettings) -> None:
        self._command, self._settings = command, settings
        self._root = Path(settings["STORE_DIR"])
        self._taken: list[tuple[SiteStore, Exchange]] = []
        self.code = 0

    def here(self, keys: Iterable[str]) -> list[str]:
        """The sites of which all archives are here; of the others it is said how they are brought."""
        return [key for key in keys if self._done(key, lambda store: require_all(store))]

    def take(self, keys: Iterable[str]) -> list[str]:
        """The sites that are here whole by now; of the others it is said why not. Raises UsageError."""
        return [key for key in keys if self._done(key, self._take)]

    def publish(self) -> None:
        """Publish what became of those that were taken."""
        for store, exchange in self._taken:
            self._done(store.key, lambda store, exchange=exchange: self._publish(store, exchange))  # type: ignore[misc]

    def code_with(self, own: int) -> int:
        """The command's exit code; `own` is that of its work: a signal's, then an error's, then again later."""
        codes = (own, self.code)
        return own if own >= _SIGNALS else EXIT_CODES["error"] if EXIT_CODES["error"] in codes else own or self.code

    def _take(self, store: SiteStore) -> None:
        exchange = exchange_of(self._settings, store)
        if exchange is None:
            require_all(store)
            return
        store.make()
        with SiteLock(store.lock):
            for sentence in exchange.take():
                sys.stderr.write(f"scrapy {self._command}: {store.key}: {sentence}\n")
        self._taken.append((store, exchange))

    def _publish(self, store: SiteStore, exchange: Exchange) -> None:
        with SiteLock(store.lock):
            generation = exchange.publish()
        if generation:
            sys.stderr.write(f"{store.key}: published, generation {generation}\n")

    def _done(self, key: str, step: Callable[[SiteStore], None]) -> bool:
        try:
            step(SiteStore(self._root, key))
        except (LockHeldError, ObjectsError) as error:
            sys.stderr.write(f"scrapy {self._command}: {key}: {error}\n")
            code = EXIT_CODES["error"] if isinstance(error, DamagedError) else LOCKED
        except OSError as error:
            sys.stderr.write(f"scrapy {self._command}: {key}: {told(error)}\n")
            code = EXIT_CODES["error"]
        except StoreError as error:
            sys.stderr.write(f"scrapy {self._command}: {error}\n")
            code = EXIT_CODES["error"]
        else:
            return True
        # Worse than to be tried again later is what will be so then, too.
        self.code = code if self.code != EXIT_CODES["error"] else self.code
        return False
