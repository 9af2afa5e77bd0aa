"""Whatever is cut out of a report's tables, no figure is certain that is another's."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from lxml import html

from gaispider.report.statistics import read_statistics
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as build
from tests.report.forms.test_forms import CHOICES, digits, expected, got

Element = html.HtmlElement


def _figures(root: Element) -> list[Element]:
    return [cell for cell in root.iter("td") if (cell.text_content() or "").strip().isdigit()]


def lose_a_figure(root: Element, rng: random.Random) -> None:
    rng.choice(_figures(root)).drop_tree()


def lose_a_figure_of_many_rows(root: Element, rng: random.Random) -> None:
    for cell in rng.sample(_figures(root), 12):
        cell.drop_tree()


def lose_a_header(root: Element, rng: random.Random) -> None:
    names = (*form_figures.APPLICANTS, *form_figures.OUTCOMES, *form_figures.KEYS2)
    heads = [cell for cell in root.iter("td", "th") if cell.text_content().strip() in names]
    rng.choice(heads).drop_tree()


def cut_headers(root: Element, rng: random.Random) -> None:
    names = (*form_figures.APPLICANTS, *form_figures.OUTCOMES, *form_figures.KEYS2)
    for cell in root.iter("td", "th"):
        text = cell.text_content().strip()
        if text in names and rng.random() < 0.5:
            for child in list(cell):
                child.drop_tree()
            cell.text = text[rng.randint(1, len(text) - 1) :]


def lose_a_label(root: Element, rng: random.Random) -> None:
    labels = [cell for cell in root.iter("td") if cell.text_content().strip()[:2] in ("1.", "2.", "3.", "一、", "（七")]
    for cell in rng.sample(labels, 2):
        cell.drop_tree()


def lose_a_row(root: Element, rng: random.Random) -> None:
    for row in rng.sample(list(root.iter("tr")), 3):
        row.drop_tree()


def add_a_subtotal(root: Element, rng: random.Random) -> None:
    rows = [row for row in root.iter("tr") if len(row) >= 8]
    row = rng.choice(rows)
    cells = "".join(f"<td>{rng.randint(3000, 9000)}</td>" for _ in range(7))
    row.addnext(html.fragment_fromstring(f"<table><tr><td colspan=3>小计</td>{cells}</tr></table>")[0])


DAMAGE = [
    lose_a_figure,
    lose_a_figure_of_many_rows,
    lose_a_header,
    cut_headers,
    lose_a_label,
    lose_a_row,
    add_a_subtotal,
]


@pytest.mark.parametrize("era", ["B", "C"])
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("seed", range(8))
def test_no_figure_is_certain_that_is_anothers(
    damage: Callable[[Element, random.Random], None], era: str, seed: int
) -> None:
    rng = random.Random(f"{damage.__name__} {era} {seed}")
    figures = form_figures.made_up(era, seed=rng.randint(0, 10**6))
    variant = form_grids.Variant(
        t3=rng.choice(CHOICES["t3"]), t2=rng.choice(CHOICES["t2"]), t4=rng.choice(CHOICES["t4"])
    )
    root = html.document_fromstring(build.markup(figures, variant, seed))
    damage(root, rng)
    _, tables, _ = read_statistics(build.read(html.tostring(root, encoding="unicode")), None)
    want = expected(figures)
    wrong = [
        (key, want[key], figure.raw)
        for key, figure in got(tables).items()
        if figure.certainty == "certain" and key in want and digits(figure.raw) != digits(want[key])
    ]
    assert wrong == []
