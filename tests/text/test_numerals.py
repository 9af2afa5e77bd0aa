from __future__ import annotations

import pytest

from gaispider.text.numerals import read_digits, read_integer, to_ascii_digits


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,204", 1204),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿一", 21),
        ("卅", 30),
        ("一百零五", 105),
        ("两千三百", 2300),
        ("三万五千", 35_000),
        ("一亿二千万", 120_000_000),
        ("二〇", 20),
        ("零", 0),
        ("兩百", 200),
    ],
)
def test_reads_whole_numbers(text: str, value: int) -> None:
    assert read_integer(text) == value


@pytest.mark.parametrize("text", ["", "十余", "二三十", "3.5", "若干", "十百", "廿卅", "一-二"])
def test_says_none_for_what_is_no_whole_number(text: str) -> None:
    assert read_integer(text) is None


@pytest.mark.parametrize("text", ["二〇〇九", "二00九", "二○○九", "二OO九", "2oo9", "２００９", "二零零九", "2０〇九"])
def test_a_year_is_read_whatever_its_zeros_are(text: str) -> None:
    assert read_digits(text) == 2009


def test_digits_keep_their_places() -> None:
    assert to_ascii_digits("第１２条") == "第12条"
    assert read_digits("二十") is None
    assert read_digits("") is None
