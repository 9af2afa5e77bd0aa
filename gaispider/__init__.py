"""gaispider: the yearly 政府信息公开 reports of Chinese governments, from their own websites, as one dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.2.0"

if TYPE_CHECKING:
    from gaispider.reading import extract as extract

__all__ = ["__version__", "extract"]


def __getattr__(name: str) -> object:
    # Imported on first use, so that commands such as `scrapy list` do not load dictionaries.
    if name == "extract":
        from gaispider.reading import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
