"""The archived page with the places of values marked, as one HTML file that runs no script and asks no network."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gaispider.archive.reader import Entry, TornArchiveError, entry_at, heads
from gaispider.archive.unpack import unpacked
from gaispider.dataset.explaining.trace_value import Place
from gaispider.page.html.decode import decode
from gaispider.page.html.tree import parse
from gaispider.report.forms.labels import read_label, vocabulary

# No script runs and nothing is fetched, neither by this page nor by the one in its frame.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_MARK = "outline:3px solid #d00;background:#fff3b0;color:#000"
_ACTIVE = ("script", "noscript", "iframe", "frame", "object", "embed", "applet", "base", "link", "meta", "form")


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """The page as HTML; `marked` are the places that were found on it, `missing` what the archive does not have."""

    html: str
    marked: int
    missing: dict[str, int]


def archived_answer(archive: Path, record_id: str) -> Entry | None:
    """The answer of a record in an archive; None if it is not there. Raises OSError."""
    try:
        found = next((entry for entry in heads(archive) if entry.record_id == record_id), None)
    except TornArchiveError:
        return None
    return entry_at(archive, found.offset) if found else None


def marked_page(entry: Entry, places: Iterable[Place], title: str) -> MarkedPage:
    """The page of an answer with the places marked."""
    content_type = next((value for name, value in entry.headers if name.lower() == "content-type"), None)
    root, _ = parse(decode(unpacked(entry), content_type).markup)
    missing = {
        "styles": len(root.xpath("//link[contains(@rel, 'stylesheet')]")),
        "pictures": len(root.xpath("//img[not(starts-with(@src, 'data:'))]")),
    }
    marked = sum(_mark(root, place) for place in places)
    _disarm(root)
    inner = etree.tostring(root, encoding="unicode", method="html")
    told = ", ".join(f"{count} {what}" for what, count in missing.items() if count) or "nothing"
    page = (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{html.escape(title)}</title>'
        "<style>body{font:1rem/1.5 system-ui,sans-serif;margin:1rem}"
        "iframe{width:100%;height:85vh;border:1px solid #888}</style></head><body>"
        f"<h1>{html.escape(title)}</h1><p>{html.escape(entry.url)}, archived {html.escape(entry.date)}. "
        f"{marked} places are marked. Not archived with the page: {told}.</p>"
        f'<iframe sandbox srcdoc="{html.escape(_framed(inner))}" title="archived page"></iframe></body></html>\n'
    )
    return MarkedPage(page, marked, missing)


def _framed(inner: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">{inner}'


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


def _mark(root: etree._Element, place: Place) -> bool:
    """Mark the cell or row of a figure, or the smallest element that has the string; False if it is not found once."""
    found = _row(root, place) if place.row else _smallest(root, place.raw)
    if found is None:
        return False
    found.set("style", f"{found.get('style', '')};{_MARK}".lstrip(";"))
    return True


def _row(root: etree._Element, place: Place) -> etree._Element | None:
    """The row of the label, if one row alone has it; in it the one cell that prints the string, if there is one."""
    table, key = place.row or ("", "")
    if table == "t4":
        return None  # its figures stand in columns, under headings of three rows
    wanted = vocabulary(table, "row").printed.get(key) or read_label(key.rpartition("/")[2]).body
    several = [
        row for row in root.iter("tr") if any(read_label(_text(cell)).body == wanted for cell in row.iter("td", "th"))
    ]
    if len(several) != 1:
        return None
    cells = [cell for cell in several[0].iter("td", "th") if _text(cell) == _squeezed(place.raw or "")]
    return cells[0] if len(cells) == 1 else several[0]


def _smallest(root: etree._Element, raw: str | None) -> etree._Element | None:
    wanted = _squeezed(raw or "")
    if not wanted:
        return None
    found = root if wanted in _text(root) else None
    inner: etree._Element | None = found
    while inner is not None:
        found = inner
        inner = next((child for child in inner if isinstance(child.tag, str) and wanted in _text(child)), None)
    return found


def _text(element: etree._Element) -> str:
    return _squeezed("".join(map(str, element.itertext())))


def _squeezed(text: str) -> str:
    return "".join(text.split())
