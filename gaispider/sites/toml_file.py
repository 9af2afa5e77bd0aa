"""Reads TOML files as people save them; errors name file, line and cure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'[^']*'|#.*")
# `name =`, or a part of a table: `accept."http://…" =`.
_FIELD = re.compile(r"""\s*([\w-]+(?:\s*\.\s*(?:"[^"]*"|'[^']*'))?)\s*=""")
_KEY = re.compile(r"""^\s*key\s*[=＝]\s*["'“”＂]?([a-z][a-z0-9_]*)""", re.MULTILINE)
_CURLY = frozenset("“”„‟＂")
# Characters that Chinese input methods type for the signs of TOML, beside full-width forms (NFKC maps those).
_ASCII_SIGN = {
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "‘": "'",
    "’": "'",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
} | {
    "〔": "[",
    "〕": "]",
    "：": "=",
}
_UTF_16 = "line 1: is saved as UTF-16 (Unicode in Notepad); save it as UTF-8"
_SIGNS = frozenset("\"'[]{}=,.#: 0123456789")


class TomlFaultError(ValueError):
    """A file that is not valid TOML in UTF-8. The message begins with the file name; `keys` are the site keys in it."""

    def __init__(self, sentence: str, keys: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.keys = keys


def read_toml(file: Path, label: str | None = None) -> dict[str, Any]:
    """The content of a TOML file, which messages call `label`, or by its name. Raises TomlFaultError."""
    name = label or file.name
    try:
        body = file.read_bytes()
    except OSError as error:
        raise TomlFaultError(f"{name}: cannot be read: {error.strerror}", ()) from error
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _fault(name, _encoding(body, error.start), _decode_loosely(body)) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(name, _what_is_wrong(text, str(error)), text) from error


def _fault(name: str, sentence: str, text: str) -> TomlFaultError:
    return TomlFaultError(f"{name}: {sentence}", tuple(dict.fromkeys(_KEY.findall(text))))


def _encoding(body: bytes, at: int) -> str:
    """A sentence on bytes that are not UTF-8 at offset `at`."""
    if b"\x00" in body:
        return _UTF_16
    line = body.count(b"\n", 0, at) + 1
    try:
        body.decode("gb18030")
    except UnicodeDecodeError:
        return f"line {line}: has bytes that are not UTF-8; save the file as UTF-8"
    return f"line {line}: is saved in GBK (ANSI in Notepad), not in UTF-8; save it as UTF-8"


def _decode_loosely(body: bytes) -> str:
    """The text, good enough to find the keys of sites in it."""
    return body.replace(b"\x00", b"").decode("gb18030", "replace")


def _what_is_wrong(text: str, error: str) -> str:
    """A sentence with line and cure, from the parser's message and the text of the line."""
    if text.startswith("\ufeff"):
        return "line 1: begins with a byte order mark (BOM), as Notepad writes it; save it as UTF-8 without BOM"
    if "\x00" in text:
        return _UTF_16
    lines = text.split("\n")
    place = _PLACE.search(error)
    last = min(int(place[1]), len(lines)) if place else len(lines)
    first = _line_of_open_list(lines, last) if "nclosed array" in error or not place else last
    for find in (_wide_sign, _missing_quote):
        for number in range(first, last + 1):
            if advice := find(lines[number - 1]):
                return f"line {number}: {advice}"
    return f"line {first}: is not TOML: {_advice(lines, first, error)}"


def _line_of_open_list(lines: list[str], last: int) -> int:
    """The number of the line where the list begins that is still open at line `last`."""
    depth, opened = 0, last
    for number, line in enumerate(lines[:last], start=1):
        bare = _STRING.sub("", line)
        if depth == 0:
            opened = number
        depth += bare.count("[") - bare.count("]")
    return opened if depth > 0 else last


def _wide_sign(line: str) -> str | None:
    """A sentence on a full-width or curly character in place of a plain one; None if there is none."""
    for sign in _STRING.sub("", line):
        plain = _ASCII_SIGN.get(sign, unicodedata.normalize("NFKC", sign))
        if sign in _CURLY:
            return f'has a curly quote {sign} for the beginning or end of a string; write " (straight)'
        if plain != sign and plain in _SIGNS:
            return f"has {_named(sign)} outside of quotes; write {'a plain space' if plain == ' ' else plain}"
    return None


def _missing_quote(line: str) -> str | None:
    bare = _STRING.sub("", line)
    missing = bare.count('"') % 2 or bare.count("'") % 2
    return f"is not TOML: a quote is missing in {line.strip()}" if missing else None


def _advice(lines: list[str], number: int, error: str) -> str:
    line = lines[number - 1].strip()
    if "overwrite a value" in error and (repeated := _repeated_field(lines, number)):
        return repeated
    if "immutable namespace" in error and (field := _FIELD.match(line)):
        table = field[1].partition(".")[0].rstrip()
        return f"{field[1]} cannot be added to {table} = {{ … }} above it; write that one as {table}.… = …, too"
    if "[[" in line or "twice" in error or "array declaration" in error:
        return f"{line}; an entry begins with [[site]] on a line of its own"
    if "nvalid value" in error:
        return f'a value is missing or has no quotes; write text as name = "…": {line}'
    if "nclosed array" in error:
        return f"a comma between two strings, or the ] at the end, is missing in {line}"
    if "nclosed inline table" in error:
        return f"a comma between two facts, or the }} at the end, is missing in {line}"
    if "Expected '='" in error:
        return f"a fact is written name = value: {line}"
    return error


def _named(sign: str) -> str:
    if unicodedata.category(sign) == "Zs":
        return f"a blank of an input method (U+{ord(sign):04X})"
    return f"a full-width {sign}"


def _repeated_field(lines: list[str], number: int) -> str | None:
    found = _FIELD.match(lines[number - 1])
    if found is None:
        return None
    first = next(
        (
            above
            for above in range(number - 1, 0, -1)
            if (match := _FIELD.match(lines[above - 1])) is not None and f"{match[1]}.".startswith(f"{found[1]}.")
        ),
        None,
    )
    where = f" (first in line {first})" if first else ""
    return (
        f"{found[1]} stands twice in one entry{where}; take one out, or write [[site]] above it if an entry begins here"
    )
