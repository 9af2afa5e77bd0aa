"""Coverage as files: a CSV with a row a unit and year, and a picture of places × years, as SVG or PNG."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from gaispider.coverage.coverage_groups import Group
from gaispider.coverage.unit_years import CoveredUnit
from gaispider.files import write_file

COLUMNS = "code place unit_id unit level government report_year status why reports sites".split()
# In pixels: a cell, a row, a character of a name, the head.
_CELL, _ROW, _CHARACTER, _TOP = 34, 20, 11, 44
# The least width of a PNG: title and legend are as wide.
_INCHES = 6
_NOTHING, _UNKNOWN = "#eeeeee", "#f6e8c3"
_LEGEND = "held of the expected reports, in per cent; –: none of the units is watched; grey: none expected"


def unit_year_rows(units: Iterable[CoveredUnit]) -> Iterator[list[object]]:
    """The rows of the CSV, in the order of COLUMNS."""
    for unit in units:
        own = (
            unit.code,
            "/".join(unit.place),
            unit.unit_id,
            unit.name,
            unit.level,
            "yes" if unit.is_government else "no",
        )
        for cell in unit.years:
            yield [*own, cell.year, cell.status, cell.why, cell.reports, " ".join(unit.sites)]


def write_csv(file: Path, units: Iterable[CoveredUnit]) -> None:
    """Write the CSV with a byte order mark, for spreadsheets. Raises OSError."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(unit_year_rows(units))


def write_picture(file: Path, groups: Sequence[Group], title: str) -> None:
    """Draw the share held of what is expected: a row a place, a column a year.

    By the file's name an SVG, which needs nothing, or a PNG, which needs matplotlib. Raises OSError and, where no font
    has Chinese, NoFontError.
    """
    places = [group for group in groups if group.by == "place"]
    years = sorted({year for group in places for year in group.years})
    if file.suffix == ".svg":
        write_file(file, "".join(_svg(places, years, title)))
    else:
        _write_png(file, places, years, title)


def _svg(places: Sequence[Group], years: Sequence[int], title: str) -> Iterator[str]:
    left = max((len(group.name) for group in places), default=0) * _CHARACTER + 14
    width, height = max(left + _CELL * len(years) + 10, 480), _TOP + _ROW * len(places) + 30
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    yield f'font-family="sans-serif" font-size="11"><title>{escape(title)}</title>\n'
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>\n'
    yield f'<text x="4" y="15" font-size="13">{escape(title)}</text>\n'
    for number, year in enumerate(years):
        yield f'<text x="{left + _CELL * number + _CELL / 2:g}" y="{_TOP - 6}" text-anchor="middle">{year}</text>\n'
    for number, group in enumerate(places):
        y = _TOP + _ROW * number
        yield f'<text x="{left - 6}" y="{y + 14}" text-anchor="end">{escape(group.name)}</text>\n'
        for column, year in enumerate(years):
            yield _square(group, year, left + _CELL * column, y)
    yield f'<text x="4" y="{height - 8}" fill="#555">{_LEGEND}</text>\n</svg>\n'


def _square(group: Group, year: int, x: int, y: int) -> str:
    share, unknown = group.share_of(year), group.is_unknown_in(year)
    told = "not watched" if unknown else "nothing expected" if share is None else f"{share:.0%} held"
    text, colour = _text(share, unknown), _UNKNOWN if unknown else _colour(share)
    ink = "#fff" if share is not None and share > 0.55 else "#333"
    return (
        f'<g><title>{escape(group.name)} {year}: {told}</title><rect x="{x}" y="{y}" width="{_CELL - 1}" '
        f'height="{_ROW - 1}" fill="{colour}"/><text x="{x + _CELL / 2 - 0.5:g}" y="{y + 14}" fill="{ink}" '
        f'text-anchor="middle" font-size="10">{text}</text></g>\n'
    )


def _text(share: float | None, unknown: bool) -> str:
    return "–" if unknown else "" if share is None else f"{share * 100:.0f}"


def _colour(share: float | None) -> str:
    """White for nothing to blue for all; grey where nothing is expected."""
    if share is None:
        return _NOTHING
    low, high = (247, 251, 255), (8, 81, 156)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(low, high, strict=True))


def _write_png(file: Path, places: Sequence[Group], years: Sequence[int], title: str) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    from gaispider.dataset.plots.drawing import chinese_font

    look: Any = {"font.family": [chinese_font(), "DejaVu Sans"]}
    with mpl.rc_context(look):
        figure = Figure(figsize=(max(3 + 0.45 * len(years), _INCHES), 1.4 + 0.25 * len(places)), layout="constrained")
        # What is not drawn is what nothing is expected of.
        axes = figure.add_subplot(facecolor=_NOTHING)
        shares = [[group.share_of(year) for year in years] for group in places]
        numbers = [[float("nan") if share is None else share for share in row] for row in shares]
        axes.imshow(numbers, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        axes.set_xticks(range(len(years)), [str(year) for year in years], rotation=90)
        axes.set_yticks(range(len(places)), [group.name for group in places])
        for y, row in enumerate(shares):
            for x, share in enumerate(row):
                unknown = places[y].is_unknown_in(years[x])
                if unknown:
                    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, color=_UNKNOWN))
                ink = "white" if share is not None and share > 0.55 else "black"
                axes.text(x, y, _text(share, unknown), ha="center", va="center", fontsize=7, color=ink)
        # Placed by the figure, not by the axes: with few years the axes, which begin after the names, are too narrow.
        figure.suptitle(title, x=0.01, ha="left", fontsize=11)
        figure.supxlabel(_LEGEND, x=0.01, ha="left", fontsize=8, color="#555555")
        figure.savefig(file, dpi=120, metadata={"Software": None})
