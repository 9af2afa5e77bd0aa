"""A release is browsed: the file is made, pywb and Datasette begin, and both end together."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from gaispider.dataset.browsing.archived_view import ArchivedViews
from gaispider.dataset.browsing.browse_file import browse_folder
from gaispider.dataset.browsing.browse_server import ADDRESS, Browsed, datasette_of, listening, serve
from gaispider.dataset.browsing.wayback import replaying
from gaispider.dataset.build import MANIFEST
from gaispider.dataset.telling import Told


def browse(
    release: Path, store: Path, port: int, progress: Callable[[], AbstractContextManager[Told]], *, public: bool = False
) -> Iterator[str]:
    """Show a release until SIGINT or SIGTERM; gives sentences on what is there. Raises OSError.

    `progress` is entered while the file is made. With `public` no archived page and no visitor's query is answered.
    """
    with ExitStack() as stack:
        # First of all, so that a port that is taken costs no minutes.
        own = stack.enter_context(listening(port))
        folder = browse_folder(release)
        archived = None
        if not public:
            replay = stack.enter_context(replaying(store, folder / "replay"))
            archived = ArchivedViews(release, store, replay)
        with progress() as tell:
            datasette = stack.enter_context(datasette_of(Browsed(release, archived, public), tell))
        yield f"http://{ADDRESS}:{own.getsockname()[1]}/  shows {release}; Ctrl-C ends it"
        yield f"  made from it: {folder}"
        if public:
            yield from _public(release)
        elif replay is None:
            yield "  archived pages: one page each, without scripts (pywb 2 would replay them: docs/dataset.md)"
        else:
            yield f"  archived pages: replayed by {replay.program}"
        serve(datasette, own)


def _public(release: Path) -> Iterator[str]:
    yield "  for a proxy in front of it: no SQL of visitors, no archived pages, no download of the file"
    settings = json.loads((release / MANIFEST).read_text("utf-8"))["settings"]
    if not settings["without_personal_data"]:
        yield "  its texts may name persons, telephones and mail addresses: build it --without-personal-data"
