"""One numbered line: where its heading ends and the text after it on the same line begins."""

from __future__ import annotations

import re

LONGEST_TITLE = 45
# A line of its own without punctuation may be longer and still be a heading.
_LONGEST_LINE = 70
# A space between a heading and the text after it on the line.
_GAP = re.compile(r"(?<=[^\s]{4})[\s　]+(?=\S{25})")
_GAP_FROM = 29
# 五、复议情况:无; 六、其他需要报告的事项 无其他事项: the whole section on the heading's line.
_NOTHING = re.compile(
    r"(?<=[^\s]{2})(?:[\s　]*[:：][\s　]*|[\s　]+)(?=(?:暂|均|为)?(?:无|没有|未|零|0)[^，,:：]{0,28}$)"
)
# 二、不予公开信息情况 本年度我镇没有不予公开的信息。
_SENTENCE = re.compile(r"(?<=情况|事项|措施|概述|概况)[\s　]+(?=\S{6})")
# 二、主动公开情况2015年,我镇…: no mark between heading and text.
_STUCK = re.compile(
    r"(.{0,32}?(?:概述|概况|情况|事项|措施|附表))(?=[(（][一1][)）]|20\d\d年|截[至止]|根据|本(?:年|单位|局|镇)|我[局镇乡县市区街办委]|[未无][^。]{0,12}[。])"
)
# 三、存在问题:一是不够及时。
_NAMED = re.compile(r"(?<=情况|事项|措施|问题|概述|概况|打算)[:：][\s　]*(?=\S)")
# Marks that end a heading before text on its line, the surest first.
_MARKS = tuple(map(re.compile, (r"[。]", r"[\s　]+(?=\S{20})", r"[:：]", r"[;；!！]")))


def heading_and_text(rest: str) -> tuple[str, str]:
    """A numbered line as its title and the text after it on the line."""
    body = rest.rstrip("。:：;；.,，、 　")
    if "。" not in body and len(body) <= LONGEST_TITLE:
        return _short_line(rest, body)
    for rule in (_stuck, _before_mark, _long_heading):
        found = rule(rest, body)
        if found is not None:
            return found
    # No mark shows where the heading ends: it gets whole clauses, and the text keeps the whole line.
    cut = max(body.rfind(",", 0, 30), body.rfind("，", 0, 30))
    return (title_text(body[:cut]), rest[cut + 1 :].strip()) if cut > 3 else (title_text(body[:30]), rest[30:].strip())


def _short_line(rest: str, body: str) -> tuple[str, str]:
    """A short line is all heading, unless it says that there is nothing, or is a heading with a sentence after it."""
    sentence = rest.rstrip().endswith("。")
    ends = _NOTHING.search(body) or ((_SENTENCE.search(body) or _NAMED.search(body)) if sentence else None)
    if ends:
        return title_text(body[: ends.start()]), rest[ends.end() :].strip()
    stuck = _stuck(rest, body) if sentence else None
    if stuck:
        return stuck
    gap = _GAP.search(body) if len(body) > _GAP_FROM else None
    return (title_text(body[: gap.start()]), rest[gap.end() :]) if gap else (title_text(body), "")


def _stuck(rest: str, body: str) -> tuple[str, str] | None:
    """The heading's last word ends it, without a mark before the text: 主动公开情况|2015年,我镇…."""
    stuck = _STUCK.match(body)
    return (title_text(stuck[1]), rest[stuck.end() :].strip()) if stuck else None


def _before_mark(rest: str, body: str) -> tuple[str, str] | None:
    """The surest mark that ends the heading, within the length of the longest title: a full stop, a space, a colon."""
    stop = body.find("。")
    # 五、存在的问题和改进措施 目前公开不及时。: in a report set as one paragraph a space ends the heading.
    for match in (_SENTENCE.search(body, 0, max(stop, 0)), *(mark.search(body) for mark in _MARKS)):
        if match and 2 <= match.start() <= LONGEST_TITLE:
            # 四、抓落实,完善保障机制一是落实责任。…: the heading's own line break was lost before 一是.
            first = body.find("一是", 4, match.start())
            end, start = (first, first) if first > 0 else match.span()
            return title_text(body[:end]), rest[start:].strip()
    return None


def _long_heading(rest: str, body: str) -> tuple[str, str] | None:
    """A line of its own without any punctuation is all heading."""
    alone = "。" not in body and len(body) <= _LONGEST_LINE and rest[-1] not in "。;；，,"
    return (title_text(body), "") if alone else None


_SPACED = re.compile(r"[\u4e00-\u9fff](?:[\s　]+[\u4e00-\u9fff])+")


def title_text(raw: str) -> str:
    """A title as printed, without punctuation at its end; spaces between all letters (概 述) are removed."""
    title = raw.strip().strip("。:：;；,，、 　")
    if len(title) > 2 and title[1].isspace() and _SPACED.fullmatch(title):
        return "".join(title.split())
    return title
