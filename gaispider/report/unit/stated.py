"""The unit that the text names as the report's: its author, the unit whose report is published, or the contact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from gaispider.items import Certainty
from gaispider.report.unit.unit_names import unit_line, unit_name

_OPENING = 1_500
_REACH = 60
_LONGEST = 40
_NAME = r"[\u4e00-\u9fff、 ]{3,40}"
# 由X编制, 由X办公室根据…要求编制.
_MADE = re.compile(
    rf"由(?P<unit>{_NAME}?)(?:[(（][^()（）]{{1,24}}[)）])?"
    rf"(?:(?:根据|依据|按照|依照|结合|对照|汇总)[^。;；\n]{{0,{_REACH}}}?)?(?:负责|组织|牵头|具体|汇总|统一|共同)*"
    r"(?:编制|编写|撰写|起草|编撰|拟定)"
)
# 编制单位:青溪县林业局.
_LABELLED = re.compile(rf"(?:编制|编写|撰写|报告)(?:单位|机关|机构|部门)[:：]\s*(?P<unit>{_NAME})")
_REPORT = re.compile(r"(?:报告|年报)")
_TITLE = (
    r"(?P<title>(?:20\d\d年?(?:年?度)?)?[\u4e00-\u9fff、]{2,40}?(?:20\d\d年?(?:年?度)?)?"
    r"(?:政府信息|政务|信息|政务信息)公开(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报|情况))(?P<after>[》”\"]?[（(]?.{0,8})"
)
# 公布X2018年…报告, 现将X…情况报告如下.
_PUBLISHED = re.compile(
    rf"(?:公布|发布|公开|编制|编写|撰写|[现兹特]将|现就|将|(?:本报告|本年报)(?:是|为|系))(?:了|的)?[《“\"]?{_TITLE}"
)
# X2009年…年度报告(以下简称…) at the beginning of a sentence.
_ENTITLED = re.compile(rf"(?:^|[\n。；;，,])[《“\"]?{_TITLE}")
# 青溪县民政局编制了2018年…报告.
_PUBLISHER = re.compile(
    r"(?:^|[\n。;；,，])\s*(?P<unit>[\u4e00-\u9fff、]{3,40}?)(?:现|特|兹|将|已|依法|按要求|向社会)*(?:公布|发布|编制|编写|撰写)了?《?"
    r"(?:20\d\d年?(?:年?度)?)?(?:政府信息|政务|信息)公开[^。;；,，\n]{0,10}(?:报告|年报)"
)
_OF_ITSELF = re.compile(r"[》”\"]?(?:[（(](?:以下|下)?简?称|[（(]20|报告如下|汇报如下|公布如下|(?:予以|向社会)?公布)")
_CONTACT = re.compile(
    rf"(?:(?:请|可|可以|欢迎)(?:直接|及时|随时|径直|迳)?(?:与|和|同|向|跟|联系|联络|致电|致函|咨询)|(?:联系|咨询|受理)(?:单位|部门|机构)[:：])"
    rf"[:：]?[“\"]?(?P<unit>{_NAME}?)(?=[”\"]?(?:联系|联络|咨询|反映|反馈|查询|提出|索取|询问|了解|申请|[（(,，。;；\n]|$|电话|地址))"
)
# 我镇, 本机关, 县政府办公室: the author's own unit, or the one above, without its name.
_NAMELESS = re.compile(
    r"^(?:现|特|兹|将|就|对|为|公布|发布|编制|根据|按照|依据|我|本|该|全|各|其|贵|有关|相关|上级|以上|上述|下列|以下|所在)"
)
_ABOVE = re.compile(
    r"^(?:中共)?(?:[省市县区旗州盟]|自治[区州县旗])(?:委|人民)?(?:政府)?(?:办公[室厅]|政府|委|办)?(?:政府|政务)?(?:信息)?(?:公开)?"
    r"(?:工作)?(?:领导小组)?(?:办公[室厅]|办)?"
)
_KIND = r"(?:[省市县区旗州盟镇乡局委]|街道|苏木|单位|部门|机关)"
_NO_AGENCY = re.compile(
    rf"^(?:(?:{_KIND}?(?:机关|本级))|(?:党政|综合|党委)*(?:综合)?办公[室厅]|{_KIND}?办公[室厅]?|政府办(?:公室)?|(?:人民)?政府|本站|本网|[我本]{_KIND}"
    r"|.*管理员|[A-Za-z]\w*|网站(?:编辑)?|编辑部?|信息(?:中心|公开(?:办|办公室)?)|(?:政府|政务)信息公开(?:工作)?办公室|党政办|其他|未知|匿名)$"
)


class Stated(NamedTuple):
    """A unit, the words that name it, the rule, and its certainty."""

    unit: str
    raw: str
    rule: str
    certainty: Certainty


def is_no_agency(name: str) -> bool:
    """Whether words in the place of a unit name none: 机关, 本级, 办公室, 管理员."""
    return _NO_AGENCY.fullmatch("".join(name.split())) is not None


def stated_unit(text: str) -> Stated | None:
    """The unit that the text names as its author, by the first rule of `_RULES`; None if it names none."""
    return next((found for rule in _RULES for found in rule(text)), None)


def _made_by(text: str) -> Iterator[Stated]:
    for match in _MADE.finditer(text):
        around = text[max(0, match.start() - _REACH) : match.end() + 24]
        unit = _unit(match["unit"])
        if unit and _REPORT.search(around):
            yield Stated(unit, match[0], "made_by", "certain")
    for match in _LABELLED.finditer(text):
        unit = _unit(match["unit"])
        if unit:
            yield Stated(unit, match[0], "made_by", "certain")


def _announced(text: str) -> Iterator[Stated]:
    # Imported here: the module for agencies in titles imports this one.
    from gaispider.report.unit.agency import unit_of_title

    opening = text[:_OPENING]
    for pattern in (_PUBLISHED, _ENTITLED) if _may_name_report(opening) else ():
        for match in pattern.finditer(opening):
            needed = pattern is _ENTITLED or match["title"].endswith("情况")
            if needed and not _OF_ITSELF.match(match["after"]):
                continue  # a sentence that only speaks of a report
            unit = unit_of_title(match["title"])
            unit = _unit(unit) if unit else None
            if unit:
                yield Stated(unit, match["title"], "announced_unit", "context")


def _may_name_report(opening: str) -> bool:
    """Whether a text has the words without which no rule matches: a fast test before the patterns."""
    return "公开" in opening and ("报告" in opening or "年报" in opening or "情况" in opening)


def _publisher(text: str) -> Iterator[Stated]:
    opening = text[:_OPENING]
    for match in _PUBLISHER.finditer(opening) if _may_name_report(opening) else ():
        unit = _unit(match["unit"])
        if unit and not _ABOVE.fullmatch(unit):
            yield Stated(unit, match[0].strip(), "announced_unit", "context")


def _to_ask(text: str) -> Iterator[Stated]:
    for match in _CONTACT.finditer(text):
        unit = _unit(match["unit"])
        if unit and not _ABOVE.fullmatch(unit):
            yield Stated(unit, match[0], "contact_unit", "context")


_RULES: tuple[Callable[[str], Iterator[Stated]], ...] = (_made_by, _announced, _publisher, _to_ask)


@cache
def _broken() -> re.Pattern[str]:
    return re.compile(r"公开|报告|情况|工作(?!委|办|处|站|室|部|领导)|要求|规定|条例|年度|网站|电话|地址|邮箱")


def _unit(name: str) -> str | None:
    """The name if it is a unit's own, without words for the author's place (我镇) or of the sentence; else None."""
    name = name.strip(' 、“”"')
    office = re.sub(r"(?:政府|政务)?信息公开(?=工作领导小组|领导小组|办|科|股|处)", "", name)
    if not 3 <= len(name) <= _LONGEST or _NAMELESS.match(name) or is_no_agency(name) or _broken().search(office):
        return None
    return name if unit_line(name) and unit_name().search(name) else None
