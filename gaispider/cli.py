"""The command `gaispider`: the sub-commands of `scrapy` with this project's settings, in any folder."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from scrapy.settings import Settings
from scrapy.utils.project import ENVVAR, get_project_settings

from gaispider import __version__

_OURS = "gaispider.commands"
_SCRAPYS = "scrapy.commands"
# The commands in --help by group. A command of this package that is not listed here comes last.
_GROUPS = {
    "Begin": (f"{_OURS}.init", f"{_OURS}.list", f"{_OURS}.sites", f"{_OURS}.discover", f"{_OURS}.registry.newsite"),
    "Collect": (
        f"{_OURS}.crawl",
        f"{_OURS}.run",
        f"{_OURS}.fleet",
        f"{_OURS}.published.objects",
        f"{_OURS}.documents",
        f"{_OURS}.import",
        f"{_OURS}.status",
        f"{_OURS}.registry.coverage",
        f"{_OURS}.takedown",
    ),
    "Read": (f"{_OURS}.show", f"{_OURS}.extract", f"{_OURS}.evaluate"),
    "Publish": (f"{_OURS}.releases.dataset", f"{_OURS}.releases.explain"),
    "Look into it": (
        f"{_OURS}.scrapys.shell",
        f"{_OURS}.scrapys.fetch",
        f"{_OURS}.scrapys.view",
        f"{_OURS}.scrapys.edit",
        f"{_SCRAPYS}.settings",
    ),
}
_HELP = """\
gaispider {version}: the yearly 政府信息公开 reports of Chinese governments, from their own websites, as one dataset.

usage: gaispider COMMAND [options] ...

First steps:
  gaispider init reports && cd reports      a folder of your own: registry, settings, crontab example
  gaispider list                            the sites that it knows
  gaispider crawl panshi -s ARCHIVE_REPLAY=data/samples/panshi.warc.gz
                                            a recorded replica, without network: 97 records
  gaispider show build/replay/panshi
  gaispider crawl panshi                    the site itself; records go to data/store/panshi
{commands}
`gaispider COMMAND --help` says more. In a folder with a scrapy.cfg, `scrapy COMMAND` does the same, and
what the commands say names them so.
Where things go: the folder of the next scrapy.cfg upwards, without one the working folder. -s STORE_DIR=... or the
environment (GAISPIDER_STORE_DIR, GAISPIDER_SITES_DIR) say otherwise.
"""


def main() -> None:
    """Run a command and exit with its code: 0 done, 2 usage, others as its --help says."""
    arguments = sys.argv[1:]
    name = next((word for word in arguments if not word.startswith("-")), None)
    if name is None:
        _without_command(arguments)
        return
    settings = _settings()
    if name not in (known := _names(settings)):
        near = difflib.get_close_matches(name, known, 2)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; `gaispider --help` lists them"
        sys.stderr.write(f"gaispider: there is no command {name!r}{hint}\n")
        sys.exit(2)
    from scrapy.cmdline import execute

    execute(["gaispider", *arguments], settings)


def _without_command(arguments: Sequence[str]) -> None:
    if "--version" in arguments:
        sys.stdout.write(f"gaispider {__version__}\n")
    elif unknown := [word for word in arguments if word not in ("-h", "--help")]:
        sys.stderr.write(f"gaispider: {unknown[0]} goes after a command; `gaispider --help` lists them\n")
        sys.exit(2)
    else:
        sys.stdout.write(_HELP.format(version=__version__, commands=_commands()))


def _settings() -> Settings:
    """The settings of the project in the working folder if it has our commands; else gaispider.settings."""
    settings = get_project_settings()
    if settings["COMMANDS_MODULE"]:
        return settings
    if module := os.environ.get(ENVVAR):
        sys.stderr.write(f"gaispider: {module} is not a project of gaispider; gaispider.settings hold instead\n")
    # In the environment, for the child processes of `run` too.
    os.environ[ENVVAR] = "gaispider.settings"
    return get_project_settings()


def _names(settings: Settings) -> set[str]:
    modules = {name for package in (_SCRAPYS, settings["COMMANDS_MODULE"]) for name in _modules(package)}
    # Those of sub-packages, which hold other modules, too.
    modules |= {module.rpartition(".")[2] for group in _GROUPS.values() for module in group}
    return modules | {point.name for point in entry_points(group="scrapy.commands")}


def _modules(package: str) -> set[str]:
    return {name for _, name, is_package in iter_modules(import_module(package).__path__) if not is_package}


def _commands() -> str:
    listed = {module for group in _GROUPS.values() for module in group}
    further = tuple(name for name in sorted(f"{_OURS}.{name}" for name in _modules(_OURS)) if name not in listed)
    lines = []
    for title, modules in {**_GROUPS, "Further": further}.items():
        if modules:
            lines.append(f"\n{title}:")
        for module in modules:
            description = import_module(module).Command().short_desc()
            lines.append(f"  {module.rpartition('.')[2]:<10} {description}")
    return "\n".join(lines) + "\n"
