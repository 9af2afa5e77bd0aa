"""Figures of the statistics forms, made up: by the printed labels of tables 2, 3 and 4, and the keys of the record."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

BLOCKS_C = (
    ("（一）", ("本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "行政规范性文件")),
    ("（五）", ("本年处理决定数量",), ("行政许可",)),
    ("（六）", ("本年处理决定数量",), ("行政处罚", "行政强制")),
    ("（八）", ("本年收费金额（单位：万元）",), ("行政事业性收费",)),
)
BLOCKS_B = (
    ("（一）", ("本年新制作数量", "本年新公开数量", "对外公开总数量"), ("规章", "规范性文件")),
    ("（五）", ("上一年项目数量", "本年增/减", "处理决定数量"), ("行政许可", "其他对外管理服务事项")),
    ("（六）", ("上一年项目数量", "本年增/减", "处理决定数量"), ("行政处罚", "行政强制")),
    ("（八）", ("上一年项目数量", "本年增/减"), ("行政事业性收费",)),
    ("（九）", ("采购项目数量", "采购总金额"), ("政府集中采购",)),
)
KEYS2 = {
    "规章": "regulations",
    "行政规范性文件": "normative_documents",
    "规范性文件": "normative_documents",
    "行政许可": "licences",
    "其他对外管理服务事项": "other_services",
    "行政处罚": "penalties",
    "行政强制": "coercion",
    "行政事业性收费": "fees",
    "政府集中采购": "procurement",
    "本年制发件数": "made",
    "本年废止件数": "repealed",
    "现行有效件数": "in_force",
    "本年处理决定数量": "decisions",
    "本年收费金额（单位：万元）": "amount",
    "本年新制作数量": "new_made",
    "本年新公开数量": "new_public",
    "对外公开总数量": "total_public",
    "上一年项目数量": "last_year",
    "本年增/减": "change",
    "处理决定数量": "decisions",
    "采购项目数量": "count",
    "采购总金额": "amount",
}
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
APPLICANT_KEYS = ("natural", "business", "research", "welfare", "legal", "other", "total")
_LEAVES = {
    "（三）不予公开": (
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
        "6.属于四类过程性信息",
        "7.属于行政执法案卷",
        "8.属于行政查询事项",
    ),
    "（四）无法提供": ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    "（五）不予处理": (
        "1.信访举报投诉类申请",
        "2.重复申请",
        "3.要求提供公开出版物",
        "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息",
    ),
    "（六）其他处理": (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ),
}
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
OUTCOME_KEYS = ("upheld", "corrected", "other", "pending", "total")
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def rows3(era: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Rows of table 3: path as in the corpus, key of the record, labels (groups first)."""
    rows: list[tuple[str, str, tuple[str, ...]]] = [
        ("一", "1", ("一、本年新收政府信息公开申请数量",)),
        ("二", "2", ("二、上年结转政府信息公开申请数量",)),
        ("三/(一)", "3.1", ("三、本年度办理结果", "（一）予以公开")),
        ("三/(二)", "3.2", ("三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")),
    ]
    for number, (group, leaves) in enumerate(_LEAVES.items(), 3):
        chinese = "一二三四五六七"[number - 1]
        if era == "B" and number == 6:
            rows.append(("三/(六)", "3.6", ("三、本年度办理结果", group)))
            continue
        for n, leaf in enumerate(leaves, 1):
            rows.append((f"三/({chinese})/{n}", f"3.{number}.{n}", ("三、本年度办理结果", group, leaf)))
    rows.append(("三/(七)", "3.7", ("三、本年度办理结果", "（七）总计")))
    rows.append(("四", "4", ("四、结转下年度继续办理",)))
    return rows


@dataclass(slots=True)
class Figures:
    """The figures of one report as raw strings; None is a blank cell, a missing row is not printed."""

    era: str
    t2: dict[str, dict[str, str | None]] = field(default_factory=dict)
    t3: dict[str, list[str | None]] = field(default_factory=dict)
    t4: list[str | None] = field(default_factory=list)


def made_up(era: str, seed: int) -> Figures:
    """Figures that satisfy every identity of the form, with distinct numbers so that a shifted column shows."""
    rng = random.Random(seed)
    figures = Figures(era)
    for _, columns, rows in BLOCKS_C if era == "C" else BLOCKS_B:
        for row in rows:
            figures.t2[row] = {c: _raw2(c, rng) for c in columns}
    counts = {key: [rng.choice((0, 0, 0, rng.randint(1, 2000))) for _ in range(6)] for _, key, _ in rows3(era)}
    leaves = [key for key in counts if key.startswith("3.") and key != "3.7"]
    counts["3.7"] = [sum(counts[key][n] for key in leaves) for n in range(6)]
    counts["4"] = [rng.randint(0, 30) for _ in range(6)]
    counts["2"] = [min(rng.randint(0, 30), counts["3.7"][n] + counts["4"][n]) for n in range(6)]
    counts["1"] = [counts["3.7"][n] + counts["4"][n] - counts["2"][n] for n in range(6)]
    for path, key, _ in rows3(era):
        figures.t3[path] = [str(n) for n in (*counts[key], sum(counts[key]))]
    for _ in range(3):
        four = [rng.randint(0, 40) for _ in range(4)]
        figures.t4 += [str(n) for n in (*four, sum(four))]
    return figures


def _raw2(column: str, rng: random.Random) -> str:
    number = rng.randint(0, 99999)
    if column == "本年增/减":
        return rng.choice((f"+{number}", f"-{number}", "0", f"增{number}", f"减{number}"))
    if column == "采购总金额":
        return rng.choice((f"{number}.50元", f"{number}", f"{number / 10000:.4f}万元", f"{number:,}元"))
    if column.startswith("本年收费金额"):
        return rng.choice((f"{number / 100:.6f}", str(number), "0"))
    return rng.choice((str(number), "0", f"{number}件"))
