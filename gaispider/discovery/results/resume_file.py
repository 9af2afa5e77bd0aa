"""What a run of discovery has done so far, so that one that was cut off goes on where it was.

The file's name is a digest of what was asked for, so the same command finds it again. It goes when all is done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from gaispider.discovery.model import Target
from gaispider.sites.canonical import canonical_url


class ResumeFile:
    """One line a finished site; a line that a kill cut in two is left out."""

    def __init__(self, folder: Path, targets: Sequence[Target], *, afresh: bool = False) -> None:
        names = sorted(_name(target) for target in targets)
        self.path = folder / f"{hashlib.sha256(chr(10).join(names).encode()).hexdigest()[:16]}.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        if afresh:
            self.path.unlink(missing_ok=True)
        self.lines = self._read()

    def _read(self) -> dict[str, dict[str, object]]:
        """The lines of sites that were finished before, by site."""
        if not self.path.is_file():
            return {}
        whole = self.path.read_bytes().rpartition(b"\n")[0]
        self.path.write_bytes(whole + b"\n" if whole else b"")
        found = {}
        for line in whole.decode("utf-8").splitlines():
            content = json.loads(line)
            found[str(content["site"])] = dict(content["line"])
        return found

    def open_of(self, targets: Sequence[Target]) -> list[Target]:
        """The targets that are not finished yet."""
        return [target for target in targets if _name(target) not in self.lines]

    def note(self, target: Target, line: dict[str, object]) -> None:
        """A site is finished. Raises OSError."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"site": _name(target), "line": line}, ensure_ascii=False) + "\n")

    def remove(self) -> None:
        """All sites are finished."""
        self.path.unlink(missing_ok=True)


def _name(target: Target) -> str:
    return f"{target.region} {canonical_url(target.url)}"
