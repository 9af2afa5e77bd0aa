"""What each line of a page is, computed once: a tool, a label, a bar, a day, the end of a document.

The words that decide it are in boilerplate, field_labels, inline_fields and day_strings. This module keeps the answers
for the lines of one page, because body, edges and fields ask for them many times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from gaispider.page.article.body import boilerplate
from gaispider.page.article.fields.field_labels import (
    Kind,
    bare,
    is_bar,
    is_set_off,
    label_kind,
    may_be_loose_bar,
    names_day,
    split_fields,
)
from gaispider.page.day_strings import fills_line, find_day
from gaispider.page.html.blocks import PageLines
from gaispider.page.html.head import read_title_element

# What stands between role and names in a credit; few lines have it, and the words are many.
_SETS_OFF = frozenset(":：丨|/")
_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class _Column(dict[int, _Answer]):
    """The answers to one question by line number, each computed when it is first asked for.

    `of[n]` is the input to the question for line n.
    """

    __slots__ = ("_find", "_of")

    def __init__(self, find: Callable[[_Asked], _Answer], of: Sequence[_Asked]) -> None:
        self._find = find
        self._of = of

    def __missing__(self, number: int) -> _Answer:
        found = self[number] = self._find(self._of[number])
        return found


def _is_credit(text: str) -> bool:
    return not _SETS_OFF.isdisjoint(text) and boilerplate.is_credit(text)


class LineFacts:
    """Answers by line number: `facts.is_chrome[n]` is for line n. The function of the same name says what each means.

    The `Field` objects are shared: copy one before you change it. `head` is the title element without white space.
    """

    def __init__(self, page: PageLines) -> None:
        # No reference back to the page, which holds this object: a cycle would delay freeing both.
        texts = page.text
        numbers = range(len(texts))
        self.is_chrome = _Column(boilerplate.is_chrome, texts)
        self.is_credit = _Column(_is_credit, texts)
        self.ends_document = _Column(boilerplate.ends_document, texts)
        self.heads_others = _Column(boilerplate.heads_others, texts)
        self.kind: _Column[Kind | None] = _Column(label_kind, texts)
        fields = self.fields = _Column(split_fields, texts)
        self.is_bar = _Column(lambda n: is_bar(texts[n], fields[n]), numbers)
        self.names_day = _Column(lambda n: bool(fields[n]) and names_day(texts[n], fields[n]), numbers)
        day = self.day = _Column(find_day, texts)
        self.is_day = _Column(lambda n: len(texts[n]) < 60 and fills_line(texts[n], day[n]), numbers)
        self.is_loose_bar = _Column(lambda n: may_be_loose_bar(texts[n]) and is_set_off(texts[n], day[n]), numbers)
        self._root = page.root

    @cached_property
    def title_element(self) -> str:
        """The title element as written, empty if there is none."""
        return read_title_element(self._root) or ""

    @cached_property
    def head(self) -> str:
        """The title element without white space, empty if there is none."""
        return bare(self.title_element)


def facts_of(page: PageLines) -> LineFacts:
    """The facts of a page's lines. The page keeps them from the first call on."""
    facts = page.kept
    if not isinstance(facts, LineFacts):
        facts = page.kept = LineFacts(page)
    return facts
