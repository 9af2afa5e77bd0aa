"""Links to other listings: columns of reports, units that have one, and parts of a report column.

A report column is known by its name (政府信息公开年报, 年度报告) or by the folder that offices use for it (ndbg, gknb,
zfxxgknb, 2020nb; docs/field-guide.md, 2.4). A unit is known by the last word of its name. Only the link's text and
address are used, so a folder that names the wrong unit does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from lxml.etree import _Element

from gaispider.filetypes import NO_PAGE, endings
from gaispider.page.listing.called_columns import called_column
from gaispider.page.listing.row_days import squeeze
from gaispider.page.listing.rows import NOT_AN_ENTRY
from gaispider.page.paging.links import link_address
from gaispider.page.script_variants import pattern, phrases
from gaispider.page.urls import absolute, base_address, split, without_fragment
from gaispider.reference import Phrases

Kind = Literal["report", "unit", "part"]

_REPORT_NAME = pattern(r"年度?报告?$|年报|年度(?:工作)?报告|(?:公开|信息|^)(?:工作)?报告(?:专栏|栏目)?$")
_REPORT_WORDS = pattern(r"(?:年报|年度(?:工作)?(?:报告|总结)|信息公开.{0,12}(?:报告|总结))")
_NO_REPORT = phrases("listings.tsv", "no_report")
_REPORT_FOLDER = Phrases("listings.tsv", "report_folder", flags=re.IGNORECASE)
_UNIT_NAME = phrases("listings.tsv", "unit_ending")
_NO_UNIT = phrases("listings.tsv", "no_unit")
_YEAR_NAME = pattern(r"^(?:政府信息公开)?(?:19|20)\d\d\s*年?度?(?:年报|年度报告|政府信息公开年报|报告)?$")
_BARE_YEAR = pattern(r"(?:19|20)\d\d\s*年?度?")
_YEARS_ALONE = pattern(r"(?:(?:19|20)\d\d\s*年?度?\W*)+")
_LONGEST_HEADING = 20
# How many boxes may lie between a year and its heading.
_LEVELS = 5
_FILE = re.compile(rf"\.(?:{endings(*NO_PAGE)})$", re.IGNORECASE)
_INDEX = re.compile(r"^(?:[a-z_]{0,12}(?:index|lists?|navs?)|default|main)\.\w{3,5}$", re.IGNORECASE)
_LIST = re.compile(r"list(?:/|[_-]?)\d*\.\w{3,5}$", re.IGNORECASE)
_PAGE_ENDINGS = frozenset(("htm", "html", "shtml", "jhtml", "jsp"))
_MAX_NAME = 40


@dataclass(slots=True, frozen=True)
class Column:
    """A link to a page that may list reports; `link` is its element on the page.

    `kind` is `report` (a report column), `unit` (the page of an office or of a group of offices) or `part` (a year or a
    group within a report column).
    """

    url: str
    name: str
    kind: Kind
    link: _Element = field(compare=False, repr=False)


def is_report_title(title: str) -> bool:
    """Whether an entry's title is about a yearly report on information disclosure, or about such work."""
    if _REPORT_WORDS.search(title) is None:
        return False
    # 审计局2018年政府信息公开年度报告 is one; 2018年法治政府建设年度报告 is another kind of report.
    return "公开" in title or not _NO_REPORT.find(title)


def is_report_column(name: str) -> bool:
    """Whether a name is that of a report column: 政府信息公开年报, but not 中国青年报."""
    return _REPORT_NAME.search(name) is not None and not _NO_REPORT.find(name)


def is_report_folder(url: str) -> bool:
    """Whether an address lies in a folder that offices use for their report columns."""
    parts = split(url)
    return parts is not None and any(_REPORT_FOLDER.find(folder) for folder in parts.path.split("/")[:-1])


def read_columns(root: _Element, url: str, *, in_column: bool) -> list[Column]:
    """Columns linked from the page at `url`, each address once.

    `in_column` says that the page is a report column itself: then the years and groups in it are parts of it.
    """
    here = base_address(root, url)
    own = without_fragment(url)
    found: dict[str, Column] = {}
    for name, href, link in _names(root):
        joined = absolute(here, href)
        if joined is None:
            continue
        address = without_fragment(joined)
        parts = urlsplit(address)
        if address in found or address == own or parts.scheme not in ("http", "https") or _FILE.search(parts.path):
            continue
        kind = _kind(name, address, in_column=in_column)
        if kind in (None, "part", "unit") and _BARE_YEAR.fullmatch(name) and is_under_report_heading(link):
            kind = "report"
        if kind is not None:
            found[address] = Column(address, name, kind, link)
    return list(found.values())


def _kind(name: str, address: str, *, in_column: bool) -> Kind | None:
    if not _is_directory(address):
        return _kind_of_page(name, address, in_column=in_column)
    if is_report_column(name):
        return "report"
    last = urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]
    if _INDEX.match(last):
        last = urlsplit(address).path.rsplit("/", 2)[-2]
    if _REPORT_FOLDER.find(last) and not _NO_REPORT.find(name):
        return "report"
    if in_column and (_YEAR_NAME.match(name) or _UNIT_NAME.find(name)) and not _NO_UNIT.find(name):
        return "part"
    if _UNIT_NAME.find(name) and not _NO_UNIT.find(name):
        return "unit"
    return None


def _kind_of_page(name: str, address: str, *, in_column: bool) -> Kind | None:
    """The kind of a column whose address is no folder; None if it is no column."""
    year = _BARE_YEAR.fullmatch(name) is not None and is_report_folder(address)
    if (year or is_report_file(address)) and not _NO_REPORT.find(name):
        return "report"
    if in_column and is_report_folder(address) and _is_list_of_part(name, address):
        return "part"
    return "report" if is_report_column(name) and len(name) <= 14 and not _names_a_report(name) else None


def _is_list_of_part(name: str, address: str) -> bool:
    """Whether the address is named as a list and the link is a year or a unit: /XxgkAnnualReport/showList/11.html."""
    named = _YEAR_NAME.match(name) is not None or _UNIT_NAME.find(name) is not None
    return named and _LIST.search(urlsplit(address).path) is not None and not _NO_UNIT.find(name)


def is_report_file(address: str) -> bool:
    """Whether the file name of an address is that of a report column: /xxgk1/xxgknb.htm of VSB.

    Single reports have numbers.
    """
    parts = split(address)
    stem, dot, ending = parts.path.rsplit("/", 1)[-1].rpartition(".") if parts else ("", "", "")
    return bool(dot) and ending.lower() in _PAGE_ENDINGS and stem.isalpha() and bool(_REPORT_FOLDER.find(stem))


def _names_a_report(name: str) -> bool:
    """2018年度报告 is one report; 年度报告 is the column."""
    return bool(re.search(r"\d{4}", name))


def _is_directory(address: str) -> bool:
    path = urlsplit(address).path
    last = path.rsplit("/", 1)[-1]
    return not last or bool(_INDEX.match(last))


def _names(root: _Element) -> Iterator[tuple[str, str, _Element]]:
    """Name, address and link of everything that may be a column.

    A picture that leads to a report folder has no name.
    """
    for link in root.xpath("//a|//area|//option|//*[@onclick][not(self::input or self::button)]"):
        href = address_of_link(link)
        name = name_of_link(link)
        if not href and is_report_column(name):
            href = called_column(link)
        if not href:
            continue
        if not name and (is_report_folder(href) or is_report_file(href)):
            yield "", href, link
        elif name and len(name) <= _MAX_NAME and (_YEAR_NAME.match(name) or not NOT_AN_ENTRY.find(name)):
            yield name.replace(" ", ""), href, link


def is_under_report_heading(link: _Element) -> bool:
    """Whether the list around a link has the heading of a report column: 政府信息公开年报 above 2024, 2023, 2022."""
    node: _Element | None = link
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            return False
        for before in node.itersiblings(preceding=True):
            if not isinstance(before.tag, str) or before.tag in ("script", "style"):
                continue
            text = "".join("".join(before.itertext()).split())
            if text and not _YEARS_ALONE.fullmatch(text):
                return len(text) <= _LONGEST_HEADING and is_report_column(text)
        node = node.getparent()
    return False


def address_of_link(link: _Element) -> str:
    """Where a link or an option of a list leads; empty if nowhere, or if a program fills in the address."""
    if link.tag == "option":
        href = link.get("value") or ""
        href = href if "/" in href else ""
    else:
        href = link_address(link, (link.get("href") or "").strip())
    return "" if "{" in href or "<" in href else href


def name_of_link(link: _Element) -> str:
    """The words of a link, else the name of its picture; for long or cut words the title attribute, if any."""
    name = squeeze("".join(link.itertext())) or squeeze(link.get("title") or link.get("alt") or "")
    if not name:
        name = next((squeeze(image.get("alt") or image.get("title") or "") for image in link.iter("img")), "")
    if len(name) > _MAX_NAME or name.endswith(("…", "...")):
        name = squeeze(link.get("title") or name)
    return name
