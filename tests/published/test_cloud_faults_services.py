"""A bucket whose server goes down and comes back, does not answer, refuses, or is not there: told, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gaispider.published.objects import DamagedError, Objects, ObjectsError, open_objects
from tests.published.flaky_server import FlakyServer, flaky
from tests.published.machine import Machine
from tests.published.moto import environment, moto

pytestmark = pytest.mark.services
_NIGHTS = [f"2024010{number}T000000-000" for number in range(1, 4)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FlakyServer]:
    """A bucket behind it. Whoever asks gives up soon."""
    retries = {"max_retries": 1, "retry_timeout": timedelta(seconds=2)}
    monkeypatch.setattr("gaispider.published.cloud_objects._RETRIES", retries)
    with ExitStack() as stack:
        found = stack.enter_context(flaky(stack.enter_context(moto())))
        for name, value in environment(found.address).items():
            monkeypatch.setenv(name, value)
        yield found


class _ActAt:
    """Objects; something happens before the object that is fetched or put as number `at`."""

    def __init__(self, objects: Objects, at: int, act: Callable[[], None]) -> None:
        self._objects, self._at, self._act, self.place = objects, at, act, objects.place

    def __getattr__(self, name: str) -> Any:
        return getattr(self._objects, name)

    def _pass(self) -> None:
        self._at -= 1
        if self._at == 0:
            self._act()

    def fetch(self, key: str, path: Path) -> bool:
        self._pass()
        return self._objects.fetch(key, path)

    def put(self, key: str, path: Path) -> None:
        self._pass()
        self._objects.put(key, path)


def _objects() -> Objects:
    return open_objects("s3://reports/a store")


@pytest.mark.parametrize("at", [1, 4, 7])
def test_it_goes_down_amid_a_publishing_and_amid_a_taking(server: FlakyServer, tmp_path: Path, at: int) -> None:
    first = Machine(tmp_path / "first", _objects())
    first.night(_NIGHTS[0])
    first.exchange().publish()
    old = first.content()
    for night in _NIGHTS[1:]:
        first.night(night)
    new = first.content()
    broken: Any = _ActAt(first.objects, at, server.go_down)
    with pytest.raises(ObjectsError, match="does not answer") as raised:
        Machine(tmp_path / "first", broken).exchange().publish()
    assert not isinstance(raised.value, DamagedError)
    assert first.content() == new
    server.come_up()
    second = Machine(tmp_path / "second", _objects())
    second.exchange().take()
    assert second.content() == old, "what is published is the old whole"
    assert first.exchange().take() == [], "nothing is set aside"
    assert first.exchange().publish() == 2
    broken = _ActAt(second.objects, at, server.go_down)
    with pytest.raises(ObjectsError, match="does not answer"):
        Machine(tmp_path / "second", broken).exchange().take()
    server.come_up()
    assert second.exchange().take() == []
    assert (second.content(), second.runs()) == (new, _NIGHTS)


def test_a_server_that_does_not_answer_is_not_waited_for_without_end(
    server: FlakyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Machine(tmp_path / "first", _objects())
    first.night(_NIGHTS[0])
    first.exchange().publish()
    client = {"read_timeout": "1s", "connect_timeout": "10s"}
    monkeypatch.setattr("gaispider.published.cloud_objects._CLIENT", client)
    server.is_silent = True
    with pytest.raises(ObjectsError, match="does not answer"):
        Machine(tmp_path / "second", _objects()).exchange().take()
    server.go_down()
    server.is_silent = False
    server.come_up()
    second = Machine(tmp_path / "second", _objects())
    second.exchange().take()
    assert second.content() == first.content()


def test_credentials_that_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Moto believes everybody who makes the bucket, and asks for credentials from then on.
    monkeypatch.setenv("INITIAL_NO_AUTH_ACTION_COUNT", "1")
    with moto() as address:
        for name, value in environment(address).items():
            monkeypatch.setenv(name, value)
        first = Machine(tmp_path, _objects())
        first.night(_NIGHTS[0])
        for step in (first.exchange().take, first.exchange().publish, first.objects.names):
            with pytest.raises(ObjectsError, match=r"refused \(403, InvalidAccessKeyId\).*credentials") as raised:
                step()
            assert "a-secret" not in str(raised.value)
        assert len(first.content()) == 5


def test_a_bucket_that_is_not_there_is_no_site_that_was_never_published(server: FlakyServer, tmp_path: Path) -> None:
    first = Machine(tmp_path, open_objects("s3://reprots/a store"))
    first.night(_NIGHTS[0])
    for step in (first.exchange().take, first.exchange().publish, first.objects.names):
        with pytest.raises(ObjectsError, match=r"no bucket of this name \(404, NoSuchBucket\).*PUBLISH_TO"):
            step()
    assert server.address
    assert Machine(tmp_path / "never", _objects()).exchange().present() is None
