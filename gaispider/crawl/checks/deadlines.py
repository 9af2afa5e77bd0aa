"""When reports are due by law.

Regulation on the Disclosure of Government Information, State Council order 492 of 2007, in force since 1 May 2008,
art. 31: every office by 31 March. Revised by order 711 of 2019, art. 49: departments by 31 January, governments by
31 March. The revision does not name townships and street offices; they are given the later day.
"""

from __future__ import annotations

from datetime import date

from gaispider.reference import Phrases

FIRST_YEAR = 2008
REVISED_YEAR = 2019
_GOVERNMENT = Phrases("units.tsv", "government")


def is_government(unit: str) -> bool:
    """Whether a unit is, or acts for, the government of a place, and is not a department of it."""
    return _GOVERNMENT.find("".join(unit.split())) is not None


def due_day(report_year: int, unit: str) -> date:
    """The last day on which the unit's report for that year is on time."""
    if report_year >= REVISED_YEAR and not is_government(unit):
        return date(report_year + 1, 1, 31)
    return date(report_year + 1, 3, 31)
