"""What a page's records are made of beside its archived bytes, in one digest: as long as it stays, so do they."""

from __future__ import annotations

import functools
import hashlib
import inspect
import sys
from collections.abc import Collection, Iterator
from dataclasses import replace
from importlib.metadata import distributions
from pathlib import Path

from gaispider.archive.tombstones import taken_down
from gaispider.crawl.loader import spider_class
from gaispider.extractor import extractor, fingerprint
from gaispider.file_readings.reader_version import is_installed
from gaispider.files import file_digest
from gaispider.maintenance.reread import Archive
from gaispider.sites.model import Site

_PACKAGE = Path(__file__).resolve().parent.parent


def reading_key(archive: Archive, cited: Collection[str]) -> str:
    """The digest of all that the reading of an archive of a store depends on, but for lines and readings on file.

    These are its bytes, the site's entry, the code, tables and packages that read, what is taken down, and the archives
    before it, in which files are looked up. `cited`: answers that records cite without their archive. Raises OSError,
    UsageError, ValueError.
    """
    told = [
        file_digest(archive.path),
        *_reader(),
        repr((archive.origin, archive.warc, archive.limits, is_installed())),
        *_of_site(archive),
        *sorted(taken_down(archive.path.parent.parent)),
        *sorted(cited),
        *(f"{path.name} {path.stat().st_size}" for path in _earlier(archive.path)),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@functools.cache
def _reader() -> tuple[str, ...]:
    """The whole code of the package, not only what decides values, and every installed package: rather too much."""
    packages = sorted({f"{one.name} {one.version}" for one in distributions()})
    return extractor(), fingerprint({"package": _PACKAGE}), sys.version, *packages


def _of_site(archive: Archive) -> Iterator[str]:
    if archive.site is None:
        return
    yield repr(_of_pages(archive.site))
    for part in spider_class(archive.site, archive.families).__mro__:
        module = inspect.getsourcefile(part) if part.__module__ != "builtins" else None
        if module is not None:
            yield f"{part.__module__} {file_digest(Path(module))}"


def _of_pages(site: Site) -> Site:
    """The entry without what is known of the crawl alone."""
    seen = replace(site, accept={}, delay=None, verified=None, proved=None, probe=None)
    return replace(seen, file="", evidence=None, confidence=None, laid=())


def _earlier(path: Path) -> list[Path]:
    return sorted(other for other in path.parent.glob("*.warc.gz") if other.name < path.name)
