"""Optional dependencies: tells the user the pip line if a command needs an extra that is not installed."""

from __future__ import annotations

import shlex
import sys
from importlib.util import find_spec

from scrapy.exceptions import UsageError

from gaispider.paths import IS_CHECKOUT, ROOT


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


def pip_line(extra: str) -> str:
    """The shell command that installs an extra into the running Python."""
    if IS_CHECKOUT:
        return shlex.join([sys.executable, "-m", "pip", "install", "--editable", f"{ROOT}[{extra}]"])
    return shlex.join([sys.executable, "-m", "pip", "install", f"gaispider[{extra}]"])
