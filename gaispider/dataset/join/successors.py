"""What an agency became in a reform: data/reference/dataset/agency_changes.tsv."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from gaispider.dataset.reference_rows import reference_rows
from gaispider.dataset.rows.unit_identity import full_name


@cache
def became() -> tuple[dict[str, str], ...]:
    """The rows of agencies that became another."""
    return tuple(row for row in reference_rows("agency_changes.tsv") if row["relation"] == "became")


def successor_of(unit_id: str, units: Collection[str]) -> dict[str, Any]:
    """What the agency became, where the reform says so; where it leaves room, only if the other is a unit."""
    code, _, rest = unit_id.partition("-")
    for row in became():
        if row["before"] == rest:
            successor = f"{code}-{full_name(row['after'])}"
            if row["certainty"] == "certain" or successor in units:
                return {
                    "successor_id": successor,
                    "successor_year": int(row["year"]),
                    "successor_certainty": row["certainty"],
                    "successor_source": row["source"],
                }
    return {}
