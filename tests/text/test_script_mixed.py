"""Lines and pages of both scripts: the Traditional part comes back, and nothing is left that mainland print has not."""

from __future__ import annotations

import random
import re
from pathlib import Path

import opencc
import pytest

from gaispider.text.script import to_simplified
from gaispider.text.script.leftovers import is_left
from gaispider.text.script.tables import rows

LINES = Path(__file__).with_name("script_mainland.txt").read_text("utf-8").split("\n")
CLAUSES = [clause for line in LINES for clause in re.findall(r"[^,。、;]+[,。、;]?", line)]
SPELLINGS = [opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]


@pytest.mark.parametrize(
    ("mixed", "simplified"),
    [
        ("慰藉着受伤的心灵\n慰藉著受傷的心靈", "慰藉着受伤的心灵\n慰藉着受伤的心灵"),
        ("慰藉着受伤的心灵，慰藉著受傷的心靈", "慰藉着受伤的心灵，慰藉着受伤的心灵"),
        ("慰藉着受伤的心灵。慰藉著受傷的心靈。", "慰藉着受伤的心灵。慰藉着受伤的心灵。"),
        ("今年步步高陞", "今年步步高升"),
        ("步步高陞", "步步高升"),
        ("我县认真开展稽覈工作", "我县认真开展稽核工作"),
        ("稽覈", "稽核"),
        ("干部闹彆扭的少了", "干部闹别扭的少了"),
        ("公开縣政府信息", "公开县政府信息"),
        ("信息蒐集、逕行办理、鉅额资金", "信息搜集、径行办理、巨额资金"),
        ("一个閒人", "一个闲人"),
        ("倣造的砲弹", "仿造的炮弹"),
        ("群众瞭解办事流程，一目瞭然", "群众了解办事流程，一目了然"),
        ("环境乾净，土地徵收公告，不找藉口", "环境干净，土地征收公告，不找借口"),
    ],
)
def test_what_is_traditional_comes_back(mixed: str, simplified: str) -> None:
    read = to_simplified(mixed)
    assert read.text == simplified
    assert read.script != "Hans"


@pytest.mark.parametrize(
    "text",
    [
        "局长王陞同志主持会议",
        "联系人:李昇，电话65642241",
        "李昇局长到会讲话",
        "氾水镇人民政府公开信息12条",
        "清濛经济开发区管理委员会",
        "甯女士提出申请",
        "无障碍浏览 繁體中文\n本报告由县政府办公室编制",
        "瞭望塔、乾隆年间、慰藉、著作、覆盖、於潜镇、宫商角徵羽",
        "登上瞭望哨，杯盘狼藉，乾县、乾溪乡、藉口镇、乾塘镇，魏徵，王乾同志，李徵为组员",
    ],
)
def test_names_and_mainland_words_stay(text: str) -> None:
    assert to_simplified(text) == (to_simplified(text).__class__)(text, "Hans")


def test_every_word_of_a_copy_comes_back_in_a_simplified_line() -> None:
    for row in rows("copy_words"):
        assert row["word"] != row["mainland"]
        assert to_simplified(f"各单位的{row['word']}，见报告").text == f"各单位的{row['mainland']}，见报告"


def test_every_variant_is_one_sign_for_one() -> None:
    for row in rows("variants"):
        assert len(row["sign"]) == len(row["mainland"]) == 1
        assert is_left(row["sign"]) and not is_left(row["mainland"])


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_left_in_mixed_lines(seed: int) -> None:
    """Lines, clauses and single characters of mainland texts, some of them as a converter prints them."""
    chance = random.Random(seed)
    lines = []
    for _ in range(chance.randrange(1, 12)):
        spelling = chance.choice(SPELLINGS)
        clauses = [chance.choice(CLAUSES) for _ in range(chance.randrange(1, 6))]
        how = chance.randrange(4)
        if how == 0:  # a whole line
            clauses = [spelling.convert(clause) for clause in clauses]
        elif how == 1:  # some clauses
            clauses = [spelling.convert(clause) if chance.random() < 0.5 else clause for clause in clauses]
        elif how == 2:  # some characters
            clauses = [
                "".join(spelling.convert(char) if chance.random() < 0.2 else char for char in clause)
                for clause in clauses
            ]
        lines.append("".join(clauses))
    read = to_simplified("\n".join(lines))
    assert not [char for char in read.text if is_left(char)]
    assert len(read.text.split("\n")) == len(lines)


@pytest.mark.parametrize("seed", range(20))
def test_whole_lines_of_one_script_beside_lines_of_the_other(seed: int) -> None:
    chance = random.Random(seed)
    chosen = [line for line in chance.sample(LINES, 8) if len(line) > 20]
    mixed = [SPELLINGS[0].convert(line) if chance.random() < 0.5 else line for line in chosen]
    assert to_simplified("\n".join(mixed)).text == "\n".join(chosen)
