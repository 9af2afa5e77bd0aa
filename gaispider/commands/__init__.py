"""Scrapy sub-commands, and what they share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

_P = ParamSpec("_P")


def ends_with_its_reader(run: Callable[_P, None]) -> Callable[_P, None]:
    """A command's `run` that ends quietly when its reader has seen enough: `scrapy sites | head`."""

    @wraps(run)
    def quiet(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            run(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            # Nothing is wrong; Python flushes once more at its end, and must find something to flush to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    return quiet
