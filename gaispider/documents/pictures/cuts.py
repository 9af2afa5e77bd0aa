"""Lines cut out of a picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from gaispider.documents.pictures.recogniser import Picture


@dataclass(slots=True)
class Cut:
    """A line of text cut out, with its box in pixels; `ink` is white on black, and has none of the margin."""

    x0: int
    top: int
    x1: int
    bottom: int
    picture: Picture
    ink: Picture
    # Whether there is a wide gap in it: it may be two figures, the ruling line between them not found.
    apart: bool = False
    # Whether it touches a ruling line: a part of a sign may have been removed with that line.
    touching: bool = False


def sharper(cut: Cut) -> Picture:
    """Another picture of the same line: larger, in black and white but for the edges."""
    large = cv2.resize(cut.picture, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (5, 5), 0)
    sharp: Picture = np.clip((soft.astype(np.float32) - 90) * 2.2, 0, 255).astype(np.uint8)
    return sharp
