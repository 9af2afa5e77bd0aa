"""The plots of a release: all there, with axes, n and source, the same each time, and drawn with Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matplotlib import font_manager

from gaispider.dataset.plots import drawing
from gaispider.dataset.plots.drawing import NoFontError, chinese_font
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
