"""Optional parts: a command that needs more than the base install says what to type when it is missing."""

from __future__ import annotations

import shlex
import sys
from importlib.util import find_spec

from scrapy.exceptions import UsageError

from gaispider.paths import IS_CHECKOUT, ROOT


def require(extra: str, *modules: str) -> None:
    """Returns when every module can be imported. Otherwise raises UsageError (exit 2) with the line that installs them.

    `extra` is a name under optional-dependencies of pyproject.toml, `modules` are the top-level packages it brings.
    Called at the start of a command's `run`, before anything is read or written.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"this needs the extra {extra!r} ({', '.join(missing)} is not installed):\n  {pip_line(extra)}",
            print_help=False,
        )


def pip_line(extra: str) -> str:
    """The line for a shell that installs an extra into the Python that runs now."""
    if IS_CHECKOUT:
        return shlex.join([sys.executable, "-m", "pip", "install", "--editable", f"{ROOT}[{extra}]"])
    return shlex.join([sys.executable, "-m", "pip", "install", f"gaispider[{extra}]"])
