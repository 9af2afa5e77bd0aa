"""Makes damaged dates and document numbers whose truth is known, and scores the readings of gaispider.text on them.

The loss model of archived text: each of 年 月 日 〔 〕 号 is lost on its own with probability 0.6, digits never.
Run `python -m gaispider.evaluation.damage [N] [SEED]` for the table.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gaispider.text.dates import DateMention, find_dates
from gaispider.text.docnumbers import DocumentNumber, find_document_numbers

LOST = "年月日〔〕号"
P_LOST = 0.6
FIRST_YEAR, LAST_YEAR = 2008, 2026

_UNITS = (
    "青石镇人民政府",
    "河口街道办事处",
    "县水务局",
    "市民政局办公室",
    "云岭乡党政办",
    "东湖区教育体育局",
    "国有林场管理处",
    "供销合作社",
)
_CODES = (
    "青政办字",
    "河政发",
    "临水发",
    "云府办",
    "北教函",
    "江政综",
    "南政办发",
    "湖市监发",
    "吉政办函",
    "林草规",
    "发改办",
    "新民发",
)
_CODED_BEFORE = (
    "关于印发工作要点的通知》({}",
    "根据《意见》({}",
    "按照{}",
    "文号:{}",
    "{}",
    "依据上级《实施细则》（{}",
    "贯彻落实{}",
    "发文字号:{} 发布机构",
)
_CODED_AFTER = {"(": ")要求,现将有关情况公布", "（": "）精神,编制本报告", "": "文件精神"}
_PERIODS = (
    "本报告中所列数据的统计期限自{}起至{}止。",
    "统计时限为{}至{}。",
    "数据统计期限从{}到{}为止,",
    "统计期限为:{}——{}。",
    "本年度报告所列数据统计期限{}-{},",
    "自{}至{}",
    "数据统计时段为{}始至{}。",
    "报告期:{} - {};",
    "时间跨度为{}～{}，",
    "内容涵盖{}到{}的工作",
    "{}起至{}",
)
_UNTILS = ("截止{},全乡累计主动公开", "截至{},我局共收到", "统计数据截至{}止。")
_STYLES = ("plain", "plain", "padded", "mixed", "spaced", "wide")
_WIDE = {ord("0") + n: chr(0xFF10 + n) for n in range(10)}
_CHINESE = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Case:
    """`truth` is (first day, last day) or a document number in its normal form; `raw` the damaged token in `text`."""

    kind: str
    text: str
    raw: str
    published: date | None
    report_year: int | None
    truth: tuple[date, date] | str


def generate(n: int, seed: int, *, p: float = P_LOST) -> Iterator[Case]:
    """`n` cases of all kinds in turn, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - the same cases again, no secret
    makers = (_sign_off, _chinese_sign_off, _period, _partial_period, _until, _document_number)
    for number in range(n):
        yield makers[number % len(makers)](rng, p)


def _damage(rng: random.Random, token: str, p: float) -> str:
    return "".join(char for char in token if char not in LOST or rng.random() >= p)


def _spell(rng: random.Random, day: date, style: str | None = None, *, year: bool = True) -> str:
    style = style or rng.choice(_STYLES)
    if style == "Chinese":
        signs, month, of_month = _chinese_year(rng, day), _chinese_number(day.month), _chinese_number(day.day)
        return f"{signs}年{month}月{of_month}日" if year else f"{month}月{of_month}日"
    month, of_month = str(day.month), str(day.day)
    if style == "padded" or (style == "mixed" and rng.random() < 0.5):
        month = month.zfill(2)
    if style == "padded" or (style == "mixed" and rng.random() < 0.5):
        of_month = of_month.zfill(2)
    gap = " " if style == "spaced" else ""
    token = f"{month}{gap}月{gap}{of_month}{gap}日"
    token = f"{day.year}{gap}年{gap}{token}" if year else token
    return token.translate(_WIDE) if style == "wide" else token


def _any_day(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def _sign_off_case(rng: random.Random, kind: str, token: str, day: date, published: date) -> Case:
    unit = rng.choice(_UNITS)
    place = rng.choice(
        ("{t}", "{u}\n{t}", "{u} {t}", "{u}{t}", "特此报告。\n{u}\n{t}\n", "{u}\n（{t}）", "{u}  {t}  附件:统计表")
    )
    text = place.format(u=unit, t=token)
    year = rng.choice((None, published.year - 1, day.year - 1))
    return Case(kind, text, token, published, year, (day, day))


def _sign_off(rng: random.Random, p: float) -> Case:
    if rng.random() < 0.5:  # reports are signed in winter and spring
        year = rng.randint(FIRST_YEAR, LAST_YEAR)
        published = _any_day(rng, date(year, 1, 1), date(year, 4, 30))
    else:
        published = _any_day(rng, date(FIRST_YEAR, 3, 31), date(LAST_YEAR, 12, 31))
    day = published - timedelta(days=rng.randint(0, 80))
    return _sign_off_case(rng, "sign-off", _damage(rng, _spell(rng, day), p), day, published)


def _chinese_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + (_CHINESE[ones] if ones else "")


def _chinese_year(rng: random.Random, day: date) -> str:
    return "".join(_CHINESE[int(digit)] for digit in str(day.year)).replace("〇", rng.choice("〇○零O0"))


def _chinese_sign_off(rng: random.Random, p: float) -> Case:
    published = _any_day(rng, date(FIRST_YEAR, 3, 31), date(LAST_YEAR, 12, 31))
    day = published - timedelta(days=rng.randint(0, 80))
    token = _spell(rng, day, "Chinese")
    return _sign_off_case(rng, "sign-off, Chinese", _damage(rng, token, p), day, published)


def _period_case(rng: random.Random, kind: str, first: date, last: date, p: float) -> Case:
    style = rng.choice((*_STYLES, "Chinese"))
    elided = rng.random() < 0.25
    start = _damage(rng, _spell(rng, first, style), p)
    end = _damage(rng, _spell(rng, last, style, year=not elided), p)
    text = rng.choice(_PERIODS).format(start, end)
    published = rng.choice((None, _any_day(rng, date(last.year, 12, 31), date(last.year + 1, 12, 31))))
    report_year = rng.choice((None, first.year))
    return Case(
        kind, text, text[text.index(start) : text.rindex(end) + len(end)], published, report_year, (first, last)
    )


def _period(rng: random.Random, p: float) -> Case:
    year = rng.randint(FIRST_YEAR, LAST_YEAR)
    return _period_case(rng, "period, whole year", date(year, 1, 1), date(year, 12, 31), p)


def _partial_period(rng: random.Random, p: float) -> Case:
    year = rng.randint(FIRST_YEAR, LAST_YEAR)
    first = rng.choice((date(year, rng.randint(1, 11), 1), _any_day(rng, date(year, 1, 1), date(year, 11, 30))))
    last = rng.choice((date(year, 12, 31), _any_day(rng, first + timedelta(days=20), date(year, 12, 31))))
    return _period_case(rng, "period, part of a year", first, last, p)


def _until(rng: random.Random, p: float) -> Case:
    year = rng.randint(FIRST_YEAR, LAST_YEAR)
    day = rng.choice((date(year, 12, 31), date(year, 11, 30), _any_day(rng, date(year, 1, 1), date(year, 12, 31))))
    token = _damage(rng, _spell(rng, day), p)
    published = rng.choice((None, _any_day(rng, date(year + 1, 1, 1), date(year + 1, 4, 30))))
    return Case("until", rng.choice(_UNTILS).format(token), token, published, rng.choice((None, year)), (day, day))


def _document_number(rng: random.Random, p: float) -> Case:
    code, year, number = (
        rng.choice(_CODES),
        rng.randint(1998, LAST_YEAR),
        rng.choice((rng.randint(1, 99), rng.randint(1, 999))),
    )
    token = code + _damage(rng, f"〔{year}〕{number}号", p)
    before = rng.choice(_CODED_BEFORE)
    bracket = before[-3] if before[-3:-2] in ("(", "（") else ""
    after = "" if before == "{}" else _CODED_AFTER[bracket]
    text = before.format(token) + after
    return Case("document number", text, token, None, None, f"{code}〔{year}〕{number}号")


@dataclass(slots=True)
class Row:
    """How one kind fared: decided right or wrong, left open with or without the truth among the readings, not found."""

    kind: str
    cases: int = 0
    right: int = 0
    wrong: int = 0
    open_with_truth: int = 0
    open_without_truth: int = 0
    not_found: int = 0
    examples: tuple[str, ...] = ()

    @property
    def decided(self) -> float:
        """Share decided, right or wrong."""
        return (self.right + self.wrong) / self.cases if self.cases else 0.0


def score(cases: Iterable[Case]) -> list[Row]:
    """One row a kind and one `all`: decided share and errors side by side, with some of the failures."""
    rows: dict[str, Row] = defaultdict(lambda: Row(""))
    for case in cases:
        verdict = judge(case)
        for name in (case.kind, "all"):
            row = rows[name]
            row.kind = name
            row.cases += 1
            setattr(row, verdict, getattr(row, verdict) + 1)
            if verdict not in ("right", "open_with_truth") and len(row.examples) < 5:
                row.examples += (f"{verdict}: {case.text!r} {case.published} {case.report_year} want {case.truth}",)
    return sorted(rows.values(), key=lambda row: row.kind == "all")


def judge(case: Case) -> str:
    """right | wrong | open_with_truth | open_without_truth | not_found, for what overlaps the token."""
    start = case.text.index(case.raw)
    stop = start + len(case.raw)
    if isinstance(case.truth, str):
        numbers = [n for n in find_document_numbers(case.text) if n.span[0] < stop and n.span[1] > start]
        return _judge_number(numbers, case.truth)
    found = find_dates(case.text, published=case.published, report_year=case.report_year)
    return _judge_dates([m for m in found if m.span[0] < stop and m.span[1] > start], case.truth)


def _judge_dates(mentions: list[DateMention], truth: tuple[date, date]) -> str:
    if not mentions:
        return "not_found"
    if any(m.start and m.certainty != "ambiguous" and (m.start, m.end) != truth for m in mentions):
        return "wrong"
    if any((m.start, m.end) == truth for m in mentions):
        return "right"
    return "open_with_truth" if any(truth in m.alternatives for m in mentions) else "open_without_truth"


def _judge_number(numbers: list[DocumentNumber], truth: str) -> str:
    if not numbers:
        return "not_found"
    if any(n.normalised and n.normalised != truth for n in numbers):
        return "wrong"
    if any(n.normalised == truth for n in numbers):
        return "right"
    return "open_with_truth" if any(truth in n.alternatives for n in numbers) else "open_without_truth"


def table(rows: list[Row]) -> str:
    """The rows as text, failures below."""
    lines = [
        f"{'kind':26}{'cases':>8}{'decided':>9}{'wrong':>7}{'open, truth in':>16}{'truth out':>11}{'not found':>11}"
    ]
    lines += [
        f"{row.kind:26}{row.cases:8}{row.decided:9.1%}{row.wrong:7}{row.open_with_truth:16}"
        f"{row.open_without_truth:11}{row.not_found:11}"
        for row in rows
    ]
    return "\n".join([*lines, *(example for row in rows if row.kind != "all" for example in row.examples)])


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:3]]
    print(table(score(generate(*(given + [20_000, 1][len(given) :])))))
