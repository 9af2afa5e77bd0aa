"""Files as grey pictures of their pages: pages of PDFs, and pictures of every kind that Pillow opens."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.pictures.recogniser import Picture

# Pixels of a page's long side: A4 at 250 dots an inch. More tells no more, less blurs small figures.
_LONG = 2900
# A picture is not enlarged beyond this.
_MOST_ENLARGED = 3.0
# Pixels; more is a poster or a bomb. A4 at 600 dots has 35 million.
_MOST_PIXELS = 120_000_000
# Pixels of the short side; smaller pictures are icons.
_SMALLEST = 48


def pdf_page(body: bytes, number: int) -> Picture:
    """The picture of a page of a PDF, by its number from 1."""
    with pypdfium2.PdfDocument(body) as file:
        page = file[number - 1]
        scale = _LONG / max(page.get_size())
        bitmap = page.render(scale=scale, grayscale=True)
        return np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy())


def picture_pages(body: bytes, most_pages: int) -> Iterator[Picture]:
    """The pages of a picture file: one, or those of a TIFF. Raises UnreadableFileError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body)) as file:
                for number, frame in enumerate(ImageSequence.Iterator(file)):
                    if number >= most_pages:
                        raise UnreadableFileError("too_many_pages", f"over the limit of {most_pages} pages")
                    if frame.width * frame.height > _MOST_PIXELS:
                        raise UnreadableFileError("too_large", f"{frame.width} by {frame.height} pixels")
                    if min(frame.size) >= _SMALLEST:
                        yield _grey(frame)
                    if file.format not in ("TIFF", "MPO"):
                        break  # an animation is no document
    except Image.DecompressionBombError as error:
        raise UnreadableFileError("too_large", str(error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableFileError(
            "damaged", f"no picture that can be read ({type(error).__name__}: {error})"
        ) from error


def _grey(frame: Image.Image) -> Picture:
    image = ImageOps.exif_transpose(frame)
    if image.mode in ("P", "LA", "RGBA", "PA"):
        clear = image.convert("RGBA")
        image = Image.new("RGBA", clear.size, "white")
        image.alpha_composite(clear)
    if image.mode.startswith("I") or image.mode == "F":
        deep = np.asarray(image, np.float32)
        made = (255 * (deep - deep.min()) / max(float(np.ptp(deep)), 1.0)).astype(np.uint8)
    else:
        made = np.asarray(image.convert("L"))
    scale = min(_LONG / max(made.shape), _MOST_ENLARGED)
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    sized: Picture = cv2.resize(made, None, fx=scale, fy=scale, interpolation=how)
    return sized
