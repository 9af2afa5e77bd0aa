"""Imports the readers that are installed, for a process that will read many files."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

for _name in ("printed.pdf", "word.docx", "sheets", "printed.ofd"):
    with suppress(ImportError):
        import_module(f"gaispider.documents.{_name}")
