"""The rules in a page's own `style` elements, as far as they decide whether text is visible.

Selectors may have tags, classes and ids, alone, together and nested (`.a td.b, #c > p`). Rules that depend on a state
of the page (`:hover`, `[open]`) or on the medium (`@media print`) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from lxml.html.defs import tags

from gaispider.page.html.style_words import Said, said_by

_MARKS = re.compile("<!--|-->")
_SCREEN = re.compile(r"@media\s*(?:only\s+)?(?:screen|all)?\s*", re.IGNORECASE)
_COMPOUND = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w\u0080-\uffff-]+)*)")
_PART = re.compile(r"[.#][\w\u0080-\uffff-]+")
_NAME = re.compile(r"[.#]?[\w\u0080-\uffff-]+")
# Words in declarations that hide something. Other rules are read only for elements that these may hide.
_MAY_HIDE = re.compile("none|hidden|collapse|through|super|white|: ?[0-]|#f|rgb|hsl|transp|snow")
_MOST = 20000  # most rules of one page; the rest of a longer sheet is not worth the time

Written = tuple[str, str, int]
"""Selector, declarations, place in the page."""


@dataclass(frozen=True, slots=True)
class Compound:
    """One step of a selector. `direct`: the step before it must match the parent element itself.

    `names` are the classes and ids that it needs, as written (`.a`, `#b`); `tag` is empty for any tag.
    """

    tag: str
    names: frozenset[str]
    direct: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector, and what its declarations say about the elements that it matches."""

    steps: tuple[Compound, ...]
    said: Said
    weight: tuple[int, int, int, int]  # ids, classes, tags, place in the page

    above: str | None  # a name that one of the elements above must have, the rarest that the selector wants there
    wanted: frozenset[str]  # classes and ids, and tags that are none of HTML's, that the page must have
    whitens_only: bool  # white text is all that it takes out of sight


RulesByAbove = dict[str | None, list[Rule]]


@dataclass(slots=True)
class StyleRules:
    """The rules of a page by the last name of their last step (`p`, `.a`, `#b`).

    Each is parsed when it is asked for.
    """

    written: dict[str, list[Written]] = field(default_factory=dict)
    written_hiding: dict[str, list[Written]] = field(default_factory=dict)
    _parsed: dict[str, RulesByAbove] = field(default_factory=dict)
    _hiding: list[tuple[str, Rule]] | None = None

    def __bool__(self) -> bool:
        return bool(self.written_hiding)

    def of(self, name: str) -> RulesByAbove:
        """The rules with this last name, by the name that they need in an element above (None: none)."""
        rules = self._parsed.get(name)
        if rules is None:
            rules = self._parsed[name] = by_above(_parse(self.written.get(name, [])))
        return rules

    @property
    def hiding(self) -> list[tuple[str, Rule]]:
        """The rules that hide something, each with its last name."""
        if self._hiding is None:
            self._hiding = [(name, rule) for name, written in self.written_hiding.items() for rule in _parse(written)]
        return self._hiding


def by_above(rules: list[Rule]) -> RulesByAbove:
    """Rules by the name that they need in an element above."""
    found: RulesByAbove = {}
    for rule in rules:
        found.setdefault(rule.above, []).append(rule)
    return found


def _hides(said: Said) -> bool:
    """Whether a rule hides something. White text counts only if the rule sets no background."""
    hidden = {name for name, value in said.items() if value}
    return bool(hidden - {"background", "colour"}) or ("colour" in hidden and "background" not in hidden)


def _parse(written: list[Written]) -> list[Rule]:
    """Written rules, parsed. Of rules with equal selector and declarations only the last is kept."""
    made = (_rule(*each) for each in written)
    return list({(rule.steps, tuple(rule.said.items())): rule for rule in made if rule is not None}.values())


def read_style_rules(root: etree._Element) -> StyleRules:
    """The rules of all `style` elements that apply on a screen; empty where none of them hides anything."""
    sheets = []
    for element in root.iter("style"):
        medium = (element.get("media") or "screen").lower()
        if "screen" in medium or "all" in medium:
            sheets.append(element.text or "")
    return _read(_Sheets(tuple(sheets)))


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The text of style sheets, compared by length first: a page may have 300 kB of them."""

    texts: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(tuple(map(len, self.texts)))


@lru_cache(maxsize=16)
def _read(sheets: _Sheets) -> StyleRules:
    """The rules of style sheets, cached: the pages of a site share their sheets."""
    rules = StyleRules()
    place = 0
    for selectors, body in (block for sheet in sheets.texts for block in _blocks(sheet)):
        hides = _MAY_HIDE.search(body.lower()) is not None and _hides(said_by(body))
        for selector in selectors.split(","):
            own = selector.replace(">", " ").split()[-1:]
            place += 1
            if not own or place > _MOST or ":" in selector or "[" in selector:
                continue
            names = _NAME.findall(own[0])
            if not names:
                continue
            name = names[-1] if names[-1][0] in ".#" else names[-1].lower()
            rules.written.setdefault(name, []).append((selector, body, place))
            if hides:
                rules.written_hiding.setdefault(name, []).append((selector, body, place))
    return rules if rules else StyleRules()


def _rule(selector: str, body: str, place: int) -> Rule | None:
    """A written rule, parsed.

    None if it does not affect visibility, or if its selector has parts that are not supported.
    """
    said = said_by(body)
    steps = _steps(selector.strip()) if said else ()
    if not steps:
        return None
    weight = (selector.count("#"), selector.count("."), sum(bool(step.tag) for step in steps), place)
    above = sorted(name for step in steps[:-1] for name in step.names)  # ids first
    above += [step.tag for step in steps[:-1] if step.tag]
    wanted = frozenset(step.tag for step in steps if step.tag and step.tag not in tags)
    wanted = wanted.union(*(step.names for step in steps))
    whitens_only = not any(value for name, value in said.items() if name not in ("background", "colour"))
    return Rule(steps, said, weight, above[0] if above else None, wanted, whitens_only)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each rule; blocks for other media than a screen are skipped."""
    around: list[bool] = []  # for each open block whether its content counts
    selector = ""
    sheet = _without_comments(sheet)
    if "<!--" in sheet or "-->" in sheet:
        sheet = _MARKS.sub("", sheet)
    for text, mark in _pieces(sheet):
        if mark == "{":
            text = text.rpartition(";")[2].strip()  # after @import and @charset
            if text.startswith("@"):
                around.append(_SCREEN.fullmatch(text) is not None)
                selector = ""
            else:
                selector = text
        elif selector:
            if all(around):
                yield selector, text
            selector = ""
        elif around:
            around.pop()


def _pieces(sheet: str) -> Iterator[tuple[str, str]]:
    """The text before each brace, and the brace. A pattern takes three times as long for sheets that hold fonts."""
    *opened, rest = sheet.split("{")
    for text in opened:
        *closed, last = text.split("}")
        yield from ((each.strip(), "}") for each in closed)
        yield last.strip(), "{"
    yield from ((each.strip(), "}") for each in rest.split("}")[:-1])


def _without_comments(sheet: str) -> str:
    """The sheet up to a comment that never ends."""
    kept: list[str] = []
    at = 0
    while (begin := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:begin])
        end = sheet.find("*/", begin + 2)
        if end < 0:
            return "".join(kept)
        at = end + 2
    return "".join(kept) + sheet[at:]


def _steps(selector: str) -> tuple[Compound, ...]:
    """The steps of a selector; empty if it has parts other than tags, classes and ids."""
    steps: list[Compound] = []
    direct = False
    for part in selector.replace(">", " > ").split():
        if part == ">":
            direct = True
            continue
        match = _COMPOUND.fullmatch(part)
        if match is None:
            return ()
        tag = "" if match[1] in (None, "*") else match[1].lower()
        steps.append(Compound(tag, frozenset(_PART.findall(match[2])), direct))
        direct = False
    own = steps[-1] if steps else None
    return tuple(steps) if own is not None and (own.tag or own.names) else ()
