"""The title of an article: the line on which page and head agree, else the best that either gives.

No single place is trusted: a `title` element also holds site and section, a heading may be a section's name, a meta tag
may be cut off. What two places say goes first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gaispider.page.article.title import title_rules
from gaispider.page.article.title.title_evidence import TitleEvidence
from gaispider.page.article.title.title_rules import Title
from gaispider.page.model import Shown

Rule = Callable[[TitleEvidence], Title | None]

# In order of trust: the first that gives a title has chosen it.
RULES: tuple[Rule, ...] = (
    # The page shows a line that its ArticleTitle tag or index table says too, or that is the index table's own.
    title_rules.shown_and_index,
    # The page shows a line that its title element says too, whole, without site and column, or as one of its parts.
    title_rules.shown_and_title_element,
    # The ArticleTitle tag, which is written for this and nothing else.
    title_rules.meta_tag,
    # The line over the bar, where the heading stands far above it or over text: that is a side column's.
    title_rules.line_over_bar_not_side_heading,
    # The line over the bar, where the heading is so short that it is a column's name.
    title_rules.line_over_bar_not_column,
    # The clearest heading.
    title_rules.heading,
    # What the index table calls 标题 or 名称.
    title_rules.label,
    # The line over the bar, where there is no heading.
    title_rules.line_over_bar,
    # What the script that keeps the document calls its title.
    title_rules.beside_document,
    # The title element without site and column; the page shows no such line.
    title_rules.title_element,
    # The line over the document, where there is no bar.
    title_rules.line_over_document,
    # What a script calls the title.
    title_rules.script_value,
    # The document's own first line: nothing says that it is a title.
    title_rules.first_line,
)


def read_title(found: TitleEvidence) -> Title:
    """The title by the first rule that gives one; `shown` is None if none does."""
    for place, rule in enumerate(RULES):
        title = rule(found)
        if title is not None and title.shown is not None:
            title.shown.others = _Others(found, RULES[place + 1 :])
            return title
    return Title(None)


@dataclass(frozen=True, slots=True)
class _Others:
    """The candidates of the rules after the one that decided, each once; computed only when somebody asks for them."""

    found: TitleEvidence
    rules: tuple[Rule, ...]

    def __call__(self) -> list[Shown]:
        titles = (rule(self.found) for rule in self.rules)
        shown = {(title.shown.raw, title.shown.rule): title.shown for title in titles if title and title.shown}
        return list(shown.values())
