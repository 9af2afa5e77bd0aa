"""Who made the report: the unit in its sign-off (落款), else in its title, else in its text or the page's header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gaispider.items import Agency
from gaispider.page.model import Document, Shown
from gaispider.reference import Phrases
from gaispider.report.kind import bare_title, first_lines
from gaispider.report.line_readings import ZEROS
from gaispider.report.sign_off import SignOff, sign_off
from gaispider.report.unit.stated import is_no_agency, stated_unit
from gaispider.report.unit.unit_names import ALSO, unit_line, unit_name
from gaispider.text.places import find_places


def read_agency(document: Document, title: str | None, shown: Shown | None) -> Agency | None:
    """As `agency_of`, for a document whose sign-off is not known yet, and without the rule."""
    return agency_of(sign_off(document), document, title, shown)[0]


def agency_of(
    signed: SignOff | None, document: Document, title: str | None, shown: Shown | None
) -> tuple[Agency, str] | tuple[None, None]:
    """The unit and the rule that found it; (None, None) if no rule does."""
    for found in agency_readings(signed, document, title, shown):
        return found
    return None, None


def agency_readings(
    signed: SignOff | None, document: Document, title: str | None, shown: Shown | None
) -> Iterator[tuple[Agency, str]]:
    """Every unit that may be the report's, with its rule, in order of trust.

    The order is: sign-off, title, the document's own heading, its sentences, the page's header. Names are as printed. A
    name that is all mask characters (*, ×), or that names no unit (机关, 办公室), does not count.
    """
    said = _Said(signed, document, title, shown)
    for rule in (_signed, _titled, _headed, _stated, _shown):
        found = rule(said)
        if found is not None:
            yield found


class _Said(NamedTuple):
    """The places where a document may name its unit."""

    signed: SignOff | None
    document: Document
    title: str | None
    shown: Shown | None


_Found = tuple[Agency, str] | None


def _signed(said: _Said) -> _Found:
    if not (said.signed and said.signed.unit):
        return None
    *others, name = said.signed.unit.split("\n")
    name = re.sub(r"\s+", "", name) if _is_spaced(name) else name
    if is_no_agency(name):
        return None
    # Of several units that sign together the last is taken.
    return Agency(name, said.signed.unit, "signoff", "context" if others else "certain"), "signoff_unit"


def _titled(said: _Said) -> _Found:
    unit = unit_of_title(said.title or "")
    if not unit or is_no_agency(unit):
        return None
    shown = said.shown
    if shown and _is_town_in_full(shown.raw) and not find_places(unit):
        return Agency(shown.raw.strip(), shown.raw, shown.found_in, "context"), "header_unit_in_full"
    return Agency(unit, (said.title or "").strip(), "title", "certain"), "unit_in_title"


def _is_town_in_full(name: str) -> bool:
    """Whether the name is a town's government with its county: 凉州区金羊镇人民政府."""
    last = next(reversed(find_places(name)), None)
    place = last.division if last else None
    return place is not None and place.level == "township" and name.strip().endswith(("政府", "办事处"))


def _headed(said: _Said) -> _Found:
    document = said.document
    for line in first_lines(document):
        # 现将松山镇2018年…情况报告如下: a sentence.
        if line.rstrip()[-1:] not in ":：" and (unit := unit_of_title(line)):
            return Agency(unit, line.strip(), "title", "context"), "unit_in_heading"
    for line in first_lines(document, 3):
        if unit := unit_line(line):
            return Agency(unit, line, "title", "context"), "unit_on_cover"
    return None


def _stated(said: _Said) -> _Found:
    stated = stated_unit(said.document.text)
    return (Agency(stated.unit, stated.raw, "mentions", stated.certainty), stated.rule) if stated else None


def _shown(said: _Said) -> _Found:
    shown = said.shown
    if shown is None or not shown.raw.strip() or is_no_agency(shown.raw):
        return None
    rule = "hidden_header_unit" if shown.rule == "hidden_label" else "header_unit"
    return Agency(shown.raw.strip(), shown.raw, shown.found_in, "context"), rule


def unit_of_title(title: str) -> str | None:
    """The unit in a report's title: 宝泉山镇 of 2011年宝泉山镇政府信息公开年度报告; None if it has none."""
    name = bare_title(title)
    tag = _TAG.match(name)
    if tag:
        if unit_line(tag[1]):
            return tag[1]
        name = name[tag.end() :]
    if not _ABOUT_DISCLOSURE.find(name) and not re.search(r"年度|报告|总结|20\d\d", name):
        return None
    name = re.sub(r"^关于(?:公布|发布|印发|报送|上报)?", "", name).lstrip('《〈“"<')
    name = _PART.sub("", name)
    year = rf"(?:20\d\d|[二2][{ZEROS}一二三四五六七八九\d]{{3}}|(?<!\d)(?:0[3-9]|1\d|2\d)(?=年))年?年?度?"
    name = re.sub(rf"^(?:\(?{year}\)?)[、\-—至]?(?:{year})?", "", name)
    # 县政府办公室转发县财政局关于…: the first unit is the author.
    issuer = re.match(r"([^《》]{3,40}?)(?:关于|转发|批转)", name)
    if issuer and unit_name().search(issuer[1]):
        return issuer[1]
    office = _OFFICE.match(name)
    name = office[0] if office else re.split(rf"[(]?{year}|的?(?={_ABOUT_DISCLOSURE.source})", name, maxsplit=1)[0]
    if name.endswith("人民") and len(name) > 3:
        name += "政府"
    name = name.strip('的-—_:,、《》“”"(')
    name = name if "(" in name else name.strip(")")
    bare = re.sub(r"[*×XxＸ某○]+", "", name)
    if 2 <= len(name) <= 40 and len(bare) >= 2 and unit_name().search(ALSO.sub("", name)) and not _DOES.find(name):
        return name
    # 2022年度政府信息公开工作年度报告(临湖县水利局), …报告——临湖县水利局; a site's own name behind it is not the unit.
    behind = re.search(r"[(（]([^()（）]{3,30})[)）]\s*$", title) or _BEHIND.search(title.strip())
    return unit_line(behind[1]) if behind else None


# The office for disclosure itself has the report's subject in its name.
_OFFICE = re.compile(
    r"[^\d《]{2,20}?(?:政府信息|信息|政务)公开(?:工作)?(?:领导小组(?:办公室)?|办公室|办(?=20|二|关于|政府|信息))"
)
# 第一篇:松山镇…, 图文解读:松山镇…
_PART = re.compile(r"^(?:第.{1,3}[篇章]|(?:图文|文字|图片|视频|政策|年报)?(?:解读|公示|公告|年报)):")
_TAG = re.compile(r"[【\[]([^】\]]{2,14})[】\]]")
_BEHIND = re.compile(
    r"(?:报告|年报|总结)(?:[(（](?:20\d\d年?度?)[)）])?(?:\s*[-—_|:：]{1,2}\s*|\s+)(?!.*(?<![镇乡])(?:人民)?政府$)([^\d\s]{3,30})$"
)
# What follows the unit's name in a title.
_ABOUT_DISCLOSURE = Phrases("units.tsv", "about_disclosure")
# Verbs of a news line: 县农机局积极参加全县….
_DOES = Phrases("units.tsv", "does")


def _is_spaced(name: str) -> bool:
    """Whether there is a space after every character: 松 山 镇."""
    return re.fullmatch(r"\S(?:\s+\S)+", name) is not None
