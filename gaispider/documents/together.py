"""Several files in one call of LibreOffice, which takes two seconds to begin and a fifth of one for a file."""

from __future__ import annotations

from collections.abc import Sequence

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.contents import Contents, is_dear, kind_of
from gaispider.documents.file_reader import OFFICE_SECONDS, content_of_office, require_content
from gaispider.documents.word.office import converted

MOST_FILES = 8
"""Files of one call: what one of them spoils is read again one by one."""


def read_together(files: Sequence[tuple[bytes, str]]) -> list[Contents | None]:
    """What each file (bytes and name) holds; None for one that must be read alone, as the call did not give it.

    Only for kinds that LibreOffice reads (`is_dear`).
    """
    found: list[Contents | None] = [None] * len(files)
    asked: dict[str, bytes] = {}
    for number, (body, name) in enumerate(files):
        kind = kind_of(body, name)
        try:
            require_content(body)
        except UnreadableFileError as fault:
            found[number] = Contents(faults=[("", fault)])
            continue
        if kind is not None and is_dear(kind):
            asked[f"{number}.{kind.kind}"] = body
    try:
        made = converted(asked, "docx", OFFICE_SECONDS) if asked else {}
    except UnreadableFileError:
        return found
    for file, document in made.items():
        place, _, kind_name = file.partition(".")
        try:
            found[int(place)] = Contents([content_of_office(document, kind_name)])
        except UnreadableFileError as fault:
            found[int(place)] = Contents(faults=[("", fault)])
    return found
