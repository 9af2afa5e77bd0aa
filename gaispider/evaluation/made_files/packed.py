"""Files in archives, as Windows in China packs them."""

from __future__ import annotations

import io

from gaispider.evaluation.made_files.report_parts import zipped


def packed_by_windows(name: str, content: bytes) -> bytes:
    """A ZIP whose member has its name in GBK, without the sign for UTF-8."""
    written = name.encode("gbk")
    stand_in = "x" * len(written)
    return zipped({stand_in: content}).replace(stand_in.encode(), written)


def seven(files: dict[str, bytes], password: str | None = None) -> bytes:
    """A 7z file of these members."""
    import py7zr

    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w", password=password) as archive:
        for name, content in files.items():
            archive.writef(io.BytesIO(content), name)
    return target.getvalue()
