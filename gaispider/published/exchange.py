"""Takes a published site to this machine, and publishes what became of it."""

from __future__ import annotations

import logging
import os
import socket
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from msgspec.structs import replace

from gaispider.crawl.store import SiteStore
from gaispider.files import move_into_place, sync, temporary_beside
from gaispider.published.objects import ChangedError, DamagedError, Objects, ObjectsError
from gaispider.published.site_folder import (
    close_databases,
    is_dropped,
    is_same,
    journals,
    local_files,
    missing,
    read_base,
    require_named,
    set_aside,
    sha256_of,
    write_base,
)
from gaispider.published.site_manifest import Base, Manifest, Published, decode, encode, manifest_key, new_manifest
from gaispider.text.counted import counted

logger = logging.getLogger(__name__)
# Objects that are fetched or put at the same time.
_AT_A_TIME = 8


class Exchange:
    """One site. Whoever calls it holds the site's lock on this machine.

    `fence` is the number of a fleet's lease, 0 where there is none; `problem` says why this process may write nothing
    any more, None if it may.
    """

    def __init__(
        self,
        objects: Objects,
        store: SiteStore,
        fence: int = 0,
        problem: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._objects, self._store, self._fence, self._problem = objects, store, fence, problem
        self._key = manifest_key(store.key)
        self.where = f"{objects.place}/{self._key}"

    def present(self) -> Base | None:
        """What is published now; None if nothing was. Raises ObjectsError."""
        found = self._objects.read(self._key)
        if found is None:
            return None
        return Base(self._objects.place, found[1], decode(found[0], self._store.key, self.where))

    def take(self, *, light: bool = False) -> list[str]:
        """Bring this machine's folder to what is published; returns a sentence for whatever was set aside.

        `light`: archives that this machine never had stay where they are. One that it had and lacks is brought anew.

        What this machine did since and could not publish stays if nobody else has published meanwhile. With a fence,
        the manifest gets its number first: from then on no earlier holder can publish. Raises ObjectsError, OSError.
        """
        base, now = read_base(self._store, self._objects.place), self.present()
        require_named(self._store, self._objects.place, now.manifest.files if now else ())
        now = self._claimed(now)
        if now is None or now.manifest.generation == 0:
            if base is not None and base.manifest.generation:
                raise ObjectsError(self._gone(base))
            if now is not None:
                write_base(self._store, now)
            return []
        theirs = now.manifest.files
        is_ours = base is not None and base.manifest.generation == now.manifest.generation
        told: list[str] = []
        if not is_ours:
            close_databases(self._store)
            told = self._clear(local_files(self._store), theirs, base.manifest.files if base else {})
        here = local_files(self._store)
        wanted = {
            name: file
            for name, file in theirs.items()
            if (name not in here if is_ours else not self._is_here(name, here, file))
            and not (is_ours and is_dropped(name))
        }
        left = sorted(name for name in wanted if light and _may_stay(name, here, base))
        self._fetch({name: file for name, file in wanted.items() if name not in left})
        write_base(self._store, replace(now, left=tuple(left)))
        return told

    def publish(self, *, whole: bool = False) -> int | None:
        """Publish what is new here; the generation, None if nothing is. `whole`: every file anew.

        The manifest is replaced last, so that what is published is at each moment the old whole or the new one. Raises
        ObjectsError, ChangedError if another has published meanwhile, OSError.
        """
        close_databases(self._store)
        base = read_base(self._store, self._objects.place)
        before = base.manifest if base else new_manifest(self._store.key)
        require_named(self._store, self._objects.place, before.files)
        here = local_files(self._store)
        files = {name: file for name, file in before.files.items() if name in here or not is_dropped(name)}
        news = [
            name
            for name, stamp in sorted(here.items())
            if whole or not is_same(self._store.folder / name, stamp, before.files.get(name))
        ]
        if not news and files == before.files:
            return None
        generation = before.generation + 1
        # The name of this attempt: a repeat writes beside what it left, so no object is ever written twice.
        attempt = f"{self._store.key}/{generation:06d}-{uuid.uuid4().hex[:8]}"
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            files |= dict(zip(news, pool.map(lambda name: self._put(name, attempt), news), strict=True))
        self._require_lease()
        manifest = Manifest(
            before.version,
            self._store.key,
            generation,
            max(before.fence, self._fence),
            datetime.now(UTC).isoformat("T", "seconds"),
            f"{socket.gethostname()}:{os.getpid()}",
            dict(sorted(files.items())),
        )
        left = tuple(name for name in (base.left if base else ()) if name not in here)
        write_base(self._store, Base(self._objects.place, self._replace(manifest, base), manifest, left))
        return generation

    def _gone(self, base: Base) -> str:
        """What to do where the manifest is not there any more."""
        said = f"{self.where} is not there, and this machine has published it: is PUBLISH_TO right?"
        if left := missing(self._store, base):
            only = f"its {counted(len(left), 'archive')} that this machine left there cannot be had without it"
            return f"{said} Restore it by the bucket's versions or a backup: {only}"
        return f"{said} To publish it anew, remove {self._store.folder / 'published.json'}"

    def _claimed(self, now: Base | None) -> Base | None:
        """What is published, with our number in the manifest."""
        if not self._fence:
            return now
        known = now.manifest if now else new_manifest(self._store.key)
        if known.fence == self._fence:
            return now
        if known.fence > self._fence:
            raise ChangedError(
                f"{self.where}: the site was given to another worker ({known.fence}, ours {self._fence})"
            )
        self._require_lease()
        claimed = Manifest(
            known.version, known.site, known.generation, self._fence, known.published, known.by, known.files
        )
        return Base(self._objects.place, self._replace(claimed, now), claimed)

    def _replace(self, manifest: Manifest, base: Base | None) -> str:
        try:
            return self._objects.replace(self._key, encode(manifest), base.mark if base else None)
        except ChangedError:
            # An answer that was lost on its way may be our own success.
            now = self.present()
            if now is not None and now.manifest == manifest:
                return now.mark
            holder = f"by {now.manifest.by} at {now.manifest.published}" if now else "and is gone"
            raise ChangedError(
                f"{self.where} was published meanwhile ({holder}): what was crawled here is kept, and set aside when "
                "the site is taken again"
            ) from None

    def _require_lease(self) -> None:
        if (problem := self._problem()) is not None:
            raise ChangedError(f"{self.where} is not written: {problem}")

    def _is_here(self, name: str, here: Mapping[str, tuple[int, int]], file: Published) -> bool:
        return name in here and is_same(self._store.folder / name, here[name], file)

    def _clear(
        self,
        here: Mapping[str, tuple[int, int]],
        theirs: Mapping[str, Published],
        ours: Mapping[str, Published],
    ) -> list[str]:
        """Remove what another generation has replaced, and set aside what was never published."""
        changed = []
        for name, stamp in here.items():
            path = self._store.folder / name
            if is_same(path, stamp, theirs.get(name)):
                continue
            if is_same(path, stamp, ours.get(name)):
                if name not in theirs:
                    path.unlink()
            else:
                changed.append(name)
        changed += journals(self._store)
        if not changed:
            return []
        aside = set_aside(self._store, changed, f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:4]}")
        sentence = (
            f"{len(changed)} files of a crawl that was not published were set aside in {aside}, since another machine "
            "has published the site meanwhile; what they have is asked for again"
        )
        logger.warning("%s: %s", self._store.key, sentence)
        return [sentence]

    def _fetch(self, files: Mapping[str, Published]) -> None:
        self._store.make()
        # The state last: without it a folder is seen to be incomplete.
        first = [name for name in files if not name.startswith("state")]
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            list(pool.map(lambda name: self.bring(name, files[name]), first))
        for name in sorted(files.keys() - set(first)):
            self.bring(name, files[name])

    def bring(self, name: str, file: Published) -> None:
        """Fetch one file, see that it is what was published, and put it in its place. Raises ObjectsError, OSError."""
        target = self._store.folder / name
        part = temporary_beside(target)
        try:
            if not self._objects.fetch(file.key, part):
                raise DamagedError(self._damage(name, file, "is not there"))
            size, found = part.stat().st_size, sha256_of(part)
            if (size, found) != (file.size, file.sha256):
                raise DamagedError(self._damage(name, file, f"is damaged ({size} bytes of {file.size})"))
            os.utime(part, ns=(file.changed, file.changed))
            sync(part)
            move_into_place(part, target)
        finally:
            part.unlink(missing_ok=True)

    def _damage(self, name: str, file: Published, what: str) -> str:
        return (
            f"{self._objects.place}/{file.key}, {name} of {self._store.key}, {what}: on the machine that has the site "
            f"(its folder of the store, published.json) give scrapy objects publish --whole {self._store.key}; else "
            "restore the object by the bucket's versions or a backup"
        )

    def _put(self, name: str, attempt: str) -> Published:
        path, key = self._store.folder / name, f"{attempt}/{name}"
        stat = path.stat()
        published = Published(stat.st_size, sha256_of(path), stat.st_mtime_ns, key)
        self._objects.put(key, path)
        return published


def _may_stay(name: str, here: Mapping[str, object], base: Base | None) -> bool:
    """Whether a file is an archive that this machine never had."""
    known = base is not None and name in base.manifest.files and name not in base.left
    return name.endswith(".warc.gz") and name not in here and not known
