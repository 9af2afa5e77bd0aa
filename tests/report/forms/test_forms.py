"""Every figure of a report comes back under its key, in every variant of markup."""

from __future__ import annotations

import itertools
import random
from dataclasses import fields, replace

import pytest

from gaispider.items import Figure, Tables
from gaispider.reading import extract
from gaispider.report.statistics import read_statistics
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as build

CHOICES = {
    "cell": ("plain", "p", "word", "font", "spans", "pretty", "wide", "comment", "th", "nbsp"),
    "label": ("plain", "p", "br", "spans", "spaced"),
    "t2": ("stacked", "tables", "five", "merged", "ordinal", "unspanned", "headless", "untitled"),
    "t3": ("spans", "twice", "blanks", "bare", "total_first", "total_above", "reheaded", "cut", "cut_bare"),
    "t4": ("spans", "blanks", "leaves", "down", "two"),
    "glue": (False, True),
    "wrap": ("", "layout", "thead", "caption", "noisy", "no_tbody"),
    "typos": (False, True),
}


def each_choice() -> list[dict[str, object]]:
    """Every single habit, and every pair of habits in structure."""
    made: list[dict[str, object]] = [{name: value} for name, values in CHOICES.items() for value in values]
    for one, other in itertools.combinations(("t2", "t3", "t4", "glue", "wrap", "label"), 2):
        made += [{one: a, other: b} for a in CHOICES[one][1:] for b in CHOICES[other][1:]]
    return made


def digits(raw: str | None) -> str:
    return "".join((raw or "").split()).translate(str.maketrans("０１２３４５６７８９．＋－", "0123456789.+-"))


def expected(figures: object) -> dict[tuple[str, str, str], str]:
    """(table, row, column) → raw, of every figure that was printed."""
    keys = form_figures.KEYS2
    want = {
        ("t2", keys.get(row, row), keys.get(column, column)): raw or ""
        for row, cells in figures.t2.items()
        for column, raw in cells.items()
    }
    paths = {path: key for path, key, _ in form_figures.rows3(figures.era)}
    for path, values in figures.t3.items():
        want |= {("t3", paths[path], c): v or "" for c, v in zip(form_figures.APPLICANT_KEYS, values, strict=True)}
    groups = itertools.product(("review", "suit_direct", "suit_after_review"), form_figures.OUTCOME_KEYS)
    want |= {("t4", g, c): v or "" for (g, c), v in zip(groups, figures.t4, strict=False)}
    return want


def got(tables: Tables) -> dict[tuple[str, str, str], Figure]:
    return {
        (name, row, column): figure
        for name in ("t2", "t3", "t4")
        for row, cells in (getattr(tables, name) or {}).items()
        for column, figure in cells.items()
    }


def wrong(figures: object, variant: object, seed: int = 1) -> list[object]:
    """What was read otherwise than it was printed."""
    form, tables, warnings = read_statistics(build.read(build.markup(figures, variant, seed)), None)
    want, have = expected(figures), got(tables)
    misses: list[object] = [
        (key, raw, have[key].raw if key in have else None)
        for key, raw in want.items()
        if key not in have or digits(have[key].raw) != digits(raw)
    ]
    misses += [(key, None, figure.raw) for key, figure in have.items() if key not in want]
    misses += [warn for warn in warnings if not variant.typos]
    if figures.t2 and form != {"B": "B2019", "C": "C2021"}[figures.era]:
        misses.append(form)
    return misses


@pytest.mark.parametrize("era", ["B", "C"])
@pytest.mark.parametrize("choice", each_choice(), ids=str)
def test_every_figure_of_every_variant(era: str, choice: dict[str, object]) -> None:
    assert wrong(form_figures.made_up(era, seed=len(str(choice))), form_grids.Variant(**choice)) == []


@pytest.mark.parametrize("seed", range(150))
def test_every_figure_of_mixed_variants(seed: int) -> None:
    rng = random.Random(seed)
    variant = form_grids.Variant(**{name: rng.choice(values) for name, values in CHOICES.items()})
    figures = form_figures.made_up(rng.choice("BC"), seed)
    for row in figures.t3.values():
        for n in range(7):
            row[n] = rng.choice((row[n], row[n], row[n], None, "/", "—", "无", "-"))
    assert wrong(figures, variant, seed) == [], variant


def test_the_builder_knows_every_habit() -> None:
    assert {field.name for field in fields(form_grids.Variant)} == set(CHOICES)


LAYOUTS = [{"wrap": "layout", name: value} for name, values in CHOICES.items() if name != "wrap" for value in values]


@pytest.mark.parametrize("choice", LAYOUTS, ids=str)
@pytest.mark.parametrize("era", ["B", "C"])
def test_tables_inside_a_table_that_lays_out_the_page_come_back_from_the_whole_page(
    choice: dict[str, object], era: str
) -> None:
    made = form_figures.made_up(era, seed=len(str(choice)))
    variant = form_grids.Variant(**choice)
    shown, plain = (_printed(build.markup(made, habit)) for habit in (variant, replace(variant, wrap="")))
    want = expected(made)
    assert {key: digits(shown[key].raw) for key in want if key in shown} == {k: digits(v) for k, v in want.items()}
    assert shown == plain


def _printed(markup: str) -> dict[tuple[str, str, str], Figure]:
    """The figures that the whole way of a page finds, with a title and running text around the tables."""
    prose = "本报告根据条例的要求编制，由总体情况、主动公开、依申请公开等部分组成，如有疑问，请与本单位联系。" * 4
    body = markup.replace("<body>", f"<body><h1>青溪县水利局2021年政府信息公开年度报告</h1><div><p>{prose}</p>")
    (report,) = extract(body.replace("</body>", "</div></body>").encode(), "http://www.qx.gov.cn/ndbg/1.html")
    return got(report.statistics.tables)
