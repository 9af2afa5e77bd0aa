"""Decides who owns a report column on a host that the registry entry does not name.

An office may keep its reports on a platform of its county or province, or under a second name. Its pages also link to
columns of its parent, its departments and other offices. The first rule of RULES that decides names the owner. If none
does, the column is reported as a note and is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from gaispider.page.listing.column_box import ColumnBox
from gaispider.page.script_variants import phrases
from gaispider.sites.model import Site
from gaispider.sites.same_page import bare_host, same_domain

_WORD = phrases("listings.tsv", "column_word")
_SELF = phrases("listings.tsv", "own_office")
_OTHERS = phrases("listings.tsv", "other_offices")
_UNIT = phrases("listings.tsv", "unit_ending")
_REST = re.compile(r"[\W\d_]+")
# A list of offices leads to at least so many other hosts; a menu of one office leads to one or two.
_MANY_HOSTS = 3
# So many links to the own host make a box the office's menu.
_MENU = 2


@dataclass(frozen=True, slots=True)
class LinkedColumn:
    """A link to a report column: `url` on another host, `name` as printed, the box that it stands in."""

    url: str
    name: str
    box: ColumnBox


Verdict = bool | None
"""True: the site's own; False: another office's; None: the rule does not say."""


def _named(column: LinkedColumn, site: Site) -> Verdict:
    """The link, or else the heading above it, names an office: this one (磐石市, 本局) or another (教育局, 吉林市)."""
    for text in (column.name, column.box.heading):
        if _SELF.find(text):
            return True
        unit = _unit(text)
        # 政府年报 is short for 政府信息公开年报.
        if len(unit) > 1 and unit != "政府" and _UNIT.find(unit):
            return _is_same_office(unit, site.name)
    return None


def _in_a_list_of_offices(column: LinkedColumn, site: Site) -> Verdict:
    """The column's box leads to many hosts, or has the heading of a list of other offices (各部门, 友情链接)."""
    own = {entry.partition("/")[0].lower() for entry in site.hosts}
    others = len(column.box.hosts - own)
    many = others >= _MANY_HOSTS and others > column.box.own
    return False if many or _OTHERS.find(column.name) or _OTHERS.find(column.box.heading) else None


def _in_the_own_menu(column: LinkedColumn, site: Site) -> Verdict:
    """The column's box is the menu of this office's disclosure: the other links in it lead to the own host."""
    return True if column.box.own >= _MENU and column.box.disclosure else None


def _at_the_own_address(column: LinkedColumn, site: Site) -> Verdict:
    """The column is on the same domain: the host differs only by www, or a folder is named like the site's.

    "Like the site's" means like its host or its folder.
    """
    parts = urlsplit(column.url)
    folders = set(parts.path.lower().split("/"))
    for entry in site.hosts:
        host, _, prefix = entry.lower().partition("/")
        if not same_domain(host, parts.netloc):
            continue
        label = prefix.strip("/").rpartition("/")[2] or bare_host(host).partition(".")[0]
        if bare_host(host) == bare_host(parts.netloc) or label in folders:
            return True
    return None


RULES: tuple[Callable[[LinkedColumn, Site], Verdict], ...] = (
    _named,
    _in_a_list_of_offices,
    _in_the_own_menu,
    _at_the_own_address,
)
"""In the order of trust."""


def is_own(column: LinkedColumn, site: Site) -> Verdict:
    """Whether a column is the site's own, by the first rule that decides; None where none does."""
    return next((verdict for rule in RULES if (verdict := rule(column, site)) is not None), None)


def _unit(text: str) -> str:
    """The rest of a name without the words of reports: 磐石市政府信息公开年报 gives 磐石市."""
    rest = _REST.sub("", text)
    while found := _WORD.find(rest):
        rest = rest.replace(found[0], "")
    return rest


def _is_same_office(unit: str, name: str) -> bool:
    """Whether a name, which may be short, is this office's: 磐石市, 市政府, 教育局 of 磐石市教育局."""
    short, own = unit.replace("人民政府", "政府"), name.replace("人民政府", "政府")
    return own.endswith(short) or own == f"{short}政府" or (own.endswith("政府") and short == f"{own}办公室")
