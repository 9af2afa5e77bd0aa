"""The line after which the document of a page with little text is expected: its title, or the metadata bar under it.

The rules of `_RULES` are tried in their order. The document is never looked for before the line that they give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gaispider.page.article.body.running_text import LEAST
from gaispider.page.article.fields.field_labels import bare, may_have_labels
from gaispider.page.article.line_facts import facts_of
from gaispider.page.article.title.title_element import is_title_box
from gaispider.page.html.blocks import PageLines
from gaispider.page.lexicon import words
from gaispider.page.script_variants import in_both_scripts

# How units and sites are called.
_SITE_ENDS = in_both_scripts("局厅委部府网站")
_HEADINGS = frozenset(("h1", "h2", "h3"))
# In lines: how far under the title its bar may stand, and how far down the bar and its label rows may go on.
_UNDER_TITLE = 12
_LONGEST_BAR = 20
_GAP = 5


@dataclass(slots=True)
class Anchor:
    """Where title or bar were found.

    `line` is the line, -1 if there is none. `sure` says that title and bar agree. `rule` is the rule that found it.
    """

    line: int
    sure: bool = False
    rule: str = ""


def find_anchor(page: PageLines, weights: list[float]) -> Anchor:
    """The anchor by the first rule that finds one. `weights` are those of the page's lines (running_text.weigh)."""
    search = _Search(page, weights)
    for name, rule in _RULES:
        found = rule(search)
        if found is not None:
            return Anchor(*found, name)
    return Anchor(-1)


class _Search:
    """A page, with what several rules look up in it."""

    def __init__(self, page: PageLines, weights: list[float]) -> None:
        self.page = page
        self.weights = weights
        self.facts = facts_of(page)
        # The lines that are neither hidden nor linked.
        self.shown = [number for number, links in enumerate(page.links) if not links and number not in page.hidden]
        self.title = self._find_title()

    def _find_title(self) -> int:
        """The first of the longest lines that the title element holds, -1 if it holds none."""
        head, texts = self.facts.head, self.page.text
        longest = len(head) + 9
        most, title = 0, -1
        for number in self.shown:
            text = texts[number]
            if 3 < len(text) <= longest and text[0] in head and text[-1] not in _SITE_ENDS:
                flat = bare(text)
                if len(flat) > most and flat in head and flat not in words("not_a_title"):
                    most, title = len(flat), number
        return title

    def gives_day(self, number: int) -> bool:
        """Whether a line is a bar that names a day or a source, or is a label of a table cell that does."""
        text = self.page.text[number]
        if may_have_labels(text) and self.facts.names_day[number]:
            return True
        return len(text) < 12 and self.facts.kind[number] in ("published", "time")

    def last_bar(self, bar: int) -> int:
        """The last line of the block of bars and label rows that begins at line `bar`."""
        last = labelled = bar
        for number in range(bar + 1, min(bar + _LONGEST_BAR, len(self.page.text))):
            if number - labelled > _GAP or sum(self.weights[last + 1 : number]) >= LEAST:
                break
            if number not in self.page.hidden:
                facts = self.facts
                last = number if self.gives_day(number) else last
                labelled = number if number == last or facts.kind[number] or facts.fields[number] else labelled
        return last

    def first_bar(self, numbers: Iterable[int], is_bar: Callable[[int], bool]) -> tuple[int, bool] | None:
        """The first of the lines `numbers` that is a bar, and whether it is sure: the line above is set as a title."""
        bar = next((number for number in numbers if is_bar(number)), None)
        if bar is None:
            return None
        return self.last_bar(bar), bar > 0 and _is_heading(self.page, bar - 1)


def _bar_under_title(search: _Search) -> tuple[int, bool] | None:
    """Rule *bar under title*: a day or a source within a few lines under the title, with no running text between."""
    page, title = search.page, search.title
    for number in range(title + 1, min(title + _UNDER_TITLE, len(page.text))) if title >= 0 else ():
        if number not in page.hidden and page.links[number] * 2 < len(page.text[number]):
            if sum(search.weights[title + 1 : number]) >= LEAST:
                break
            if search.gives_day(number) or search.facts.is_day[number] or search.facts.is_loose_bar[number]:
                return search.last_bar(number), True
    return None


def _title(search: _Search) -> tuple[int, bool] | None:
    """Rule *title*: the line that the title element holds, without a bar under it."""
    return (search.title, False) if search.title >= 0 else None


def _bar_with_day(search: _Search) -> tuple[int, bool] | None:
    """Rule *bar with day*: the first line that gives a day or a source after a label."""
    return search.first_bar(search.shown, search.gives_day)


def _bar(search: _Search) -> tuple[int, bool] | None:
    """Rule *bar*: the first line of other metadata."""
    return search.first_bar(search.shown, search.facts.is_bar.__getitem__)


def _bar_without_labels(search: _Search) -> tuple[int, bool] | None:
    """Rule *bar without labels*: the first line with a day and other words that stand beside days in bars."""
    page = search.page
    numbers = (n for n, text in enumerate(page.text) if page.links[n] * 2 < len(text))
    return search.first_bar(numbers, search.facts.is_loose_bar.__getitem__)


# In order of trust.
_RULES: tuple[tuple[str, Callable[[_Search], tuple[int, bool] | None]], ...] = (
    ("bar_under_title", _bar_under_title),
    ("title", _title),
    ("bar_with_day", _bar_with_day),
    ("bar", _bar),
    ("bar_without_labels", _bar_without_labels),
)


def _is_heading(page: PageLines, number: int) -> bool:
    """Whether a line is set as a title. The bar after such a line is the document's, whatever the page's head says."""
    box = page.box_of[number]
    return not page.links[number] and (page.tag[box] in _HEADINGS or is_title_box(page.name[box]))
