"""Characters of symbol fonts as those of Unicode that look like them; others are U+FFFD, which is no figure."""

from __future__ import annotations

UNKNOWN = "\ufffd"

# By the last byte of the character's code. Circled numbers, boxes, ticks and bullets of Wingdings.
_CIRCLED = {0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")}
_WINGDINGS = _CIRCLED | {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "□",
    0xAB: "★", 0xD8: "➢", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0xA3: "□", 0x30: "□"} | {
    0x69 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
}
# Symbol has signs and digits where ASCII has them; its letters are Greek.
_SYMBOL = {code: chr(code) for code in (*range(0x20, 0x22), *range(0x28, 0x2C), 0x2E, 0x2F, *range(0x30, 0x3F))} | {
    0x2D: "-", 0xB7: "•", 0xB4: "×",
}  # fmt: skip


def symbol(font: str, code: int) -> str:
    """The character that a font shows for a code, with or without the F000 of private use."""
    name = font.lower().strip()
    table = _SYMBOL if name == "symbol" else _WINGDINGS_2 if name == "wingdings 2" else _WINGDINGS
    if name not in ("symbol", "wingdings", "wingdings 2"):
        return UNKNOWN
    return table.get(code & 0xFF, UNKNOWN)
