"""Pictures of pages: scans and photographs are recognised, and become printed pages as those of a PDF are.

A picture is turned upright, its ruling lines give the cells, each cell is read by itself and each figure twice.
It takes seconds of a processor a page, so that it is asked for (`ocr`) and never done while a site is crawled.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Final

MISSING: Final = "the extra `ocr` is not installed: pip install 'gaispider[ocr]' (docs/documents.md)"
"""What a person is told who asks for it without the extra."""


def installed() -> bool:
    """Whether pictures can be read here; nothing is loaded to find out."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "pypdfium2"))


def reader_name() -> str:
    """The recogniser and its version, as records name it; without a version where it is missing."""
    try:
        return f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError:
        return "rapidocr"
