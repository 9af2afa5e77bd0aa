"""Text of a document that its page does not show: struck out, hidden or white. It is kept in a warning."""

from __future__ import annotations

from lxml import etree

from gaispider.items import Warn
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.html.blocks import PageLines

# Elements whose text a browser never shows as text: choices of a list, replacements for scripts.
_CONTROLS = etree.XPath(
    "descendant-or-self::*[self::select or self::noscript or self::template or self::textarea or self::datalist"
    " or self::object or self::canvas or self::svg or self::button or self::video or self::audio]",
)
_LONGEST = 500  # characters of one warning


def hidden_text(page: PageLines, body: Body) -> list[Warn]:
    """A warning for each line of the body that hides text, with the whole line. Neighbouring lines share one."""
    if body.hidden or not page.hidden:
        return []
    said: list[str] = []
    last = -2  # the line whose warning the next one may go on with
    for number in _lines(page, body):
        text, whole = page.text[number], page.whole.get(number)
        if whole is not None:
            said.append(f"{whole}: {text} is not shown")
        elif number == last + 1:
            said[-1] += f" {text}"
        else:
            said.append(text)
        last = number if whole is None else -2
    return [Warn("hidden_text", text if len(text) <= _LONGEST else text[:_LONGEST] + "…") for text in said]


def _lines(page: PageLines, body: Body) -> list[int]:
    """The hidden lines of a body, also those left out at its edges; without the lines of form controls."""
    first, end = body.first, body.end
    while end < page.end[body.box] and end in page.hidden:
        end += 1
    while first > page.first[body.box] and first - 1 in page.hidden:
        first -= 1
    numbers = [n for n in range(first, end) if n in page.hidden and page.text[n]]
    if not numbers:
        return []
    controls = {"".join(str(text).split()) for e in _CONTROLS(page.element(body.box)) for text in e.itertext()}
    return [n for n in numbers if n in page.whole or "".join(page.text[n].split()) not in controls]
