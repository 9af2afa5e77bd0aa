"""The rules that give a title. Their order of trust is `title.RULES`; data/reference/rules.tsv explains each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gaispider.items import Certainty
from gaispider.page.article.fields.field_labels import bare
from gaispider.page.article.line_facts import facts_of
from gaispider.page.article.title.agreement import Said, shown_as_said
from gaispider.page.article.title.broken_lines import is_broken
from gaispider.page.article.title.title_blocks import TitleBlock, join
from gaispider.page.article.title.title_element import TITLE_NAME, is_site, parts_of
from gaispider.page.article.title.title_evidence import COLUMN, TitleEvidence
from gaispider.page.html.blocks import PageLines
from gaispider.page.model import Shown

# A day in figures at the end of a heading is no part of the title.
_DATED = re.compile(r"(?<=\S)\s*[（(\[]\s*20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s*[)）\]]\s*$")
# A subtitle, a document number: they stand between title and bar.
_BESIDE = re.compile("^[—-]|[号號)）]$")
_LONGEST_WHOLE = 150
# How many lines a title may be broken over; how many may lie between a heading and the line above the bar.
_BREAKS = 4
_FAR, _FAR_FROM_HEADING = 3, 6
# Characters: names of sites are hardly longer.
_SHORT = 14
_HEADINGS = frozenset(("h1", "h2", "h3"))
# How many lines over the document its title may stand where there is no bar.
_NEAR = 4


@dataclass(slots=True)
class Title:
    """The title, its subtitle if there is one, and the line under which the bar is looked for (None: unknown)."""

    shown: Shown | None
    subtitle: str | None = None
    line: int | None = None


def shown_and_index(found: TitleEvidence) -> Title | None:
    """A line that the ArticleTitle tag or the label 标题 also gives, or the line of that label's own value."""
    said = [
        Said(bare(text), rule)
        for text, rule in ((found.tag, "shown_and_meta_tag"), (found.index and found.index.value, "shown_and_label"))
        if text and bare(text) not in found.names
    ]
    title = _agreed(found, said)
    shown, index = title and title.shown, found.index
    if shown and index and shown.rule == "shown_and_label" and shown.line == index.value_line:
        shown.rule, shown.name = "label_on_own_line", index.label
    return title


def shown_and_title_element(found: TitleEvidence) -> Title | None:
    """A line that the title element also gives."""
    if not found.heads:
        return None
    said = [
        Said(bare(text), "shown_and_title_element")
        for text in found.heads
        if not found.is_name(text) and found.is_no_site(bare(text)) and not found.is_columns(bare(text))
    ]
    said += [Said(bare(text), "shown_and_title_element_part") for text in parts_of(found.heads[-1])]
    return _agreed(found, said)


def _agreed(found: TitleEvidence, said: list[Said]) -> Title | None:
    agreed = shown_as_said(found.page, found.body, said)
    if agreed is None or _is_of_site(found, agreed[0]):
        return None
    return _on_page(found, _with_unit(found, agreed[0]), agreed[1], "certain")


def _is_of_site(found: TitleEvidence, block: TitleBlock) -> bool:
    """Whether a line that the head also gives is the site's name: it is short and stands far above a longer line.

    The longer line stands right above the bar.
    """
    size = len(bare(block.text))
    # What stands over the bar is looked for only where that may decide.
    over = found.over_bar if size <= _SHORT and not block.rank else None
    if over is None or over.first - block.first < _FAR:
        return False
    return len(bare(over.text)) > size + 4


def _with_unit(found: TitleEvidence, block: TitleBlock) -> TitleBlock:
    """The block with the line before it in the same heading, which the head leaves out: 泾县林业局<br>2022年度报告."""
    page, first = found.page, block.first
    box = page.box_of[first]
    in_heading = first > 0 and page.tag[box] in _HEADINGS and found.belongs(first - 1, box)
    if not in_heading and not (first > 0 and is_broken(found, first - 1)):
        return block
    if found.is_name(page.text[first - 1]) or bare(page.text[first - 1]) in bare(block.text):
        return block
    return TitleBlock(first - 1, block.end, join(page.text[first - 1], block.text), block.rank)


def meta_tag(found: TitleEvidence) -> Title | None:
    """The ArticleTitle tag."""
    return Title(Shown(found.tag, "meta", "meta_tag", name="ArticleTitle")) if found.tag else None


def line_over_bar_not_side_heading(found: TitleEvidence) -> Title | None:
    """The line above the bar, where the clearest heading cannot belong to it."""
    heading, over = found.heading, found.over_bar
    if heading is None or over is None:
        return None
    is_heading = any(block.first == over.first for block in found.headings)
    is_far = over.first - heading.first > (_FAR_FROM_HEADING if is_heading else _FAR)
    if is_far or any("。" in text for text in found.page.text[heading.end : over.first]):
        return _whole_on_page(found, over, "line_over_bar_not_side_heading")
    return None


def line_over_bar_not_column(found: TitleEvidence) -> Title | None:
    """The line above the bar, where the clearest heading is the section's name."""
    heading, over = found.heading, found.over_bar
    if heading is None or over is None:
        return None
    if len(heading.text) > COLUMN and not found.is_columns(bare(heading.text)):
        return None
    if len(over.text) <= len(heading.text) + 2 or _BESIDE.search(over.text):
        return None
    return _whole_on_page(found, over, "line_over_bar_not_column")


def heading(found: TitleEvidence) -> Title | None:
    """The clearest heading."""
    return _whole_on_page(found, found.heading, "heading") if found.heading else None


def label(found: TitleEvidence) -> Title | None:
    """The value of 标题 in the index table."""
    field = found.index
    return Title(Shown(field.value, "header", "label", line=field.shown_on, name=field.label)) if field else None


def line_over_bar(found: TitleEvidence) -> Title | None:
    """The line above the bar."""
    return _whole_on_page(found, found.over_bar, "line_over_bar") if found.over_bar else None


def beside_document(found: TitleEvidence) -> Title | None:
    """The title that the script gives in which the document is stored."""
    named = found.scripts.value_beside_document("title")
    if not named or found.is_name(named[1]) or is_site(named[1]):
        return None
    return Title(Shown(named[1], "script", "beside_document", "context", name=named[0]))


def title_element(found: TitleEvidence) -> Title | None:
    """The title element, with as much of site and section cut off as still leaves a title."""
    for text in reversed(found.heads):
        if not found.is_name(text) and not is_site(text):
            return Title(Shown(text, "title", "title_element", "context"))
    return None


def line_over_document(found: TitleEvidence) -> Title | None:
    """The line above the document."""
    first = found.body.first
    for number in found.plain_lines(range(first - 1, max(-1, first - 1 - _NEAR), -1)):
        text = found.page.text[number]
        if not found.facts.fields[number]:
            return Title(Shown(text, "title", "line_over_document", "context", number), None, number)
    return None


def script_value(found: TitleEvidence) -> Title | None:
    """The string that a script gives to a variable named as a title."""
    named = found.scripts.named_value("title")
    if not named or not named[1]:
        return None
    own = first_line(found)
    return Title(Shown(named[1], "script", "script_value", "context", name=named[0]), None, own.line if own else None)


def first_line(found: TitleEvidence) -> Title | None:
    """The document's first line, if another follows it."""
    first, end = found.body.first, found.body.end
    for number in found.plain_lines(range(first, min(first + 1, end - 1))):
        return Title(Shown(found.page.text[number], "title", "first_line", "context", number), None, number)
    return None


def _whole_on_page(found: TitleEvidence, block: TitleBlock, rule: str) -> Title:
    return _on_page(found, _whole(found, block), rule, "context")


def _whole(found: TitleEvidence, block: TitleBlock) -> TitleBlock:
    """A title with the neighbouring lines of its element, where it was broken over several lines."""
    page, body = found.page, found.body
    first, last, text, rank = block
    box = page.box_of[first]
    while first > 0 and last - first < _BREAKS and (found.belongs(first - 1, box) or is_broken(found, first - 1)):
        first -= 1
        text = join(page.text[first], text)
    while last < body.first and last - first < _BREAKS and (found.belongs(last, box) or is_broken(found, last - 1)):
        text = join(text, page.text[last])
        last += 1
    return TitleBlock(first, last, text, rank) if len(text) < _LONGEST_WHOLE else block


def _on_page(found: TitleEvidence, block: TitleBlock, rule: str, certainty: Certainty) -> Title:
    shown = Shown(_DATED.sub("", block.text).strip(), "title", rule, certainty, block.first)
    has_more = block.end < found.body.first and _is_subtitle(found.page, block)
    return Title(shown, found.page.text[block.end] if has_more else None, block.first)


def _is_subtitle(page: PageLines, block: TitleBlock) -> bool:
    """Whether the line after a title stands with it in a box named as a title, and is no bar, tool or link."""
    parent = page.parent[page.box_of[block.first]]
    near, following = page.box_of[block.end], page.text[block.end]
    if parent not in (page.parent[near], near) or page.links[block.end]:
        return False
    if not TITLE_NAME.search(page.name[parent] + " " + page.name[near]):
        return False
    facts = facts_of(page)
    is_bar = facts.fields[block.end] or facts.is_chrome[block.end]
    return not is_bar and any(char > "\u4e00" for char in following)
