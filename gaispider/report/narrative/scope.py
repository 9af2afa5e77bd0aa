"""Whose figure it is, and of what: this unit's or its county's; of applications or of letters and petitions."""

from __future__ import annotations

import re
from functools import cache

from gaispider.report.narrative.words import alternatives, last_start, words

APPLICATION, PETITION = "application", "petition"
# What is also said of letters and petitions.
_ALSO_OF_PETITIONS = frozenset(
    f"applications_{done}" for done in ("answered", "completed", "on_time", "extended")
) | frozenset(f"answers_{how}" for how in ("granted", "partial", "refused"))
_DOCUMENTS = re.compile(r"主动公开[^;。\d]*\d(?:(?!(?<!依)申请|答复)[^;。])*$")
# Of these an office has others too.
_ALSO_OF_OTHER_MATTERS = frozenset(("reviews", "lawsuits"))
_DISCLOSURE = re.compile(r"(?:信息|政务)公开[^,;。:]*$")
_OUTCOME = re.compile(r"[^,;。]{0,10}(?:败诉|撤销|纠正|纠错|违法)")
_OFFICE = re.compile(r"(?:局|委员会|委|中心|站|所|队|处|公司|学校|院|科|厅|馆|会|办公室|办|镇|乡|街道|农场|村)$")
_GOVERNMENT = re.compile(
    r"(?:[省市县区州旗盟](?:人民)?政府(?:办公[室厅]|办)?|管委会|管理委员会|公署|(?:政府信息|政务)公开\S*)$"
)


def is_office(unit: str | None, text: str) -> bool:
    """Whether the report is a town's or an office's: figures of the whole county are then not its own.

    `unit` is the agency's name; where it is not known the text's own words decide (我局, 我镇, but 我县 nowhere).
    """
    if unit:
        name = re.sub(r"(?:人民政府|政府)$", "", unit)
        return not _GOVERNMENT.search(unit) and _OFFICE.search(name) is not None
    return words("own").search(text) is not None and not re.search(r"我[省市县区州旗盟](?!局|委|办)", text)


def of_area(before: str, section: str) -> bool:
    """Whether the words before a number, or the section's title, say that it is the county's."""
    area = -1
    for match in _area().finditer(before):
        area = match.start()
    own = last_start("own", before)
    if area < 0 and own < 0:
        return words("area").search(section) is not None
    return area > own


@cache
def _area() -> re.Pattern[str]:
    # As the subject of a clause: 按照全县统一部署 says nothing of whose number it is.
    return re.compile(
        rf"(?:^|[,:;(])(?:其中,?)?(?:截[至止][^,]{{0,16}},?)?(?:20\d\d年度?|今年|本年度?|全年)?,?{alternatives('area')}"
    )


def domain_of(text: str, so_far: str) -> str:
    """What the text speaks of at its end: applications, letters and petitions, or still what was spoken of before."""
    application, petition = last_start(APPLICATION, text), last_start(PETITION, text)
    if application == petition:
        return so_far
    return APPLICATION if application > petition else PETITION


def is_of_petitions(key: str, said: str, so_far: str) -> bool:
    """Whether what was answered or closed are no applications: 县长信箱收到群众来信96件,答复96件."""
    return key in _ALSO_OF_PETITIONS and domain_of(said, so_far) == PETITION


def is_of_documents(key: str, said: str, before: str) -> bool:
    """Whether 依申请公开3件,不予公开87件 is said of documents, after 主动公开文件52件, and not of applications."""
    doubtful = key == "answers_refused" or (key == "applications_received" and said.startswith("依申请公开"))
    return doubtful and _DOCUMENTS.search(before) is not None


def is_named_of_disclosure(key: str, said: str, after: str) -> bool:
    """Whether a clause says of reviews or lawsuits that they are about disclosure; `after` follows the count in it.

    Beside 无因政府信息公开引起的行政诉讼, 行政诉讼3起 is of other matters. How they ended (未发生…败诉) is no count.
    """
    return key in _ALSO_OF_OTHER_MATTERS and bool(_DISCLOSURE.search(said)) and not _OUTCOME.match(after)
