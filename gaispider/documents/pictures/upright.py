"""Turns a picture of a page upright: quarter turns by the lines of text, small angles by ruling lines and text."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from gaispider.documents.pictures.recogniser import Picture, Recogniser

# Pixels of the long side at which lines of text are looked for: 9 points are 14 of them.
_SMALL = 1280
# Degrees; a page that is turned by more is no scan of a flat page.
_MOST = 8.0
# Pixels of the long side of the picture in which ruling lines are looked for, and how many of them tell the angle.
_HOUGH, _VOTES = 1400, 15
# Degrees; less is not worth the blur.
_LEAST = 0.04
# Lines that are read upright and upside down, and how much longer than high they are.
_TRIED = 6
_LONG_ENOUGH, _TOO_LONG = 2.5, 10.0

_Box = np.ndarray[Any, np.dtype[np.float32]]


def upright(picture: Picture, reader: Recogniser) -> tuple[Picture, list[_Box]]:
    """The picture so that its text runs from left to right, and the corners of its lines of text.

    There is white around what was turned.
    """
    boxes = _boxes(picture, reader)
    if _runs_down(boxes):
        picture = np.ascontiguousarray(np.rot90(picture))
        boxes = _boxes(picture, reader)
    if boxes and _is_upside_down(picture, boxes, reader):
        picture = np.ascontiguousarray(np.rot90(picture, 2))
        end = np.array([picture.shape[1], picture.shape[0]], np.float32)
        boxes = [np.roll(end - box, 2, axis=0) for box in boxes]
    angle = skew(picture, boxes)
    return _turned(picture, boxes, angle) if abs(angle) > _LEAST else (picture, boxes)


def _boxes(picture: Picture, reader: Recogniser) -> list[_Box]:
    scale = min(1.0, _SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return [box / scale for box in reader.boxes(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR))]


def _sides(box: _Box) -> tuple[float, float]:
    return float(np.linalg.norm(box[1] - box[0])), float(np.linalg.norm(box[3] - box[0]))


def _runs_down(boxes: list[_Box]) -> bool:
    """Whether most of the text runs from top to bottom; boxes of single signs tell nothing."""
    across = down = 0.0
    for box in boxes:
        width, height = _sides(box)
        if width > 2 * height:
            across += width
        elif height > 2 * width:
            down += height
    return down > 2 * across


def _is_upside_down(picture: Picture, boxes: list[_Box], reader: Recogniser) -> bool:
    long = sorted(
        (box for box in boxes if _sides(box)[0] > _LONG_ENOUGH * _sides(box)[1]), key=lambda box: -_sides(box)[0]
    )
    lines = [line for box in long[:_TRIED] if min((line := _cut(picture, box)).shape) > 4]
    scores = [sum(one.score for one in reader.read(some)) for some in (lines, [_half_turn(line) for line in lines])]
    return scores[1] > scores[0]


def _half_turn(line: Picture) -> Picture:
    return np.ascontiguousarray(np.rot90(line, 2))


def _cut(picture: Picture, box: _Box) -> Picture:
    (x0, y0), (x1, y1) = box.min(axis=0).astype(int), box.max(axis=0).astype(int)
    x1 = min(x1, x0 + int(_TOO_LONG * (y1 - y0)))
    return np.ascontiguousarray(picture[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1])


def skew(picture: Picture, boxes: list[_Box]) -> float:
    """Degrees by which lines fall to the right: by long ruling lines where there are some, else by lines of text."""
    scale = _HOUGH / max(picture.shape)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 20)
    level, most = np.pi / 2, np.radians(_MOST)
    found = cv2.HoughLines(
        ink, 1, np.pi / 3600, int(0.25 * small.shape[1]), min_theta=level - most, max_theta=level + most
    )
    best = [] if found is None else found.reshape(-1, found.shape[-1])[:_VOTES, 1]
    flat = sorted(float(np.degrees(theta - level)) for theta in best)
    if len(flat) < 3:
        text = [(box[1] - box[0], _sides(box)) for box in boxes]
        flat = sorted(_slope(*step) for step, (width, height) in text if width > 6 * height)
        flat = [slope for slope in flat if abs(slope) < _MOST]
    return flat[len(flat) // 2] if flat else 0.0


def _slope(across: float, down: float) -> float:
    angle = float(np.degrees(np.arctan2(down, across)))
    return (angle + 90) % 180 - 90


def _turned(picture: Picture, boxes: list[_Box], angle: float) -> tuple[Picture, list[_Box]]:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[:, 2] += (wide / 2 - width / 2, high / 2 - height / 2)
    paper = int(np.percentile(picture, 90))
    turned = cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper)
    return turned, [(box @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32) for box in boxes]
