"""Scrapy sub-commands, and what they share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

if TYPE_CHECKING:
    from gaispider.sites.model import Site
    from gaispider.sites.registry import Registry

_P = ParamSpec("_P")


def quiet_on_broken_pipe(run: Callable[_P, None]) -> Callable[_P, None]:
    """A command's `run` that ends quietly when its reader has seen enough: `scrapy sites | head`."""

    @wraps(run)
    def quiet(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            run(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            # Nothing is wrong; Python flushes once more at its end, and must find something to flush to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    return quiet


def project_settings(settings: BaseSettings | None) -> BaseSettings:
    """The settings of the project. Raises UsageError outside of it."""
    if settings is None:
        raise UsageError("this needs the project's settings: call it in the project's folder", print_help=False)
    return settings


def registry_of(settings: BaseSettings | None, *, to_crawl: bool = True) -> Registry:
    """The registry that the settings name; not `to_crawl`, of any family. Raises UsageError if there is none."""
    from gaispider.crawl.loader import RegistrySpiderLoader

    return RegistrySpiderLoader.from_settings(project_settings(settings)).registry(to_crawl=to_crawl)


def site_of(registry: Registry, key: str, hint: str) -> Site:
    """The entry of a key. Raises UsageError with what is wrong with it, or with `cure` if there is none."""
    fault = registry.fault_of(key)
    if fault is not None:
        raise UsageError(fault.sentence, print_help=False)
    if key not in registry.sites:
        raise UsageError(hint, print_help=False)
    return registry.sites[key]
