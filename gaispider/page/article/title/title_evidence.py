"""What a page holds that may give its title; each part is looked for when a rule first asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from gaispider.page.article.evidence import Evidence
from gaispider.page.article.fields.field_labels import Field, bare
from gaispider.page.article.fields.metadata_fields import best
from gaispider.page.article.line_facts import LineFacts, facts_of
from gaispider.page.article.title.title_blocks import TitleBlock, blocks
from gaispider.page.article.title.title_element import is_site, variants
from gaispider.page.lexicon import words

COLUMN = 8
"""A column's name is hardly longer."""
# A short title is believed where it contains 政府信息公开 and 工作.
_LONGEST_COLUMN = 14
# Characters: a longer text is a title even if it ends as names of sites do.
_LONGEST_SITE = 24
_BAR = frozenset(("published", "time", "source", "updated"))
# How far over the document its bar and the title over that may stand.
_OVER = 15
# Running text, a salutation.
_UNLIKE = re.compile("[。；]|[：:]$")


@dataclass
class TitleEvidence(Evidence):
    """`head` is the title element's text, `crumbs` are the steps of the breadcrumb."""

    head: str | None = None
    crumbs: list[str] = field(default_factory=list)

    @cached_property
    def facts(self) -> LineFacts:
        """What each line of the page is."""
        return facts_of(self.page)

    @cached_property
    def names(self) -> set[str]:
        """The names of site and columns, without white space."""
        crumbs = self.crumbs
        # The last step may be the document itself.
        columns = crumbs[:-1] if crumbs and len(bare(crumbs[-1])) > COLUMN else crumbs
        names = {bare(self.meta.get(name, "")) for name in ("sitename", "columnname", "channelname")}
        return (names | {bare(step) for step in columns}) - {""}

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of the site or a section, or another heading that is never a title."""
        return bare(text) in self.names or bare(text) in words("not_a_title")

    def is_no_site(self, text: str) -> bool:
        """Whether a text does not end as names of sites do, or is too long for a name."""
        return len(text) > _LONGEST_SITE or not is_site(text)

    def is_columns(self, text: str) -> bool:
        """Whether a text without white space is a section's name: the page's clearest title is longer and contains it.

        年度报告 beside 青溪县林业局2017年度报告.
        """
        if len(text) > _LONGEST_COLUMN:
            return False
        clear = (self.heading, self.over_bar, *(b for b in self.headings if b.rank > 2))
        return any(
            block is not None and text in (title := bare(block.text)) and len(title) > len(text) + 4 for block in clear
        )

    @cached_property
    def tag(self) -> str | None:
        """The text of the ArticleTitle tag, unless it is a section's name."""
        said = self.meta.get("articletitle")
        return said if said and bare(said) not in self.names else None

    @cached_property
    def index(self) -> Field | None:
        """The label 标题 or 名称 with its value."""
        return next(iter(best(self.fields, "title")), None)

    @cached_property
    def heads(self) -> list[str]:
        """The title element's text, then the same with more and more of site and section cut off."""
        return variants(self.head, self.names) if self.head else []

    @cached_property
    def taken(self) -> set[int]:
        """The lines of labels and of their values."""
        return _lines_of(self.fields)

    @cached_property
    def headings(self) -> list[TitleBlock]:
        """Lines in the box of a heading that are not the name of something else."""
        return [block for block in blocks(self.page, self.body) if block.rank and self._is_heading(block)]

    def _is_heading(self, block: TitleBlock) -> bool:
        if block.first in self.taken or self.is_name(block.text) or not self.is_no_site(block.text):
            return False
        return not self._heads_links(block.end)

    def _heads_links(self, following: int) -> bool:
        """Whether the line after a heading is an entry of a list: then the heading is that of a side column."""
        page = self.page
        return following < len(page.text) and page.links[following] > max(6, len(page.text[following]) // 2)

    @cached_property
    def heading(self) -> TitleBlock | None:
        """The clearest heading: the last of several equal ones, but the first of neighbours (title and subtitle)."""
        if not self.headings:
            return None
        page = self.page
        rank = max(block.rank for block in self.headings)
        same = [block for block in self.headings if block.rank == rank]
        chosen = same[-1]
        for block in reversed(same[:-1]):
            box, other = page.box_of[block.first], page.box_of[chosen.first]
            if page.parent[box] != page.parent[other] or chosen.first - block.end > 1:
                break
            if page.tag[box] <= page.tag[other]:  # h2 is before h3
                chosen = block
        return chosen

    @cached_property
    def over_bar(self) -> TitleBlock | None:
        """The line above the bar, where pages put their title, unless it is a name."""
        last = bare(self.heads[-1]) if self.heads else ""
        found = self._over_bar(last)
        if found is None or not self.is_name(found.text):
            return found
        # The last step of the breadcrumb may be the document.
        is_document = self.heads and self.crumbs and bare(found.text) == last == bare(self.crumbs[-1])
        return found if is_document else None

    def _over_bar(self, head: str) -> TitleBlock | None:
        """The first line above a bar with a day or a source that is neither a label nor a tool."""
        bars, barred = self._bars(), False
        first = self.body.first
        for number in range(first - 1, max(-1, first - _OVER), -1):
            text = self.page.text[number]
            is_bar = number in bars or self._is_bar(number)
            if is_bar or number in self.taken:
                barred = barred or is_bar
            elif number not in self.page.hidden and not self.facts.is_chrome[number]:
                fits = barred and self._fits_over_bar(number, head)
                return TitleBlock(number, number + 1, text, 0) if fits else None
        return None

    def _bars(self) -> set[int]:
        """The lines that give a day or a source after a label."""
        return _lines_of(f for f in self.fields if f.kind in _BAR)

    def _fits_over_bar(self, number: int, head: str) -> bool:
        """Whether a line has a title's length or says what the title element says, and is no link or sentence."""
        text = self.page.text[number]
        has_length = 5 < len(text) < 120 or bare(text) == head
        return has_length and not self.page.links[number] and not _UNLIKE.search(text)

    def belongs(self, number: int, box: int) -> bool:
        """Whether a line of `box` can be a part of a title that was broken over several."""
        page, facts = self.page, self.facts
        if page.box_of[number] != box or number in self.taken or page.links[number]:
            return False
        return not (facts.is_day[number] or facts.is_chrome[number] or _UNLIKE.search(page.text[number]))

    def plain_lines(self, numbers: range) -> Iterator[int]:
        """The lines that could be a title alone: shown, no link, no sentence, no tool, no bar."""
        page = self.page
        for number in numbers:
            if number >= len(page.text) or number in page.hidden or page.links[number]:
                continue
            text = page.text[number]
            unlike = not 5 < len(text) < 100 or _UNLIKE.search(text) or self.facts.is_chrome[number]
            if not (unlike or self._is_bar(number)):
                yield number

    def _is_bar(self, number: int) -> bool:
        """Whether a line without a label of its own is a day or a bar."""
        return self.facts.is_day[number] or self.facts.is_loose_bar[number]


def _lines_of(fields: Iterable[Field]) -> set[int]:
    """The lines of labels and of their values."""
    return {number for field in fields for number in (field.line, field.value_line)}
