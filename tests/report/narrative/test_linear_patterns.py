"""The patterns of counts take time by the length of a sentence, whatever it repeats."""

from __future__ import annotations

import re

import pytest

from gaispider.report.narrative.phrase_rules import rules
from gaispider.report.narrative.sentence_patterns import sentence_patterns
from tests.growth import assert_linear

_REPEATED = ("1234567890", ",234", "一", "2019年", "5件,", "其中网上", "申请", "公开", "信息", "行政复议", "未", "(1")


def _patterns() -> list[re.Pattern[str]]:
    of_rules = [pattern for rule in rules() for pattern in (rule.pattern, rule.unless) if pattern]
    return [*of_rules, *sentence_patterns().values()]


@pytest.mark.parametrize("repeated", _REPEATED)
def test_no_pattern_takes_the_square_of_what_a_sentence_repeats(repeated: str) -> None:
    patterns = _patterns()

    def search(count: int) -> None:
        text = f"全年收到申请1{repeated * count}件"
        for pattern in patterns:
            for _ in pattern.finditer(text):
                pass

    assert_linear(search, 20)
