"""How large a picture is, by its first bytes."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from gaispider.documents.file_reader import read_file
from gaispider.documents.picture_size import is_small, picture_size


def picture(kind: str, width: int, height: int, **how: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height)).save(target, kind, **how)  # type: ignore[arg-type]
    return target.getvalue()


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("PNG", {}),
        ("GIF", {}),
        ("BMP", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"comment": b"x" * 900}),
    ],
)
def test_the_size_of_a_picture(kind: str, how: dict[str, object]) -> None:
    body = picture(kind, 640, 90, **how)
    assert picture_size(body) == (640, 90)
    assert picture_size(body[:10]) in (None, (640, 90))


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8" + b"\xff" * 40, b"\x89PNG\r\n\x1a\n", b"RIFF"]
)
def test_what_is_torn_or_of_another_kind_has_none(body: bytes) -> None:
    assert picture_size(body) is None
    assert not is_small(body)


def test_a_sign_is_no_scan_and_needs_no_recogniser() -> None:
    assert read_file(picture("PNG", 900, 8), "xian.png").pictured == []
    assert read_file(picture("PNG", 900, 8), "xian.png", ocr=True).recognised == []
    assert read_file(picture("PNG", 900, 300), "biao.png").pictured == [1]
