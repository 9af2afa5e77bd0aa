"""The sub-commands of `scrapy` and `gaispider`, and their shared helpers.

One rule for what is wrong on a command line (docs/runbook.md, Wrong arguments): UsageError, which is exit code 2,
before anything is read or written.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from gaispider.commands.scrapys.checked_settings import check_settings_first
from gaispider.commands.scrapys.help_text import shape_help
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
shape_help()
check_settings_first()


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


def sites_named(registry: Registry, words: Sequence[str]) -> dict[str, list[str]]:
    """The keys that each word finds (a division, part of a key or name, a family; none where its entry is wrong).
    Raises UsageError for words that find nothing."""
    from gaispider.sites.search import matching, nothing_found

    found = {word: matching(registry.sites, word) for word in words}
    lost = [word for word, keys in found.items() if not keys and registry.fault_of(word) is None]
    if lost:
        raise UsageError("\n".join(nothing_found(registry.sites, word) for word in lost), print_help=False)
    return found


def files_named(names: Iterable[str], *, or_folders: bool = False) -> list[Path]:
    """The files that arguments name. Raises UsageError (exit code 2) for one that is not there, before any is read."""
    paths = [Path(name) for name in names]
    for path in paths:
        if not path.is_file() and not (or_folders and path.is_dir()):
            raise UsageError(f"{path}: there is no such file", print_help=False)
    return paths


def one_or_more(text: str) -> int:
    """The type of options that count something. Raises argparse.ArgumentTypeError, which is exit code 2."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: must be 1 or more")
    return int(text)


def zero_or_more(text: str) -> float:
    """The type of options that are a length of time. Raises argparse.ArgumentTypeError, which is exit code 2."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e6:
        raise argparse.ArgumentTypeError(f"{text}: must be 0 or more")
    return number


def require(extra: str, *modules: str) -> None:
    """Raise UsageError (exit code 2) with the pip line unless all `modules` can be imported.

    `extra` is a name in optional-dependencies of pyproject.toml, `modules` are its top-level packages. Call it at the
    start of a command's `run`, before anything is read or written.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise UsageError(
            f"this needs the extra {extra!r} ({', '.join(missing)} {verb} not installed):\n  {pip_line(extra)}",
            print_help=False,
        )
