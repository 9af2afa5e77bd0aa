"""What a figure belongs to: this unit or its county; applications or letters and petitions."""

from __future__ import annotations

import re
from functools import cache

from gaispider.report.narrative.words import alternatives, last_start, words

APPLICATION, PETITION, OTHER_APPLICATION = "application", "petition", "other_application"
ALL = "*"
"""For `other_areas`: no area's figure is the unit's."""
# A 新区 or 开发区 under a 管委会 is no division and may call itself a county.
_KIND = re.compile(r"([省市县区州旗盟])(?:人民政府|政府|公署)?(?:办公[室厅]|办)?$")
_OF_DISCLOSURE = re.compile(r"(?:政府信息|政务)公开.*$")
# Counts that are also stated for letters and petitions.
_ALSO_OF_PETITIONS = frozenset(
    f"applications_{done}" for done in ("answered", "completed", "on_time", "extended")
) | frozenset(f"answers_{how}" for how in ("granted", "partial", "refused"))
# Ways that other applications take, too.
_WAYS = frozenset(f"applications_{way}" for way in ("in_person", "by_fax", "online", "by_email", "by_letter"))
_WAY = re.compile(r"(?:当面|现场|网上|网络|在线|信函|邮寄|传真|电子邮件)[^,;。\d]{0,4}申请")
_DOCUMENTS = re.compile(r"主动公开(?!(?:信息)?范围)[^;。\d]*\d(?:(?!(?<!依)申请|答复)[^;。])*$")
# Matters that an office also has outside disclosure.
_ALSO_OF_OTHER_MATTERS = frozenset(("reviews", "lawsuits"))
_DISCLOSURE = re.compile(r"(?:信息|政务)公开[^,;。:]*$")
_OUTCOME = re.compile(r"[^,;。]{0,10}(?:败诉|撤销|纠正|纠错|违法)")
# What follows a number of all matters: 行政复议36件、行政诉讼12件,其中涉及政府信息公开的2件. Without a number of
# its own it speaks of them all: 行政复议3件,属于政府信息公开类.
_PART_ABOUT_DISCLOSURE = re.compile(
    r"(?:[、,和及][^,;。、(]{0,12}(?:复议|诉讼|应诉|举报|投诉)[^,;。、(]{0,12})*"
    r"[,(](?:其中,?[^,;。\d]{0,12}(?:信息|政务)公开|(?:涉及|属于)[^,;。\d]{0,12}(?:信息|政务)公开"
    r"[^,;。()]{0,12}?(?:[\d#]|[一二两三四五六七八九十零][件起宗例]|分别|各|无|没有|未))"
)
_PART = re.compile("其中|涉及|属于")
_ABOUT = re.compile(r"(?<=其中)涉及[^,;。\d]*(?=\d)")
# 行政复议4件,均为林权纠纷案件.
_IS_ANOTHER = re.compile(
    r"[,(](?:均|都|全部?)(?:为|是|系|属于?|因|涉及)(?![^,;。)]*公开)[^,;。)]{1,12}(?:纠纷|案件|类|引[起发])"
)
# 上年度结转行政诉讼1件: it began in another year.
_CARRIED = re.compile(r"(?:上一?年度?|20\d\d年度?)结转[^,;。\d]*$")
_UNRELATED = re.compile(r"公开无关|非(?:政府|政务)?(?:信息)?公开(?:类|的|方面)")
# 行政复议2件,行政诉讼1件,均与政府信息公开无关.
_ALL_UNRELATED = re.compile(rf"[,(](?:以上|上述)?(?:案件)?(?:均|都|皆|全部)[^,;。]{{0,14}}(?:{_UNRELATED.pattern})")
_OTHER_MATTER = {"reviews": "诉讼", "lawsuits": "复议"}
_OWN_MATTER = {"reviews": "复议", "lawsuits": "诉讼"}
# 县政府收到申请86件 in the report of a town.
_SUPERIOR = "[省市县区州旗](?:人民)?政府(?:办公[厅室]|办)?(?=共?(?:收到|受理|接到))"
_OFFICES_PART = re.compile(r"[,(]其中,?[省市县区州旗盟]?(?:人民)?政府(?:办公[室厅]|办)(?:共?(?:收到|受理|办理))?\d")
_OFFICE = re.compile(r"(?:局|委员会|委|中心|站|所|队|处|公司|学校|院|科|厅|馆|会|办公室|办|镇|乡|街道|农场|村)$")
_GOVERNMENT = re.compile(
    r"(?:[省市县区州旗盟](?:人民)?政府(?:办公[室厅]|办)?|管委会|管理委员会|公署|(?:政府信息|政务)公开\S*)$"
)


def is_office(unit: str | None, text: str) -> bool:
    """Whether the report is a town's or an office's, so that figures of the whole county are not its own.

    `unit` is the agency's name. If it is None, the text's own words decide (我局, 我镇, and no 我县).
    """
    if unit:
        name = re.sub(r"(?:人民政府|政府)$", "", unit)
        return not _GOVERNMENT.search(unit) and _OFFICE.search(name) is not None
    return words("own").search(text) is not None and not re.search(r"我[省市县区州旗盟](?!局|委|办)", text)


def is_general_office(unit: str | None) -> bool:
    """Whether the unit is the general office of a government, whose report may also be the government's."""
    return re.search("政府(?:办公[室厅]|办)$", unit or "") is not None


def shares_with_office(tail: str) -> bool:
    """Whether the general office's own part follows a number: 全县收到申请128件,其中县政府办公室受理31件."""
    return _OFFICES_PART.match(tail) is not None


def other_areas(unit: str | None, text: str) -> str:
    """The areas whose figures are not this unit's: ALL for a town or an office, "" for a unit of unknown kind.

    For a government its own kind is returned: 县 for 青溪县人民政府, whose figures are those of 全县, not of 全市 or
    全省.
    """
    if is_office(unit, text):
        return ALL
    if unit:
        found = _KIND.search(_OF_DISCLOSURE.sub("", unit))
        return found[1] if found else ""
    kinds = set(re.findall(r"我([省市县区州旗盟])(?!局|委|办)", text))
    return kinds.pop() if len(kinds) == 1 else ""


def of_area(before: str, section: str, others: str) -> bool:
    """Whether the words before a number, or the section's title, give it to another area (`other_areas`)."""
    if not others:
        return False
    area, own = last_match(other_area(others, subject=True), before), last_match(own_words(others), before)
    if area < 0 and own < 0:
        return other_area(others).search(section) is not None
    return area > own


def last_match(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match of a pattern begins in the text; -1 if there is none."""
    found = -1
    for match in pattern.finditer(text):
        found = match.start()
    return found


@cache
def other_area(others: str, *, subject: bool = False) -> re.Pattern[str]:
    """The pattern for areas that are not the unit's; with `subject` also the words that may stand before a subject."""
    area = (
        rf"(?:{alternatives('area')}|{_SUPERIOR})"
        if others == ALL
        else rf"(?![全我]{others}|全系统){alternatives('area')}"
    )
    if not subject:
        return re.compile(area)
    # 按照全县统一部署 does not tell whose number it is.
    return re.compile(rf"(?:^|[,:;(])(?:其中,?)?(?:截[至止][^,]{{0,16}},?)?(?:20\d\d年度?|今年|本年度?|全年)?,?{area}")


@cache
def own_words(others: str) -> re.Pattern[str]:
    """The pattern for this unit: 我局, 本级, and 全县, 我县 for a county's government."""
    return re.compile(own_alternatives(others))


def own_alternatives(others: str) -> str:
    """`own_words` as a group of a regular expression."""
    return alternatives("own") if others in ("", ALL) else f"(?:{alternatives('own')}|[全我本]{others})"


def domain_of(text: str, so_far: str) -> str:
    """The subject at the end of the text: applications, letters and petitions, or else the subject `so_far`."""
    # 收到申请33件,其中涉及投诉举报处理情况21件: what applications were about.
    text = _ABOUT.sub(_blank, text)
    # 收到行政许可申请356件,办结352件 is said of no application for disclosure.
    other = last_start(OTHER_APPLICATION, text) if "申请" in text else -1
    application = last_start(APPLICATION, words(OTHER_APPLICATION).sub(_blank, text) if other >= 0 else text)
    petition = max(last_start(PETITION, text), other)
    if application == petition:
        return so_far
    return APPLICATION if application > petition else PETITION


def _blank(found: re.Match[str]) -> str:
    return "#" * len(found[0])


def is_of_petitions(key: str, said: str, so_far: str) -> bool:
    """Whether the items answered or closed are no applications: 县长信箱收到群众来信96件,答复96件."""
    return key in _ALSO_OF_PETITIONS and domain_of(said, so_far) == PETITION


def is_of_other_applications(key: str, head: str, words: str, so_far: str) -> bool:
    """Whether a way of applying is that of other applications: 受理登记申请960件,其中网上申请210件."""
    return key in _WAYS and "公开" not in words and domain_of(_WAY.sub(_blank, head), so_far) == PETITION


def is_of_documents(key: str, said: str, before: str) -> bool:
    """Whether a number counts documents, not applications: 依申请公开3件,不予公开87件 after 主动公开文件52件."""
    doubtful = key == "answers_refused" or (key == "applications_received" and said.startswith("依申请公开"))
    return doubtful and _DOCUMENTS.search(before) is not None


def is_named_of_disclosure(key: str, said: str, after: str) -> bool:
    """Whether a clause says that reviews or lawsuits are about disclosure; `after` follows the count in it.

    Beside 无因政府信息公开引起的行政诉讼, 行政诉讼3起 counts other matters. How they ended (未发生…败诉) is no count.
    """
    return key in _ALSO_OF_OTHER_MATTERS and bool(_DISCLOSURE.search(said)) and not _OUTCOME.match(after)


def is_of_other_matters(key: str, head: str, words: str, tail: str) -> bool:
    """Whether reviews, lawsuits or complaints are of any matter: what counts is the part about disclosure.

    `words` are those that count, `head` and `tail` what the sentence has before and after. A part that names neither of
    two (行政复议6件、行政诉讼2件,其中涉及政府信息公开的1件) is nobody's.
    """
    if key == "complaints":
        return _PART_ABOUT_DISCLOSURE.match(tail) is not None
    if key not in _ALSO_OF_OTHER_MATTERS:
        return False
    if _ALL_UNRELATED.search(re.split("[;。]", tail)[0]):
        return True
    if _UNRELATED.search(re.split("[,;。]", head)[-1] + words + re.split("[,;。]", tail)[0]):
        return True
    counted, *about = _PART.split(words, maxsplit=1)
    if not about:
        # 因政府信息公开引起行政复议3件,其中信息公开答复类2件: all three are about it.
        part = "公开" not in counted and _PART_ABOUT_DISCLOSURE.match(tail) is not None
        return part or _CARRIED.search(head) is not None or _IS_ANOTHER.match(tail) is not None
    before = re.split("[;。]", head + counted)[-1]
    other = before.rfind(_OTHER_MATTER[key])
    return other >= 0 and _OWN_MATTER[key] not in about[0] and not _PART.search(before[other:])
