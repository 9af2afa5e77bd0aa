"""Runs `scrapy` as a user does: as a process in the project's folder."""

from __future__ import annotations

import os
import subprocess
import sys

from gaispider.paths import ROOT


def scrapy(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, five minutes at most. Keywords are environment variables."""
    return subprocess.run(
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
