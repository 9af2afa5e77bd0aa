"""A published place, a folder or a bucket, and two machines that know it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gaispider.published.objects import Objects, open_objects
from tests.published.machine import Machine
from tests.published.moto import environment, moto


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.services)])
def objects(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Objects]:
    with ExitStack() as stack:
        if request.param == "folder":
            (tmp_path / "shared").mkdir()
            yield open_objects((tmp_path / "shared").as_uri())
        else:
            for name, value in environment(stack.enter_context(moto())).items():
                monkeypatch.setenv(name, value)
            yield open_objects("s3://reports/a store")


@pytest.fixture
def first(tmp_path: Path, objects: Objects) -> Machine:
    return Machine(tmp_path / "first", objects)


@pytest.fixture
def second(tmp_path: Path, objects: Objects) -> Machine:
    return Machine(tmp_path / "second", objects)
