"""What a document holds that its page does not show: struck, hidden or white text, kept in a warning."""

from __future__ import annotations

from lxml import etree

from gaispider.items import Warn
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.html.blocks import Lines

# Text that a browser shows in another way, or never: what can be chosen, what stands in for a script.
_CONTROLS = etree.XPath(
    "descendant-or-self::*[self::select or self::noscript or self::template or self::textarea or self::datalist"
    " or self::object or self::canvas or self::svg or self::button or self::video or self::audio]",
)
_LONGEST = 500  # characters of one warning


def hidden_text(page: Lines, body: Body) -> list[Warn]:
    """A warning for each line of the body that hides something, with the whole of it; lines in a row share one."""
    if body.hidden or not page.hidden:
        return []
    numbers = [n for n in range(body.first, body.end) if n in page.hidden and page.text[n]]
    if not numbers:
        return []
    controls = {"".join(text.split()) for e in _CONTROLS(page.element(body.box)) for text in _texts(e)}
    numbers = [n for n in numbers if n in page.whole or "".join(page.text[n].split()) not in controls]
    said: list[str] = []
    last = -1
    for number in numbers:
        whole = page.whole.get(number)
        if whole is not None:
            said.append(f"{whole}: {page.text[number]} is not shown")
        elif said and number == last + 1:
            said[-1] += f" {page.text[number]}"
        else:
            said.append(page.text[number])
        last = number if whole is None else -1
    return [Warn("hidden_text", text if len(text) <= _LONGEST else text[:_LONGEST] + "…") for text in said]


def _texts(element: etree._Element) -> list[str]:
    return [str(text) for text in element.itertext()]
