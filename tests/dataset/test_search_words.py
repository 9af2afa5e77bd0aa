"""Chinese in full-text search: words of any length within running text, and queries that can say anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaispider.dataset.browsing.search_words import TOKENIZER, index_words, match_expression

TEXT = "\n".join(
    (
        "磐 石 市宝山乡政府信息公开工作年度报告",
        "2023年，本乡主动公开信息１２条，收到申请A4纸3件。网站 www.panshi.gov.cn\t后续",
    )
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, content='', columnsize=0, tokenize='{TOKENIZER}')")
        connection.execute("INSERT INTO t (rowid, x) VALUES (1, ?)", (index_words(TEXT),))
        yield connection


def finds(index: sqlite3.Connection, query: str | None) -> bool:
    return bool(index.execute("SELECT rowid FROM t WHERE t MATCH ?", (match_expression(query),)).fetchall())


@pytest.mark.parametrize(
    "query",
    [
        "磐石", "宝山乡", "政府信息公开", "公开", "开工", "磐", "续", "信息12条", "12", "2023年", "A4纸",
        "a4", "PANSHI", "gov.cn", "公開", "政府信息公開 寶山鄉", "公开 磐石", '"主动公开"', '"磐 石 市"', "磐石，申请",
    ],
)  # fmt: skip
def test_what_stands_there_is_found(index: sqlite3.Connection, query: str) -> None:
    assert finds(index, query)


@pytest.mark.parametrize(
    "query",
    [
        "石宝",
        "桦甸",
        "磐石 桦甸",
        "年本",
        '"公开 磐石"',
        "2024",
        "panshi2",
        "信息公布",
        "",
        None,
        '"',
        "，。()",
        "* ^ -",
        "\0",
    ],
)
def test_what_does_not_is_not(index: sqlite3.Connection, query: str | None) -> None:
    assert not finds(index, query)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"*^-():AND OR NOT公开磐石\0\n')), max_size=500))
def test_no_query_is_faulty(query: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='{TOKENIZER}')")
        connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (match_expression(query),)).fetchall()


def test_a_pasted_page_is_a_query_too(index: sqlite3.Connection) -> None:
    assert finds(index, "磐石 " * 5_000)
    assert finds(index, TEXT.split("\n", maxsplit=1)[0])


def test_each_character_begins_one_word() -> None:
    assert index_words("磐石市2023年 gov") == "磐石 石市 市 2023 年 gov"
    assert index_words(None) == ""
