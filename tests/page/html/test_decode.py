"""Bytes to text by evidence, whatever a page says of itself."""

from __future__ import annotations

import pytest

from gaispider.page.html.decode import decode

HANS = "松山镇政府信息公开工作年度报告，的、和、了、在、是、有。本报告由概述等部分组成。"
HANT = "通遼市政府信息公開工作年度報告，這是為了讓民眾了解政府的工作，會議與開會。"


def markup(text: str, declared: str | None = None) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "codec", "declared", "header", "charset", "found_by", "mismatch"),
    [
        (HANS, "utf-8", "utf-8", None, "utf-8", "meta", False),
        (HANS, "utf-8", None, "text/html; charset=UTF-8", "utf-8", "header", False),
        (HANS, "utf-8", None, None, "utf-8", "strict utf-8", False),
        (HANS, "utf-8", "gb2312", None, "utf-8", "strict utf-8", True),
        (HANS, "gb18030", "gb2312", None, "gb18030", "meta", False),
        (HANS, "gb18030", "utf-8", None, "gb18030", "strict gb18030", True),
        (HANS, "gb18030", "utf-8", "text/html;charset=gbk", "gb18030", "header", True),
        (HANS, "gb18030", None, None, "gb18030", "strict gb18030", False),
        (HANS, "utf-16", "gb2312", None, "utf-16-le", "bom", True),
        (HANS, "utf-16-le", "gb2312", None, "utf-16-le", "zero bytes", True),
        (HANS, "utf-16-be", None, None, "utf-16-be", "zero bytes", False),
        (
            "政府信息公开工作" * 11,
            "utf-16-le",
            None,
            None,
            "utf-16-le",
            "zero bytes",
            False,
        ),  # 开 is U+5F00: a zero byte too
        (HANS, "utf-8-sig", "gb2312", None, "utf-8", "bom", True),
        (HANT, "big5", "big5", None, "big5", "meta", False),
        (HANT, "big5", None, None, "big5", "strict big5", False),
        (HANT, "big5", "gb2312", None, "big5", "strict big5", True),
        (HANS + "\U00020000㐀", "gb18030", "gb2312", None, "gb18030", "meta", False),
        ("plain", "ascii", "gb2312", None, "utf-8", "ascii", False),
        ("联通", "gb18030", "gb2312", None, "gb18030", "meta", False),
    ],
)
def test_charset(
    text: str, codec: str, declared: str | None, header: str | None, charset: str, found_by: str, mismatch: bool
) -> None:
    decoded = decode(markup(text, declared).encode(codec), header)
    assert decoded.markup.decode() == markup(text, declared)
    assert (decoded.charset, decoded.found_by) == (charset, found_by)
    assert ("charset_mismatch" in [warn.code for warn in decoded.warnings]) == mismatch


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_truncated_last_character(codec: str) -> None:
    decoded = decode((HANS + "尾").encode(codec)[:-1])
    assert decoded.markup.decode() == HANS
    assert decoded.charset == codec
    assert [warn.code for warn in decoded.warnings] == ["truncated"]


@pytest.mark.parametrize(("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_page_of_two_charsets(first: str, second: str) -> None:
    main, include = "".join(f"<p>{n}{HANS}</p>" for n in range(9)), f"<div>{HANS}</div>"
    decoded = decode(main.encode(first) + include.encode(second) + main.encode(first))
    assert decoded.markup.decode() == main + include + main
    assert (decoded.charset, decoded.found_by) == (first, "segments")
    assert [warn.code for warn in decoded.warnings] == ["charset_mismatch"]


def test_a_string_cut_by_a_program_costs_only_its_last_character() -> None:
    body = (
        b'<meta charset="utf-8"><meta name="description" content="' + HANS.encode()[:-1] + f'"><p>{HANS}</p>'.encode()
    )
    decoded = decode(body)
    assert decoded.charset == "utf-8"
    assert f"<p>{HANS}</p>" in decoded.markup.decode()
    assert HANS[:-1] in decoded.markup.decode()


def test_undecodable_bytes_are_marked_and_warned_of() -> None:
    decoded = decode(b"<p>\x80\xff\xfe</p>" + f"<p>{HANS}</p>".encode())
    assert HANS in decoded.markup.decode()
    assert "cannot be read" in decoded.warnings[0].detail


def test_nul_bytes_are_dropped() -> None:
    assert decode(b"<p>a\x00b</p>").markup == b"<p>ab</p>"


@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_utf8_written_as_utf8_twice(charset: str) -> None:
    once = "<html><body><p>截至年底，全镇公开信息的条数为12。</p></body></html>".encode()
    taken = "".join(bytes([byte]).decode(charset, "replace").replace("\ufffd", chr(byte)) for byte in once)
    decoded = decode(taken.encode())
    assert decoded.markup == once
    assert decoded.found_by == "utf-8 twice"
    assert [warning.code for warning in decoded.warnings] == ["charset_mismatch"]


def test_a_western_page_stays_as_it_is() -> None:
    page = "<p>Généralités : l’élève à Besançon</p>".encode()
    assert decode(page).markup == page
