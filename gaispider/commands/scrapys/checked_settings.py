"""Settings are looked at before a command does anything: a wrong value is refused, a name that is none is told."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Iterable, Iterator

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from scrapy.utils.project import ENVVAR

from gaispider.setting_values import ALL, OWN

_PREFIX = "GAISPIDER_"
# How like a setting's name another must be to be taken for a slip of it; a letter of the shortest that people set.
_ALIKE = 0.8
_OPTION = "-s on the command line"

_scrapys_options = ScrapyCommand.process_options


def check_settings_first() -> None:
    """Let every command, Scrapy's own too, look at its settings when it has read its options.

    The method is replaced in its class, since all commands take `-s` there, and a UsageError in it is exit code 2.
    """
    ScrapyCommand.process_options = _process_options  # type: ignore[method-assign, assignment]


def _process_options(command: ScrapyCommand, args: list[str], opts: argparse.Namespace) -> None:
    given = dict(pair.split("=", 1) for pair in opts.set if "=" in pair)
    # Before Scrapy takes them, since it reads text as JSON where a mapping is wanted.
    _refuse(
        _sentence(name, value, _OPTION) for name, value in given.items() if name in ALL and not ALL[name].fits(value)
    )
    _scrapys_options(command, args, opts)
    if command.settings is not None:
        for sentence in unknown_names(command.settings):
            sys.stderr.write(f"WARNING: {sentence}\n")
        refuse_wrong_values(command.settings)


def refuse_wrong_values(settings: BaseSettings) -> None:
    """Raise UsageError that names each setting with a wrong value, what it is, where it was set and what is allowed."""
    _refuse(
        _sentence(name, settings[name], _where(name, settings))
        for name, allowed in ALL.items()
        if name in settings and not allowed.fits(settings[name])
    )
    if settings.get("ALERT_COMMAND") or settings.get("ALERT_MAIL_TO"):
        from gaispider.operate.alerts import Channels

        try:
            Channels.from_settings(settings)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error


def _refuse(sentences: Iterable[str]) -> None:
    if told := "\n".join(sentences):
        raise UsageError(told, print_help=False)


def _sentence(name: str, value: object, where: str) -> str:
    return f"{name} must be {ALL[name].told}: {_shown(value)} ({where})"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return (value if value.isprintable() else repr(value))[:200] or "it is empty"
    return repr(value)[:200]


def _where(name: str, settings: BaseSettings) -> str:
    if (settings.getpriority(name) or 0) > SETTINGS_PRIORITIES["project"]:
        return "the command line" if name == "LOG_LEVEL" else _OPTION
    if name in OWN and os.environ.get(_PREFIX + name) == settings[name]:
        return f"{_PREFIX}{name} in the environment"
    return f"settings of the project: {os.environ.get(ENVVAR, 'the module that scrapy.cfg names')}"


def unknown_names(settings: BaseSettings) -> Iterator[str]:
    """A sentence for each name that was set, is no setting, and is nearly one; and for those that the environment
    cannot set."""
    for name in sorted(os.environ):
        given = name.upper().removeprefix(_PREFIX)
        if not name.upper().startswith(_PREFIX) or name in (_PREFIX + own for own in OWN):
            continue
        if given in ALL and given not in OWN:
            yield f"{name} in the environment has no effect: {given} is set with -s or in a project's settings.py"
        elif near := difflib.get_close_matches(given, OWN, 1, _ALIKE):
            yield f"{name} in the environment is no setting and has no effect; did you mean {_PREFIX}{near[0]}?"
    for name in sorted(settings):
        if (settings.getpriority(name) or 0) != SETTINGS_PRIORITIES["cmdline"] or name in ALL:
            continue
        if not hasattr(default_settings, name) and (
            near := difflib.get_close_matches(name.upper().removeprefix(_PREFIX), ALL, 1, _ALIKE)
        ):
            yield f"-s {name}: no setting is called so, and it has no effect; did you mean {near[0]}?"
