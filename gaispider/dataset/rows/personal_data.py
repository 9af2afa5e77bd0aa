"""Personal data in texts: cards, addresses, telephones and names are replaced by their kind, and counted.

The rules stand in data/reference/dataset/personal_data.tsv. They find what is printed as such; a name in running text
is not found, so a text is never promised to be free of persons.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from gaispider.reference import Phrases

_TABLE = "dataset/personal_data.tsv"
# A card's number is looked for before a telephone's, which could be a part of it.
_KINDS = (
    ("id_card", Phrases(_TABLE, "id_card")),
    ("mail", Phrases(_TABLE, "mail")),
    ("mobile", Phrases(_TABLE, "mobile")),
    ("telephone", Phrases(_TABLE, "telephone")),
    ("name", Phrases(_TABLE, "name")),
)
# The columns that hold what a report prints in sentences.
TEXTS = {"sections": "text", "narrative": "phrase", "warnings": "detail"}


def leave_out(text: str, found: Counter[str]) -> str:
    """The text without personal data; `found` counts what was left out, by kind."""
    for kind, phrases in _KINDS:
        text, count = phrases.pattern.subn(f"[{kind}]", text)
        if count:
            found[kind] += count
    return text


def leave_out_of_rows(tables: dict[str, list[dict[str, Any]]]) -> Counter[str]:
    """Change the texts of a record's rows; gives what was left out, by kind."""
    found: Counter[str] = Counter()
    for table, column in TEXTS.items():
        for row in tables.get(table, ()):
            if row[column]:
                row[column] = leave_out(row[column], found)
    return found
