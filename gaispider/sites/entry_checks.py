"""Checks and converts each field of a registry entry on its own.

Each check takes the TOML value, returns the value for `Site`, and raises WrongFactError with the cure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches

from gaispider.page.selectors import FIELDS as SELECTORS
from gaispider.page.selectors import Select, WrongSelectorError, check
from gaispider.sites.facts.plain_facts import Fact, WrongFactError, day, one_line, strings, web_address
from gaispider.sites.facts.probe_facts import probed, proved
from gaispider.sites.model import Accepted

Convert = Callable[[Fact], object]

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}(?::(?P<port>\d{{1,5}}))?(?P<path>/[^\s?#\\]*)?$")
_KEY = re.compile(r"[a-z][a-z0-9_]*$")
_A_WORD = re.compile(r"\w")
_REGION = re.compile(r"[0-9]{6}(?:[0-9]{3})?$")
_YEARS = re.compile(r"(\d{4})-(\d{4})?$")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FIRST_YEAR = 1990
SLOWEST = 2.0
CONFIDENCE = ("certain", "derived", "found", "guess")


def key(fact: Fact) -> str:
    """A spider's name: pinyin in a-z, digits, underscores."""
    text = one_line(fact)
    if not _KEY.match(text):
        raise WrongFactError("must be pinyin in lower-case letters, digits and underscores, beginning with a letter")
    return text


def region(fact: Fact) -> str:
    """A division code. The registry checks whether it exists."""
    text = fact if isinstance(fact, str) else ""
    if not _REGION.match(text):
        raise WrongFactError('must be a division code of 6 digits (9 for a township) in quotes, such as "220284"')
    return text


def hosts(fact: Fact) -> tuple[str, ...]:
    """Hosts, each with an optional port and path prefix, without scheme."""
    found = strings(fact)
    for host in found:
        match = _HOST.match(host)
        if not match or int(match["port"] or 1) not in range(1, 65536) or ".." in host:
            cure = "write host, host:port or host/path in lower case, without http:// and without a query"
            raise WrongFactError(f"has {host!r}, which is not a host: {cure}")
    return found


def start(fact: Fact) -> tuple[str, ...]:
    """Web addresses, with {year} and {area} as placeholders."""
    found = strings(fact)
    for template in found:
        unknown = [name for name in _PLACEHOLDER.findall(template) if name not in ("year", "area")]
        if unknown:
            raise WrongFactError(f"has the placeholder {{{unknown[0]}}}: only {{year}} and {{area}} are known")
        web_address(template.replace("{year}", "2000").replace("{area}", "0"))
    return found


def evidence(fact: Fact) -> str:
    """One web address."""
    return web_address(one_line(fact))


def twins(fact: Fact) -> dict[str, str]:
    """URL prefix to canonical URL prefix, both ending in a slash."""
    if not isinstance(fact, dict):
        raise WrongFactError("must be a table of URL prefix = canonical URL prefix")
    for pair in fact.items():
        for prefix in pair:
            if not web_address(one_line(prefix)).endswith("/") or "?" in prefix:
                raise WrongFactError(f"has {prefix!r}: a prefix must end with / so that it cannot cut a name in two")
    return {str(left): str(right) for left, right in fact.items()}


def years(fact: Fact) -> tuple[int, ...]:
    """A list of years, a range "2014-2023", or "2014-" up to the present year."""
    this_year = date.today().year
    match = _YEARS.match(fact) if isinstance(fact, str) else None
    if match:
        found = tuple(range(int(match[1]), int(match[2] or this_year) + 1))
    elif isinstance(fact, list):
        found = tuple(year for year in fact if isinstance(year, int) and not isinstance(year, bool))
        found = found if len(found) == len(fact) else ()
    else:
        found = ()
    if not found or min(found) < FIRST_YEAR or max(found) > this_year + 1:
        raise WrongFactError(
            'must be a list of years, such as [2014, 2015], or a range, such as "2014-2023" or "2014-"'
        )
    return found


def delay(fact: Fact) -> float:
    """Seconds between requests, SLOWEST or more."""
    if isinstance(fact, bool) or not isinstance(fact, int | float) or not SLOWEST <= fact <= 3600:
        raise WrongFactError(f"must be a number of seconds, {SLOWEST:g} or more")
    return float(fact)


def render(fact: Fact) -> bool | str | tuple[str, ...]:
    """true, false, "auto", or the URL patterns that need a browser."""
    if isinstance(fact, bool) or fact == "auto":
        return fact
    if not isinstance(fact, list):
        raise WrongFactError('must be true, false, "auto" or a list of URL patterns')
    for pattern in strings(fact):
        try:
            re.compile(pattern)
        except re.error as error:
            raise WrongFactError(f"has the pattern {pattern!r}, which does not compile ({error})") from error
    return strings(fact)


def yes_or_no(fact: Fact) -> bool:
    """true or false."""
    if not isinstance(fact, bool):
        raise WrongFactError("must be true or false, without quotes")
    return fact


def confidence(fact: Fact) -> str:
    """How sure the author of the entry is: a word of CONFIDENCE."""
    if fact not in CONFIDENCE:
        raise WrongFactError(f"must be one of {', '.join(CONFIDENCE)}")
    return str(fact)


def expect(fact: Fact) -> int:
    """`{ min_reports = N }`."""
    if not isinstance(fact, dict) or set(fact) != {"min_reports"}:
        raise WrongFactError("must be { min_reports = N } and nothing else")
    least = fact["min_reports"]
    if isinstance(least, bool) or not isinstance(least, int) or least < 0:
        raise WrongFactError("must give min_reports as a whole number, 0 or more")
    return least


def ended(fact: Fact) -> dict[str, int]:
    """`{ "某局" = 2018 }`: units, each with the last year for which it reported."""
    if not isinstance(fact, dict) or not fact:
        raise WrongFactError('must be a table of units and last report years, such as { "某局" = 2018 }')
    for unit, last in fact.items():
        if isinstance(last, bool) or not isinstance(last, int) or not FIRST_YEAR <= last <= 2100:
            raise WrongFactError(f"gives {unit} the last report year {last!r}; write a year such as 2018")
    return {one_line(unit): last for unit, last in fact.items()}


def accept(fact: Fact) -> dict[str, Accepted]:
    """`accept."http://…/ndbg/" = { missing = 3, on = 2026-11-29, reason = "…" }`: known gaps by listing or host."""
    if not isinstance(fact, dict) or not fact:
        raise WrongFactError(f"must be a table of listings or hosts and what is known of them, such as {_ACCEPT}")
    return {_gap_of(where): _accepted(where, gap) for where, gap in fact.items()}


_ACCEPT = 'accept."http://a.gov.cn/ndbg/" = { missing = 3, on = 2026-11-29, reason = "hidden" }'


def _gap_of(where: str) -> str:
    if "://" in where:
        return web_address(where)
    if not _HOST.match(where):
        raise WrongFactError(f"has {where!r}, which is neither the address of a listing nor a host")
    return where


def _accepted(where: str, gap: Fact) -> Accepted:
    if not isinstance(gap, dict) or not {"on", "reason"} <= set(gap) <= {"missing", "on", "reason"}:
        raise WrongFactError(f"must give {where} on and reason, and missing where the site tells a number: {_ACCEPT}")
    missing = gap.get("missing", 0)
    if isinstance(missing, bool) or not isinstance(missing, int) or missing < 0:
        raise WrongFactError(f"must give {where} missing as a whole number, 0 or more")
    if day(gap["on"]) > date.today().isoformat():
        raise WrongFactError(f"accepts the gap of {where} on {day(gap['on'])}, a day to come")
    if not _A_WORD.search(one_line(gap["reason"])):
        raise WrongFactError(f"must say why the gap of {where} is right as it is, in reason")
    return Accepted(day(gap["on"]), gap["reason"], missing)


def select(fact: Fact) -> Select:
    """`{ body = "#zoom", … }`: selectors by the part of a page that they find."""
    if not isinstance(fact, dict) or not fact:
        raise WrongFactError('must be a table of parts and selectors, such as { body = "#zoom" }')
    for name, selector in fact.items():
        if name not in SELECTORS:
            raise WrongFactError(f"has {name}, which is no part of a page{suggestion(name, list(SELECTORS))}")
        if not isinstance(selector, str):
            raise WrongFactError(f"gives {name} {selector!r}; write a selector in quotes")
        try:
            check(name, selector)
        except WrongSelectorError as error:
            raise WrongFactError(f"{name} {error}") from error
    return Select(**fact)


def facts(fact: Fact) -> dict[str, object]:
    """Facts for the family's spider, which checks them itself."""
    if not isinstance(fact, dict):
        raise WrongFactError("must be a table")
    return fact


FIELDS: dict[str, tuple[str, Convert]] = {
    "key": ("key", key),
    "name": ("name", one_line),
    "region": ("region", region),
    "family": ("family", one_line),
    "hosts": ("hosts", hosts),
    "start": ("start", start),
    "single": ("single", yes_or_no),
    "twins": ("twins", twins),
    "years": ("years", years),
    "areas": ("areas", strings),
    "expect": ("min_reports", expect),
    "ended": ("ended", ended),
    "accept": ("accept", accept),
    "caveats": ("caveats", one_line),
    "delay": ("delay", delay),
    "render": ("render", render),
    "tls": ("tls", one_line),
    "verified": ("verified", day),
    "proved": ("proved", proved),
    "probe": ("probe", probed),
    "evidence": ("evidence", evidence),
    "confidence": ("confidence", confidence),
    "select": ("select", select),
    "facts": ("facts", facts),
}
"""Name in the TOML file, then the field of Site and the check that makes its value."""


def suggestion(name: str, known: list[str]) -> str:
    """`; did you mean x?` if a known name is close, else a list of the known names."""
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(sorted(known))}"
