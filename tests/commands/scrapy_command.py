"""`scrapy` as a user types it: a process of its own in the project's folder."""

from __future__ import annotations

import os
import subprocess
import sys

from gaispider.paths import ROOT


def scrapy(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end, two minutes at most."""
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *args],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
