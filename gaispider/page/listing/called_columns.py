"""The address that a menu's script opens for a section: `getMainData('ndbg')`, where a function builds the address."""

from __future__ import annotations

import re

from lxml.etree import _Element

from gaispider.page.paging.form_calls import call_of, function_of, joined

# What a function opens or asks for: location.href = …, frame.src = …, $("#box").load(…), url: …
_OPENED = re.compile(
    r"""(?:\b(?:href|src|location|url)\s*(?:=(?!=)|:)\s*|\.attr\(\s*["'](?:src|href)["']\s*,\s*|\.(?:load|get|getJSON|post|open)\(\s*)"""
    r"""(?P<expression>[^;,\n{}]{1,200})"""
)


def called_column(link: _Element) -> str:
    """The address, relative to the page; empty if the script opens none, or one that cannot be read from it."""
    script = f"{link.get('href') or ''} ; {link.get('onclick') or ''}"
    call = call_of(script) if "(" in script else None
    if call is None or not call.arguments:
        return ""
    scripts = [node.text for node in link.getroottree().iter("script") if node.text]
    found = function_of(call.name, scripts)
    if found is None:
        return ""
    known = dict(zip(found[0], call.arguments, strict=False))
    for opened in _OPENED.finditer(found[1]):
        address = joined(opened["expression"], known)
        if address and "/" in address and any(value and value in address for value in known.values()):
            return address
    return ""
