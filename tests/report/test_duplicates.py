"""Clusters of texts that repeat each other."""

from __future__ import annotations

import random

from gaispider.report.duplicates import duplicate_clusters


def text(seed: int, length: int = 800) -> str:
    chars = random.Random(seed)
    return "".join(chr(chars.randrange(0x4E00, 0x9000)) for _ in range(length))


def test_no_repeats() -> None:
    assert duplicate_clusters([text(1), text(2), text(3)]) == [None, None, None]
    assert duplicate_clusters([]) == []


def test_a_part_inside_a_longer_one() -> None:
    long = text(1, 2000)
    assert duplicate_clusters([long, text(2), long[500:1100]]) == ["A", None, "A"]


def test_white_space_and_punctuation_do_not_matter() -> None:
    one = text(4)
    spaced = "，\n".join(one[at : at + 40] for at in range(0, len(one), 40))
    assert duplicate_clusters([one, spaced]) == ["A", "A"]


def test_chains_join() -> None:
    base = text(5, 1000)
    middle = base[600:] + text(6, 400)
    assert duplicate_clusters([base[:900] + base[:0], base, text(7), base[300:]]) == ["A", "A", None, "A"]
    assert duplicate_clusters([base[600:], middle, text(6, 400)]) == ["A", "A", "A"]


def test_labels_are_by_first_member() -> None:
    one, two = text(8), text(9)
    assert duplicate_clusters([two, one, two, one]) == ["A", "B", "A", "B"]


def test_less_than_seven_tenths() -> None:
    one = text(10, 1000)
    assert duplicate_clusters([one, one[:600] + text(11, 400)]) == [None, None]
    assert duplicate_clusters([one, one[:800] + text(11, 200)]) == ["A", "A"]


def test_short_texts_repeat_nothing() -> None:
    assert duplicate_clusters(["", "", "公开", "公开"]) == [None, None, None, None]
