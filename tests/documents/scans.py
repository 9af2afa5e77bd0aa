"""Makes scans of a report: pages drawn by Pillow, turned, with noise, as JPEG pictures in a PDF without text."""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.documents.made import Paper, Part, printed

_MM = 25.4


@dataclass(frozen=True, slots=True)
class Scan:
    """How pages are scanned: `dpi`, `angle` in degrees, `quarter` turns, `noise` in grey levels, JPEG `quality`."""

    dpi: int = 200
    angle: float = 0.0
    quarter: int = 0
    noise: float = 0.0
    blur: float = 0.0
    quality: int = 85
    font: str = ""
    # Bar width in millimetres, specks of dust a page, grey of the paper.
    bar: float = 0.25
    specks: int = 0
    paper: int = 255


def chinese_font() -> str:
    """The path of a font with Chinese signs, as fontconfig chooses it."""
    return subprocess.run(
        ["fc-match", "-f", "%{file}", "WenQuanYi Micro Hei:lang=zh-cn"], check=True, capture_output=True, text=True
    ).stdout


def pictures(parts: Sequence[Part], scan: Scan) -> list[Image.Image]:
    """The parts as scanned pages."""
    return [scanned(drawn(paper, scan), scan, seed) for seed, paper in enumerate(printed(parts))]


def drawn(paper: Paper, scan: Scan) -> Image.Image:
    """A page as it is printed, in grey."""
    scale = scan.dpi / _MM
    image = Image.new("L", (round(210 * scale), round(297 * scale)), 255)
    pen = ImageDraw.Draw(image)
    path = scan.font or chinese_font()
    for x0, y0, x1, y1 in paper.bars:
        pen.line((x0 * scale, y0 * scale, x1 * scale, y1 * scale), 0, max(1, round(scan.bar * scale)))
    for x, y, text, size in paper.texts:
        pen.text((x * scale, y * scale), text, 0, ImageFont.truetype(path, size * scale * 0.95))
    return image


def scanned(image: Image.Image, scan: Scan, seed: int = 0) -> Image.Image:
    """The page as a scanner sees it."""
    rng = np.random.default_rng(seed)
    if scan.angle:
        image = image.rotate(scan.angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if scan.quarter:
        image = image.rotate(90 * scan.quarter, expand=True)
    if scan.blur:
        image = image.filter(ImageFilter.GaussianBlur(scan.blur))
    pixels = np.asarray(image, dtype=np.float32) * (scan.paper / 255)
    if scan.noise:
        pixels = pixels + rng.normal(0, scan.noise, pixels.shape)
    made = np.clip(pixels, 0, 255).astype(np.uint8)
    spots = random.Random(seed)
    for _ in range(scan.specks):
        y, x = spots.randrange(made.shape[0] - 3), spots.randrange(made.shape[1] - 3)
        made[y : y + spots.randint(1, 2), x : x + spots.randint(1, 2)] = spots.randint(0, 120)
    return Image.fromarray(made)


def as_file(pages: Sequence[Image.Image], kind: str = "pdf", quality: int = 85) -> bytes:
    """The pages as a PDF or TIFF, the first of them as PNG, JPEG or BMP."""
    target = io.BytesIO()
    first, *rest = pages
    if kind == "pdf":
        first.save(target, "PDF", save_all=True, append_images=rest, resolution=150, quality=quality)
    elif kind == "tif":
        first.save(target, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw")
    else:
        first.save(target, {"jpg": "JPEG"}.get(kind, kind.upper()), **({"quality": quality} if kind == "jpg" else {}))
    return target.getvalue()
