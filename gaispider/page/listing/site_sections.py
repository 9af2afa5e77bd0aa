"""Links that lead to other listings: report columns, the units that have one, and the parts of a report column.

A report column is known by its name (政府信息公开年报, 年度报告) or by the folder that offices give it (ndbg, gknb,
zfxxgknb, 2020nb; docs/field-guide.md, 2.4). A unit is known by the word its name ends with. Both are read from the
link's text and address alone, so a folder that names the wrong unit does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from lxml.etree import _Element

from gaispider.filetypes import NO_PAGE, endings
from gaispider.page.listing.row_days import squeeze
from gaispider.page.listing.rows import NOT_AN_ENTRY
from gaispider.page.paging.next_page import link_address
from gaispider.page.script_variants import pattern
from gaispider.page.urls import absolute, base_address, split, without_fragment

Kind = Literal["report", "unit", "part"]

_REPORT_NAME = pattern(r"年度?报告?$|年报|年度(?:工作)?报告|(?:公开|信息|^)(?:工作)?报告(?:专栏|栏目)?$")
_REPORT_WORDS = pattern(r"(?:年报|年度(?:工作)?(?:报告|总结)|信息公开.{0,12}(?:报告|总结))")
_NO_REPORT = pattern(
    r"制度|指南|解读|预算|决算|审计|财务|财政年报|质量|就业|环境|统计年报|报表|法治|统计公报|工作要点|办法|规定|企业|年鉴|执法|绩效|述职|"
    r"政府工作报告|社会责任|水资源|气象|安全生产|网站(?:工作)?年"
)
_REPORT_FOLDER = re.compile(
    r"^(?:\w*?(?:ndbg|gknb|xxnb|nbgk|ndbb|gkndbg|nianbao|annualreport)\w*|(?:20)?\d\dn(?:b|d|dbg)?|nb(?:20\d\d)?)$",
    re.IGNORECASE,
)
_UNIT_NAME = pattern(
    r"(?:局|委|委员会|办|办公室|室|厅|院|镇|乡|苏木|街道|街道办事处|办事处|政府|管委会|中心|公司|会|所|站|支?队|大队|处|馆|校|区|县|市|旗"
    r"|部门|单位|机构|乡镇|镇街|乡镇街道|街乡镇|乡镇[（(、]街道[）)]?|直属|驻\w{0,4}单位|公共企事业单位)$"
)
_NO_UNIT = pattern(
    r"指南|制度|目录|文件|新闻|动态|公告|公示|概况|简介|领导|职能|职责|依申请|首页|地图|登录|注册|更多|服务中心$|互动|在线|媒体"
)
_YEAR_NAME = pattern(r"^(?:政府信息公开)?(?:19|20)\d\d\s*年?度?(?:年报|年度报告|政府信息公开年报|报告)?$")
_FILE = re.compile(rf"\.(?:{endings(*NO_PAGE)})$", re.IGNORECASE)
_INDEX = re.compile(r"^(?:[a-z_]{0,12}(?:index|lists?|navs?)|default|main)\.\w{3,5}$", re.IGNORECASE)
_MAX_NAME = 40


@dataclass(slots=True, frozen=True)
class Column:
    """A link to a page that may list: `kind` is `report` (a report column), `unit` (an office's or a group's own
    page), or `part` (a year or a group within a report column)."""

    url: str
    name: str
    kind: Kind


def is_report_title(title: str) -> bool:
    """Whether an entry's title speaks of a yearly report of information disclosure or of such work."""
    if _REPORT_WORDS.search(title) is None:
        return False
    # 审计局2018年政府信息公开年度报告 is one; 2018年法治政府建设年度报告 is another kind of report.
    return "公开" in title or not _NO_REPORT.search(title)


def is_report_folder(url: str) -> bool:
    """Whether the address lies in a folder that offices give to their report columns."""
    parts = split(url)
    return parts is not None and any(_REPORT_FOLDER.match(folder) for folder in parts.path.split("/")[:-1])


def read_columns(root: _Element, url: str, *, in_column: bool) -> list[Column]:
    """Columns linked from the page at `url`, each address once. `in_column` says that the page is of a report column:
    then years and groups in it are parts of it."""
    here = base_address(root, url)
    own = without_fragment(url)
    found: dict[str, Column] = {}
    for name, href in _names(root):
        joined = absolute(here, href)
        if joined is None:
            continue
        address = without_fragment(joined)
        parts = urlsplit(address)
        if address in found or address == own or parts.scheme not in ("http", "https") or _FILE.search(parts.path):
            continue
        kind = _kind(name, address, in_column=in_column)
        if kind is not None:
            found[address] = Column(address, name, kind)
    return list(found.values())


def _kind(name: str, address: str, *, in_column: bool) -> Kind | None:
    if not _is_directory(address):
        return "report" if _REPORT_NAME.search(name) and len(name) <= 14 and not _names_a_report(name) else None
    if _REPORT_NAME.search(name) and not _NO_REPORT.search(name):
        return "report"
    last = urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]
    if _INDEX.match(last):
        last = urlsplit(address).path.rsplit("/", 2)[-2]
    if _REPORT_FOLDER.match(last) and not _NO_REPORT.search(name):
        return "report"
    if in_column and (_YEAR_NAME.match(name) or _UNIT_NAME.search(name)) and not _NO_UNIT.search(name):
        return "part"
    if _UNIT_NAME.search(name) and not _NO_UNIT.search(name):
        return "unit"
    return None


def _names_a_report(name: str) -> bool:
    """2018年度报告 is one report; 年度报告 is the column."""
    return bool(re.search(r"\d{4}", name))


def _is_directory(address: str) -> bool:
    path = urlsplit(address).path
    last = path.rsplit("/", 1)[-1]
    return not last or bool(_INDEX.match(last))


def _names(root: _Element) -> Iterator[tuple[str, str]]:
    """Name and address of every link that may be a column's; a picture that leads to a report folder has no name."""
    for link in root.xpath("//a|//area|//option|//*[@onclick][not(self::input or self::button)]"):
        href = _address(link)
        if not href:
            continue
        name = _name(link)
        if not name and is_report_folder(href):
            yield "", href
        elif name and len(name) <= _MAX_NAME and (_YEAR_NAME.match(name) or not NOT_AN_ENTRY.match(name)):
            yield name.replace(" ", ""), href


def _address(link: _Element) -> str:
    """Where a link or an option of a list leads; empty if nowhere, or if a program fills in where."""
    if link.tag == "option":
        href = link.get("value") or ""
        href = href if "/" in href else ""
    else:
        href = link_address(link, (link.get("href") or "").strip())
    return "" if "{" in href or "<" in href else href


def _name(link: _Element) -> str:
    """The words of a link, else those of its picture; of a long or cut text the title, if there is one."""
    name = squeeze("".join(link.itertext())) or squeeze(link.get("title") or link.get("alt") or "")
    if not name:
        name = next((squeeze(image.get("alt") or image.get("title") or "") for image in link.iter("img")), "")
    if len(name) > _MAX_NAME or name.endswith(("…", "...")):
        name = squeeze(link.get("title") or name)
    return name
