"""The sign-off (落款): the lines at the end of a document, or on its cover, that name its unit and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gaispider.filetypes import ATTACHED, endings
from gaispider.page.model import Document
from gaispider.reference import Phrases
from gaispider.report.line_readings import ZEROS, fold, is_date_line, is_yearless_day
from gaispider.report.unit.unit_names import unit_line

_WINDOW = 12
_AROUND = " \t\n\u3000\xa0|｜"
# How many lines of titles, unit and day may stand above the text.
_COVER = 5
# 2011-02-28 above the text is rather the rest of the page's bar.
_NUMERIC = frozenset("-－—–./．／\\＼")
_CARRIED = re.compile(r"^[^。,，]{4,50}公开.{0,12}(?:报告|年报)》?\s*$")
_APPENDIX = re.compile(r"【?附(?:件|表|:|$)|附件\d")


@dataclass(slots=True)
class SignOff:
    """The lines under a document that name its unit and day, as printed; `blocks` are their numbers in the document."""

    unit: str | None
    date_raw: str | None
    blocks: list[int]


def sign_off(document: Document) -> SignOff | None:
    """The sign-off: unit and day on two lines in either order, on one line, or only one of the two. None if none.

    Lines after it that are not text are skipped: attachments and their tables, contacts, print marks. If the end has
    none, the last place inside the text counts where a day's line follows a unit's line; what is appended stands below.
    Then a unit and day on a cover above the text, or a day in brackets under the title. A day inside a paragraph is no
    sign-off, and neither is a day alone above the text.
    """
    # A copy that keeps a layout table as text has its bars at the ends of lines.
    lines = [(at, block.text.strip(_AROUND)) for at, block in enumerate(document.blocks) if block.table is None]
    lines = [(at, text) for at, text in lines if text and not (_FORM_HEAD.match(text) and _heads_form(document, at))]
    return _below_text(lines) or _above_table(document, lines) or _inside(lines) or _on_cover(lines)


# 单位:青溪县林业局(盖章) above a form names who filled it in.
_FORM_HEAD = re.compile(
    r"(?:填报|填表|报送|编制|报告)?(?:单位|机关|部门)(?:名称)?\s*(?:[(（](?:盖\s*章|公\s*章)[)）])?\s*[:：]"
)
_FORM_TITLE = re.compile(r"(?:表|附件|附件[:：]?\d*)[》”]?(?:[(（][^()（）]*[)）])?$")


def _heads_form(document: Document, at: int) -> bool:
    """Whether a line stands between a form's title and its table, or right above a table."""
    blocks = document.blocks
    if _day_at_end().search(blocks[at].text):
        return False
    below = blocks[at + 1].table is not None if at + 1 < len(blocks) else False
    above = next((block.text.strip() for block in reversed(blocks[:at]) if block.text.strip()), "")
    return below or (len(above) < 60 and _FORM_TITLE.search(above) is not None)


def _below_text(lines: list[tuple[int, str]]) -> SignOff | None:
    return next((found for end in _ends(lines) if (found := _signed_above(lines, end))), None)


def _above_table(document: Document, lines: list[tuple[int, str]]) -> SignOff | None:
    """Unit and day right above the last table, or above that table's title; what follows the table is no text."""
    tables = [at for at, block in enumerate(document.blocks) if block.table is not None]
    starts = [at for at in tables if at == 0 or document.blocks[at - 1].table is None]
    for start in reversed(starts):
        end = sum(at < start for at, _ in lines)
        found = _signed_above(lines, end) if end * 2 > len(lines) else None
        if found and found.date_raw and found.unit:
            return found
    return None


# Lines that may stand below a sign-off.
_TRAILER = Phrases("units.tsv", "below_sign_off")
_LONGEST_TRAILER = 2_000
_FILE = re.compile(rf"\.(?:{endings(*ATTACHED)})$")


def _is_trailer(line: str) -> bool:
    """Whether a folded line may stand below a sign-off: an attachment, a contact, a print mark."""
    return len(line) < _LONGEST_TRAILER and bool(_TRAILER.find(line) or _FILE.search(line))


def _ends(lines: list[tuple[int, str]]) -> list[int]:
    """The places where a sign-off may end: before the first attachment after the text, or at the end."""
    ends = []
    half = len(lines) // 2
    for place in range(len(lines) - 1, max(half - 1, 0), -1):
        text = lines[place][1]
        if len(text) < 80 and "附" in text[:4] and _APPENDIX.match(fold(text)):
            ends.append(place)
    return [*sorted(ends), len(lines)]


def _signed_above(lines: list[tuple[int, str]], end: int) -> SignOff | None:
    """The sign-off in the lines before `end`, searched upwards until the first line of running text."""
    place = end
    for _ in range(_WINDOW):
        place -= 1
        if place < 0:
            return None
        at, text = lines[place]
        if is_date_line(text) or (is_yearless_day(text) and _units_above(lines, place)):
            return _with_day(lines, place, end)
        # A document set as one paragraph ends with its sign-off: …的问题。 临湖县水务局 2016年1月5日
        both = _unit_and_day(text if len(text) <= 70 or place + 1 < end else text.rpartition("。")[2].strip())
        if both:
            return SignOff(both[0], both[1], [at])
        unit = unit_line(text)
        if unit and not _is_trailer(fold(text)):
            return _with_unit(lines, place)
        if _is_trailer(fold(text)):
            continue
        return None
    return None


def _inside(lines: list[tuple[int, str]]) -> SignOff | None:
    """Unit and day on two lines in the middle of the document, below some running text.

    A notice that carries its report may be signed with only a day: then the report's title is on the next line.
    """
    for place in range(len(lines) - 1, 1, -1):
        if not is_date_line(lines[place][1]):
            continue
        if unit_line(lines[place - 1][1]):
            running = any(len(text) > 30 and "。" in text for _, text in lines[: place - 1])
            return _with_day(lines, place, place + 1) if running else None
        at, day = lines[place]
        if place + 1 < len(lines) and _CARRIED.search(lines[place + 1][1]) and "。" in lines[place - 1][1]:
            return SignOff(None, day, [at])
    return None


def _on_cover(lines: list[tuple[int, str]]) -> SignOff | None:
    """The day under the title of a report that is signed there: in brackets, or below its unit's name."""
    for place, (at, text) in enumerate(lines[:_COVER]):
        if len(text) > 70 or "。" in text:
            return None
        if is_date_line(text):
            bracketed = text[0] in "(（" or text[-1] in ")）"
            unit = unit_line(lines[place - 1][1]) if place else None
            if unit and not _NUMERIC & set(text):
                return SignOff(unit, text, [lines[place - 1][0], at])
            return SignOff(None, text, [at]) if bracketed else None
        ended = _day_at_end().search(text) if text[-1] in ")）" else None
        if ended and ended[0][0] in "(（" and ended.start() > 3:
            return SignOff(None, ended[0], [at])
    return None


def _with_day(lines: list[tuple[int, str]], place: int, end: int) -> SignOff | None:
    """A day's line with the unit lines above it, or those below if there are none above."""
    if place == 0:
        return None
    at, raw = lines[place]
    units = _joined(_units_above(lines, place), lines, place - 1)
    if not units and place + 1 < min(end, len(lines)):
        unit = unit_line(lines[place + 1][1])
        if unit and not _is_trailer(fold(lines[place + 1][1])):
            return SignOff(unit, raw, [at, lines[place + 1][0]])
    if not units and place < 3 and len(lines) > 6:
        return None  # a day under the title
    return SignOff("\n".join(unit for _, unit in units) or None, raw, [*(line for line, _ in units), at])


def _with_unit(lines: list[tuple[int, str]], place: int) -> SignOff | None:
    """A unit's line as the lowest line, with the day above it if there is one."""
    units = [*_units_above(lines, place), (lines[place][0], unit_line(lines[place][1]) or "")]
    above = place - len(units)
    if above < 1:
        return None  # a unit's name above the text
    units = _joined(units, lines, place)
    if is_date_line(lines[above][1]) or is_yearless_day(lines[above][1]):
        return SignOff(
            "\n".join(unit for _, unit in units), lines[above][1], [lines[above][0], *(at for at, _ in units)]
        )
    return SignOff("\n".join(unit for _, unit in units), None, [at for at, _ in units])


# Ends of the upper and beginnings of the lower line, where a name is broken over two lines.
_BROKEN_END = re.compile(
    r"^[^。,;:!?、\d《》]{3,20}(?:城乡|[和与及]|(?:信息|政务)公开|政府信息|住房|文化|社会|资源|改革)$"
)
_BROKEN_START = re.compile(
    r"(?:工作)?领导小组(?:办公室)?|办公[室厅]|(?:管理)?委员会|办事处|管委会|党政(?:综合)?办(?:公室)?"
)


def _joined(units: list[tuple[int, str]], lines: list[tuple[int, str]], lowest: int) -> list[tuple[int, str]]:
    """The unit lines, with a name that was broken over two lines joined; `lowest` is the place of the last."""
    if not units:
        return units
    above = lowest - len(units)
    if above > 0 and _BROKEN_END.match(fold(lines[above][1])):
        units.insert(0, (lines[above][0], fold(lines[above][1])))
    kept: list[tuple[int, str]] = []
    for at, unit in units:
        if kept and (_BROKEN_END.match(fold(kept[-1][1])) or _BROKEN_START.fullmatch(fold(unit))):
            kept[-1] = (kept[-1][0], kept[-1][1] + unit)
        else:
            kept.append((at, unit))
    return kept


def _units_above(lines: list[tuple[int, str]], place: int) -> list[tuple[int, str]]:
    """The unit lines right above a place, at most three (joint reports), in document order."""
    units: list[tuple[int, str]] = []
    for at, text in reversed(lines[max(place - 3, 1) : place]):
        unit = unit_line(text)
        if not unit or _is_trailer(fold(text)):
            break
        units.insert(0, (at, unit))
    return units


# 报告单位:临湖县教育局 报告日期:2013年1月15日
_DAY_LABEL = re.compile(r"\s*(?:填报|报送|编制|报告|成文|发布)?(?:日期|时间)\s*[:：]\s*$")
_YEARLESS_AT_END = re.compile(r"(?<![年\d])\d{1,2}月\d{1,2}日$")
_DAY_AHEAD = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日(?=[一-龥]{3})")


@cache
def _day_at_end() -> re.Pattern[str]:
    signs = r"\-－—–./．／\\＼、"
    return re.compile(
        rf"[(（]?(?:[2２][0０]\d\d\s*[年{signs}]\s*\d{{1,2}}\s*[月{signs}]?\s*\d{{0,2}}\s*[日号]?|20\d{{4,6}}日?|"
        rf"[二2][{ZEROS}一二三四五六七八九\d]{{3}}\s*年\s*[一二三四五六七八九十\d]{{1,3}}\s*月\s*[一二三四五六七八九十\d]{{0,3}}\s*[日号]?)[)）]?$"
    )


def _unit_and_day(text: str) -> tuple[str, str] | None:
    """Unit and day on one line, in either order: 松山镇人民政府 2019年2月21日. None if the line is not such a line."""
    if len(text) > 70:
        return None
    first, _, rest = text.partition(" ")
    if rest and is_date_line(first):
        unit = unit_line(rest)
        return (unit, first) if unit else None
    ahead = _DAY_AHEAD.match(text)
    if ahead:
        unit = unit_line(text[ahead.end() :])
        return (unit, ahead[0]) if unit else None
    match = _day_at_end().search(text) or _YEARLESS_AT_END.search(text)
    if not match or match.start() < 3:
        return None
    unit = unit_line(_DAY_LABEL.sub("", text[: match.start()]))
    return (unit, match[0].strip()) if unit else None
