"""A PDF as scanners leave it: each page a picture, a little turned, with noise, kept as JPEG."""

from __future__ import annotations

import io
import random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

_INCH = 72


def scanned(body: bytes, *, dots: int = 200, degrees: float = 0.6, noise: int = 12, quality: int = 60) -> bytes:
    """The pages as pictures of `dots` an inch, turned by up to `degrees`; `noise` is the spread of grey, of 255."""
    file = pypdfium2.PdfDocument(body)
    try:
        pages = [page.render(scale=dots / _INCH, grayscale=True).to_pil() for page in file]
    finally:
        file.close()
    rng = random.Random(len(body))  # noqa: S311 - the same noise for the same file
    made = [_worn(page, rng.uniform(-degrees, degrees), noise, quality) for page in pages]
    target = io.BytesIO()
    made[0].save(target, "PDF", save_all=True, append_images=made[1:], resolution=dots)
    return target.getvalue()


def _worn(page: Image.Image, degrees: float, noise: int, quality: int) -> Image.Image:
    turned = page.convert("L").rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    grain = Image.effect_noise(turned.size, noise)
    worn = ImageChops.add(turned, grain, offset=-128).filter(ImageFilter.GaussianBlur(0.6))
    target = io.BytesIO()
    worn.save(target, "JPEG", quality=quality)
    return Image.open(io.BytesIO(target.getvalue()))
