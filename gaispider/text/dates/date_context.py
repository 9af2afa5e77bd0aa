"""What the text around a run of digits tells: whether it is a date at all, a sign-off, a period.

Each check looks at a few characters left and right of a candidate. None is needed for dates with all their characters.
"""

from __future__ import annotations

import re

from gaispider.reference import Phrases
from gaispider.text.dates.date_characters import ARABIC, SPACE

_REACH = 28
_S = f"[{SPACE}]"

# A number before one of these is a count, no part of a date; 人民, 本镇, 部门, 期间 and the like are excluded.
_UNIT = re.compile(
    f"{_S}*(?:[件条條个個次名篇份项項届屆元万萬亿億户戶家位場场台臺套册冊页頁號号點点起处處种種级級批例封辆輛座宗版块塊层層楼樓"
    "室岁歲倍秒米吨噸头頭株亩畝间間%％‰余餘多卷吋℃°股幅张張科课題题字]"
    "|[类類](?![型别別])|房[间間]|所(?![有属屬列需在以谓謂做])|人(?!民|大|社|力|事|口|才)|本(?![镇鎮乡鄉县縣市区區局委办辦街单單报報年级級部门府机機院所])|部(?![门門])"
    "|期(?![间間限末])|平方|公里|公斤|毫米|厘米|公顷|公頃|小时|小時|分(?!别|別|布|析)|时(?!限|间|段)|時(?!限|間|段)|千|百|天|左右|以上|以下|以内|以內|上下|之多|不等|有余|有餘|周(?![年边邊])|号|號)"
)
_RUNNING_START = re.compile(f"{_S}*起{_S}*(?:[至到,，。施实實执執生实])")

# Labels whose value is a number of some other kind, up to the candidate.
_OTHER_NUMBER = Phrases("date_words.tsv", "other_number", after=r"[^,，;；。\n]{0,8}$")
# Cells before an amount: 政府集中采购 3 20121210.
_AMOUNT = re.compile(f"(?:采购|採購|支出|收入|经费|經費|资金|資金)[{SPACE}\\t|]+(?:[0-9]{{1,4}}[{SPACE}\\t|]+)?$")
# The nearest label decides: 索引号: 发布日期:20140221.
_DAY_LABEL = re.compile(f"(?:日期|时间|時間)[:：]?{_S}*$")
_NUMBER_BEFORE = re.compile(
    f"[{ARABIC}][:：]$|[{ARABIC}]{{5}}[、或]$|[{ARABIC}A-Za-z_@#=&?%+*￥$][.\\-—–－/]*{_S}?$|[_@#=&?%+*￥$/\\\\.]$|[-–]$"
)
_NUMBER_AFTER = re.compile(f"[{ARABIC}A-Za-z_@＠#=&%/\\\\]|[.\\-—–－,，]{_S}?[{ARABIC}A-Za-z]|[〕\\]】}}﹞］]|[.．]\\w")

# A number after an opening bracket of a document number, or after an agency's code.
_DOCUMENT_NUMBER = re.compile("[〔【{﹝［\\[〖]" + _S + "*$|(?:(?<!党)政办|[发發字函综綜传傳]|办发|辦發|府办|府辦)$")

_COUNTED = re.compile(
    f"(?:[共计計达達约約近超余第为為了有过過逾满滿足破加少号號息件条條数數量至到路街楼樓房元币]|No\\.?)[{SPACE}]*$"
)
_CUE = re.compile(
    "(?:(?<!原)自|[从從由於于]|截止|截至|期限|时限|時限|期间|期間|时段|時段|日期|(?<!达)到|至|时间|時間|起始|(?<!存)在|(?:期限|时限|日期|时间|范围|时段|期间|跨度)[为為是]|统计期|報告期|报告期|涵盖|涵蓋|覆盖)"
    f"{_S}*[:：为為是]?{_S}*$"
)
_PERIOD = re.compile("统计|統計|期限|时限|時限|时段|時段|统计期|截止|截至|数据|數據|[自从從]")
_OPENS = re.compile("(?:(?<!原)自|[从從由]|(?:期限|时限|時限|时段|時段)[为為是:：]?)" + f"{_S}*$")
_AFTER = re.compile(
    f"{_S}*(?:[起止前]|期间|期間|以前|之前|以后|以後|之后|之後|印发|印發|发布|發布|公布|公开发布|成立|召开|召開|正式|为止|為止|修订)"
)
_CLOSED = re.compile(f"{_S}*(?:[)）】\\]]{_S}*)?(?:$|\\n|{_S}(?!{_S}*[至到起止-])|\\t|\\r|[(（]此件|印[发發])")
_NOT_SIGNED_AFTER = re.compile(
    f"(?:[自从從至到于於在截止为為是由将將和与與及或、,，:：;；年月日第共计計约約达達了]|以来){_S}*$"
)
_NUMBERED = re.compile("(?:编号|編號|代码|代碼|编码|編碼|版本)[:：]?$|[号號][:：]$")
_SENTENCE_START = re.compile(f"(?:^|[\\n。；;])[{SPACE}]*$")
_SENTENCE_GOES_ON = re.compile(f"[,，]{_S}*(?![电電联聯传傳邮郵地手Qq{ARABIC}A-Za-z])")
_SCHOOL = re.compile("年?[学學]年|年[级級]|(?<=年)[级級]")
_LABEL_END = "(?:日期|时间|時間)[:：]?" + _S + "*$"
_SIGNATURE = Phrases("date_words.tsv", "signature", after=_LABEL_END)
_SIGNER = re.compile(
    "(?:^|[府局委办辦处處厅廳院会會所站社心镇鎮乡鄉县縣市区區队隊场場校馆館司部室组組团團学學台园園厂廠道。）)(（【\\[日：:])$"
)
_PUBLICATION = Phrases("date_words.tsv", "publication", after=_LABEL_END)


def before(text: str, at: int) -> str:
    """The few characters left of a candidate."""
    return text[max(0, at - _REACH) : at]


def counts(text: str, at: int) -> bool:
    """Whether a unit of counting, money or address follows: 件, 条, 人次, 元, 号."""
    return _UNIT.match(text, at) is not None and not _RUNNING_START.match(text, at)


def is_other_number(text: str, start: int, stop: int) -> bool:
    """Whether a bare run of digits belongs to a phone number, postcode, mail address, index number, amount or path."""
    left = before(text, start)
    return (
        _NUMBER_BEFORE.search(left) is not None
        or ((_OTHER_NUMBER.find(left) or _AMOUNT.search(left)) and _DAY_LABEL.search(left) is None)
        or _NUMBER_AFTER.match(text, stop) is not None
        or counts(text, stop)
    )


def is_document_number(text: str, start: int) -> bool:
    """Whether the text left of it begins a document number: 〔, 闽政办, 国发."""
    return _DOCUMENT_NUMBER.search(before(text, start)) is not None


def is_expected(text: str, start: int, stop: int) -> bool:
    """Whether the words around expect a day: 自 … 起, 截至 …, 日期:…, … 止."""
    return _CUE.search(before(text, start)) is not None or _AFTER.match(text, stop) is not None


def names_number(text: str, start: int) -> bool:
    """Whether the word before shows that a number with separators is no day: 编号:2014-12-3, 版本2014.1.2."""
    return _NUMBERED.search(text, max(0, start - 4), start) is not None


def opens_sentence(text: str, start: int, stop: int) -> bool:
    """Whether the candidate is the first word of a sentence, before a comma: 20147,我局…; not 201411,电话:…."""
    return _SENTENCE_START.search(before(text, start)) is not None and _SENTENCE_GOES_ON.match(text, stop) is not None


def is_school_year(text: str, stop: int) -> bool:
    """Whether a school year or class follows, which is no calendar year: 2019-2020学年, 2019年级."""
    return _SCHOOL.match(text, stop) is not None


def states_period(text: str, start: int) -> bool:
    """Whether the text states a period here: 统计期限自…, 数据截至…."""
    return _PERIOD.search(before(text, start)) is not None


def opens_period(text: str, start: int) -> bool:
    """Whether the day is the first of a period: 自, 从, 期限为."""
    return _OPENS.search(before(text, start)) is not None


def stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether the candidate stands as a sign-off does: last on its line, alone or after the unit's name."""
    if not _CLOSED.match(text, stop):
        return False
    left = before(text, start).rstrip("(（【[")
    line = left.rpartition("\n")[2]
    if "\t" in line or "|" in line:
        return False
    return not line.strip() or _NOT_SIGNED_AFTER.search(line) is None or _SIGNATURE.find(line) is not None


def follows_unit(text: str, start: int) -> bool:
    """Whether the words before may be the signing unit's name, and not the label of a cell: 县水务局, not 行政许可."""
    return _SIGNER.search(before(text, start).rstrip()) is not None


def is_publication_label(text: str, start: int) -> bool:
    """Whether a label before it is one of publication."""
    return _PUBLICATION.find(before(text, start)) is not None


def gives_count(text: str, start: int) -> bool:
    """Whether the words before lead to a count or an address: 共, 达, 信息, 建设街."""
    return _COUNTED.search(before(text, start)) is not None
