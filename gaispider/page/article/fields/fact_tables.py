"""Tables of a document whose rows say what is what: tables of a penalty, a permit, a person, a service.

One cell may hold nearly all the text of such a table, so it is not told from a layout table by its cells' sizes. It is
told by its rows: many begin with a few words that are no labels of index tables.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree

from gaispider.page.article.fields.field_labels import bare, label_kind

_CELLS = ("td", "th")
_LONGEST = 16
_LEAST = 3
# So many such rows are enough.
_ROWS = 40


def is_facts(table: etree._Element) -> bool:
    """Whether at least three rows begin with a few words before a value, most of them no labels of index tables."""
    others = labels = 0
    for row in islice(table.iter("tr"), _ROWS):
        cells = [cell for cell in row if cell.tag in _CELLS]
        if len(cells) < 2 or next(cells[0].iter("a", "img", "input"), None) is not None:
            continue
        text = bare("".join(cells[0].itertext()))
        if 0 < len(text) <= _LONGEST:
            if label_kind(text):
                labels += 1
            else:
                others += 1
    return others >= _LEAST and others > labels
