"""Archives that lie only where their sites are published, told by commands that go on with what is here."""

from __future__ import annotations

import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from gaispider.crawl.left_archives import told_left
from gaispider.crawl.store import SiteStore
from gaispider.text.counted import counted

# Sites that are named; a store may hold thousands.
_NAMED = 5


def tell_left(root: Path, keys: Collection[str] | None, without: str) -> None:
    """Say on stderr of which of the sites `keys` (None: all of the store) archives were left, and the command that
    brings them; `without` says what the command does without them."""
    sentences: list[str] = []
    for path in sorted(root.glob("*/published.json")):
        # A folder whose name is no site's key is none of ours.
        with suppress(ValueError):
            told = told_left(SiteStore(root, path.parent.name)) if keys is None or path.parent.name in keys else None
            sentences += [told] if told else []
    if not sentences:
        return
    if len(sentences) > _NAMED:
        more = counted(len(sentences) - _NAMED, "more site")
        sentences[_NAMED:] = [f"archives of {more} are not here, either; scrapy objects take brings those of all sites"]
    sys.stderr.write("".join(f"WARNING: {sentence}\n" for sentence in sentences) + f"{without}\n")
