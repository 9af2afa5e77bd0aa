"""The findings for people: lines for a terminal, and one page without scripts or outside resources."""

from __future__ import annotations

import html
from collections.abc import Iterator

from gaispider.dataset.checking.findings import Finding, Findings, Grade

_TITLES: dict[Grade, str] = {
    "fault": "Faults: the release contradicts its schema",
    "surprise": "To be looked at",
    "fact": "Counts",
}
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "td{padding:.2rem .6rem;vertical-align:top;border-top:1px solid #ccc}td:nth-child(2){text-align:right;"
    "overflow-wrap:normal}.fault{color:#a00}small{color:#555}"
)


def lines(found: Findings) -> Iterator[str]:
    """The findings as lines of text, faults first."""
    for grade, title in _TITLES.items():
        several = found.of(grade)
        if several:
            yield title
            for one in several:
                yield f"  {one.count:>8}  {one.sentence}{_tail(one)}"
    if not found.of("fault") and not found.of("surprise"):
        yield "nothing to be looked at"


def _tail(one: Finding) -> str:
    return f" ({'; '.join(one.examples)}{' …' if one.count > len(one.examples) else ''})" if one.examples else ""


def page(found: Findings) -> str:
    """The findings as one HTML page."""
    against = f" against {html.escape(found.against)}" if found.against else ""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>Check of a release</title><style>{_STYLE}</style></head><body>",
        f"<h1>Check of {html.escape(found.release)}{against}</h1>",
    ]
    for grade, title in _TITLES.items():
        several = found.of(grade)
        mark = f' class="{grade}"' if several else ""
        parts.append(f"<h2{mark}>{title}: {len(several)}</h2><table>")
        parts.extend(
            f"<tr><td>{html.escape(one.sentence)}</td><td>{one.count:,}</td>"
            f"<td><small>{html.escape('; '.join(one.examples))}</small></td></tr>"
            for one in several
        )
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]) + "\n"
