"""The crawl's verdicts on archived answers, kept as metadata records of the archive.

Some verdicts depend on what is known of an address (its listing, its earlier answers), and a later reading of the
archive does not know this. So each such verdict is noted when it is reached, and every reading gets the same result.
"""

from __future__ import annotations

from pathlib import Path

from gaispider.archive.reader import Entry, TornArchiveError, entries, warc_fields
from gaispider.crawl.challenge import Verdict

_CAUSE, _ANSWER = "no-content", "answer"


def no_content_note(record_id: str, verdict: Verdict) -> dict[str, str]:
    """The fields of the note on the answer with that WARC-Record-ID."""
    return {_CAUSE: verdict.cause, "evidence": " ".join(verdict.sentence.split()), _ANSWER: record_id}


def noted_answer(entry: Entry) -> str | None:
    """The WARC-Record-ID of the answer that a metadata record calls no content; None for any other record."""
    if entry.type != "metadata":
        return None
    fields = warc_fields(entry)
    return fields.get(_ANSWER) if _CAUSE in fields else None


def noted_answers(archive: Path) -> set[str]:
    """The WARC-Record-IDs of all answers of an archive that its crawl called no content."""
    found: set[str] = set()
    try:
        for entry in entries(archive):
            if answer := noted_answer(entry):
                found.add(answer)
    except TornArchiveError:
        pass
    return found
