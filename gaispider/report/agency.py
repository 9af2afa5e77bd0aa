"""Who made the report: the sign-off (落款) at its end, else the unit in its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gaispider.items import Agency
from gaispider.page.model import Document, Shown
from gaispider.report.kind import bare_title, first_lines
from gaispider.report.lines import fold, is_date_line

_WINDOW = 12
# How many lines of titles, unit and day may stand above the text.
_COVER = 5
# 2011-02-28 above the text is rather what is left of the page's bar.
_NUMERIC = frozenset("-./－．／")
_APPENDIX = re.compile(r"【?附(?:件|表|:|$)|附件\d")


@dataclass(slots=True)
class SignOff:
    """The lines under a document that name its unit and day, as printed; `blocks` are their places in the document."""

    unit: str | None
    date_raw: str | None
    blocks: list[int]


def sign_off(document: Document) -> SignOff | None:
    """The sign-off: unit and day on two lines in either order, on one line, or one of the two alone.

    Lines after it that belong to no text are passed over: attachments and their tables, contacts, print marks.
    Failing that, the last place inside the text where a unit's line is directly followed by a day's line: what is
    appended stands below it; then a cover's unit and day above the text, or a day in brackets under the title.
    A day inside a running paragraph is no sign-off, nor is one above the text that stands alone.
    """
    lines = [(at, block.text.strip()) for at, block in enumerate(document.blocks) if block.table is None]
    lines = [(at, text) for at, text in lines if text]
    for end in _ends(lines):
        found = _signed_above(lines, end)
        if found:
            return found
    return _inside(lines) or _on_cover(lines)


def read_agency(document: Document, title: str | None, shown: Shown | None) -> Agency | None:
    """`agency_of` for a document whose sign-off was not looked for yet."""
    return agency_of(sign_off(document), document, title, shown)


def agency_of(signed: SignOff | None, document: Document, title: str | None, shown: Shown | None) -> Agency | None:
    """The unit: from the sign-off, else the title, else the document's own heading, else what the page's header shows.

    Names are verbatim; a name of nothing but masks (*, ×) is none.
    """
    if signed and signed.unit:
        name = signed.unit.split("\n")[-1]
        return Agency(re.sub(r"\s+", "", name) if _is_spaced(name) else name, signed.unit, "signoff")
    for line in [title or "", *first_lines(document)]:
        unit = unit_of_title(line)
        if unit:
            return Agency(unit, line.strip(), "title")
    for line in first_lines(document, 3):
        if _unit_line(line):
            return Agency(_unit_line(line) or line, line, "title")
    if shown and shown.raw.strip():
        return Agency(shown.raw.strip(), shown.raw, shown.found_in)
    return None


def unit_of_title(title: str) -> str | None:
    """The unit that a report's title names: 宝泉山镇 of 2011年宝泉山镇政府信息公开年度报告; None if it names none."""
    name = bare_title(title)
    if not _about_disclosure().search(name) and not re.search(r"年度|报告|总结|20\d\d", name):
        return None
    name = re.sub(r"^关于(?:公布|发布|印发|报送|上报)?", "", name).lstrip('《〈“"<')
    year = r"(?:20\d\d|[二2][〇○OoＯ零0Οº一二三四五六七八九\d]{3}|(?<!\d)(?:0[3-9]|1\d|2\d)(?=年))年?年?度?"
    name = re.sub(rf"^(?:\(?{year}\)?)[、\-—至]?(?:{year})?", "", name)
    # 县政府办公室转发县财政局关于…: the first unit speaks.
    issuer = re.match(r"([^《》]{3,40}?)(?:关于|转发|批转)", name)
    if issuer and _unit_name().search(issuer[1]):
        return issuer[1]
    name = re.split(rf"[(]?{year}|的?(?={_ABOUT_DISCLOSURE})", name, maxsplit=1)[0]
    if name.endswith("人民") and len(name) > 3:
        name += "政府"
    name = name.strip('的-—_:,、《》“”"()')
    bare = re.sub(r"[*×XxＸ某○]+", "", name)
    if 2 <= len(name) <= 40 and len(bare) >= 2 and _unit_name().search(name) and not _does().search(name):
        return name
    # 2022年度政府信息公开工作年度报告(临湖县水利局)
    bracketed = re.search(r"[(（]([^()（）]{3,30})[)）]\s*$", title)
    return _unit_line(bracketed[1]) if bracketed else None


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


@cache
def _unit_name() -> re.Pattern[str]:
    """How names of offices and places end (GB/T 2260 kinds of places; offices of the counties)."""
    return re.compile(
        r"(?:政府|[省市区县旗州盟镇乡]|街道|苏木|办事处|街道办|新区|管委会|管理区|开发区|林区|矿区|示范区|试验区|实验区|景区|"
        r"办公室|办公厅|委员会|领导小组|[局厅委办署处科室部组院校所站队会社场馆台中心行司公司集团]|法院|机关|学校|大学|中学|小学|学院|幼儿园|系统|医院|"
        r"分局|支队|大队|总队|银行|中支|农场|林场|联社|协会|税务|海关|气象|财政|教育|住建|人社|卫健|文旅|县委|市委)$"
    )


_STAMP = re.compile(r"[(（〔\[]?(?:盖\s*章|公\s*章|章|印)[)）〕\]]?$")
_LABEL = re.compile(r"^(?:填报单位|报告单位|报告机关|编制单位|发布单位|单位|落款|报送单位)[:：]?\s*")


def _unit_line(text: str) -> str | None:
    """The unit's name if the line is nothing else; stamps (盖章) and labels are taken off."""
    line = _LABEL.sub("", _STAMP.sub("", text.strip()).strip()).strip()
    folded = fold(line)
    if not 3 <= len(folded) <= 40 or re.search(r"[。,;:!?、\d《》“”\"|/@]", folded):
        return None
    if not _unit_name().search(folded) or _no_unit().search(folded):
        return None
    return line


@cache
def _no_unit() -> re.Pattern[str]:
    return re.compile(
        r"^(?:[一二三四五六七八九十]+[、.]|第[一二三四五六七八九十]+|[(])|情况|公开(?:年度)?|特此|报告|总结|附|打印|关闭|返回|"
        r"上一|下一|责任编辑|责编|联系|来源|无其他|需要|抄送|主办|承办|版权|^(?:的|和|在|为|对|由|我|本|各|全)|分享|扫一扫"
    )


@cache
def _trailer() -> re.Pattern[str]:
    """Lines that may stand below a sign-off."""
    return re.compile(
        r"^(?:附|【?附|联系|电话|传真|地址|邮编|电子邮箱|邮箱|咨询|监督|抄送|主送|[(]此件|[(]联系|责任编辑|编辑|责编|审核|审校|校对|"
        r"打印|关闭|返回|分享|扫一扫|上一|下一|来源|信息来源|作者|主题词|填报|填表|单位负责人|负责人|制表|政府信息公开(?:工作)?"
        r"(?:年报|年度报告)$|主办|承办|版权|网址|相关|浏览|点击|字体|字号|终审|初审|复审|签发|编号|\d{1,3}$|[-—]\d+[-—]$)|"
        r"\.(?:docx?|xlsx?|pdf|wps|et|rar|zip)$|统计(?:报)?表$|情况表$|附表$|[(]盖章[)].*填报"
    )


def _ends(lines: list[tuple[int, str]]) -> list[int]:
    """Where a sign-off may end: before the first attachment mark after the text, or at the end of the document."""
    ends = []
    half = len(lines) // 2
    for place in range(len(lines) - 1, max(half - 1, 0), -1):
        text = lines[place][1]
        if len(text) < 80 and "附" in text[:4] and _APPENDIX.match(fold(text)):
            ends.append(place)
    return [*sorted(ends), len(lines)]


def _signed_above(lines: list[tuple[int, str]], end: int) -> SignOff | None:
    """The sign-off in the lines before `end`, read from below up to the first line of running text."""
    place = end
    for _ in range(_WINDOW):
        place -= 1
        if place < 0:
            return None
        at, text = lines[place]
        if is_date_line(text):
            return _with_day(lines, place, end)
        both = _unit_and_day(text)
        if both:
            return SignOff(both[0], both[1], [at])
        unit = _unit_line(text)
        if unit and not _trailer().search(fold(text)):
            return _with_unit(lines, place)
        if _trailer().search(fold(text)):
            continue
        return None
    return None


def _inside(lines: list[tuple[int, str]]) -> SignOff | None:
    """Unit and day on two lines in the middle of the document, below some running text."""
    for place in range(len(lines) - 1, 1, -1):
        if is_date_line(lines[place][1]) and _unit_line(lines[place - 1][1]):
            running = any(len(text) > 30 and "。" in text for _, text in lines[: place - 1])
            return _with_day(lines, place, place + 1) if running else None
    return None


def _on_cover(lines: list[tuple[int, str]]) -> SignOff | None:
    """The day under the title, where a report is signed there: in brackets, or below its unit's name."""
    for place, (at, text) in enumerate(lines[:_COVER]):
        if len(text) > 70 or "。" in text:
            return None
        if is_date_line(text):
            bracketed = text[0] in "(（" or text[-1] in ")）"
            unit = _unit_line(lines[place - 1][1]) if place else None
            if unit and not _NUMERIC & set(text):
                return SignOff(unit, text, [lines[place - 1][0], at])
            return SignOff(None, text, [at]) if bracketed else None
        ended = _day_at_end().search(text) if text[-1] in ")）" else None
        if ended and ended[0][0] in "(（" and ended.start() > 3:
            return SignOff(None, ended[0], [at])
    return None


def _with_day(lines: list[tuple[int, str]], place: int, end: int) -> SignOff | None:
    """A day's line with the unit lines above it, or below it if there are none above."""
    if place == 0:
        return None
    at, raw = lines[place]
    units = _units_above(lines, place)
    if not units and place + 1 < min(end, len(lines)):
        unit = _unit_line(lines[place + 1][1])
        if unit and not _trailer().search(fold(lines[place + 1][1])):
            return SignOff(unit, raw, [at, lines[place + 1][0]])
    if not units and place < 3 and len(lines) > 6:
        return None  # a day under the title
    return SignOff("\n".join(unit for _, unit in units) or None, raw, [*(line for line, _ in units), at])


def _with_unit(lines: list[tuple[int, str]], place: int) -> SignOff | None:
    """A unit's line that is the lowest: with the day above it, or without any."""
    units = [*_units_above(lines, place), (lines[place][0], _unit_line(lines[place][1]) or "")]
    above = place - len(units)
    if above < 1:
        return None  # a unit's name above the text
    if is_date_line(lines[above][1]):
        return SignOff(
            "\n".join(unit for _, unit in units), lines[above][1], [lines[above][0], *(at for at, _ in units)]
        )
    return SignOff("\n".join(unit for _, unit in units), None, [at for at, _ in units])


def _units_above(lines: list[tuple[int, str]], place: int) -> list[tuple[int, str]]:
    """The unit lines directly above a place, at most three (joint reports), in document order."""
    units: list[tuple[int, str]] = []
    for at, text in reversed(lines[max(place - 3, 1) : place]):
        unit = _unit_line(text)
        if not unit or _trailer().search(fold(text)):
            break
        units.insert(0, (at, unit))
    return units


@cache
def _day_at_end() -> re.Pattern[str]:
    zero = "〇○OoＯ零0Οº"
    return re.compile(
        rf"[(（]?(?:20\d\d\s*[年\-./]\s*\d{{1,2}}\s*[月\-./]?\s*\d{{0,2}}\s*[日号]?|20\d{{4,6}}日?|"
        rf"[二2][{zero}一二三四五六七八九\d]{{3}}\s*年\s*[一二三四五六七八九十\d]{{1,3}}\s*月\s*[一二三四五六七八九十\d]{{0,3}}\s*[日号]?)[)）]?$"
    )


def _unit_and_day(text: str) -> tuple[str, str] | None:
    """松山镇人民政府 2019年2月21日 on one line, or the other way round."""
    if len(text) > 70:
        return None
    first, _, rest = text.partition(" ")
    if rest and is_date_line(first):
        unit = _unit_line(rest)
        return (unit, first) if unit else None
    match = _day_at_end().search(text)
    if not match or match.start() < 3:
        return None
    unit = _unit_line(text[: match.start()])
    return (unit, match[0].strip()) if unit else None


def _is_spaced(name: str) -> bool:
    """松 山 镇: letters set apart."""
    return re.fullmatch(r"\S(?:\s+\S)+", name) is not None
