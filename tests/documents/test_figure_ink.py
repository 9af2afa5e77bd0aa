"""The ink of a figure's cell: its digits and nothing else, or more than was read."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from gaispider.documents.pictures.figure_ink import is_leaning, is_only_digits
from tests.documents.scans import chinese_font


def ink(text: str, *, size: int = 34, blur: float = 0.0, raised: str = "", turned: float = 0.0) -> np.ndarray:
    """A line as a scan of 250 dots shows it, white on black; `raised` stands behind it, smaller and higher."""
    image = Image.new("L", (400, 80), 0)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(chinese_font(), size)
    pen.text((20, 20), text, 255, font)
    pen.text((22 + pen.textlength(text, font), 16), raised, 255, ImageFont.truetype(chinese_font(), size * 6 // 10))
    if turned:
        image = image.rotate(turned, Image.Resampling.BICUBIC)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    return np.where(np.asarray(image) > 40, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("text", ["0", "1", "8", "11", "47", "368", "1024", "90"])
def test_a_figure_alone_is_its_digits(text: str) -> None:
    """With much blur digits touch each other."""
    assert all(is_only_digits(ink(text, blur=blur), text) for blur in (0.0, 1.5, 2.5))


@pytest.mark.parametrize("text", ["1,204", "25.5", "+21", "-7"])
def test_points_and_signs_belong_to_a_figure(text: str) -> None:
    assert is_only_digits(ink(text), text)
    assert not is_only_digits(ink(text), text.lstrip("+-").replace(",", "").replace(".", ""))


@pytest.mark.parametrize("sign", ["※", "①", "*", "(1)", "[1]", "注1", "件", "★"])
@pytest.mark.parametrize("figure", ["8", "90", "368"])
def test_a_sign_beside_a_figure_is_seen_though_it_was_not_read(figure: str, sign: str) -> None:
    for blur in (0.0, 1.5):
        assert not is_only_digits(ink(figure + sign, blur=blur), figure)
        assert sign == "※" or not is_only_digits(ink(figure + sign, blur=blur), figure + "1")


@pytest.mark.parametrize("figure", ["8", "90", "368"])
def test_a_raised_digit_is_none_of_the_figure(figure: str) -> None:
    assert not is_only_digits(ink(figure, raised="2"), figure + "2")
    assert not is_only_digits(ink(figure, raised="2"), figure)


def test_a_stamp_over_a_figure_and_a_wrong_number_of_digits_are_seen() -> None:
    stamped = ink("36")
    stamped[24:28, 10:90] = 255
    assert not is_only_digits(stamped, "36")
    assert not is_only_digits(ink("368"), "36")
    assert not is_only_digits(ink("36"), "368")
    assert not is_only_digits(np.zeros((20, 20), np.uint8), "0")
    assert not is_only_digits(ink("元"), "元")


@pytest.mark.parametrize("size", [22, 34, 60])
def test_a_slash_leans_and_a_one_does_not(size: int) -> None:
    for turned in (-1.0, 0.0, 1.0):
        assert is_leaning(ink("/", size=size, turned=turned)[:, :60])
        assert not is_leaning(ink("1", size=size, turned=turned)[:, :60])
    assert not is_leaning(np.zeros((20, 20), np.uint8))
