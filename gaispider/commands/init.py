"""`gaispider init DIR`: writes a new project folder."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands.scrapys.help_text import examples
from gaispider.paths import RECIPES, SAMPLES, SITES
from gaispider.text.counted import counted

_TEMPLATES = Path(__file__).resolve().parent / "project"


class Command(ScrapyCommand):
    """Exit 0 if the folder was written, 2 if one of its files exists already or cannot be written."""

    requires_project = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "DIR"

    def short_desc(self) -> str:
        return "Write a folder to collect in: settings, registry, sample, crontab example"

    def long_desc(self) -> str:
        return (
            "Write scrapy.cfg, README.md, .gitignore, crontab.example, scripts for GNU parallel and Slurm (scripts), "
            "a copy of the registry (data/sites) and of the recorded sample (data/samples) into DIR. The registry is "
            "yours from then on: an upgrade of the package does not change it. Nothing that is there is overwritten."
            + examples(
                "gaispider init reports",
            )
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or args[0].startswith("-"):
            raise UsageError("name the folder to write, such as: gaispider init reports", print_help=False)
        folder = Path(args[0]).absolute()
        try:
            files = project_files(folder)
            if there := next((path for path in files if path.exists() or path.is_symlink()), None):
                raise UsageError(f"{there} is there already; nothing was written", print_help=False)
            for path, content in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.write(content)
                if content.startswith(b"#!"):
                    path.chmod(path.stat().st_mode | 0o111)
        except OSError as error:
            raise UsageError(f"cannot write {folder}: {error}", print_help=False) from error
        sys.stdout.write(
            f"{folder}: {counted(len(files), 'file')} written. Next:\n"
            f"  cd {shlex.quote(str(folder))}\n  gaispider list\n"
            "  gaispider crawl panshi -s ARCHIVE_REPLAY=data/samples/panshi.warc.gz\n"
        )


def project_files(folder: Path) -> dict[Path, bytes]:
    """The files of a new project: path to content."""
    data = folder / "data"
    shipped = {data / "sites" / path.name: path for path in sorted(SITES.iterdir()) if path.is_file()}
    shipped |= {data / "samples" / path.name: path for path in sorted(SAMPLES.glob("*.warc.gz"))}
    return {
        folder / "scrapy.cfg": (_TEMPLATES / "scrapy.cfg").read_bytes(),
        folder / "README.md": (_TEMPLATES / "README.md").read_bytes(),
        folder / ".gitignore": (_TEMPLATES / "gitignore").read_bytes(),
        folder / "crontab.example": _crontab(folder).encode(),
        **{folder / "scripts" / path.name: _recipe(path) for path in RECIPES},
        **{path: source.read_bytes() for path, source in shipped.items()},
    }


def _program() -> Path:
    """The command of the environment that this runs in: neither cron nor a node of Slurm need have it on its PATH."""
    return Path(sys.executable).parent / "gaispider"


def _recipe(path: Path) -> bytes:
    """A script, in which the checkout's own program becomes that of this environment."""
    return path.read_bytes().replace(b".venv/bin/scrapy", shlex.quote(str(_program())).encode())


def _crontab(folder: Path) -> str:
    """The crontab example with absolute paths, since cron has no working folder and no PATH; % is escaped."""
    text = (_TEMPLATES / "crontab.example").read_text("utf-8")
    for name, path in (("{folder}", folder), ("{program}", _program())):
        text = text.replace(name, shlex.quote(str(path)).replace("%", "\\%"))
    return text
