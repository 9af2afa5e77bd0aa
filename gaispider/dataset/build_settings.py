"""What a build is asked to do, and the digest of all that its parts depend on beside the records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gaispider.dataset.reference_rows import FOLDER
from gaispider.dataset.rows.corrections import Correction
from gaispider.dataset.store.partitions import LARGE
from gaispider.paths import REFERENCE

# Code and tables that decide how a record becomes rows.
_CODE = Path(__file__).parent
_TABLES = ("divisions.tsv", "townships.tsv.gz", "zones.tsv", "units.tsv", "central_agencies.tsv")


class BuildError(Exception):
    """A build that cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """`store` is read only; `out` becomes the release, `parts` keeps what the next build may take over.

    `sites` are keys; None stands for every folder of the store. `jobs` is the number of processes. `large` are the rows
    from which table figures is a folder.
    """

    store: Path
    out: Path
    parts: Path
    sites: tuple[str, ...] | None = None
    since: Path | None = None
    corrections: tuple[Correction, ...] = ()
    jobs: int = 1
    replays: bool = False
    without_personal_data: bool = False
    large: int = LARGE


def settings_digest() -> str:
    """Digest of the code and the tables that make rows of records."""
    found = hashlib.sha256()
    own = [*sorted((_CODE / "rows").glob("*.py")), *sorted((_CODE / "store").glob("*.py")), _CODE / "release_schema.py"]
    for path in [*own, *sorted(FOLDER.glob("*.tsv")), *(REFERENCE / name for name in _TABLES)]:
        found.update(f"{path.name}\0".encode() + path.read_bytes())
    return found.hexdigest()
