"""The recogniser: where lines of text stand on a picture, and what they say (rapidocr, its models are in its wheel)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import rapidocr
from rapidocr import RapidOCR

Picture = np.ndarray[Any, np.dtype[np.uint8]]

FIGURE_SIGNS: Final = frozenset("0123456789.,+-/—%()件条个次份元万宗起人项增减")
"""The signs of a cell with a figure."""

# The recogniser's input height in pixels, and the narrowest input it was trained with a little of.
_HEIGHT, _NARROWEST = 48, 128
_BATCH = 8
_BLANK = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture of one line says.

    `score` is the probability of its least certain sign, 0 where there is none; `places` are the middles of the signs
    as shares of the line's width.
    """

    text: str
    score: float
    places: tuple[float, ...] = ()


class Recogniser:
    """Loaded once a process; takes 100 MB and a second."""

    def __init__(self) -> None:
        models = Path(rapidocr.__file__).parent / "models"
        # With the paths of its models it asks the network for none.
        self._engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": 4000,
                "Det.model_path": str(next(models.glob("*det*.onnx"))),
                "Rec.model_path": str(next(models.glob("*rec*.onnx"))),
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
        blank = np.full((_HEIGHT, _NARROWEST, 3), 255, np.uint8)
        self._engine(blank, use_det=False, use_cls=False, use_rec=True)
        self._reader = self._engine.text_rec
        self._signs: list[str] = self._reader.postprocess_op.character
        kept = [number for number, sign in enumerate(self._signs) if sign in FIGURE_SIGNS]
        self._of_figures = np.array([_BLANK, *kept])

    def boxes(self, picture: Picture) -> list[np.ndarray[Any, np.dtype[np.float32]]]:
        """The corners (4 by 2, in pixels) of the lines of text."""
        found = self._engine(picture, use_det=True, use_cls=False, use_rec=False).boxes
        return [] if found is None else [np.asarray(box, np.float32) for box in found]

    def read(self, lines: Sequence[Picture], *, figures: bool = False) -> list[Reading]:
        """What each picture of a line says; `figures`: in signs of figures only."""
        order = sorted(range(len(lines)), key=lambda n: lines[n].shape[1] / lines[n].shape[0])
        readings: list[Reading] = [Reading("", 0.0)] * len(lines)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            for number, reading in zip(batch, self._batch([lines[n] for n in batch], figures), strict=True):
                readings[number] = reading
        return readings

    def _batch(self, lines: list[Picture], figures: bool) -> Iterable[Reading]:
        ratios = [line.shape[1] / line.shape[0] for line in lines]
        widest = max(*ratios, _NARROWEST / _HEIGHT)
        ready = np.stack([self._reader.resize_norm_img(_coloured(line), widest) for line in lines])
        for chances, ratio in zip(self._reader.session(ready.astype(np.float32)), ratios, strict=True):
            yield self._decoded(chances, widest / ratio, self._of_figures if figures else None)

    def _decoded(self, chances: Any, share: float, kept: Any) -> Reading:
        """The signs of the most probable path, each once a run."""
        best = chances.argmax(axis=1) if kept is None else kept[chances[:, kept].argmax(axis=1)]
        steps = [n for n in range(len(best)) if best[n] != _BLANK and (n == 0 or best[n] != best[n - 1])]
        text = "".join(self._signs[best[n]] for n in steps)
        score = min((float(chances[n, best[n]]) for n in steps), default=0.0)
        return Reading(text, score, tuple(min(1.0, (n + 0.5) / len(best) * share) for n in steps))


@cache
def recogniser() -> Recogniser:
    """The process's recogniser."""
    return Recogniser()


def _coloured(line: Picture) -> Picture:
    return cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) if line.ndim == 2 else line
