"""The result type of find_dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "range"]
Method = Literal["intact", "chinese_numeral", "markup", "repaired"]
Certainty = Literal["certain", "context", "ambiguous"]


@dataclass(slots=True)
class DateMention:
    """A date or span of time as the text has it.

    `raw` is `text[span[0]:span[1]]`. `start` and `end` are the first and last day meant (equal for a day). When
    `certainty` is `ambiguous`, both are None and `alternatives` holds every reading as (first day, last day);
    `precision` is then that of the finest reading. `time` is `HH:MM` or `HH:MM:SS` as printed after a day.
    """

    raw: str
    span: tuple[int, int]
    start: date | None
    end: date | None
    time: str | None
    precision: Precision
    method: Method
    certainty: Certainty
    alternatives: list[tuple[date, date]] = field(default_factory=list)
