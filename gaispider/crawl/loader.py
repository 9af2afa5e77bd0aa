"""Makes registry entries into spiders. A family's module is imported only when one of its sites is crawled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast

from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.http import Request
from scrapy.settings import BaseSettings

from gaispider.crawl.browser.chromium import render_settings
from gaispider.sites.canonical import belongs
from gaispider.sites.model import Site
from gaispider.sites.registry import Registry, RegistryError, read_registry


class RegistrySpiderLoader:
    """Scrapy's spider loader interface over data/sites.

    A wrong entry raises UsageError (exit code 2) when its own site is loaded, and does not affect other sites.
    """

    def __init__(
        self, folder: Path, packages: Sequence[str] = ("gaispider.spiders",), settings: BaseSettings | None = None
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._packages = packages
        # A crawl that `scrapy run` forked is given the one entry that it needs, which the run has checked.
        given = settings["REGISTRY"] if settings is not None else None
        self._registry: Registry | None = given if isinstance(given, Registry) else None

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> RegistrySpiderLoader:
        # The registry is read on first use, because Scrapy does not catch a UsageError where it makes the loader.
        return cls(Path(settings["SITES_DIR"]), settings.getlist("SPIDER_MODULES"), settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of a key. Raises KeyError for an unknown key, UsageError for a wrong entry and where the
        site needs a browser and there is none.
        """
        site = self.sites().get(spider_name)
        if site is None:
            self.check(spider_name)
            raise KeyError(f"Spider not found: {spider_name}")
        spider = spider_class(site, self._packages)
        if self._settings is not None:
            spider.custom_settings = {**(spider.custom_settings or {}), **render_settings(site, self._settings)}
        return spider

    def find_by_request(self, request: Request) -> list[str]:
        return [key for key, site in self.sites().items() if belongs(request.url, site)]

    def registry(self, *, to_crawl: bool = True) -> Registry:
        """The usable sites and the faults. With `to_crawl=False`, sites of unknown families are usable too.

        Raises UsageError if the folder of sites does not exist.
        """
        if not to_crawl:
            return self._read(None)
        if self._registry is None:
            self._registry = self._read(families(self._packages))
        return self._registry

    def _read(self, known: Collection[str] | None) -> Registry:
        try:
            return read_registry(self._folder, known)
        except RegistryError as error:
            raise UsageError(str(error), print_help=False) from error

    def sites(self) -> dict[str, Site]:
        """The sites that can be crawled, by key."""
        return self.registry().sites

    def check(self, key: str) -> None:
        """Raises UsageError with the registry's sentence if the entry of that key is wrong."""
        fault = self.registry().fault_of(key)
        if fault is not None:
            raise UsageError(fault.sentence, print_help=False)

    def list(self) -> list[str]:
        # Last in the class, because `list` in a later annotation would mean this method.
        return [*self.sites()]


def families(packages: Sequence[str]) -> set[str]:
    """The family names: the module names in `packages` (SPIDER_MODULES). No module is imported.

    Sub-packages are skipped; they hold what families share.
    """
    return {name for package in packages for name in _modules(package)}


def _modules(package: str) -> Iterator[str]:
    for _, name, is_package in iter_modules(import_module(package).__path__):
        if not is_package:
            yield name


def spider_class(site: Site, packages: Sequence[str]) -> type[Spider]:
    """The spider class of one site: a subclass of the family's class with the entry's key, facts and delay."""
    package = next((package for package in packages if site.family in _modules(package)), None)
    if package is None:
        sentence = f"{site.file}: site {site.key}: family {site.family} has no module in {', '.join(packages)}"
        raise UsageError(sentence, print_help=False)
    module = import_module(f"{package}.{site.family}")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Spider) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise UsageError(f"{module.__name__} must define one spider class, not {len(found)}", print_help=False)
    facts: dict[str, object] = {"name": site.key, "site": site}
    if site.delay is not None:
        facts["custom_settings"] = {**(found[0].custom_settings or {}), "DOWNLOAD_DELAY": site.delay}
    return cast("type[Spider]", type(found[0].__name__, (found[0],), facts))
