"""Archived pages with the places of values marked, as one HTML file that runs no script and asks no network."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from gaispider.text.counted import counted

# No script runs and nothing is fetched, neither by this page nor by the ones in its frames.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_ACTIVE = ("script", "noscript", "iframe", "frame", "object", "embed", "applet", "base", "link", "meta", "form")
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:1rem;overflow-wrap:anywhere}h1{font-size:1.3rem}"
    "iframe{width:100%;height:85vh;border:1px solid #888;box-sizing:border-box}li{margin:.2rem 0}"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One archived page or file: what it is, and its tree, in which places were marked."""

    told: str
    root: etree._Element


def missing_parts(root: etree._Element) -> dict[str, int]:
    """What a page asks for that is not archived with it."""
    return {
        "style": len(root.xpath("//link[contains(@rel, 'stylesheet')]")),
        "picture": len(root.xpath("//img[not(starts-with(@src, 'data:'))]")),
    }


def framed_page(title: str, told: Iterable[str], frames: Iterable[Frame]) -> str:
    """A page with sentences and a frame for each archived page; the frames' trees lose all that could act or fetch."""
    sentences = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in told)
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{html.escape(title)}</h1><ul>{sentences}</ul>{''.join(map(_frame, frames))}</body></html>\n"
    )


def _frame(frame: Frame) -> str:
    _disarm(frame.root)
    inner = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' + etree.tostring(
        frame.root, encoding="unicode", method="html"
    )
    told = html.escape(frame.told)
    return f'<p>{told}</p><iframe sandbox srcdoc="{html.escape(inner)}" title="{told}"></iframe>'


def told_missing(missing: dict[str, int]) -> str:
    """The parts that are not archived, as words."""
    return ", ".join(counted(count, what) for what, count in missing.items() if count) or "nothing"


def _disarm(root: etree._Element) -> None:
    """Take out what could act or fetch; the policies forbid it as well."""
    for element in list(root.iter(*_ACTIVE)):
        _remove(element)
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name.lower().startswith("on") or name.lower() in ("href", "action", "srcset", "background"):
                del element.attrib[name]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == "form":
        # A page may lie within a form as a whole: only the form goes.
        at = parent.index(element)
        for child in reversed(element):
            parent.insert(at, child)
    elif element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
