"""What a PDF page holds and does not show: pale words behind or over the text, white text, text under a white box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

# Light from 0 (black) to 1 (white). Paler characters on paper are a mark or hidden; nobody sets a text in them.
_PALE = 0.75
_WHITE = 0.98
# A box through which so much shines is none.
_CLEAR = 0.02
# Difference of light by which characters stand out from a dark box.
_CONTRAST = 0.25
# Points: characters are looked up by bands of this height.
_BAND = 16.0
_SPACES = ("DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased")
_RED, _NOT_RED = 0.55, 0.4

_Drawn = dict[str, Any]


def seen_characters(painted: Iterable[_Drawn]) -> list[_Drawn]:
    """The characters of a page that can be seen, of its objects in the order in which they are painted."""
    hidden: set[int] = set()
    characters: list[_Drawn] = []
    bands: dict[int, list[int]] = defaultdict(list)
    behind: list[_Drawn] = []
    for drawn in painted:
        kind = drawn["object_type"]
        if kind == "char":
            if _is_faint(drawn, behind):
                hidden.add(len(characters))
            bands[int(_level(drawn) // _BAND)].append(len(characters))
            characters.append(drawn)
        elif kind == "image":
            behind.append(drawn)
        elif kind in ("rect", "curve") and drawn.get("fill") and _opacity(drawn) > _CLEAR:
            behind.append(drawn)
            if kind == "rect" and (_light(drawn) or 0.0) >= _WHITE and _opacity(drawn) >= _PALE:
                hidden.update(number for number in _near(drawn, bands) if _is_in(characters[number], drawn))
    return [char for number, char in enumerate(characters) if number not in hidden]


def is_red(drawn: _Drawn) -> bool:
    """Whether a character has the colour of seals."""
    parts = _parts(drawn.get("non_stroking_color"))
    if len(parts) == 4:
        parts = [1 - min(1.0, part + parts[3]) for part in parts[:3]]
    return len(parts) == 3 and parts[0] >= _RED and max(parts[1:]) <= _NOT_RED


def _is_faint(char: _Drawn, behind: list[_Drawn]) -> bool:
    """Whether a character is as light as what stands behind it; over pictures nobody can tell."""
    opacity = _opacity(char)
    light = _light(char) if char.get("ncs", "DeviceGray") in _SPACES else None
    if light is None and opacity <= 1 - _PALE:
        light = 0.0  # the darkest that it can be
    if light is None or _mixed(light, opacity) < _PALE:
        return False
    under = next((drawn for drawn in reversed(behind) if _is_in(char, drawn)), None)
    if under is None:
        return True
    paper = _light(under) if under["object_type"] != "image" else None
    return paper is not None and opacity * abs(light - _mixed(paper, _opacity(under))) <= _CONTRAST


def _opacity(drawn: _Drawn) -> float:
    return float(drawn.get("opacity", 1.0))


def _mixed(light: float, opacity: float) -> float:
    """The light of an ink through which white paper shines."""
    return 1 - opacity * (1 - light)


def _light(drawn: _Drawn) -> float | None:
    parts = _parts(drawn.get("non_stroking_color"))
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 3:
        return 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]
    if len(parts) == 4:
        return 1 - min(1.0, 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2] + parts[3])
    return None


def _parts(color: Any) -> list[float]:
    """The parts of a colour; none for patterns."""
    parts = color if isinstance(color, list | tuple) else [color]
    return [float(part) for part in parts] if all(isinstance(part, int | float) for part in parts) else []


def _level(char: _Drawn) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _is_in(char: _Drawn, box: _Drawn) -> bool:
    middle = (char["x0"] + char["x1"]) / 2
    return bool(box["x0"] <= middle <= box["x1"] and box["top"] <= _level(char) <= box["bottom"])


def _near(box: _Drawn, bands: dict[int, list[int]]) -> Iterator[int]:
    first, last = int(box["top"] // _BAND), int(box["bottom"] // _BAND)
    for band in [band for band in bands if first <= band <= last]:
        yield from bands[band]
