"""Single Traditional characters that conversion leaves in Simplified text, replaced by their mainland forms.

They stay in proved names: a person's next to a post, a title or a label; a place's if the gazetteer has it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from opencc import OpenCC

from gaispider.text.places.gazetteer import townships, upper
from gaispider.text.script.dictionary import converter
from gaispider.text.script.script_evidence import LANGUAGE_SWITCH, traditional_only
from gaispider.text.script.tables import rows

_ENDS = '\n\t,，.。;；:：!！?？、|｜ 　()（）《》“”"「」'
_CLAUSE = re.compile(f"[^{re.escape(_ENDS)}]+")
_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭田董袁潘于於蒋蔣蔡余杜"
    "叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范範金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵"
    "万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符"
    "舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳欧管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪"
    "简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮"
)
_POST = (
    "(?:书记|書記|[县縣市区區镇鎮乡鄉省州局厅廳科处處院校所站队隊组組部班社会會行]长|[县縣市区區镇鎮乡鄉省州局厅廳科处處院校所站队隊组組部班社会會行]長"
    "|主任|委员|委員|主席|经理|經理|工程师|工程師|教授|医生|醫生|老师|老師|律师|律師|法官|检察官|干部|幹部|科员|科員|代表|董事|秘书|秘書|同志|先生|女士|烈士"
    "|联系人|聯繫人|联络人|負責人|负责人|经办人|申请人|申請人|编辑|編輯|作者|记者|記者|审核|審核|签发|簽發|填报人|填報人|姓名|法定代表人)"
)
_NAME = f"(?P<name>[{_SURNAMES}][{_HAN}]{{1,2}})"
# 联系人:李昇; 局长王陞同志; 王陞局长.
_PROVED = re.compile(
    f"{_POST}[：:为為是\\s]{{0,2}}{_NAME}(?![{_HAN}])|{_POST}[：:\\s]?{_NAME}(?=同志|先生|女士|[、，,（(])"
    f"|(?<![{_HAN}]){_NAME}(?:同志|先生|女士|{_POST})|(?P<name>[{_HAN}])(?:先生|女士)".replace("(?P<name>", "(")
)


@cache
def _variants() -> dict[str, str]:
    """Characters that mainland print has in names only (通用规范汉字表, 2013), and their forms in words."""
    return {row["sign"]: row["mainland"] for row in rows("variants")}


@cache
def _plainly(character: str) -> str:
    convert = OpenCC("t2s").convert
    return str(convert(character))


@cache
def _copy_words() -> tuple[frozenset[str], re.Pattern[str], dict[str, str]]:
    """Characters that mainland print has only in other words (瞭解, 瞭望), a pattern, and mainland forms by word."""
    table = {row["word"]: row["mainland"] for row in rows("copy_words")}
    signs = frozenset(
        sign for word, read in table.items() for sign, other in zip(word, read, strict=True) if sign != other
    )
    return frozenset(sign for sign in signs if not is_left(sign)), re.compile("|".join(table)), table


def may_be_left(text: str) -> bool:
    """Whether a text in mainland characters has one that mainland print has in some words only."""
    return any(sign in text for sign in _copy_words()[0])


@cache
def _left() -> frozenset[str]:
    return frozenset(_variants()) | traditional_only()


def is_left(character: str) -> bool:
    """Whether mainland print has the character only in another form, except in names."""
    return character in _left()


@cache
def _place_names() -> re.Pattern[str]:
    """The pattern of names in the gazetteer that have such a character."""
    known = {*upper().names, *townships()}
    held = sorted((name for name in known if any(map(is_left, name))), key=len, reverse=True)
    stems = {name.rstrip("省市县区旗镇乡") for name in held}
    # 藉口镇 is a place, 藉口 a word.
    held += [name for name in known if _copy_words()[1].search(name)]
    return re.compile("|".join(map(re.escape, [*held, *(stem for stem in stems if len(stem) > 1)])) or "(?!)")


def without_leftovers(text: str) -> str:
    """The text with such characters in their mainland form, as the words of the clause need it; the length stays."""
    if may_be_left(text):
        text = _without_copy_words(text)
    if _left().isdisjoint(text):
        return text
    kept = set(_kept(text))
    parts = list(text)
    for clause in _CLAUSE.finditer(text):
        places = [at for at in range(*clause.span()) if is_left(text[at]) and at not in kept]
        if not places:
            continue
        read = converter("plain", False)(clause[0])
        whole = len(read) == len(clause[0])
        for at in places:
            character = read[at - clause.start()] if whole else _plainly(text[at])
            parts[at] = _variants().get(character, _plainly(character) if is_left(character) else character)
    return "".join(parts)


def _without_copy_words(text: str) -> str:
    _, pattern, table = _copy_words()
    kept = frozenset(_kept(text))
    return pattern.sub(lambda word: word[0] if kept.intersection(range(*word.span())) else table[word[0]], text)


def _kept(text: str) -> Iterator[int]:
    """Places of such characters in names, and in a page's label for the other script."""
    for match in _PROVED.finditer(text):
        group = next(number for number, name in enumerate(match.groups(), 1) if name)
        yield from range(*match.span(group))
    for pattern in (LANGUAGE_SWITCH, _place_names()):
        for match in pattern.finditer(text):
            yield from range(*match.span())
