"""Which sites are looked at: addresses, files of addresses, and the portals of a region, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from gaispider.discovery.model import Target
from gaispider.sites.canonical import canonical_url
from gaispider.sites.portals import Portal, by_code, portals, within
from gaispider.sites.same_page import bare_host

_REGION_DIGITS = (2, 4, 6)


class TargetError(ValueError):
    """An argument that names no site; the message says what it must be."""


def targets_of(words: Iterable[str], region: str = "", *, every: bool = False) -> list[Target]:
    """The sites that the words name (addresses, files of them), else those of a region, else all portals.

    With words, `region` is the code of the one site that they name. Raises TargetError.
    """
    words = list(words)
    if words:
        found = [target for word in words for target in _of_word(word)]
        if region:
            if len(found) != 1 or len(region) not in (6, 9):
                raise TargetError(
                    "--region beside an address is the code of its government: one address, 6 or 9 digits"
                )
            found = [Target(found[0].url, region, _name(region), found[0].hints)]
        return _once(found)
    if region:
        if not region.isdecimal() or len(region) not in _REGION_DIGITS:
            raise TargetError(f"--region {region}: write a division code or its beginning, such as 22, 2202 or 220284")
        found = [_of_portal(portal) for portal in within(region)]
        if not found:
            raise TargetError(f"--region {region}: no portal of data/reference/portals.tsv.gz lies in it")
        return _once(found)
    if every:
        return _once(_of_portal(portal) for portal in portals())
    raise TargetError("name an address, a file of addresses, --region CODE or --all")


def _of_word(word: str) -> Iterator[Target]:
    path = Path(word)
    if "://" not in word and path.is_file():
        for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
            fields = line.split("#")[0].split() if not line.lstrip().startswith("#") else []
            addresses = [field for field in fields if "." in field]
            codes = [field for field in fields if field.isdecimal() and len(field) in (6, 9)]
            if len(addresses) > 1 or (fields and not addresses and not codes):
                raise TargetError(
                    f"{word}: line {number}: an address, a division code, or both stand in a line: {line}"
                )
            if addresses:
                yield _of_address(addresses[0], codes[0] if codes else "")
            elif codes:
                yield _of_code(codes[0], f"{word}: line {number}")
    elif "." in word:
        yield _of_address(word, "")
    else:
        raise TargetError(f"{word}: there is no such file, and it is no address such as http://www.panshi.gov.cn/")


def _of_code(code: str, where: str) -> Target:
    portal = by_code().get(code)
    if portal is None:
        raise TargetError(f"{where}: no portal of data/reference/portals.tsv.gz has the code {code}; write its address")
    return _of_portal(portal)


def _of_address(address: str, code: str) -> Target:
    url = address if "://" in address else f"http://{address}"
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise TargetError(f"{address}: is no address such as http://www.panshi.gov.cn/")
    url = parts._replace(path=parts.path or "/").geturl()
    portal = by_code().get(code) if code else _by_host().get(bare_host(parts.netloc))
    if portal is None:
        return Target(url, code, _name(code))
    return Target(url, portal.code, _name(portal.code), _hints(portal))


def _of_portal(portal: Portal) -> Target:
    return Target(portal.address, portal.code, _name(portal.code), _hints(portal))


def _hints(portal: Portal) -> tuple[str, ...]:
    """Pages of the portal that are known, the most useful first: policy columns stand beside those of the reports."""
    return tuple(dict.fromkeys(url for url in (portal.policy_column, portal.news_column, portal.budget_page) if url))


def _name(code: str) -> str:
    portal = by_code().get(code)
    return f"{portal.name}人民政府" if portal else ""


@cache
def _by_host() -> dict[str, Portal]:
    """Portals by host without www; hosts that several governments share are left out."""
    found: dict[str, Portal] = {}
    shared = set()
    for portal in portals():
        host = bare_host(urlsplit(portal.address).netloc)
        shared.update([host] if host in found else [])
        found[host] = portal
    return {host: portal for host, portal in found.items() if host not in shared}


def _once(targets: Iterable[Target]) -> list[Target]:
    found: dict[tuple[str, str], Target] = {}
    for target in targets:
        found.setdefault((canonical_url(target.url), target.region), target)
    return list(found.values())
