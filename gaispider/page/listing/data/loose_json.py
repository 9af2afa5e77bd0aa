"""JavaScript literals that are no valid JSON: 'strings', unquoted names, trailing commas, raw tabs."""

from __future__ import annotations

import json
import re

from gaispider.page.html.script_values import plain_string

_LOOSE = re.compile(
    r""""(?:[^"\\]|\\.)*"|'(?P<string>(?:[^'\\]|\\.)*)'|(?<=[{,\s])(?P<name>[A-Za-z_$][\w$]*)(?=\s*:)|,(?P<end>\s*[\]}])"""
)
_DECODER = json.JSONDecoder(strict=False)


def loose_data(literal: str) -> object:
    """The list or object that a text begins with, written as a JavaScript literal; None if it begins with none."""
    if not literal.startswith(("[", "{")):
        return None
    for text in (literal, _LOOSE.sub(_strict, literal)):
        try:
            return _DECODER.raw_decode(text)[0]
        except ValueError:
            continue
    return None


def _strict(found: re.Match[str]) -> str:
    if found["string"] is not None:
        return json.dumps(plain_string(found["string"]))
    return f'"{found["name"]}"' if found["name"] else found["end"] or found[0]
