"""The sub-commands of `scrapy` and `gaispider`, and their shared helpers."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from io import TextIOWrapper
from typing import TYPE_CHECKING, ParamSpec

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from gaispider.commands.scrapys.help_text import underline_headings_alone
from gaispider.paths import pip_line

if TYPE_CHECKING:
    from gaispider.sites.model import Site
    from gaispider.sites.registry import Registry

_P = ParamSpec("_P")


def print_all_characters() -> None:
    """Let stdout and stderr write what their encoding lacks as escapes (`\\u78d0`), and not end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace")


# Every command of the project imports this package first: also those that Scrapy itself begins.
print_all_characters()
underline_headings_alone()


def json_line(content: object) -> str:
    """One line of JSON for stdout: Chinese as it is where the encoding of stdout is UTF-8, else as escapes."""
    is_utf_8 = (sys.stdout.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"
    return json.dumps(content, ensure_ascii=not is_utf_8) + "\n"


def quiet_on_broken_pipe(run: Callable[_P, None]) -> Callable[_P, None]:
    """Decorator for a command's `run`: end quietly when the reader of stdout stops, as in `scrapy sites | head`."""

    @wraps(run)
    def quiet(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            run(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes stdout once more at exit, which must not fail.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    return quiet


def project_settings(settings: BaseSettings | None) -> BaseSettings:
    """The settings of the project. Raises UsageError outside a project."""
    if settings is None:
        raise UsageError("this needs the project's settings: call it in the project's folder", print_help=False)
    return settings


def registry_of(settings: BaseSettings | None, *, to_crawl: bool = True) -> Registry:
    """The registry of SITES_DIR; with `to_crawl=False`, sites of unknown families too. Raises UsageError."""
    from gaispider.crawl.loader import RegistrySpiderLoader

    return RegistrySpiderLoader.from_settings(project_settings(settings)).registry(to_crawl=to_crawl)


def site_of(registry: Registry, key: str, hint: str) -> Site:
    """The site of a key. Raises UsageError with the sentence of its fault, or with `hint` if there is no such entry."""
    fault = registry.fault_of(key)
    if fault is not None:
        raise UsageError(fault.sentence, print_help=False)
    if key not in registry.sites:
        raise UsageError(hint, print_help=False)
    return registry.sites[key]


def require(extra: str, *modules: str) -> None:
    """Raise UsageError (exit code 2) with the pip line unless all `modules` can be imported.

    `extra` is a name in optional-dependencies of pyproject.toml, `modules` are its top-level packages. Call it at the
    start of a command's `run`, before anything is read or written.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"this needs the extra {extra!r} ({', '.join(missing)} is not installed):\n  {pip_line(extra)}",
            print_help=False,
        )
