"""Where things lie: the package's data, the folders of the user's project, and the package itself for pip.

In a checkout the data is data/ at its top; in an installed package it is gaispider/_data.
"""

from __future__ import annotations

import json
import shlex
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# The top of the checkout; of an installed package, the folder that holds it.
ROOT = _PACKAGE.parent
IS_CHECKOUT = not (_PACKAGE / "_data").is_dir()
_DATA = ROOT / "data" if IS_CHECKOUT else _PACKAGE / "_data"
REFERENCE = _DATA / "reference"
SAMPLES = _DATA / "samples"
# The scripts for GNU parallel and Slurm (docs/scale.md); a checkout has further scripts beside them.
_SCRIPTS = ROOT / "scripts" if IS_CHECKOUT else _PACKAGE / "_data" / "scripts"
RECIPES = (_SCRIPTS / "crawl_in_turn.sh", _SCRIPTS / "crawl_tonight.sbatch")
# The registry of the package; a project's own has priority, see `sites_folder`.
SITES = _DATA / "sites"


def project() -> Path | None:
    """The project folder: the nearest one with a scrapy.cfg, from the working folder upwards; None if there is none."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "scrapy.cfg").is_file()), None)


def sites_folder() -> Path:
    """The registry: data/sites of the project if it has one, else the package's."""
    folder = project()
    own = folder / "data" / "sites" if folder else SITES
    return own if own.is_dir() else SITES


def store_folder() -> Path:
    """The default folder of collected data: data/store in the project, else in the working folder."""
    return (project() or Path.cwd()) / "data" / "store"


def build_folder() -> Path:
    """The default folder of replays and other reproducible output: build in the project, else in the working folder."""
    return (project() or Path.cwd()) / "build"


def pip_line(extra: str) -> str:
    """The shell command that installs an extra of the package into the running Python."""
    if IS_CHECKOUT:
        return shlex.join([sys.executable, "-m", "pip", "install", "--editable", f"{ROOT}[{extra}]"])
    return shlex.join([sys.executable, "-m", "pip", "install", f"gaispider[{extra}]{_source()}"])


def _source() -> str:
    """` @ URL` of the file, folder or repository that pip installed this package from; of an index nothing.

    A package that is in no index would not be found by its name there, or another of that name would.
    """
    try:
        said = json.loads(distribution("gaispider").read_text("direct_url.json") or "{}")
        url, vcs = said["url"], said.get("vcs_info")
        return f" @ {vcs['vcs']}+{url}@{vcs['commit_id']}" if vcs else f" @ {url}"
    except (PackageNotFoundError, KeyError, ValueError):
        return ""
