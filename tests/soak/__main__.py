"""Many nights of many sites on two workers that are harmed: nothing lost, nothing doubled, every outcome true.

    python -m tests.soak [SITES [NIGHTS [SEED]]]

Exit 1 if anything was. The seed is printed: the same one makes the same nights. After SIGTERM the night goes on to its
end, and the last one follows.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from threading import Event

from tests.soak.nights import soak

_SITES, _NIGHTS = 200, 20


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _main() -> int:
    parser = argparse.ArgumentParser(
        prog="make soak", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("sites", type=int, nargs="?", default=_SITES)
    parser.add_argument("nights", type=int, nargs="?", default=_NIGHTS)
    parser.add_argument("seed", type=int, nargs="?", default=int(time.time()))
    wish = parser.parse_args()
    count, nights, seed = wish.sites, wish.nights, wish.seed
    _say(f"{count} sites, {nights} nights and a last one without harm, seed {seed}")
    enough = Event()
    signal.signal(signal.SIGTERM, lambda *_: enough.set())
    verdict = soak(count, nights, seed, _say, enough.is_set)
    for fault in verdict.faults:
        _say(fault)
    _say("FAULTS" if verdict.faults else "nothing lost, nothing doubled, every outcome true, memory flat")
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(_main())
