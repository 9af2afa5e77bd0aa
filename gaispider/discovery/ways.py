"""Which links of a page may lead to a report column, and which of them first: named rules, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gaispider.discovery.model import MenuLink
from gaispider.page.listing.entry_urls import is_document
from gaispider.page.listing.rows import YEAR_TITLE
from gaispider.page.listing.site_sections import (
    Column,
    is_report_column,
    is_report_file,
    is_report_folder,
    is_report_title,
)
from gaispider.page.script_variants import phrases
from gaispider.page.urls import split, without_fragment
from gaispider.reference import Phrases
from gaispider.report.year import year_of_title

_WORDS = "ways.tsv"
_DISCLOSURE = phrases(_WORDS, "disclosure")
_OPENNESS = phrases(_WORDS, "openness")
_GUIDE = phrases(_WORDS, "guide")
_STATUTORY = phrases(_WORDS, "statutory")
_NEAR = phrases(_WORDS, "near")
_SITE_MAP = phrases(_WORDS, "site_map", flags=re.IGNORECASE)
_ENTRANCE = phrases(_WORDS, "entrance", flags=re.IGNORECASE)
_UNITS = phrases(_WORDS, "units")
_NO_WAY = phrases(_WORDS, "no_way", flags=re.IGNORECASE)
_DISCLOSURE_FOLDER = phrases(_WORDS, "disclosure_folder", flags=re.IGNORECASE)
_OPENNESS_FOLDER = phrases(_WORDS, "openness_folder", flags=re.IGNORECASE)
_OWN_OFFICE = phrases("listings.tsv", "own_office")
_OTHER_OFFICES = phrases("listings.tsv", "other_offices")
_UNIT_ENDING = phrases("listings.tsv", "unit_ending")
_COLUMN_WORD = phrases("listings.tsv", "column_word")
_NO_WORDS = re.compile(r"[\W\d_]+")
# A name with more is a title.
_LONGEST_NAME = 16
# What a step costs: of two links with one name the nearer to the home page is asked for first.
_PER_HOP = 1.5


@dataclass(frozen=True, slots=True)
class Where:
    """The page that a link stands on. `disclosure`: it is of the section of 政府信息公开; `column`: of a report column.

    `columns` are its links that `site_sections` takes for columns, by address.
    """

    disclosure: bool = False
    column: bool = False
    columns: Mapping[str, Column] | None = None
    few_links: bool = False
    home: bool = False

    def kind(self, link: MenuLink) -> str:
        """`report`, `unit` or `part` as the listing's reading has it; empty for none."""
        column = (self.columns or {}).get(without_fragment(link.url))
        return column.kind if column else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`most`: how many links a site is asked for by this rule; what is beyond is left."""

    name: str
    score: float
    most: int
    holds: Callable[[MenuLink, Where], bool]


def _is_report(link: MenuLink, where: Where) -> bool:
    """A report column by name or folder, and no single report."""
    if _is_one_report(link):
        return False
    return link.headed or where.kind(link) == "report" or _is_data_column(link)


def _is_one_report(link: MenuLink) -> bool:
    """Whether a link is an entry: it is called a report of a year, and its address is a document's."""
    return is_report_title(link.name) and year_of_title(link.name) is not None and is_document(link.url)


def _is_data_column(link: MenuLink) -> bool:
    """Of menus that scripts hold, the address says nothing of what is at it."""
    named = is_report_column(link.name) and year_of_title(link.name) is None and len(link.name) <= _LONGEST_NAME
    return link.how in ("data", "script", "frame", "option") and named


def _year_part(link: MenuLink, where: Where) -> bool:
    part = link.headed or where.kind(link) in ("report", "part")
    return where.column and part and _has_year(link) and not _is_one_report(link)


def _own_part(link: MenuLink, where: Where) -> bool:
    """县政府 beside 部门 and 乡镇 in a year or column: the government's own reports."""
    if not where.column or where.kind(link) != "part" or _is_one_report(link):
        return False
    return office_in(link.name).endswith(("政府", "政府办", "政府办公室", "本级")) or bool(_OWN_OFFICE.find(link.name))


def _unit_part(link: MenuLink, where: Where) -> bool:
    if not where.column or _is_one_report(link):
        return False
    return where.kind(link) == "part" or (_is_report(link, where) and names_an_office(link.name))


def _reports_of_offices(link: MenuLink, where: Where) -> bool:
    """部门年报, 乡镇街道年报: those of all offices of a kind, beside the government's own."""
    if not _is_report(link, where) or _OWN_OFFICE.find(link.name):
        return False
    return _OTHER_OFFICES.find(link.name) is not None or _UNITS.find(office_in(link.name)) is not None


def _report_of_office(link: MenuLink, where: Where) -> bool:
    """教育局年报, 各部门年报: another office's, or all of theirs."""
    return _is_report(link, where) and names_an_office(link.name)


def _report_year(link: MenuLink, where: Where) -> bool:
    """2024 … 2008 below the heading of the column, or in its folder."""
    return _is_report(link, where) and _has_year(link)


def _report_column(link: MenuLink, where: Where) -> bool:
    sure = "公开" in link.name or where.disclosure or not link.name or is_report_folder(link.url)
    return _is_report(link, where) and sure


def _report_word(link: MenuLink, where: Where) -> bool:
    """年报 on a page of everything: of statistics, perhaps."""
    return _is_report(link, where)


def _report_picture(link: MenuLink, where: Where) -> bool:
    """A picture, or a link whose words say nothing, into a folder of reports."""
    own = is_report_folder(link.url) or is_report_file(link.url)
    return own and not link.name and not is_document(link.url)


def _disclosure(link: MenuLink, where: Where) -> bool:
    return _is_section(link, _DISCLOSURE)


def _openness(link: MenuLink, where: Where) -> bool:
    return _is_section(link, _OPENNESS)


def _guide(link: MenuLink, where: Where) -> bool:
    return _may(link) and _GUIDE.find(link.name) is not None


def _statutory(link: MenuLink, where: Where) -> bool:
    return _may(link) and _STATUTORY.find(link.name) is not None


def _units(link: MenuLink, where: Where) -> bool:
    return _may(link) and _UNITS.find(link.name) is not None


def _near(link: MenuLink, where: Where) -> bool:
    return _may(link) and _NEAR.find(link.name) is not None


def _site_map(link: MenuLink, where: Where) -> bool:
    return _SITE_MAP.find(link.name) is not None


def _folder_of_disclosure(link: MenuLink, where: Where) -> bool:
    """A picture without words whose address lies in the section's folder."""
    return not link.name and link.how != "frame" and _last_folder(link.url, _DISCLOSURE_FOLDER.find)


def _folder_of_openness(link: MenuLink, where: Where) -> bool:
    return not link.name and link.how != "frame" and _last_folder(link.url, _OPENNESS_FOLDER.find)


def _frame(link: MenuLink, where: Where) -> bool:
    return link.how == "frame" and (where.few_links or where.disclosure or where.column)


def _entrance(link: MenuLink, where: Where) -> bool:
    """The way in from a page that has hardly any link: 点击进入, or a picture."""
    if not (where.home and where.few_links) or is_document(link.url) or link.how == "frame":
        return False
    return not link.name or _ENTRANCE.find(link.name) is not None


def _unit(link: MenuLink, where: Where) -> bool:
    return where.disclosure and where.kind(link) == "unit"


RULES: tuple[Rule, ...] = (
    Rule("year of the column", 86, 4, _year_part),
    Rule("own part of the column", 88, 4, _own_part),
    Rule("unit of the column", 18, 3, _unit_part),
    Rule("reports of offices", 84, 4, _reports_of_offices),
    Rule("reports of an office", 30, 3, _report_of_office),
    Rule("year below the heading", 92, 4, _report_year),
    Rule("report column", 100, 8, _report_column),
    Rule("picture of the column", 95, 4, _report_picture),
    Rule("the word 年报", 60, 4, _report_word),
    Rule("disclosure", 70, 5, _disclosure),
    Rule("openness", 55, 4, _openness),
    Rule("folder of disclosure", 48, 3, _folder_of_disclosure),
    Rule("frame", 45, 4, _frame),
    Rule("entrance", 42, 3, _entrance),
    Rule("guide", 40, 2, _guide),
    Rule("folder of openness", 38, 2, _folder_of_openness),
    Rule("statutory", 34, 3, _statutory),
    Rule("near", 28, 2, _near),
    Rule("site map", 24, 1, _site_map),
    Rule("units", 20, 3, _units),
    Rule("unit", 10, 3, _unit),
)
"""The first rule that holds decides."""
BY_NAME = {rule.name: rule for rule in RULES}
OF_OFFICES = frozenset(("units", "unit", "reports of an office", "reports of offices", "unit of the column"))
_OF_THE_OWN = (
    "year of the column",
    "own part of the column",
    "year below the heading",
    "report column",
    "picture of the column",
    "the word 年报",
)
REPORTS = OF_OFFICES - {"units", "unit"} | frozenset(_OF_THE_OWN)
OF_DISCLOSURE = frozenset(("disclosure", "folder of disclosure", "guide", "statutory"))
# From this score on a link is one that a person would follow at once.
PROMISING = 48.0


def ranked(links: list[MenuLink], where: Where, hops: int) -> Iterator[tuple[MenuLink, Rule, float]]:
    """The links that may lead on, each with its rule and score, in the page's order."""
    for link in links:
        rule = next((rule for rule in RULES if rule.holds(link, where)), None)
        if rule is not None:
            yield link, rule, rule.score - _PER_HOP * hops


def names_an_office(name: str) -> bool:
    """Whether the name of a column is of another office, or of all: 教育局年报, 各部门年报; not 本级年报."""
    if _OWN_OFFICE.find(name):
        return False
    if _OTHER_OFFICES.find(name):
        return True
    rest = office_in(name)
    return len(rest) > 1 and not rest.endswith("政府") and _UNIT_ENDING.find(rest) is not None


def office_in(name: str) -> str:
    """What is left of a name without years and the words of reports: 教育局 of 教育局2019年政府信息公开年报."""
    rest = _NO_WORDS.sub("", name)
    while found := _COLUMN_WORD.find(rest):
        rest = rest.replace(found[0], "")
    return rest.strip("年的")


def _has_year(link: MenuLink) -> bool:
    return bool(YEAR_TITLE.match(link.name)) or year_of_title(link.name) is not None


def _is_section(link: MenuLink, names: Phrases) -> bool:
    """Whether a link's words are a section's name; what stands before it may be of another matter."""
    found = names.find(link.name) if 0 < len(link.name) <= _LONGEST_NAME else None
    return found is not None and not _NO_WAY.find(link.name[: found.start()])


def _names_a_section(link: MenuLink) -> bool:
    """Whether a link's words may name a section and are of no other matter; its address may have a number."""
    return 0 < len(link.name) <= _LONGEST_NAME and not _NO_WAY.find(link.name)


def _may(link: MenuLink) -> bool:
    """As `_names_a_section`, and the address is no document's: 关于政府信息公开指南 may be one."""
    return _names_a_section(link) and not is_document(link.url)


def _last_folder(url: str, find: Callable[[str], object]) -> bool:
    parts = split(url)
    folders = [part for part in (parts.path if parts else "").split("/")[:-1] if part]
    return bool(folders) and find(folders[-1]) is not None
