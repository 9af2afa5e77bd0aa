"""Names of elements, with their space: `w:p` is looked up once."""

from __future__ import annotations

from functools import cache

from docx.oxml.ns import qn as looked_up

qn = cache(looked_up)
"""`{http://…/main}p` of `w:p`."""
