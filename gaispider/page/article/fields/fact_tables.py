"""Tables of a document whose rows say what is what: of a penalty, a permit, a person, a service.

One cell may hold nearly all that such a table says. A layout of the page, whose cells hold menus, title and document,
has few rows that begin with a few words; an index table begins its rows with labels that index tables have.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree

from gaispider.page.article.fields.field_labels import bare, label_kind

_CELLS = ("td", "th")
_LONGEST = 16
_LEAST = 3
# So many rows tell.
_ROWS = 40


def is_facts(table: etree._Element) -> bool:
    """Whether three rows or more begin with a few words before a value, most of them words that no index table has."""
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
