"""Decides, of all answers of an import, which are taken as what, and what is missing beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gaispider.crawl.notes.import_note import Role
from gaispider.listing_values import ListingEntry
from gaispider.maintenance.visits.examined import Examined, file_name
from gaispider.sites.canonical import canonical_url
from gaispider.sites.model import Site

# A second copy of a download gets a number from the browser: 年报 (1).pdf.
_COPY = re.compile(r"\s?\(\d{1,3}\)(?=\.\w{1,5}$)")


@dataclass(slots=True)
class Chosen:
    """An answer that is taken, under its address; `entry` is the row of a listing of the import that names it.

    `linked`: its address was found through a link of another page of the import.
    """

    found: Examined
    url: str
    role: Role
    entry: ListingEntry | None = None
    linked: bool = False


@dataclass(slots=True)
class Plan:
    """`chosen` by place. `nameless` are files whose address nothing says; `aside` are answers that are neither report
    nor list of reports, `foreign` files of other hosts that no report names. `absent` are the rows of listings, and
    `files_absent` the attachments of reports, that are not in the import; both by canonical URL."""

    chosen: dict[int, Chosen] = field(default_factory=dict)
    nameless: list[Examined] = field(default_factory=list)
    aside: list[Examined] = field(default_factory=list)
    foreign: list[Examined] = field(default_factory=list)
    absent: dict[str, ListingEntry] = field(default_factory=dict)
    files_absent: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)


def plan(examined: Iterable[Examined], site: Site, is_article: Callable[[str], bool]) -> Plan:
    """The plan for the answers of an import; `is_article` tells by an address alone, as the site's family does."""
    newest: dict[str, Examined] = {}
    nameless: list[Examined] = []
    for one in examined:
        if not one.name:
            nameless.append(one)
        elif one.name not in newest or one.time >= newest[one.name].time:
            newest[one.name] = one
    found = Plan()
    rows = _rows_of_listings([*newest.values(), *nameless], is_article)
    files = _files([*newest.values(), *nameless], site)
    linked = _linked(nameless, rows, files, newest)
    for one in [*newest.values(), *nameless]:
        url = one.url or linked.get(one.place, "")
        name = one.name or (canonical_url(url, site) if url else "")
        role = _role(one, name, rows, files, is_article)
        if not url:
            found.nameless.append(one)
        elif role is None:
            (found.aside if one.own else found.foreign).append(one)
        else:
            found.chosen[one.place] = Chosen(one, url, role, rows.get(name), linked=not one.url)
    _add_absent(found, rows, files, site)
    return found


def _rows_of_listings(examined: Iterable[Examined], is_article: Callable[[str], bool]) -> dict[str, ListingEntry]:
    found: dict[str, ListingEntry] = {}
    for one in examined:
        if is_listing(one, is_article):
            found.update({url: row for url, row in one.rows.items() if url != one.name})
    return found


def is_listing(one: Examined, is_article: Callable[[str], bool]) -> bool:
    """Whether a page is a list of reports: it names some, and is itself none that its address or its text makes one."""
    if not one.rows or one.whole:
        return False
    return not (one.is_report and one.url and is_article(one.url))


def _files(examined: Iterable[Examined], site: Site) -> dict[str, str]:
    """The attachments of pages that read as reports: canonical URL to name."""
    return {
        canonical_url(file.url, site): file.name or file_name(file.url)
        for one in examined
        if one.is_report
        for file in one.files
    }


def _role(
    one: Examined, name: str, rows: dict[str, ListingEntry], files: dict[str, str], is_article: Callable[[str], bool]
) -> Role | None:
    """What an answer is taken as; None if it is neither a report, nor a list of reports, nor a file of one."""
    if one.kind == "file":
        if name in files:
            return "file"
        return "article" if one.own and (name in rows or one.is_report) else None
    if is_listing(one, is_article) and not (name in rows and one.is_report and len(one.rows) == 1):
        return "listing"
    return "article" if one.is_report or name in rows else None


def _linked(
    nameless: list[Examined], rows: dict[str, ListingEntry], files: dict[str, str], newest: dict[str, Examined]
) -> dict[int, str]:
    """Addresses for answers without one, by place: a file's by the one link to a file of its name, a page's by the one
    row with its title. What two could have, or an answer of the import has already, is given to none."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for one in nameless:
        targets = _by_file_name(one, files, rows) if one.kind == "file" else _by_title(one, rows)
        if len(targets) == 1 and (target := targets.pop()) not in newest:
            wanted[target].append(one.place)
    return {places[0]: target for target, places in wanted.items() if len(places) == 1}


def _by_file_name(one: Examined, files: dict[str, str], rows: dict[str, ListingEntry]) -> set[str]:
    saved = _COPY.sub("", one.file.rpartition("!")[2].rpartition("/")[2])
    plain = saved.rpartition(".")[0] or saved
    found = {url for url, name in files.items() if saved in (file_name(url), name) or plain == name}
    return found or {url for url in rows if file_name(url) == saved}


def _by_title(one: Examined, rows: dict[str, ListingEntry]) -> set[str]:
    title = "".join((one.title or "").split())
    return {url for url, row in rows.items() if title and "".join(row.title.split()) == title}


def _add_absent(found: Plan, rows: dict[str, ListingEntry], files: dict[str, str], site: Site) -> None:
    taken = {canonical_url(one.url, site) for one in found.chosen.values()}
    found.absent = {url: row for url, row in rows.items() if url not in taken}
    found.files_absent = {url: name for url, name in files.items() if url not in taken}
    found.more = {one.url: one.found.more for one in found.chosen.values() if one.role == "listing" and one.found.more}
