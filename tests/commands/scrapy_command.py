"""Runs `scrapy` as a user does: as a process in the project's folder."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial

from gaispider.paths import ROOT
from tests.crawl.scrapy_process import Done, Scrapy


def scrapy(*args: str, **environment: str) -> Done:
    """Run the command to its end, five minutes at most. Keywords are environment variables."""
    if any(not name.startswith("GAISPIDER_") for name in environment):
        return _started_anew(args, environment)
    return Scrapy(list(args), partial(_set, environment)).wait()


def _set(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    # The settings read the environment when they are imported, which the server of forks did before.
    sys.modules.pop("gaispider.settings", None)


def _started_anew(args: tuple[str, ...], environment: dict[str, str]) -> Done:
    """What Python itself asks the environment for (encodings) holds from its start only."""
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *args],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        # A test may ask for another encoding.
        errors="replace",
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
