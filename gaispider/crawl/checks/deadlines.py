"""When reports are due by law.

Regulation on the Disclosure of Government Information, State Council order 492 of 2007, in force since 1 May 2008,
art. 31: every office by 31 March. Revised by order 711 of 2019, art. 49: departments by 31 January, governments by
31 March. The revision does not name townships and street offices; they are given the later day.
"""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR = 2008
REVISED_YEAR = 2019
_GOVERNMENT = re.compile(
    r"(?:政府|公署|[省市县区旗州盟镇乡]|苏木|街道|办事处|(?:管理|工作)委员会|管委会|工委|政府办公[室厅])$"
)


def is_government(unit: str) -> bool:
    """Whether a unit is the government of a place, or stands for one, rather than a department of it."""
    return _GOVERNMENT.search("".join(unit.split())) is not None


def due_day(report_year: int, unit: str) -> date:
    """The last day on which the unit's report of that year is in time."""
    if report_year >= REVISED_YEAR and not is_government(unit):
        return date(report_year + 1, 1, 31)
    return date(report_year + 1, 3, 31)
