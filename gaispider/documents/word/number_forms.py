"""Counts as Word prints them before a paragraph (ISO 29500-1, 17.18.59)."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting",
     "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanCounting")
)  # fmt: skip
_FORMAL_NAMES = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"))
# Numbers that are one sign each, from 1.
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def printed_count(count: int, form: str) -> str:
    """A count in a form of numbers; in digits where the form is not known, or does not go so far."""
    if form in _CHINESE:
        return _chinese(count)
    if form in _FORMAL_NAMES:
        return _chinese(count).translate(_FORMAL)
    if form in _SIGNS and 0 < count <= len(_SIGNS[form]):
        return _SIGNS[form][count - 1]
    if form in ("upperRoman", "lowerRoman") and 0 < count < 90:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form == "decimalZero":
        return f"{count:02}"
    return str(count).translate(_FULL) if form in ("decimalFullWidth", "decimalFullWidth2") else str(count)


def _chinese(number: int) -> str:
    """A count below 100 as Word prints it: 十, 十二, 二十, 二十一."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    made = ""
    for value, sign in _ROMAN:
        while number >= value:
            made, number = made + sign, number - value
    return made
