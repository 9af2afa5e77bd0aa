"""The CDXJ index beside each archive: one sorted line for each answer, `SURT timestamp {json}`, as pywb reads it.

It holds nothing of its own: `write_index` can make it again from the archive at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from gaispider.archive.reader import Entry, TornArchiveError, heads
from gaispider.files import write_file


def write_index(archive: Path) -> Path:
    """Index the readable part of `archive` into `<archive>.cdxj`, and return that path. Raises OSError."""
    target = archive.with_name(archive.name.removesuffix(".warc.gz") + ".cdxj")
    write_file(target, sorted(_lines(archive)))
    return target


def read_index(archive: Path) -> Iterator[dict[str, str]]:
    """The JSON fields of each line, sorted by offset; read from the archive itself if there is no index."""
    lines = index_lines(archive)
    yield from sorted((json.loads(line.split(" ", 2)[2]) for line in lines), key=lambda fields: int(fields["offset"]))


def index_lines(archive: Path) -> list[str]:
    """The lines of the index; read from the archive itself if there is none. Raises OSError."""
    index = archive.with_name(archive.name.removesuffix(".warc.gz") + ".cdxj")
    return (index.read_text(encoding="utf-8") if index.is_file() else "".join(sorted(_lines(archive)))).splitlines()


def surt(url: str) -> str:
    """The SURT of a URL, which sorts by domain: `cn,gov,panshi)/a?b`, lower case, without `www` and default port."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    labels = [host] if host.replace(".", "").isdigit() or ":" in host else reversed(host.split("."))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(labels)}{port}){parts.path or '/'}{query}".lower()


def _lines(archive: Path) -> Iterator[str]:
    try:
        for entry in heads(archive):
            if entry.type in ("response", "revisit", "conversion", "resource") and entry.url:
                yield _line(archive.name, entry)
    except TornArchiveError:
        return  # the readable part is indexed; verify() reports the tear


def _line(name: str, entry: Entry) -> str:
    mime = next((value for key, value in entry.headers if key.lower() == "content-type"), "").partition(";")[0].strip()
    fields = {
        "url": entry.url,
        "mime": "warc/revisit" if entry.type == "revisit" else mime or "unk",
        "status": str(entry.status or ""),
        "digest": entry.payload_digest or "",
        "length": str(entry.length),
        "offset": str(entry.offset),
        "filename": name,
    }
    stamp = "".join(character for character in entry.date.partition(".")[0] if character.isdigit())
    return f"{surt(entry.url)} {stamp} {json.dumps(fields, ensure_ascii=False)}\n"
