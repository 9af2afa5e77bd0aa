"""The sums that must hold in each form, and whether they do.

Tables 3 and 4 (国办公开办函〔2019〕60号, 〔2021〕30号): 第一项加第二项之和，等于第三项加第四项之和, and the totals. The
form of 2014: the numbers by way of request, by answer and by reason sum up to their totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gaispider.items import AnnexFigure, Check, Figure, Form, Tables, Warn
from gaispider.report.forms.form_a.annex_identities import annex_sums
from gaispider.report.forms.grid import Rows
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.t3 import ROWS
from gaispider.report.forms.t4 import COLUMNS, GROUPS

_Cell = Figure | AnnexFigure | None
_LEAVES = tuple(row for row in ROWS if row.startswith("3.") and row != "3.7")


def check_tables(tables: Tables, form: Form | None) -> tuple[list[Check], list[Warn]]:
    """All sums whose cells the tables have, and a warning `identity_failed` for each that does not hold.

    A check's `id` is `t3.main` (一+二 = (七)+四, for each column), `t3.leaves` ((七) = its rows, for each column),
    `t3.totals` (总计 = the applicants, for each row), `t4.totals` (for each group) or `a.sum` (for each row of the form
    of 2014).
    """
    name = form or "unknown"
    checks: list[Check] = []
    if tables.t3:
        checks.extend(_t3(tables.t3, name))
    if tables.t4:
        checks.extend(_t4(tables.t4, name))
    if tables.a:
        for row, parts in annex_sums(tables.a):
            figures = [tables.a[part] for part in parts]
            checks.append(_check("a.sum", name, row, None, [tables.a[row]], figures))
            if any(figure.cumulative is not None for figure in (tables.a[row], *figures)):
                years = [figure.cumulative for figure in figures]
                checks.append(_check("a.sum", name, row, "cumulative", [tables.a[row].cumulative], years))
    return checks, [Warn("identity_failed", _sentence(check)) for check in checks if _failed(check)]


def _t3(t3: Rows, form: str) -> Iterator[Check]:
    columns = [column for column in APPLICANTS if any(column in row for row in t3.values())]
    for column in columns:
        yield from _t3_main(t3, form, column)
    for column in columns:
        yield from _t3_leaves(t3, form, column)
    for name in ROWS if "3.6" not in t3 else (*ROWS, "3.6"):
        yield from _t3_totals(t3, form, name)


def _t3_main(t3: Rows, form: str, column: str) -> Iterator[Check]:
    """一+二 = (七)+四."""
    if all(row in t3 for row in ("1", "2", "3.7", "4")):
        left, right = ([t3[row].get(column) for row in side] for side in (("1", "2"), ("3.7", "4")))
        yield _check("t3.main", form, None, column, left, right)


def _t3_leaves(t3: Rows, form: str, column: str) -> Iterator[Check]:
    """(七) = its rows. The form of 2019 has one row for 其他处理."""
    leaves = leaves_of(t3)
    if "3.7" in t3 and all(row in t3 for row in leaves):
        parts = [t3[row].get(column) for row in leaves]
        yield _check("t3.leaves", form, "3.7", column, [t3["3.7"].get(column)], parts)


def leaves_of(t3: Rows) -> tuple[str, ...]:
    """The rows that (七) is the sum of."""
    return _LEAVES if "3.6.1" in t3 else (*_LEAVES[:-3], "3.6")


def _t3_totals(t3: Rows, form: str, name: str) -> Iterator[Check]:
    """总计 = the applicants."""
    row = t3.get(name)
    if row and "total" in row:
        yield _check("t3.totals", form, name, "total", [row["total"]], [row.get(c) for c in APPLICANTS[:-1]])


def _t4(t4: Rows, form: str) -> Iterator[Check]:
    for group in GROUPS:
        row = t4.get(group)
        if row and "total" in row:
            yield _check("t4.totals", form, group, "total", [row["total"]], [row.get(c) for c in COLUMNS[:-1]])


def _check(
    identity: str,
    form: str,
    row: str | None,
    column: str | None,
    left: Sequence[_Cell],
    right: Sequence[_Cell],
) -> Check:
    """One sum: that of `left` against that of `right`.

    `holds_if_blank_zero` is None where a side has no figure at all, unless the other side says 0. Many offices fill in
    only totals, or none, so such a sum cannot be tested.
    """
    values = [[cell.value for cell in side if cell is not None and cell.value is not None] for side in (left, right)]
    sums = [_sum(side) for side in values]
    blanks = len(left) + len(right) - len(values[0]) - len(values[1])
    silent = [not side for side in values]
    equal = sums[0] == sums[1]
    testable = not any(silent) or (equal and not all(silent))
    return Check(
        identity,
        form,
        row,
        column,
        None if silent[0] else _plain(sums[0]),
        None if silent[1] else _plain(sums[1]),
        blanks,
        equal if blanks == 0 else None,
        equal if testable else None,
    )


def _sum(values: Sequence[int | str]) -> Decimal | int:
    counts = [value for value in values if isinstance(value, int)]
    return sum(counts) if len(counts) == len(values) else sum(map(Decimal, values), Decimal(0))


def _plain(number: Decimal | int) -> int | str:
    return int(number) if isinstance(number, int) or number == number.to_integral_value() else str(number)


def _failed(check: Check) -> bool:
    return check.holds is False or check.holds_if_blank_zero is False


def _sentence(check: Check) -> str:
    where = " ".join(filter(None, (check.row and f"row {check.row}", check.column and f"column {check.column}")))
    said = f"{check.id} ({where}): {check.left} is not {check.right}"
    return f"{said}; {check.blanks} blank cells read as zero" if check.blanks else said
