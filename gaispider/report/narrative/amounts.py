"""The value of a number as sentences print it: 1,286, 23.9847, 三, 一百零三."""

from __future__ import annotations

import re
from decimal import Decimal

from gaispider.items import Method
from gaispider.report.line_readings import chinese_integer, is_number
from gaispider.text.numerals import read_integer

_HUNDRED = re.compile("[百千]")


def method_of(number: str, *, repaired: bool) -> Method:
    """How a number was read; `repaired`: a sign was lost or left out."""
    if repaired:
        return "repaired"
    return "intact" if number[0].isdecimal() else "chinese_numeral"


def amount_of(number: str, big: str | None) -> int | Decimal | None:
    """Its value, times 10,000 if 万 follows (`big`), a Decimal if it has a point; None if it is no number."""
    amount: int | Decimal | None
    if number[0].isdecimal():
        plain = number.replace(",", "")
        if not is_number(plain.replace(".", "")):
            return None
        amount = Decimal(plain) if "." in plain else int(plain)
    else:
        amount = read_integer(number) if _HUNDRED.search(number) or number == "零" else chinese_integer(number)
    return amount * 10000 if big and amount is not None else amount
