"""The plots of a release: all there, with axes, n and source, the same each time, and drawn with Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure

from gaispider.dataset.plots import drawing
from gaispider.dataset.plots.drawing import NoFontError, bars_across, chinese_font, whole_numbers, year_axis
from gaispider.dataset.plots.release_plots import write_plots
from tests.dataset.made import release_of, store_of, with_t3

FINANCE = "磐石市财政局"
NAMES = ("coverage", "levels", "applications", "outcomes", "none_received", "identities", "provinces")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plotted")
    made = [with_t3(f"a{year}", FINANCE, year, r1=year - 2018, r3_1=2, r3_2=1, r4=0) for year in range(2019, 2024)]
    return release_of(store_of(folder / "store", made), folder / "release")


def has_chinese() -> bool:
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return any(name in installed for name in drawing.FAMILIES)


needs_font = pytest.mark.skipif(not has_chinese(), reason="no font with Chinese is installed here")


@needs_font
def test_every_plot_is_there_and_the_same_each_time(release: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_plots(release, tmp_path / folder)
    for name in NAMES:
        for kind in ("svg", "png"):
            one, two = ((tmp_path / folder / f"{name}.{kind}").read_bytes() for folder in ("one", "two"))
            assert one == two
    page = (tmp_path / "one/index.html").read_text("utf-8")
    assert re.findall(r'<img src="(\w+)\.svg"', page) == list(NAMES)
    assert "n = 5 reports" in page
    assert "5 reports of 1 site, fetched until 2025-03-01" in page
    assert "<script" not in page


@needs_font
def test_an_empty_release_has_empty_plots(tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "panshi/records").mkdir(parents=True)
    files = write_plots(release_of(store, tmp_path / "release"), tmp_path / "plots")
    assert len(files) == 1 + 2 * len(NAMES)


def test_without_a_font_the_message_names_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "FAMILIES", ("No Such Font",))
    with pytest.raises(NoFontError, match="No Such Font"):
        chinese_font()


def test_a_share_of_nothing_is_seen_to_be_one_and_a_single_bar_is_no_wall() -> None:
    axes = Figure().add_subplot()
    bars_across(axes, [("t3.totals", 0, 1726), ("t3.main", 21, 210)], drawing.COLOURS[2])
    assert [text.get_text() for text in axes.texts] == ["0 of 1,726", "21 of 210"]
    assert [round(bar.get_width(), 3) for bar in axes.containers[0]] == [0, 0.1]
    bottom, top = axes.get_ylim()
    assert (bottom, top) == (-4.5, 1.5)
    many = Figure().add_subplot()
    bars_across(many, [(f"{n}", n, 30) for n in range(1, 31)], drawing.COLOURS[0])
    assert many.get_ylim() == (-0.5, 29.5)


def test_axes_of_years_and_counts_name_no_halves_and_no_year_that_is_not_drawn() -> None:
    axes = Figure().add_subplot()
    axes.bar([2008, 2015, 2023], [3, 3, 1])
    year_axis(axes, [2008, 2015, 2023])
    whole_numbers(axes.yaxis)
    first, last = axes.get_xlim()
    assert (2007 < first < 2008, 2023 < last < 2024) == (True, True)
    for axis in (axes.xaxis, axes.yaxis):
        assert all(place == int(place) for place in axis.get_majorticklocs())
