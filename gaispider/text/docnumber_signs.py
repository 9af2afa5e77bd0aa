"""Whether brackets, 号 and code around a year and a number are enough for a document number.

The rules are in a written order of trust. The document number's own brackets 〔〕 are enough alone; square and round
ones only with a code or 号; without brackets the words around decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gaispider.text.agency_codes import LONGEST_CODE, Code

DIGITS = "0-9０-９"
BLANK = "[ \u00a0\u2002-\u200b\u3000\ufeff]"
QUOTE_OPEN, QUOTE_CLOSE = "<＜「『《", ">＞」』》"
_QUOTES = QUOTE_OPEN + QUOTE_CLOSE

# Last characters of agencies' codes; a number without brackets needs one of them.
_CODE_END = re.compile("(?:[发發字函综綜传傳规規电電]|政办|政辦|府办|府辦|[^党]政|[办辦])$")
_FILE = re.compile(f"{BLANK}*(?:文件|精神)")
_CITING = frozenset('(（《〈》“"')
# Words before a number that is no document's: addresses, licences, and verbs and nouns that take a count.
_NO_CODE = re.compile(
    "(?:[路街道巷弄村里楼樓栋棟幢门門牌备備证證编編页頁排座院室厅共计計达達约約近超余第为為息件条條数數量至到期版号號码碼是购購目]"
    "|(?:下|印|转|编|刊|制|签|散|分|颁|增|核|开|研|启|激|爆|突|触|出|收|批|编|開|編|製|簽)[发發]|(?:党政|公开|小组|街道|管理|综合|信访|政府|服务|协调|指挥|考核|督查)[办辦]|电话|傳真|传真|热线|公函|来电|来函)$"
)
_ROUND = "()（）﹙﹚"
_SQUARE = "[]【】{}［］｛｝〈〉"
# A label whose value is a document's number.
_LABEL = re.compile("(?:文号|文號|发文字号|發文字號|文件编号|文件編號|文件字号|公文字号)[:：]" + BLANK + "*$")
# Words after a cited number that lost its 号.
_CITED = re.compile(f'{BLANK}*(?:[)）》〉”"]|文件|要求|精神|通知|规定|規定|文|的|等|$|\\n)')


@dataclass(slots=True)
class _Signs:
    """What stands in and around a possible document number: code, brackets, 号, and the text outside."""

    text: str
    code: str
    first: int
    opened: str
    closed: str
    sign: bool
    loose: bool
    stop: int

    @property
    def brackets(self) -> str:
        return self.opened + self.closed

    @property
    def coded(self) -> bool:
        """Whether the code ends as agencies' codes do."""
        return bool(self.code) and _CODE_END.search(self.code) is not None

    @property
    def labelled(self) -> bool:
        return _LABEL.search(self.text, max(0, self.first - 8), self.first) is not None

    @property
    def outside(self) -> str:
        return self.text[self.first - 1 : self.first]

    @property
    def follows(self) -> bool:
        return _CITED.match(self.text, self.stop) is not None

    @property
    def enclosed(self) -> bool:
        """Whether the words around make up for what is lost: (莱人社20126), 莱人社20126文件."""
        return (self.outside in ("(", "（") and self.follows) or _FILE.match(self.text, self.stop) is not None

    @property
    def cited(self) -> bool:
        return self.follows or self.outside in _CITING


def is_document_number(text: str, code: Code, opened: str | None, rest: re.Match[str]) -> bool:
    """Whether it is a document number.

    `opened` is the bracket before the year; `rest` has the groups close, loose and sign.
    """
    signs = _Signs(
        text,
        code.code,
        code.start,
        opened or "",
        rest["close"] or "",
        bool(rest["sign"]),
        bool(rest["loose"]),
        rest.end(),
    )
    for rule in _RULES:
        verdict = rule(signs)
        if verdict is not None:
            return verdict
    return signs.enclosed  # nothing but digits behind an unknown code


def _in_quotes(signs: _Signs) -> bool | None:
    if not any(char in _QUOTES for char in signs.brackets):
        return None
    return signs.coded and bool(signs.opened and signs.closed and signs.sign)


def _in_own_brackets(signs: _Signs) -> bool | None:
    """Rule: 〔 or 〕, of which one is enough."""
    return True if any(char not in _ROUND + _SQUARE for char in signs.brackets) else None


def _in_brackets(signs: _Signs) -> bool | None:
    """Rule: square brackets, or a pair of round ones."""
    if not (any(char in _SQUARE for char in signs.brackets) or (signs.opened and signs.closed)):
        return None
    return bool(signs.code) and (signs.sign or signs.coded or signs.labelled or signs.enclosed)


def _beside_bracket(signs: _Signs) -> bool | None:
    """Rule: a single round bracket may as well belong to a remark."""
    return signs.coded and signs.sign if signs.brackets else None


def _without_code(signs: _Signs) -> bool | None:
    return False if len(signs.code) < 2 or _NO_CODE.search(signs.code) else None


def _labelled(signs: _Signs) -> bool | None:
    return True if signs.labelled else None


def _loose(signs: _Signs) -> bool | None:
    """Rule: without brackets around the year.

    青政发2009年5号 in brackets is one, 公告2018年第5号 and a house number are not.
    """
    return signs.coded and signs.sign and signs.cited if signs.loose else None


def _coded_or_signed(signs: _Signs) -> bool | None:
    """Rule: 号 alone may be a house number's, so a code with a clear beginning must stand before it."""
    if not (signs.coded or signs.sign):
        return None
    return signs.cited or (signs.sign and len(signs.code) <= LONGEST_CODE)


_RULES = (
    _in_quotes,
    _in_own_brackets,
    _in_brackets,
    _beside_bracket,
    _without_code,
    _labelled,
    _loose,
    _coded_or_signed,
)
