"""Who made the report: the unit under its sign-off (落款), else the unit in its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gaispider.items import Agency
from gaispider.page.model import Document, Shown
from gaispider.report.kind import bare_title, first_lines
from gaispider.report.line_readings import ZEROS
from gaispider.report.sign_off import SignOff, sign_off
from gaispider.report.unit.unit_names import ALSO, unit_line, unit_name


def read_agency(document: Document, title: str | None, shown: Shown | None) -> Agency | None:
    """`agency_of` for a document whose sign-off was not looked for yet, without the rule."""
    return agency_of(sign_off(document), document, title, shown)[0]


def agency_of(
    signed: SignOff | None, document: Document, title: str | None, shown: Shown | None
) -> tuple[Agency, str] | tuple[None, None]:
    """The unit and the rule that found it; Nones if no rule does."""
    for found in agency_readings(signed, document, title, shown):
        return found
    return None, None


def agency_readings(
    signed: SignOff | None, document: Document, title: str | None, shown: Shown | None
) -> Iterator[tuple[Agency, str]]:
    """Every unit that could be the report's, with its rule, in order of trust.

    It is taken from the sign-off, else the title, else the document's own heading, else what the page's header shows.

    Names are verbatim; a name of nothing but masks (*, ×) is none.
    """
    if signed and signed.unit:
        yield _signing(signed.unit), "signoff_unit"
    if unit := unit_of_title(title or ""):
        yield Agency(unit, (title or "").strip(), "title", "certain"), "unit_in_title"
    for line in first_lines(document):
        if unit := unit_of_title(line):
            yield Agency(unit, line.strip(), "title", "context"), "unit_in_heading"
    for line in first_lines(document, 3):
        if unit := unit_line(line):
            yield Agency(unit, line, "title", "context"), "unit_on_cover"
    if shown and shown.raw.strip():
        rule = "hidden_header_unit" if shown.rule == "hidden_label" else "header_unit"
        yield Agency(shown.raw.strip(), shown.raw, shown.found_in, "context"), rule


def _signing(printed: str) -> Agency:
    """The unit under a sign-off; of several that sign together the last is taken."""
    *others, name = printed.split("\n")
    name = re.sub(r"\s+", "", name) if _is_spaced(name) else name
    return Agency(name, printed, "signoff", "context" if others else "certain")


def unit_of_title(title: str) -> str | None:
    """The unit that a report's title names: 宝泉山镇 of 2011年宝泉山镇政府信息公开年度报告; None if it names none."""
    name = bare_title(title)
    tag = _TAG.match(name)
    if tag:
        if unit_line(tag[1]):
            return tag[1]
        name = name[tag.end() :]
    if not _about_disclosure().search(name) and not re.search(r"年度|报告|总结|20\d\d", name):
        return None
    name = re.sub(r"^关于(?:公布|发布|印发|报送|上报)?", "", name).lstrip('《〈“"<')
    year = rf"(?:20\d\d|[二2][{ZEROS}一二三四五六七八九\d]{{3}}|(?<!\d)(?:0[3-9]|1\d|2\d)(?=年))年?年?度?"
    name = re.sub(rf"^(?:\(?{year}\)?)[、\-—至]?(?:{year})?", "", name)
    # 县政府办公室转发县财政局关于…: the first unit speaks.
    issuer = re.match(r"([^《》]{3,40}?)(?:关于|转发|批转)", name)
    if issuer and unit_name().search(issuer[1]):
        return issuer[1]
    office = _OFFICE.match(name)
    name = office[0] if office else re.split(rf"[(]?{year}|的?(?={_ABOUT_DISCLOSURE})", name, maxsplit=1)[0]
    if name.endswith("人民") and len(name) > 3:
        name += "政府"
    name = name.strip('的-—_:,、《》“”"(')
    name = name if "(" in name else name.strip(")")
    bare = re.sub(r"[*×XxＸ某○]+", "", name)
    if 2 <= len(name) <= 40 and len(bare) >= 2 and unit_name().search(ALSO.sub("", name)) and not _does().search(name):
        return name
    # 2022年度政府信息公开工作年度报告(临湖县水利局), …报告——临湖县水利局; a site's own name behind it is not the unit.
    behind = re.search(r"[(（]([^()（）]{3,30})[)）]\s*$", title) or _BEHIND.search(title.strip())
    return unit_line(behind[1]) if behind else None


# The office for disclosure itself: its name speaks of what its report is about.
_OFFICE = re.compile(
    r"[^\d《]{2,20}?(?:政府信息|信息|政务)公开(?:工作)?(?:领导小组(?:办公室)?|办公室|办(?=20|二|关于|政府|信息))"
)
_TAG = re.compile(r"[【\[]([^】\]]{2,14})[】\]]")
_BEHIND = re.compile(
    r"(?:报告|年报|总结)(?:[(（](?:20\d\d年?度?)[)）])?(?:\s*[-—_|:：]{1,2}\s*|\s+)(?!.*(?<![镇乡])(?:人民)?政府$)([^\d\s]{3,30})$"
)
_ABOUT_DISCLOSURE = (
    r"(?:政府|政务|部门|党务政务|党务|机关|环境|教育)?(?:信息|政务)(?:信息)?(?:主动|依申请)?公开|政府信息|政务信息|"
    r"年度(?:工作)?(?:报告|总结)|工作(?:年度)?(?:报告|总结|情况)|公开工作|年报|关于|开展|贯彻|落实|实施|推进|转发|批转|印发|公布|依申请公开"
)


@cache
def _about_disclosure() -> re.Pattern[str]:
    return re.compile(_ABOUT_DISCLOSURE)


@cache
def _does() -> re.Pattern[str]:
    """Verbs of a news line: 县农机局积极参加全县…."""
    return re.compile(r"积极|认真|扎实|召开|参加|举办|举行|传达|学习(?!中心)|赴|深入|到.{2,6}调研|做好|切实")


def _is_spaced(name: str) -> bool:
    """松 山 镇: letters set apart."""
    return re.fullmatch(r"\S(?:\s+\S)+", name) is not None
