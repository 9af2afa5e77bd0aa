"""What a rule found in a sentence, with the words around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from gaispider.report.narrative.claims import WHOLE
from gaispider.report.narrative.phrase_rules import Rule


class Said(NamedTuple):
    """What a rule found in a sentence: its words, those before and after, and the part of `head` in their clause.

    `number` has the groups n, more, big and u; `span` is the place of the words in the sentence. `opens` is the start
    of their clause in `head`; unlike `clause` it takes no account of a bracket.
    """

    rule: Rule
    number: re.Match[str]
    span: tuple[int, int]
    words: str
    head: str
    tail: str
    opens: int
    clause: str

    @property
    def of_whole(self) -> bool:
        """Whether the number is stated for everything that was made public."""
        return self.rule.key == WHOLE
