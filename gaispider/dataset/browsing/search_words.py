"""Chinese for full-text search: texts and queries are cut into the same words, pairs of characters.

SQLite's own tokenizers find no word within running Chinese (unicode61 takes a whole clause for one word, trigram needs
three characters). Here every Chinese character begins one word, itself and the next: 磐石市 is 磐石, 石市, 市.
"""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import normalize

from gaispider.text.script import to_simplified

# The tokenizer of the index: what is cut here must not be cut again. It splits at ASCII signs, of which none is left.
TOKENIZER = "ascii"
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_HAN}]+|(?:(?![{_HAN}])[^\\W_])+")
_IS_HAN = re.compile(f"[{_HAN}]")
# Titles are set with spaces between their characters; a line's end is one of words, too.
_SPACED = re.compile(f"(?<=[{_HAN}]) +(?=[{_HAN}])")
_PHRASE = re.compile(r'"([^"]*)"?|([^\s"，,、；;]+)')
# Characters of a query that are looked at; a pasted page is no query.
_LONGEST = 400


def index_words(text: str | None) -> str:
    """The words of a text with spaces between them, as the index takes them."""
    return " ".join(word for run in _runs(text or "") for word in _pairs(run))


def match_expression(query: str | None) -> str:
    """An expression of FTS5 that finds what a person types: never faulty; it finds nothing if there are no words.

    All words must be there, in any order; what has no space or comma within it, or stands in quotes, must stand so.
    Words of operators are words. A query in Traditional characters finds Simplified text, too.
    """
    query = (query or "")[:_LONGEST]
    spellings = dict.fromkeys((_all_of(query), _all_of(to_simplified(query).text)))
    found = [expression for expression in spellings if expression]
    return " OR ".join(f"({one})" for one in found) if found else '""'


def _all_of(query: str) -> str:
    phrases = (quoted or word for quoted, word in _PHRASE.findall(query))
    return " AND ".join(filter(None, map(_phrase, phrases)))


def _phrase(typed: str) -> str:
    runs = _runs(typed)
    if not runs:
        return ""
    words = [word for run in runs[:-1] for word in _pairs(run)]
    last = _pairs(runs[-1])
    if _IS_HAN.match(runs[-1]):
        # In the text another character may follow: the last pair, or any word that begins with the only one.
        return f'"{" ".join(words + last[:-1])}"' if len(last) > 1 else f'"{" ".join(words + last)}"*'
    return f'"{" ".join(words + last)}"'


def _runs(text: str) -> list[str]:
    """Runs of Chinese characters, and words and numbers of other scripts, in one form of their characters."""
    return _RUN.findall(_SPACED.sub("", normalize("NFKC", text).casefold()))


def _pairs(run: str) -> list[str]:
    return [*map("".join, pairwise(run)), run[-1]] if _IS_HAN.match(run) else [run]
