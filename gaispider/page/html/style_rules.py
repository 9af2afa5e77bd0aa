"""The rules that a page writes into its own `style` elements, as far as they say whether text is seen.

Selectors of tags, classes and ids, alone, together and below one another (`.a td.b, #c > p`). What depends on the state
of the page (`:hover`, `[open]`) or on the medium (`@media print`) is left out: it says nothing about the page as shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from gaispider.page.html.style_words import Said, said_by

_MARKS = re.compile("<!--|-->")
_PIECE = re.compile(r"([^{}]*)([{}])")
_SCREEN = re.compile(r"@media\s*(?:only\s+)?(?:screen|all)?\s*", re.IGNORECASE)
_COMPOUND = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w\u0080-\uffff-]+)*)")
_PART = re.compile(r"([.#])([\w\u0080-\uffff-]+)")
_NAME = re.compile(r"[.#]?[\w\u0080-\uffff-]+")
# What the declarations that hide something have in them: others are read only for elements that these may hide.
_MAY_HIDE = (
    "none",
    "hidden",
    "collapse",
    "through",
    "super",
    "white",
    ":0",
    ": 0",
    ":-",
    ": -",
    "#f",
    "rgb",
    "hsl",
    "transp",
    "snow",
)
_MOST = 20000  # rules of one page; what a page of this kind says further down is not worth the time


_BUTTONS = frozenset(("a", "li", "ul", "ol", "button", "body", "html"))
_FEW = 8  # elements right inside one whose text may be white as a whole


ElementNames = tuple[str, str | None, frozenset[str]]
"""Tag, id and classes of an element."""


class KnownNames(dict[etree._Element, ElementNames]):
    """The names of a tree's elements, each read once; `said` keeps what was found of each."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[etree._Element, Said] = {}

    def __missing__(self, element: etree._Element) -> ElementNames:
        classes = frozenset((element.get("class") or "").split())
        names = self[element] = (str(element.tag), element.get("id"), classes)
        return names


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: `direct` if the step before it must match the parent itself."""

    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    direct: bool

    def matches(self, names: ElementNames) -> bool:
        tag, own_id, classes = names
        if self.tag and tag != self.tag:
            return False
        if self.ids and any(own_id != name for name in self.ids):
            return False
        return all(name in classes for name in self.classes)


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    said: Said
    weight: tuple[int, int, int, int]  # ids, classes, tags, place in the page

    def matches(self, element: etree._Element, known: KnownNames) -> bool:
        """`known` keeps the names of the elements of one tree, which are asked for again and again."""
        steps = self.steps
        own = steps[-1]
        if not own.matches(known[element]):
            return False
        step, direct = len(steps) - 2, own.direct
        ancestor = element.getparent() if step >= 0 else None
        while step >= 0 and ancestor is not None:
            if steps[step].matches(known[ancestor]):
                direct = steps[step].direct
                step -= 1
            elif direct:
                return False
            ancestor = ancestor.getparent()
        return step < 0


@dataclass(slots=True)
class StyleRules:
    """Rules by the classes, ids and tags that their last step names: as written, and parsed where somebody asked.

    `hiding` are those that take something out of sight, by one of the names.
    """

    hiding: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    written: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    _parsed: dict[str, list[_Rule]] = field(default_factory=dict)
    _hiding: dict[str, list[_Rule]] = field(default_factory=dict)

    def said_of(self, element: etree._Element, known: KnownNames) -> Said:
        """What the rules that match an element say of it: of two the more specific, then the later."""
        names = [str(element.tag), *("." + name for name in (element.get("class") or "").split())]
        if element.get("id"):
            names.append("#" + (element.get("id") or ""))
        found = {rule.weight: rule for name in names for rule in self._rules(name) if rule.matches(element, known)}
        said: Said = {}
        for weight in sorted(found):
            said.update(found[weight].said)
        return said

    def elements(self, root: etree._Element, known: KnownNames) -> list[etree._Element]:
        """The elements of a tree that a rule may take out of sight, each once."""
        if not self._hiding:
            self._hiding = {name: _parse(written) for name, written in self.hiding.items()}
        rules = self._hiding
        found: dict[etree._Element, None] = {}
        for kind, path in ((".", ".//*[@class]"), ("#", ".//*[@id]")):
            if any(name[0] == kind for name in rules):
                for element in root.iterfind(path):
                    names = (element.get("class") or "").split() if kind == "." else [element.get("id") or ""]
                    if any(_may_hide(rule, element, known) for name in names for rule in rules.get(kind + name, ())):
                        found[element] = None
        tags = [name for name in rules if name[0] not in ".#"]
        for element in root.iter(*tags) if tags else ():
            if any(_may_hide(rule, element, known) for rule in rules[str(element.tag)]):
                found[element] = None
        return list(found)

    def _rules(self, name: str) -> list[_Rule]:
        rules = self._parsed.get(name)
        if rules is None:
            rules = self._parsed[name] = _parse(self.written.get(name, []))
        return rules


def _hides(said: Said) -> bool:
    """Whether a rule takes something out of sight: white text has no background of the rule's own."""
    hidden = {name for name, value in said.items() if value}
    return bool(hidden - {"background", "colour"}) or ("colour" in hidden and "background" not in hidden)


def _may_hide(rule: _Rule, element: etree._Element, known: KnownNames) -> bool:
    """Whether a rule matches an element; white text is no matter of links and of boxes with boxes in them."""
    only_white = not any(value for name, value in rule.said.items() if name not in ("background", "colour"))
    return not (only_white and (element.tag in _BUTTONS or len(element) > _FEW)) and rule.matches(element, known)


def _parse(written: list[tuple[str, str, int]]) -> list[_Rule]:
    made = (_rule(*each) for each in written)
    return [rule for rule in made if rule is not None]


def read_style_rules(root: etree._Element) -> StyleRules:
    """The rules of all `style` elements that are for the screen; nothing where none of them hides anything."""
    sheets = []
    for element in root.iter("style"):
        medium = (element.get("media") or "screen").lower()
        if "screen" in medium or "all" in medium:
            sheets.append("".join(str(text) for text in element.itertext()))
    return _read(tuple(sheets))


@lru_cache(maxsize=16)
def _read(sheets: tuple[str, ...]) -> StyleRules:
    """The rules of style sheets: the pages of a site have the same ones."""
    rules = StyleRules()
    place = 0
    for selectors, body in (block for sheet in sheets for block in _blocks(sheet)):
        folded = body.lower()
        hides = any(word in folded for word in _MAY_HIDE) and _hides(said_by(body))
        for selector in selectors.split(","):
            own = selector.replace(">", " ").split()[-1:]
            place += 1
            if not own or place > _MOST or ":" in selector or "[" in selector:
                continue
            names = [name if name[0] in ".#" else name.lower() for name in _NAME.findall(own[0])]
            for name in names:
                rules.written.setdefault(name, []).append((selector, body, place))
            if hides and names:
                rules.hiding.setdefault(names[-1], []).append((selector, body, place))
    return rules if rules.hiding else StyleRules()


def _rule(selector: str, body: str, place: int) -> _Rule | None:
    """A rule as written, parsed; None if it says nothing of the kind, or its selector says more than is read."""
    said = said_by(body)
    steps = _steps(selector.strip()) if said else ()
    if not steps:
        return None
    ids, classes = (
        sum(len(names) for names in each) for each in zip(*((s.ids, s.classes) for s in steps), strict=True)
    )
    return _Rule(steps, said, (ids, classes, sum(bool(step.tag) for step in steps), place))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each rule; blocks of a medium other than the screen are passed over."""
    around: list[bool] = []  # of the blocks that are open: whether what they hold counts
    selector = ""
    for match in _PIECE.finditer(_MARKS.sub("", _without_comments(sheet))):
        text, mark = match[1].strip(), match[2]
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


def _steps(selector: str) -> tuple[_Compound, ...]:
    """The steps of a selector; none if it says more than tags, classes and ids."""
    steps: list[_Compound] = []
    direct = False
    for part in selector.replace(">", " > ").split():
        if part == ">":
            direct = True
            continue
        match = _COMPOUND.fullmatch(part)
        if match is None:
            return ()
        names = _PART.findall(match[2])
        tag = "" if match[1] in (None, "*") else match[1].lower()
        ids = tuple(name for mark, name in names if mark == "#")
        classes = tuple(name for mark, name in names if mark == ".")
        steps.append(_Compound(tag, ids, classes, direct))
        direct = False
    own = steps[-1] if steps else None
    return tuple(steps) if own is not None and (own.tag or own.ids or own.classes) else ()
