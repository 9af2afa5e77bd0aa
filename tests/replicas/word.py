# ruff: noqa: E501 - markup stands in lines as sites write it
"""Report pages as offices paste them from Word: runs split at digits, statistics tables of the forms B2019 and C2021.

Shapes as docs/field-guide.md has them (5.2 to 5.5 and 6.1), all of them seen; every figure is made up.
"""

from __future__ import annotations

import re
from typing import Literal

Style = Literal["loose", "spans", "plain"]

_RUN = re.compile(r"[0-9A-Za-z.%]+")
_TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_COLUMNS = ("商业<br/>企业", "科研<br/>机构", "社会公益组织", "法律服务机构", "其他")
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（三）不予公开", (
        "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息",
        "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项")),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    ("（五）不予处理", (
        "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息")),
)  # fmt: skip
_OTHER_C = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)


def runs(text: str, style: Style) -> str:
    """`text` with its runs of digits in spans. `loose`: what stands between them is bare; `spans`: in a span of its own."""
    if style == "plain":
        return text
    parts, at = [], 0
    for match in _RUN.finditer(text):
        parts += [_between(text[at : match.start()], style), f'<span lang="EN-US">{match[0]}</span>']
        at = match.end()
    return "".join([*parts, _between(text[at:], style)])


def _between(text: str, style: Style) -> str:
    return f'<span style="font-family: 仿宋_GB2312;">{text}</span>' if text and style == "spans" else text


def paragraph(text: str, style: Style = "loose", *, align: str | None = None) -> str:
    place = f' align="{align}"' if align else ""
    return f'<p class="MsoNormal"{place}>{runs(text, style)}<o:p></o:p></p>\n'


def heading(text: str, style: Style = "loose") -> str:
    return f'<p class="MsoNormal"><span style="font-family: 黑体, SimHei;">{runs(text, style)}</span></p>\n'


def section_titles() -> tuple[str, ...]:
    """The six section titles since 2019."""
    return tuple(f"{number}、{title}" for number, title in zip("一二三四五六", _TITLES, strict=True))


def table_2(year: int, licences: int, penalties: int) -> str:
    """Table 2: form B2019 up to 2020, C2021 after it."""
    if year <= 2020:
        four = ("上一年项目数量", "本年增/减", "处理决定数量")
        blocks = [
            ("（一）", ("本年新<br/>制作数量", "本年新<br/>公开数量", "对外公开总数量"), [("规章", 0, 0, 0), ("规范性文件", 2, 2, 9)]),
            ("（五）", four, [("行政许可", 12, "+3", licences), ("其他对外管理服务事项", 5, 0, 7)]),
            ("（六）", four, [("行政处罚", 20, "-2", penalties), ("行政强制", 3, 0, 0)]),
            ("（八）", ("上一年项目数量", "本年增/减"), [("行政事业性收费", 1, 0)]),
            ("（九）", ("采购项目数量", "采购总金额"), [("政府集中采购", 4, "152790元")]),
        ]  # fmt: skip
    else:
        one = ("本年处理决定数量",)
        blocks = [
            ("（一）", ("本年制发件数", "本年废止件数", "现行有效件数"), [("规章", 0, 0, 0), ("行政规范性文件", 2, 1, 10)]),
            ("（五）", one, [("行政许可", licences)]),
            ("（六）", one, [("行政处罚", penalties), ("行政强制", 0)]),
            ("（八）", ("本年收费金额（单位：万元）",), [("行政事业性收费", "1.25")]),
        ]  # fmt: skip
    rows = []
    for item, head, lines in blocks:
        rows.append(f'<tr><td colspan="4">第二十条第{item}项</td></tr>')
        for line in (("信息内容", *head), *lines):
            last = f' colspan="{5 - len(line)}"' if len(line) < 4 else ""
            cells = [f"<td>{_cell(value)}</td>" for value in line[:-1]] + [f"<td{last}>{_cell(line[-1])}</td>"]
            rows.append(f"<tr>{''.join(cells)}</tr>")
    return _table(rows)


def table_3(year: int, natural: int, business: int) -> str:
    """Table 3 with all of the year's applications answered: one 不掌握, the rest 予以公开."""
    unknown = 1 if natural else 0
    count = {"new": (natural, business), "open": (natural - unknown, business), "unknown": (unknown, 0)}
    since = year >= 2021
    rows = [
        '<tr class="firstRow"><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>'
        '<td colspan="7">申请人情况</td></tr>',
        '<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>',
        "<tr>" + "".join(f"<td>{name}</td>" for name in _COLUMNS) + "</tr>",
        f'<tr><td colspan="3">一、本年新收政府信息公开申请数量</td>{_seven(*count["new"])}</tr>',
        f'<tr><td colspan="3">二、上年结转政府信息公开申请数量</td>{_seven(0, 0)}</tr>',
        f'<tr><td rowspan="{22 if since else 20}"><p>三、本</p><p>年<span>度办</span>\n&nbsp;</p><p>理结果</p></td>'
        f'<td colspan="2">（一）予以公开</td>{_seven(*count["open"])}</tr>',
        f'<tr><td colspan="2">（二）部分公开（区分处理的，只计这一情形，不计其他情形）</td>{_seven(0, 0)}</tr>',
    ]
    for group, leaves in (*_GROUPS, ("（六）其他处理", _OTHER_C)) if since else _GROUPS:
        for number, leaf in enumerate(leaves):
            first = f'<td rowspan="{len(leaves)}">{group}</td>' if number == 0 else ""
            figures = _seven(*count["unknown"]) if leaf.startswith("1.本机关不掌握") else _seven(0, 0)
            rows.append(f"<tr>{first}<td>{leaf}</td>{figures}</tr>")
    if not since:
        rows.append(f'<tr><td colspan="2">（六）其他处理</td>{_seven(0, 0)}</tr>')
    rows.append(f'<tr><td colspan="2">（七）总计</td>{_seven(*count["new"])}</tr>')
    rows.append(f'<tr><td colspan="3">四、结转下年度继续办理</td>{_seven(0, 0)}</tr>')
    return _table(rows)


def table_4(reviews: int) -> str:
    """Table 4: `reviews` reviews, all upheld; no suits."""
    five = ("结果<br/>维持", "结果<br/>纠正", "其他<br/>结果", "尚未<br/>审结", "总计")
    spans = "".join(f'<td rowspan="2">{name}</td>' for name in five)
    return _table(
        [
            '<tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>',
            f'<tr>{spans}<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>',
            "<tr>" + "".join(f"<td>{name}</td>" for name in five * 2) + "</tr>",
            "<tr>" + "".join(f"<td>{_cell(n)}</td>" for n in (reviews, 0, 0, 0, reviews, *[0] * 10)) + "</tr>",
        ]
    )


def _seven(natural: int, business: int) -> str:
    return "".join(f"<td>{_cell(value)}</td>" for value in (natural, business, 0, 0, 0, 0, natural + business))


def _cell(value: str | int) -> str:
    return (
        f'<p class="MsoNormal"><span>{value}</span><span></span></p>' if isinstance(value, int) else f"<p>{value}</p>"
    )


def _table(rows: list[str]) -> str:
    return '<table border="1" cellspacing="0"><tbody>\n' + "\n".join(rows) + "\n</tbody></table>\n"
