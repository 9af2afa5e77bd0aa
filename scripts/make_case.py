"""Makes a bundle that somebody sent into a replay test: a folder of tests/cases with expected records to review.

    .venv/bin/python -m scripts.make_case FILE.zip [FOLDER]

Run by `make case BUNDLE=FILE.zip`. FOLDER is tests/cases. Exit 0 if the case was made, 2 if the bundle is not one to be
opened or the case is there already.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from gaispider.bundles.model import Bundle
from gaispider.bundles.opened import WrongBundleError, open_bundle
from gaispider.paths import ROOT
from gaispider.sites.registry import read_registry
from gaispider.text.counted import counted
from tests.cases.replay import ABOUT, EXPECTED, SAMPLE, Case, compared, differences

CASES = ROOT / "tests" / "cases"


def main(file: Path, cases: Path = CASES) -> int:
    """Make the case, and say what is to be reviewed."""
    try:
        bundle = open_bundle(file)
        folder = cases / bundle.key
        _write(folder, bundle)
    except (WrongBundleError, OSError) as error:
        print(f"make case: {error}", file=sys.stderr)
        return 2
    case = Case(folder)
    with TemporaryDirectory() as scratch:
        found = case.replay(Path(scratch))
    (folder / EXPECTED).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    then = [compared(json.loads(line)) for line in bundle.records.splitlines() if line.strip()]
    print(f"{folder}: {len(found)} records, as this version reads them. To do:")
    print(f"  1. compare {EXPECTED} with the pages ({SAMPLE}); correct what is wrong, take out what is not settled")
    print(f"  2. write the day into `reviewed` of {ABOUT}")
    print("  3. .venv/bin/python -m pytest -q tests/cases, and mend the reading until it passes")
    changed = differences(then, [one for one in found if any(one["url"] == other["url"] for other in then)])
    told = f"{counted(len(changed), 'difference')} from what was read when the bundle was made"
    print(f"{told} ({bundle.about.get('made')}){':' if changed else ''}")
    for line in changed:
        print(f"  {line}")
    return 0


def _write(folder: Path, bundle: Bundle) -> None:
    """The files of the case. Raises WrongBundleError if it is there already, or its entry cannot be used."""
    if folder.exists():
        raise WrongBundleError(f"{folder} is there already; look at it, and remove it to make it anew")
    folder.mkdir(parents=True)
    (folder / f"{bundle.province}-case.toml").write_text(bundle.entry, "utf-8")
    registry = read_registry(folder)
    if bundle.key not in registry.sites:
        sentence = registry.faults[0].sentence if registry.faults else f"its entry is not {bundle.key}"
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        raise WrongBundleError(f"the entry cannot be used: {sentence}")
    (folder / SAMPLE).write_bytes(bundle.sample)
    about = {name: bundle.about.get(name) for name in ("made", "from", "versions", "settings")}
    (folder / ABOUT).write_text(json.dumps({**about, "reviewed": None}, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        print("make case BUNDLE=FILE.zip: name the bundle", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(Path(sys.argv[1]), *map(Path, sys.argv[2:])))
