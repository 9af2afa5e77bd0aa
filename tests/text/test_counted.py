"""A count and its noun."""

from __future__ import annotations

import pytest

from gaispider.text.counted import counted


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("site",), "0 sites"),
        (1, ("site",), "1 site"),
        (1204, ("site",), "1,204 sites"),
        (1, ("identity", "identities"), "1 identity"),
        (2, ("identity", "identities"), "2 identities"),
    ],
)
def test_one_is_singular(count: int, words: tuple[str, ...], said: str) -> None:
    assert counted(count, *words) == said
