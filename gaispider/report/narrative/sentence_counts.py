"""The counts that a report states in sentences: 主动公开政务信息18条. A count that is not stated has no entry.

未收到政府信息公开申请 states 0. data/reference/narrative.tsv maps words to keys; each row has its example and source.
docs/narrative.md says how one value is chosen where several are stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from gaispider.items import NarrativeFigure
from gaispider.page.model import Block, Document
from gaispider.report.line_readings import fold
from gaispider.report.narrative.claims import Claim, settle
from gaispider.report.narrative.own_share import own_shares
from gaispider.report.narrative.phrase_rules import rules, rules_by_word, rules_for
from gaispider.report.narrative.scope import APPLICATION, domain_of, is_general_office, other_areas
from gaispider.report.narrative.sentences import CHANNEL, Sentence, claims_of, published_claims
from gaispider.report.narrative.shared_numbers import parted
from gaispider.report.narrative.year_shares import year_shares
from gaispider.report.sections.headings import headings
from gaispider.report.sections.numbered_headings import Heading

_PLAN_SECTION = re.compile(r"问题|改进|打算|下一步|今后|计划|思路|努力方向|不足|展望|安排$")
# Words in a section's heading beside its subject; rows of the forms (2.重复申请) are no headings.
_SUBJECT_NAMED = re.compile(r"情况|事项|数量|费用|收费|(?:复议|诉讼|依申请公开(?:政府)?(?:信息)?)$")
# Most characters of a line that is only 无, and of a heading that is the name of a channel.
_LONGEST_NOTHING = 30
_LONGEST_CHANNEL = 16
_SHORTEST_SENTENCE = 4
_SENTENCE_END = re.compile(r"(?<=[。;!?])")


def read_narrative(
    document: Document, report_year: int | None, unit: str | None = None, known: list[Heading] | None = None
) -> dict[str, NarrativeFigure]:
    """The counts stated in the document's lines (without tables), by key, in the order of the reference data.

    `unit` is the name of the reporting agency: a county's figures are not its town's or office's. Counts are integers,
    money a decimal string; `phrase` is as printed. Not read are sums since the beginning (历年累计), other years'
    figures, comparisons, percentages and plans. If two places state different numbers, the plainer wording (rank) goes
    first, then the section about the count, then the whole before a part (其中); else the figure has candidates and no
    value. `known` are the document's headings if they were found before.
    """
    lines = ["" if block.table is not None else fold(block.text) for block in document.blocks]
    reading = _Reading("\n".join(lines), report_year, unit)
    opened = {heading.at: heading for heading in (headings(document.blocks) if known is None else known)}
    for at, block, section in _counting_lines(document.blocks, opened):
        above = opened.get(at - 1)
        if above is not None and _answers_nothing(above, lines[at]):
            reading.read_nothing(above.title, block.text)
        else:
            reading.read_line(_with_channel(opened.get(at), lines[at]), section, block.text)
    said = (key for key in _keys() if key in reading.claims)
    return {key: figure for key in said if (figure := settle(key, reading.claims)) is not None}


@cache
def _keys() -> tuple[str, ...]:
    """The keys of the reference data, in its order."""
    return tuple(dict.fromkeys(rule.key for rule in rules()))


def _counting_lines(blocks: list[Block], opened: dict[int, Heading]) -> Iterator[tuple[int, Block, str]]:
    """The lines that may count what was done, each with its section's title; without tables and plans."""
    section, plans = "", False
    for at, block in enumerate(blocks):
        heading = opened.get(at)
        if heading and heading.level == 1:
            section, plans = heading.title, bool(_PLAN_SECTION.search(heading.title))
        if not plans and block.table is None:
            yield at, block, section


def _answers_nothing(heading: Heading, line: str) -> bool:
    """Whether a line below a heading with a subject is only 无 or the like."""
    if heading.rest or len(line) >= _LONGEST_NOTHING or not _SUBJECT_NAMED.search(heading.title):
        return False
    return _nothing().fullmatch(line) is not None


def _with_channel(heading: Heading | None, line: str) -> str:
    """The line with the channel that its heading names put before it: 1.政府网站。公开信息52条。"""
    if heading is None or heading.level == 1 or len(heading.title) >= _LONGEST_CHANNEL:
        return line
    return line.replace("。", ":", 1) if CHANNEL.find(heading.title) else line


@cache
def _nothing() -> re.Pattern[str]:
    # 无。 or 2013年度我镇无此类情况。 under a heading of its own
    return re.compile(
        r"(?:20\d\d年|本年|今年|全年)?度?,?(?:[我本全][一-龥]{1,3})?(?:均|暂|尚|也)?(?:无|没有|未(?:发生|收到|接到|受理)|没有(?:发生|收到|接到|受理)|[零0][件条起宗例次元]?)"
        r"(?:此|这|该|相关|有关|上述|以上)?(?:类|项|种)?(?:情况|情形|事项|内容|案件|现象)?(?:发生|出现|存在)?[。.;]?"
    )


class _Reading:
    """The claims of a document's sentences, by key. `words` are those words of the rules that the document has."""

    def __init__(self, text: str, report_year: int | None, unit: str | None) -> None:
        self.words = [entry for entry in rules_by_word() if entry[0] in text]
        # Figures of other years are known by the year beside them, if the text names its own year anywhere.
        self.own_year = report_year if report_year and f"{report_year}年" in text else None
        self.others = other_areas(unit, text)
        self.of_office = is_general_office(unit)
        self.claims: dict[str, list[Claim]] = {}

    def read_line(self, folded: str, section: str, printed: str) -> None:
        start, domain, before = 0, domain_of(section, ""), ""
        for text in _SENTENCE_END.split(folded):
            if len(text) >= _SHORTEST_SENTENCE:
                self._read(Sentence(text, section, printed, start, domain, self.others, self.of_office), before)
                domain = domain_of(text, domain)
            start, before = start + len(text), text

    def read_nothing(self, title: str, line: str) -> None:
        """Take a section that only says 无: it denies what its title names. The phrase is both lines."""
        denial, both = f"{fold(title)}:无", f"{title} {line}"
        made = claims_of(Sentence(denial, title, both, 0), rules_for(denial, self.words), self.own_year)
        self._add((key, replace(claim, span=(0, len(fold(both))))) for key, claim in made)

    def _read(self, sentence: Sentence, before: str) -> None:
        year = year_shares(sentence.text, self.own_year)
        text, shared = parted(year.text)
        shared += year.shared
        if self.others:
            shared += own_shares(text, before, self.others)
        self._add(self._claims(sentence if text == sentence.text else sentence._replace(text=text)))
        for one in shared:
            low, high = (sentence.start + at for at in one.span)
            for key, claim in self._claims(sentence._replace(text=one.text, start=0)):
                if claim.span[1] > one.at:
                    self._add([(key, replace(claim, span=(low, high)))])

    def _claims(self, sentence: Sentence) -> Iterator[tuple[str, Claim]]:
        # Most sentences have no word that a rule needs.
        if fitting := rules_for(sentence.text, self.words, "申请" if sentence.domain == APPLICATION else ""):
            yield from claims_of(sentence, fitting, self.own_year)
        yield from published_claims(sentence, self.own_year)

    def _add(self, made: Iterable[tuple[str, Claim]]) -> None:
        for key, claim in made:
            self.claims.setdefault(key, []).append(claim)
