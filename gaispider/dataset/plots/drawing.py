"""How all plots look: a font that has Chinese, axes with units, n and source on each, the same bytes each time."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

# Families that have Chinese, the usual ones of each system first.
FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "SimHei", "Noto Sans CJK JP",
)  # fmt: skip
COLOURS = ("#22789f", "#e3b341", "#bc4c00", "#8250df", "#cf222e", "#9aa4ae", "#d8dee4")
_FEW_BARS = 6


class NoFontError(RuntimeError):
    """No installed font has Chinese; the message names some."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot: `draw` puts it on axes and gives n, a sentence on what was counted."""

    name: str
    title: str
    x: str
    y: str
    draw: Callable[[Any], str]


def chinese_font() -> str:
    """The name of an installed font family that has Chinese. Raises NoFontError."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in FAMILIES if name in installed), None)
    if found is None:
        raise NoFontError(f"no font with Chinese is installed; install one of: {', '.join(FAMILIES[:6])}")
    return found


def year_axis(axes: Any, years: Sequence[int]) -> None:
    """Let the x axis end at the first and the last year that is drawn, and name whole years alone."""
    if years:
        axes.set_xlim(min(years) - 0.6, max(years) + 0.6)
        whole_numbers(axes.xaxis)


def whole_numbers(axis: Any) -> None:
    """Let an axis of years or counts name no halves."""
    axis.set_major_locator(MaxNLocator(integer=True))


def bars_across(axes: Any, parts: Sequence[tuple[str, int, int]], colour: str) -> None:
    """A bar for each (name, part, whole), the last at the top: the share, with the counts written at its end, so that a
    share of 0 is seen to be one. A few bars are no thicker than many."""
    bars = axes.barh([name for name, _, _ in parts], [part / whole for _, part, whole in parts], color=colour)
    axes.bar_label(bars, [f"{part:,} of {whole:,}" for _, part, whole in parts], padding=3, fontsize=8)
    axes.set_xlim(0, 1)
    if parts:
        axes.set_ylim(len(parts) - 0.5 - max(len(parts), _FEW_BARS), len(parts) - 0.5)


def write_plot(plot: Plot, folder: Path, source: str, font: str) -> str:
    """Write NAME.svg and NAME.png; gives what was counted. Raises OSError."""
    look: Any = {"font.family": [font, "DejaVu Sans"], "svg.hashsalt": "gaispider", "svg.fonttype": "path"}
    with mpl.rc_context(look):
        figure = Figure(figsize=(9, 5), layout="constrained")
        axes = figure.add_subplot()
        counted = plot.draw(axes)
        axes.set_title(plot.title, loc="left")
        axes.set_xlabel(plot.x)
        axes.set_ylabel(plot.y)
        axes.spines[["top", "right"]].set_visible(False)
        figure.supxlabel(f"{counted}. Source: {source}", fontsize=7, x=0.01, ha="left")
        figure.savefig(folder / f"{plot.name}.svg", metadata={"Date": None, "Creator": None})
        figure.savefig(folder / f"{plot.name}.png", dpi=120, metadata={"Software": None})
    return counted


def plots_page(plots: list[tuple[Plot, str]], source: str) -> str:
    """One HTML page with all plots, which lie beside it."""
    view = '<meta name="viewport" content="width=device-width">'
    style = (
        "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}img{max-width:100%}"
    )
    parts = [
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{view}',
        f"<title>Plots of the release</title><style>{style}</style></head><body>",
        f"<h1>Plots of the release</h1><p>{html.escape(source)}</p>",
    ]
    for plot, counted in plots:
        title, told = html.escape(plot.title), html.escape(counted)
        parts.append(f'<h2>{title}</h2><img src="{plot.name}.svg" alt="{title}: {told}"><p>{told}</p>')
    return "\n".join([*parts, "</body></html>"]) + "\n"
