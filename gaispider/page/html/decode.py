"""Decodes a page's bytes to UTF-8. What the bytes show goes before what the page declares.

Order: byte order mark, UTF-16 without one, strict UTF-8, strict GB18030 or Big5 (where both fit, the declaration
decides). Else each segment between tags is decoded alone, for pages joined from files of two charsets.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from gaispider.items import Warn

# WHATWG Encoding Standard labels, as far as they occur on mainland and Taiwanese pages. GB2312 and GBK are read as
# GB18030, which contains both.
_ALIASES = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "euc-cn": "gb18030", "chinese": "gb18030",
    "gb2312-80": "gb18030", "csgb2312": "gb18030", "gb-2312": "gb18030", "hz-gb-2312": "gb18030",
    "big5": "big5", "big5-hkscs": "big5", "big-5": "big5", "cp950": "big5", "x-x-big5": "big5", "csbig5": "big5",
    "utf-16": "utf-16", "utf-16le": "utf-16", "utf-16be": "utf-16", "unicode": "utf-16",
}  # fmt: skip
_CODECS = {"big5": "big5hkscs"}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BOM_STARTS = frozenset(mark[:1] for mark, _ in _BOMS)
_DECLARED = re.compile(rb"\s*=\s*[\"']?\s*([\w.:-]{2,20})")
# A tag that can hold a declaration, up to the declaration.
_DECLARING = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}$", re.I)
_HEAD = 4096  # bytes in which a declaration is looked for
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.I)
# Four hanzi in a row in UTF-8. In GBK the same bytes would be six rare characters in a row. The first is written out:
# only so the search runs in C up to a byte that can begin one.
_UTF8_HANZI = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}(?:[\xe4-\xe9][\x80-\xbf]{2}){3}")
_HIGH = re.compile("[\u0800-\U0010ffff]")
_COMMON = frozenset("的一是在不了有和人中大为国我以要他会这政府信息公开年月日，。、：（）這為國會開訊")
_WINDOW = 1 << 14
# Signs that every page has, in UTF-8, and what becomes of them where the bytes are taken for Latin-1 or Windows-1252
# and written as UTF-8 again.
_SIGNS = ("的".encode(), "年".encode(), "，".encode())
_SIGNS_TWICE = tuple(
    dict.fromkeys(sign.decode(charset, "ignore").encode() for sign in _SIGNS for charset in ("latin-1", "cp1252"))
)


@dataclass(slots=True)
class Decoded:
    """A page's markup in UTF-8. `charset` is None and `markup` empty if the bytes are a file and not text."""

    markup: bytes
    charset: str | None
    found_by: str
    warnings: list[Warn] = field(default_factory=list)


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The markup of a page in UTF-8. Bytes that fit no charset become U+FFFD and give a warning.

    `content_type` is the value of the HTTP header. The bytes of a file (`filetypes.by_bytes`) are not for this
    function.
    """
    header = _HEADER.search(content_type) if content_type else None
    meta = _declaration(body)
    declared = {"header": _normal(header[1]) if header else None, "meta": _normal(meta) if meta else None}
    decoded = _by_bom(body) or _utf16(body) or _utf8(body, declared) or _double_byte(body, declared)
    if meta is None and decoded.charset and decoded.charset.startswith("utf-16"):
        meta = _declaration(decoded.markup)
        declared["meta"] = _normal(meta) if meta else None
    _compare(decoded, declared)
    return decoded


def _declaration(body: bytes) -> str | None:
    """The charset that a meta tag or an XML declaration names."""
    head = body[:_HEAD]
    # Nearly all pages write it so; the rest is searched in lower case.
    if found := _declared_by(b"charset", head):
        return found
    head = head.lower()
    return _declared_by(b"charset", head) or _declared_by(b"encoding", head)


def _declared_by(word: bytes, head: bytes) -> str | None:
    at = head.find(word)
    while at >= 0:
        end = at + len(word)
        tag = head.rfind(b"<", 0, at)
        if tag >= 0 and (match := _DECLARED.match(head, end)) and _DECLARING.match(head, tag, at):
            return match[1].decode("ascii", "replace")
        at = head.find(word, end)
    return None


def _normal(label: str) -> str | None:
    return _ALIASES.get(label.strip().lower())


def _compare(decoded: Decoded, declared: dict[str, str | None]) -> None:
    """Note the declaration that was right, and warn of one that was wrong."""
    charset = (decoded.charset or "").removesuffix("-le").removesuffix("-be")
    agreeing = [where for where, label in declared.items() if label == charset]
    if agreeing and decoded.found_by.startswith("strict"):
        decoded.found_by = agreeing[0]
    wrong = [f"{where} says {label}" for where, label in declared.items() if label not in (None, charset)]
    if wrong and not decoded.markup.isascii():
        detail = f"{', '.join(wrong)}; the bytes are {decoded.charset} ({decoded.found_by})"
        decoded.warnings.append(Warn("charset_mismatch", detail))


def _by_bom(body: bytes) -> Decoded | None:
    if body[:1] not in _BOM_STARTS:
        return None
    for mark, charset in _BOMS:
        if body.startswith(mark):
            data = body[len(mark) :]
            if charset == "utf-8":
                inner = _utf8(data, {}) or _double_byte(data, {})
                if inner.charset == "utf-8":
                    inner.found_by = "bom"
                return inner
            return _wide(data, charset, "bom")
    return None


def _utf16(body: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: in ASCII markup every second byte is zero. None if it is not."""
    head = body[:512]
    half = len(head) // 2
    if half < 8 or b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    # Some hanzi have a zero in the other byte: 开 is U+5F00.
    if odd > 0.1 * half and odd > 2 * even:
        return _wide(body, "utf-16-le", "zero bytes")
    if even > 0.1 * half and even > 2 * odd:
        return _wide(body, "utf-16-be", "zero bytes")
    return None


def _wide(data: bytes, charset: str, found_by: str) -> Decoded:
    text = data.decode(charset, "replace")
    warnings = []
    if text.endswith("\ufffd") or "\ufffd" in text:
        warnings.append(Warn("truncated", f"the bytes end or break within a character ({charset})"))
    return Decoded(_encode(text), charset, found_by, warnings)


def _encode(text: str) -> bytes:
    return text.replace("\x00", "").encode("utf-8", "replace")


def _clean(body: bytes) -> bytes:
    """UTF-8 bytes without NUL, which would end the page for the parser."""
    return body.replace(b"\x00", b"") if b"\x00" in body else body


def _utf8(body: bytes, declared: dict[str, str | None]) -> Decoded | None:
    if body.isascii():
        return Decoded(_clean(body), "utf-8", "ascii")
    valid = _valid_utf8(body)
    if valid is None:
        return None
    if valid < len(body):
        warning = Warn("truncated", "the last character is incomplete")
        return Decoded(_clean(body[:valid]), "utf-8", "strict utf-8", [warning])
    if "gb18030" in declared.values() and not _HIGH.search(body.decode("utf-8")):
        return None  # a few GBK characters can happen to be valid UTF-8, but then of two bytes each: 联通
    if not any(sign in body for sign in _SIGNS) and any(twice in body for twice in _SIGNS_TWICE):
        return _twice(body.decode("utf-8")) or Decoded(_clean(body), "utf-8", "strict utf-8")
    return Decoded(_clean(body), "utf-8", "strict utf-8")


def _valid_utf8(body: bytes) -> int | None:
    """Up to where bytes are valid UTF-8: all, or all but an incomplete last character. None if they are not.

    Checked piece by piece, because one string of a whole large page costs several times as much.
    """
    view = memoryview(body)
    at, size = 0, len(body)
    try:
        while at < size:
            used = codecs.utf_8_decode(view[at : at + _WINDOW], "strict", False)[1]
            if not used:
                break
            at += used
    except UnicodeDecodeError:
        return None
    return at


def _twice(text: str) -> Decoded | None:
    """A page in UTF-8 that was read as a Western European charset and encoded again, undone.

    None if it is not such a page.
    """
    try:
        once = b"".join(char.encode("latin-1" if char < "\u0100" else "cp1252") for char in text)
        once.decode("utf-8")
    except UnicodeError:
        return None
    return Decoded(_clean(once), "utf-8", "utf-8 twice", [Warn("charset_mismatch", "UTF-8 was written as UTF-8 twice")])


def _double_byte(body: bytes, declared: dict[str, str | None]) -> Decoded:
    """GB18030 or Big5 if the whole page fits, else segment by segment."""
    fits = {}
    cut = False
    for charset in ("gb18030", "big5"):
        decoder = codecs.getincrementaldecoder(_CODECS.get(charset, charset))()
        try:
            text = decoder.decode(body)
        except UnicodeDecodeError:
            continue
        cut = cut or bool(decoder.getstate()[0])
        fits[charset] = text
    if "gb18030" in fits and _UTF8_HANZI.search(body):
        return _segments(body)
    if not fits:
        return _segments(body)
    charset = next((label for label in declared.values() if label in fits), None) or max(
        fits, key=lambda name: _plausible(fits[name])
    )
    if len(fits) > 1:  # both fit: a wrong declaration shows in rare characters
        other = "big5" if charset == "gb18030" else "gb18030"
        if _plausible(fits[other]) > 2 * _plausible(fits[charset]):
            charset = other
    warnings = [Warn("truncated", "the last character is incomplete")] if cut else []
    return Decoded(_encode(fits[charset]), charset, f"strict {charset}", warnings)


def _plausible(text: str) -> float:
    """The share of very common characters among the non-ASCII ones at the beginning, 0 to 1."""
    wide = [char for char in text[:_WINDOW] if char > "\x7f"]
    return sum(char in _COMMON for char in wide) / (len(wide) or 1)


def _segments(body: bytes) -> Decoded:
    """A page of two charsets, decoded stretch by stretch between tags. `<` is part of no character in any of them."""
    counts = {"utf-8": 0, "gb18030": 0}
    damaged = 0
    pieces = []
    for segment in body.split(b"<"):
        if segment.isascii():
            pieces.append(segment.decode("ascii"))
            continue
        text, charset = _segment(segment)
        damaged += text.count("\ufffd")
        counts[charset] += len(segment)
        pieces.append(text)
    charset = max(counts, key=lambda name: counts[name])
    detail = ", ".join(f"{name} {size} bytes" for name, size in counts.items() if size)
    if damaged:
        detail += f"; {damaged} places cannot be read"
    return Decoded(
        _encode("<".join(pieces)), charset, "segments", [Warn("charset_mismatch", f"read by segments: {detail}")]
    )


def _segment(segment: bytes) -> tuple[str, str]:
    try:
        return segment.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = segment.decode("utf-8", "replace")
    # A string that some program cut in the middle of a character is still UTF-8.
    wide = sum(char > "\u07ff" for char in text)
    broken = text.count("\ufffd")
    if wide - broken >= 2 and broken <= 2 + (wide - broken) // 8:
        return text, "utf-8"
    return segment.decode("gb18030", "replace"), "gb18030"
