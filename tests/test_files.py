"""A file that must survive stands whole under its name, the old one or the new one, whatever happens meanwhile."""

from __future__ import annotations

import ast
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.files import body_digest, move_into_place, write_file, write_temporary
from tests.test_rooms import modules

_OLD, _NEW = b"old\n" * 1000, b"new\n" * 2000

# Writes piece by piece and kills itself, as `kill -9` does, at the joint that is named.
_KILLED = """
import os, signal, sys
from pathlib import Path
from gaispider import files

path, joint = Path(sys.argv[1]), sys.argv[2]
kill = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)

def pieces():
    for count in range(2000):
        if joint == "write" and count == 1500:
            kill()
        yield b"new\\n"

if joint == "fsync":
    os.fsync = kill
if joint == "rename":
    files.Path.replace = kill
files.write_file(path, pieces())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "summary.json"
    path.write_bytes(_OLD)
    return path


def _names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


@pytest.mark.parametrize(
    "content",
    [_NEW, _NEW.decode(), iter([_NEW[:4], _NEW[4:].decode()]), [_NEW]],
    ids=["bytes", "text", "pieces", "list"],
)
def test_what_was_given_stands_in_the_file(path: Path, content: bytes) -> None:
    write_file(path, content)
    assert path.read_bytes() == _NEW
    assert _names(path) == ["summary.json"]


def test_text_is_utf_8(path: Path) -> None:
    write_file(path, "磐石市\n")
    assert path.read_bytes() == "磐石市\n".encode()


@pytest.mark.parametrize("joint", ["write", "fsync", "rename"])
def test_a_kill_leaves_the_old_file_whole(path: Path, joint: str) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path), joint], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == _OLD
    (left,) = [name for name in _names(path) if name != path.name]
    # What is left is passed over while it may still be written, and removed when nobody writes it any more.
    write_file(path, _NEW)
    assert left in _names(path)
    day = time.time() - 2 * 86_400
    os.utime(path.parent / left, (day, day))
    write_file(path, _NEW)
    assert _names(path) == ["summary.json"]


def _fail(*args: object, **kwargs: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("owner", "name"), [(os, "fsync"), (Path, "replace")])
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_beside(
    path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    monkeypatch.setattr(owner, name, _fail)
    with pytest.raises(OSError, match="No space left"):
        write_file(path, _NEW)
    assert path.read_bytes() == _OLD
    assert _names(path) == ["summary.json"]


def test_content_that_fails_leaves_the_old_file(path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield _NEW
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        write_file(path, pieces())
    assert path.read_bytes() == _OLD
    assert _names(path) == ["summary.json"]


def test_bytes_and_name_are_on_the_disk_in_this_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        target = Path(f"/proc/self/fd/{descriptor}").readlink()
        steps.append("folder" if target == path.parent.resolve() else f"file of {os.fstat(descriptor).st_size}")
        fsync(descriptor)

    def replaced(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    write_file(path, _NEW)
    assert steps == [f"file of {len(_NEW)}", "rename", "folder"]


def test_several_files_are_made_ready_before_one_is_replaced(path: Path) -> None:
    beside = write_temporary(path, _NEW)
    assert path.read_bytes() == _OLD
    move_into_place(beside, path)
    assert path.read_bytes() == _NEW


def test_a_digest_names_its_method() -> None:
    assert body_digest(b"") == f"sha256:{hashlib.sha256(b'').hexdigest()}"


def _calls(path: Path) -> set[str]:
    """The names of attributes that a module calls: `os.fsync(...)` is fsync."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def test_no_other_module_has_a_way_of_its_own() -> None:
    """Files that grow are brought to the disk in crawl/durable.py; nothing else is renamed or named by a digest."""
    for name, path in modules():
        text = path.read_text("utf-8")
        if name != "gaispider.files":
            assert ".part" + '"' not in text, name
            assert "sha256:{" not in text, name
            assert not {"rename", "renames"} & _calls(path), name
            assert "fsync" not in _calls(path) or name == "gaispider.archive.durable", name
            assert "os.replace(" not in text, name
