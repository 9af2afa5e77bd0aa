"""The day printed in a row of a listing, also in pieces, and the labels that tell which of several days it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from gaispider.page.day_strings import (
    AROUND,
    day_within,
    is_day_or_piece,
    iso,
    month_and_day,
    normal_day,
    number_alone,
    year_alone,
    year_and_month,
)
from gaispider.page.html.hidden import is_hidden
from gaispider.page.script_variants import pattern, phrases

# Labels of days other than publication, and labels of publication.
_DAY = r"(?:日期|时间|日|于)"
_OTHER_DAY = phrases("listings.tsv", "other_day", before=r"\W*", after=_DAY)
_PUBLICATION = phrases("listings.tsv", "publication", before=r"\W*(?:信息)?", after=_DAY)
_SENTENCE = pattern(r"[，。；,;…]|至|起")
_SPACE = re.compile(r"\s+")
# Characters: a longer text is no day of a row; nor a day with other words.
_LONGEST_TEXT = 60
_LONGEST_NOTE = 40
_MAX_NODES = 400  # a row longer than this is a region of the page, not a row


def squeeze(text: str) -> str:
    """The text without outer white space; inner white space becomes single spaces."""
    return _SPACE.sub(" ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


def text_nodes(element: _Element, limit: int = _MAX_NODES) -> Iterator[tuple[_Element, str]]:
    """The texts in `element` that are not blank, at most `limit`, each with its element; without script and style."""
    left = limit
    for node in element.iter():
        left -= 1
        if left < 0:
            return
        tag = node.tag
        if isinstance(tag, str) and tag not in ("script", "style") and node.text and not node.text.isspace():
            yield node, node.text
        if node is not element and node.tail and not node.tail.isspace():
            parent = node.getparent()
            if parent is not None:
                yield parent, node.tail


@dataclass(slots=True)
class _Printed:
    """The days, and pieces of days, that the texts of a row print, in page order, each with its element."""

    whole: list[tuple[_Element, str]] = field(default_factory=list)
    # The rank of each whole day, by the words beside it.
    ranks: list[int] = field(default_factory=list)
    # Month and day, as printed; whole days within a longer text.
    partial: list[tuple[_Element, str]] = field(default_factory=list)
    within: list[tuple[_Element, str]] = field(default_factory=list)
    year_month: tuple[_Element, str, str] | None = None
    number: str | None = None
    year: str | None = None
    label: str = ""  # the text before

    def take(self, holder: _Element, text: str, *, in_title: bool) -> None:
        """Examine the next text of the row. With `in_title` it is the title, where a day is not the row's."""
        if day := normal_day(text):
            self._take_day(holder, text, day)
        elif year := year_alone(text):
            self.year = self.year or year
        elif pair := year_and_month(text):
            self.year_month = self.year_month or (holder, *pair)
        elif number := number_alone(text):
            self.number = self.number or number
        elif not in_title and len(text) <= _LONGEST_NOTE and not _SENTENCE.search(text) and (day := day_within(text)):
            self.within.append((holder, day))
        self.label = text

    def _take_day(self, holder: _Element, text: str, day: str) -> None:
        if day[:4].isdigit():
            self.whole.append((holder, day))
            self.ranks.append(_rank(text if not text[0].isdigit() else self.label))
        else:
            self.partial.append((holder, day))

    def joined(self) -> tuple[_Element, str] | None:
        """The day in two pieces: a year and month beside a day, or a month and day beside a year.

        None if there is none.
        """
        if self.year_month and self.number:
            holder, year, month = self.year_month
            return holder, iso(year, month, self.number)
        if self.year and len(self.partial) == 1 and (pair := month_and_day(self.partial[0][1])):
            return self.partial[0][0], iso(self.year, *pair)
        return None


def row_days(elements: Sequence[_Element], main: _Element) -> list[tuple[_Element, str]]:
    """The days printed in a row outside its title, in page order, each with its element.

    Whole days that are a text of their own go first. Else a day and its year and month in two pieces; else a month and
    day as printed; else a whole day within a short text, such as 来源：某局 2020-01-02.
    """
    printed = _Printed()
    for element in elements:
        for holder, raw in [*text_nodes(element), *([(element, element.tail)] if element.tail else [])]:
            text = raw.strip(AROUND)
            if text and len(text) <= _LONGEST_TEXT:
                printed.take(holder, text, in_title=holder is main)
    if len(printed.whole) > 1:
        return _of_publication(printed.whole, printed.ranks, elements)
    if printed.whole:
        return printed.whole
    joined = printed.joined()
    return [joined] if joined else printed.partial or printed.within


def _rank(label: str) -> int:
    """The rank of a day by the words beside it: 0 its publication, 1 no such words, 2 another day of the document."""
    if _PUBLICATION.find(label):
        return 0
    return 2 if _OTHER_DAY.find(label) else 1


def _of_publication(
    days: list[tuple[_Element, str]], ranks: list[int], elements: Sequence[_Element]
) -> list[tuple[_Element, str]]:
    """Of several days those that are not hidden, and of these the ones whose labels mean publication most clearly."""
    row = set(elements)
    kept = [place for place, (holder, _) in enumerate(days) if not _in_hidden(holder, row)] or list(range(len(days)))
    best = min(ranks[place] for place in kept)
    return [days[place] for place in kept if ranks[place] == best]


def _in_hidden(holder: _Element, row: set[_Element]) -> bool:
    """Whether the element lies in a hidden part of the row, such as a box shown on mouse-over."""
    node: _Element | None = holder
    while node is not None and node not in row:
        if is_hidden(node):
            return True
        node = node.getparent()
    return False


def without_days(parts: Sequence[tuple[str, bool]]) -> list[str]:
    """The texts of a link without those that are its day.

    Each comes with whether it must stay (it is the link's own).
    """
    days = {text for raw, own in parts if not own and is_day_or_piece(text := raw.strip(AROUND))}
    kept = [raw for raw, own in parts if own or raw.strip(AROUND) not in days]
    # A day in pieces: 12 beside 2021/03, or 2021 beside 03-12.
    if any(map(year_and_month, days)):
        is_rest = number_alone
    elif any(map(month_and_day, days)):
        is_rest = year_alone
    else:
        return kept
    return [raw for raw in kept if not is_rest(raw.strip(AROUND))] or kept
