"""Published sites in a bucket: S3 and what speaks like it, Google's and Azure's, by obstore."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from configparser import ConfigParser, Error
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError, PreconditionError
from obstore.store import from_url

from gaispider.published.objects import ChangedError, DamagedError, Listed, ObjectsError

# Each question is asked so often, within so many seconds; then the site is left to the next night.
_RETRIES = {"max_retries": 5, "retry_timeout": timedelta(seconds=60)}
# No word for so long ends a question. The whole of it may last: a large archive, a slow line.
_CLIENT = {"timeout": "86400s", "read_timeout": "300s", "connect_timeout": "10s"}
# An AWS profile's names of what obstore takes.
_PROFILE = {
    "aws_access_key_id": "access_key_id",
    "aws_secret_access_key": "secret_access_key",
    "aws_session_token": "session_token",
    "region": "region",
    "endpoint_url": "endpoint",
}
# Characters of an error that are shown: a server's answer can be a page.
_SAID = 300
# What an error says of the server's answer.
_STATUS, _CODE = re.compile(r"status code: (\d{3})"), re.compile(r"<Code>(\w+)</Code>")
_TECHNICAL = re.compile(r" Debug source:.*")


class CloudObjects:
    """`place` is the address of a bucket and a prefix. Raises ObjectsError if it cannot be used."""

    def __init__(self, place: str) -> None:
        self.place = place
        given: dict[str, Any] = _of_profile() if place.startswith("s3:") else {}
        endpoint = given.get("endpoint") or os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or ""
        client = {**_CLIENT, "allow_http": True} if endpoint.startswith("http://") else _CLIENT
        with self._told(""):
            opened: Any = from_url
            self._store: Any = opened(place, client_options=client, retry_config=_RETRIES, **given)

    def read(self, key: str) -> tuple[bytes, str] | None:
        with self._told(key):
            try:
                found = obstore.get(self._store, key)
                return bytes(found.bytes()), _mark(found.meta)
            except (NotFoundError, FileNotFoundError):
                # A bucket that is not there gives the same answer as one without this site.
                next(iter(obstore.list(self._store, prefix=key.partition("/")[0])), None)
                return None

    def fetch(self, key: str, path: Path) -> bool:
        with self._told(key):
            try:
                found = obstore.get(self._store, key)
            except (NotFoundError, FileNotFoundError):
                return False
        pieces = iter(found.stream())
        with path.open("wb") as file:
            while True:
                with self._told(key):
                    piece = next(pieces, None)
                if piece is None:
                    return True
                file.write(piece)

    def piece(self, key: str, start: int, length: int) -> bytes:
        with self._told(key):
            try:
                return bytes(obstore.get_range(self._store, key, start=start, length=length))
            except (NotFoundError, FileNotFoundError):
                raise DamagedError(f"{self.place}/{key} is not there") from None

    def put(self, key: str, path: Path) -> None:
        path.stat()
        with self._told(key):
            obstore.put(self._store, key, path)

    def replace(self, key: str, content: bytes, version: str | None) -> str:
        with self._told(key):
            try:
                return _mark(obstore.put(self._store, key, content, mode=_mode(version)))
            except (AlreadyExistsError, PreconditionError) as error:
                raise ChangedError(f"{self.place}/{key} was replaced by another") from error

    def names(self) -> list[str]:
        with self._told(""):
            found = obstore.list_with_delimiter(self._store)
            return sorted(str(prefix).strip("/").rpartition("/")[2] for prefix in found["common_prefixes"])

    def listed(self, prefix: str) -> Iterator[Listed]:
        with self._told(prefix):
            for piece in obstore.list(self._store, prefix=prefix):
                for one in piece:
                    yield Listed(str(one["path"]), int(one["size"]), one["last_modified"])

    def remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            with self._told(key):
                obstore.delete(self._store, key)

    @contextmanager
    def _told(self, key: str) -> Iterator[None]:
        try:
            yield
        except (BaseError, FileNotFoundError) as error:
            raise ObjectsError(f"{self.place}/{key} cannot be used: {_why(str(error))}") from error


def _why(said: str) -> str:
    """What an error means and what to do, by the status of the server's answer; without one it did not answer."""
    status, code = _STATUS.search(said), _CODE.search(said)
    told = ", ".join(found[1] for found in (status, code) if found)
    if status and status[1] in ("401", "403"):
        return f"refused ({told}): do the credentials (environment or ~/.aws) allow it, and is the clock here right?"
    if status and status[1] == "404":
        return f"there is no bucket of this name ({told}): make it, or correct PUBLISH_TO or AWS_ENDPOINT_URL"
    if status:
        return f"the server answers {told}: is PUBLISH_TO right, and is the service well?"
    said = _TECHNICAL.sub("", " ".join(said.split()))[:_SAID]
    return f"it does not answer: {said}: is the network up, and is the address right (AWS_ENDPOINT_URL, AWS_REGION)?"


def _mark(found: Any) -> str:
    """What tells an object from those that were there before: S3 and Azure have an ETag, Google a version."""
    return f"{found.get('e_tag') or ''} {found.get('version') or ''}"


def _mode(mark: str | None) -> Any:
    if mark is None:
        return "create"
    e_tag, _, version = mark.partition(" ")
    return {name: value for name, value in (("e_tag", e_tag), ("version", version)) if value}


def _of_profile() -> dict[str, str]:
    """What stands in the AWS profile's files, where the environment names no key."""
    if os.environ.get("AWS_ACCESS_KEY_ID"):
        return {}
    profile = os.environ.get("AWS_PROFILE", "default")
    parser = ConfigParser(interpolation=None)
    files = {"AWS_CONFIG_FILE": "config", "AWS_SHARED_CREDENTIALS_FILE": "credentials"}
    try:
        parser.read([os.environ.get(name) or Path.home() / ".aws" / file for name, file in files.items()], "utf-8")
    except (Error, ValueError) as error:
        # Not the parser's own words, which quote the line.
        raise ObjectsError(f"the files of ~/.aws cannot be read ({type(error).__name__}): mend them") from None
    found: dict[str, str] = {}
    for section in (f"profile {profile}", profile):
        if parser.has_section(section):
            found |= {ours: parser[section][name] for name, ours in _PROFILE.items() if name in parser[section]}
    return found
