"""How one sheet looks."""

from __future__ import annotations

from dataclasses import dataclass, field

Address = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class SheetLook:
    """`texts` are what cells show where their value alone does not say it, `unseen` cells whose value is not seen.

    `told` are lines with the parts of texts that are not seen, `open` formulas without a value. `rows` and `columns`
    are how far cells with content reach.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    texts: dict[Address, str] = field(default_factory=dict)
    unseen: set[Address] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
