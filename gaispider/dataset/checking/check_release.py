"""All checks of a release."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.dataset.checking.findings import Findings
from gaispider.dataset.checking.release_faults import file_faults, table_faults
from gaispider.dataset.checking.surprises import corrections_without_effect, differences, facts, failures
from gaispider.dataset.join.engine import engine
from gaispider.dataset.telling import Told, silent

FINE, FAULTY, SURPRISING = 0, 1, 3


def check_release(release: Path, against: Path | None = None, tell: Told = silent) -> Findings:
    """Check a release, and compare it with an earlier one. Raises OSError, ValueError (no manifest)."""
    found = Findings(str(release), str(against) if against else None)
    with TemporaryDirectory(prefix="gaispider-check-") as spill, engine(Path(spill)) as connection:
        found.found.extend(file_faults(release, tell))
        found.found.extend(table_faults(connection, release, tell))
        # What contradicts its schema cannot be counted.
        if not found.of("fault"):
            tell("counting")
            found.found.extend(facts(connection, release))
            found.found.extend(failures(connection, release))
            found.found.extend(corrections_without_effect(release))
            if against is not None:
                tell(f"comparing with {against.name}")
                found.found.extend(differences(connection, release, against))
    return found


def exit_code(found: Findings) -> int:
    """1 for faults, 3 if only surprises were found, else 0."""
    return FAULTY if found.of("fault") else SURPRISING if found.of("surprise") else FINE
