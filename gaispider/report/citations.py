"""The documents that a report cites by number."""

from __future__ import annotations

import re

from gaispider.items import DocNumber
from gaispider.text.docnumbers import find_document_numbers

_MASKED = re.compile(r"[XxＸ×*＊]|placeholder")


def cited_documents(text: str) -> list[DocNumber]:
    """Every document number in the text, once each, in order. A number the page masks ([XX]26号) has value None."""
    cited: dict[str, DocNumber] = {}
    for number in find_document_numbers(text):
        value = number.normalised
        settled = value if value and not _MASKED.search(value) else None
        certainty = number.certainty if settled else "ambiguous"
        cited.setdefault(settled or number.raw, DocNumber(settled, number.raw, certainty))
    return list(cited.values())
