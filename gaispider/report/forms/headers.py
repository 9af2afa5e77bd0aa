"""Header rows of tables 3 and 4: the columns of figures, in the order of the cells of data rows."""

from __future__ import annotations

from dataclasses import dataclass

from gaispider.items import Warn
from gaispider.page.model import Cell
from gaispider.report.forms.grid import Column
from gaispider.report.forms.labels import Label, is_number, is_subsequence, likeness, read_label, vocabulary

APPLICANTS = ("natural", "business", "research", "welfare", "legal", "other", "total")
_ORGANISATIONS = APPLICANTS[1:6]
# Below this share of common characters a header in the place of a known one is another column, not a slip.
_LIKE = 0.45


@dataclass(slots=True)
class _Leaf:
    """A header cell above one column; `key` is None if its wording is unknown or blank."""

    key: str | None
    cell: Cell


def read_applicants(rows: list[list[Cell]], warnings: list[Warn]) -> list[Column]:
    """The columns of table 3 from its header rows, left to right.

    The grid decides where it is consistent. Where rowspans are missing, the cells of 法人或其他组织 take its place in
    order.
    """
    columns, head = vocabulary("t3", "column"), vocabulary("t3", "head")
    leaves: list[_Leaf] = []
    group: Cell | None = None
    for row in rows:
        for cell in row:
            label = read_label(cell.text)
            role, key = head.find(label), columns.find(label)
            if role is None and key is None and len(label.body) > 3:
                damaged = head.find_damaged(label)
                role = damaged.pop() if len(damaged) == 1 else None
            if role == "organisations":
                group = group or cell
            if role is not None:
                continue
            if key is None and cell.text:
                damaged = columns.find_damaged(label)
                key = damaged.pop() if len(damaged) == 1 else None
            leaves.append(_Leaf(key, cell))
    known = [leaf for leaf in leaves if leaf.key]
    if not known:
        return []
    cut = _cut(leaves)
    if cut:
        return _named_by_order(cut, warnings)
    ordered = _by_grid(leaves, known, group) or _by_rows(leaves, known, group)
    return _named(ordered, warnings)


def _cut(leaves: list[_Leaf]) -> list[_Leaf]:
    """Seven cells of one row that are the rest of the form's header; empty where another reading is possible."""
    found: list[_Leaf] = []
    for row in sorted({leaf.cell.row for leaf in leaves}):
        cells = sorted((leaf for leaf in leaves if leaf.cell.row == row), key=lambda leaf: leaf.cell.column)
        cells = cells[-len(APPLICANTS) :]
        texts = [read_label(leaf.cell.text) for leaf in cells]
        if (
            len(cells) == len(APPLICANTS)
            and all(map(_is_rest, texts, APPLICANTS))
            and any(not c.key and c.cell.text for c in cells)
        ):
            whole = sum(leaf.key == key for leaf, key in zip(cells, APPLICANTS, strict=True))
            if whole > 1 or sum(bool(label.body) for label in texts) >= 5:
                found = cells
    return found


def _is_rest(label: Label, key: str) -> bool:
    """Whether a header cell is a column's label, or the rest of it after characters were lost."""
    return any(
        is_subsequence(label.body, known) for known, own in vocabulary("t3", "column").keys.items() if own == key
    )


def _named_by_order(leaves: list[_Leaf], warnings: list[Warn]) -> list[Column]:
    printed = vocabulary("t3", "column").printed
    columns = []
    for key, leaf in zip(APPLICANTS, leaves, strict=True):
        cell = leaf.cell
        if leaf.key != key:
            detail = f"table 3: header {cell.text or '(blank)'} read as {printed[key]} by its place"
            warnings.append(Warn("unknown_column", detail))
        label = read_label(cell.text).text
        columns.append(Column(key, label, cell.column, cell.column + cell.colspan, placed=leaf.key != key))
    return columns


def _by_grid(leaves: list[_Leaf], known: list[_Leaf], group: Cell | None) -> list[_Leaf] | None:
    """The leaves by their column; None if the grid contradicts itself."""
    starts = [leaf.cell.column for leaf in known]
    if len(set(starts)) < len(starts):
        return None
    if group is not None:
        inside = range(group.column, group.column + group.colspan)
        for leaf in known:
            if (leaf.key in _ORGANISATIONS) != (leaf.cell.column in inside) and leaf.cell.row >= group.row:
                return None
    first = min(starts)
    taken = {column for leaf in known for column in range(leaf.cell.column, leaf.cell.column + leaf.cell.colspan)}
    others = []
    for leaf in leaves:
        cell = leaf.cell
        if leaf.key is None and cell.column >= first and cell.column not in taken:
            others.append(leaf)
            taken.update(range(cell.column, cell.column + cell.colspan))
    return sorted(known + others, key=lambda leaf: leaf.cell.column)


def _by_rows(leaves: list[_Leaf], known: list[_Leaf], group: Cell | None) -> list[_Leaf]:
    """The leaves in reading order: those of the organisations in the place of 法人或其他组织.

    总计 last if it stands above.
    """
    leaves = _without_repeats(leaves, {leaf.cell.row for leaf in known})
    inner_row = next((leaf.cell.row for leaf in leaves if leaf.key in _ORGANISATIONS[:4]), None)
    inner = [leaf for leaf in leaves if leaf.cell.row == inner_row]
    outer = [leaf for leaf in leaves if leaf.cell.row != inner_row]
    return leaves if group is None or not outer else _around(group, inner, outer)


def _without_repeats(leaves: list[_Leaf], rows: set[int]) -> list[_Leaf]:
    """Each known leaf at its first place, and unknown cells in the rows of known ones."""
    first: dict[str, _Leaf] = {}
    for leaf in leaves:
        if leaf.key:
            first.setdefault(leaf.key, leaf)
    return [
        leaf for leaf in leaves if (first[leaf.key] is leaf if leaf.key else leaf.cell.text and leaf.cell.row in rows)
    ]


def _around(group: Cell, inner: list[_Leaf], outer: list[_Leaf]) -> list[_Leaf]:
    """The organisations' leaves between those left of 法人或其他组织 and the others; those above all columns last."""
    natural = next((leaf.cell.row for leaf in outer if leaf.key == "natural"), group.row)
    before, after, late = [], [], []
    for leaf in outer:
        cell = leaf.cell
        if cell.row < natural:
            late.append(leaf)
        elif cell.row == group.row and cell.column < group.column:
            before.append(leaf)
        else:
            after.append(leaf)
    return before + inner + after + late


def _named(leaves: list[_Leaf], warnings: list[Warn]) -> list[Column]:
    """Keys for all leaves.

    A header of unknown wording between known ones gets the key of its place if it is similar.
    """
    printed = vocabulary("t3", "column").printed
    keys = [leaf.key for leaf in leaves]
    by_place = set()
    for n, leaf in enumerate(leaves):
        if leaf.key is not None:
            continue
        key = _expected(keys, n)
        body = read_label(leaf.cell.text).body
        if (
            key
            and key not in keys
            and (not body or likeness(body, printed[key]) >= _LIKE or is_subsequence(body, printed[key]))
        ):
            keys[n] = key
            by_place.add(id(leaf))
            detail = f"table 3: header {leaf.cell.text or '(blank)'} read as {printed[key]} by its place"
            warnings.append(Warn("unknown_column", detail))
    columns: list[Column] = []
    for key, leaf in zip(keys, leaves, strict=True):
        label = read_label(leaf.cell.text).text
        if key is None and not label:
            continue
        if key is None:
            key = label if not is_number(read_label(label)) else f"column_{leaf.cell.column + 1}"
            warnings.append(Warn("unknown_column", f"table 3: {label}"))
        twice = next((column for column in columns if column.key == key), None)
        if twice is not None:
            twice.doubtful = True
            key = f"column_{leaf.cell.column + 1}"
            warnings.append(Warn("unknown_column", f"table 3: {label} is printed over two columns"))
        end = leaf.cell.column + leaf.cell.colspan
        made = Column(key, label, leaf.cell.column, end, placed=id(leaf) in by_place, doubtful=twice is not None)
        columns.append(made)
    return columns


def _expected(keys: list[str | None], n: int) -> str | None:
    """The key of the form at place `n`, if the known neighbours leave exactly as many keys as places; else None."""
    left = next((i for i in range(n - 1, -1, -1) if keys[i] in APPLICANTS), None)
    right = next((i for i in range(n + 1, len(keys)) if keys[i] in APPLICANTS), None)
    start = APPLICANTS.index(keys[left] or "") + 1 if left is not None else 0
    stop = APPLICANTS.index(keys[right] or "") if right is not None else len(APPLICANTS)
    places = (right if right is not None else len(keys)) - (left + 1 if left is not None else 0)
    if stop - start != places:
        return None
    return APPLICANTS[start + n - (left + 1 if left is not None else 0)]
