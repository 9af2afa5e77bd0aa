"""The rules that a page writes into its own `style` elements, as far as they say whether text is seen.

Selectors of tags, classes and ids, alone, together and below one another (`.a td.b, #c > p`). What depends on the state
of the page (`:hover`, `[open]`) or on the medium (`@media print`) is left out: it says nothing about the page as shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gaispider.page.html.style_words import Property, Said, said_by

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_PIECE = re.compile(r"([^{};]*)([{};])")
_SCREEN = re.compile(r"@media\s*(?:only\s+)?(?:screen|all)?\s*", re.IGNORECASE)
_COMPOUND = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w\u0080-\uffff-]+)*)")
_PART = re.compile(r"([.#])([\w\u0080-\uffff-]+)")
_MOST = 4000  # rules of one page; what a page of this kind says further down is not worth the time


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: `direct` if the step before it must match the parent itself."""

    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    direct: bool

    def matches(self, element: etree._Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.ids and any(element.get("id") != name for name in self.ids):
            return False
        return not self.classes or set(self.classes) <= set((element.get("class") or "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    said: Said
    weight: tuple[int, int, int, int]  # ids, classes, tags, place in the page

    def matches(self, element: etree._Element) -> bool:
        *above, own = self.steps
        if not own.matches(element):
            return False
        step, direct = len(above) - 1, own.direct
        ancestor = element.getparent()
        while step >= 0 and ancestor is not None:
            if above[step].matches(ancestor):
                direct = above[step].direct
                step -= 1
            elif direct:
                return False
            ancestor = ancestor.getparent()
        return step < 0


@dataclass(slots=True)
class StyleRules:
    """Rules by the class, id or tag that their last step names."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)

    def said_of(self, element: etree._Element) -> Said:
        """What the rules that match an element say of it: of two the more specific, then the later."""
        found = [rule for rule in self._candidates(element) if rule.matches(element)]
        said: Said = {}
        for rule in sorted(found, key=lambda rule: rule.weight):
            said.update(rule.said)
        return said

    def elements(self, root: etree._Element, wanted: Property) -> Iterator[etree._Element]:
        """The elements of a tree that a rule about a property may match."""
        keys = {key for key, rules in self.rules.items() if any(wanted in rule.said for rule in rules)}
        tags = [key for key in keys if key[0] not in ".#"]
        seen: dict[etree._Element, None] = {}
        if any(key[0] == "." for key in keys):
            seen |= dict.fromkeys(
                element
                for element in root.iterfind(".//*[@class]")
                if any("." + name in keys for name in (element.get("class") or "").split())
            )
        if any(key[0] == "#" for key in keys):
            seen |= dict.fromkeys(e for e in root.iterfind(".//*[@id]") if "#" + (e.get("id") or "") in keys)
        if tags:
            seen |= dict.fromkeys(root.iter(*tags))
        yield from seen

    def _candidates(self, element: etree._Element) -> Iterator[_Rule]:
        for name in (element.get("class") or "").split():
            yield from self.rules.get("." + name, ())
        yield from self.rules.get("#" + (element.get("id") or ""), ())
        yield from self.rules.get(str(element.tag), ())


def read_style_rules(root: etree._Element) -> StyleRules:
    """The rules of all `style` elements that are for the screen."""
    rules = StyleRules()
    place = 0
    for element in root.iter("style"):
        medium = (element.get("media") or "screen").lower()
        if not ("screen" in medium or "all" in medium):
            continue
        for selectors, body in _blocks("".join(str(text) for text in element.itertext())):
            said = said_by(body)
            if not said or place >= _MOST:
                continue
            for selector in selectors.split(","):
                steps = _steps(selector.strip())
                if steps:
                    place += 1
                    own = steps[-1]
                    weight = (
                        sum(len(step.ids) for step in steps),
                        sum(len(step.classes) for step in steps),
                        sum(bool(step.tag) for step in steps),
                        place,
                    )
                    key = "#" + own.ids[0] if own.ids else "." + own.classes[0] if own.classes else own.tag
                    rules.rules.setdefault(key, []).append(_Rule(steps, said, weight))
    return rules


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each rule; blocks of a medium other than the screen are passed over."""
    around: list[bool] = []  # of the blocks that are open: whether what they hold counts
    selector, body = "", ""
    for match in _PIECE.finditer(_COMMENT.sub("", sheet)):
        text, mark = match[1].strip(), match[2]
        if mark == "{" and text.startswith("@"):
            around.append(_SCREEN.fullmatch(text) is not None)
            selector = ""
        elif mark == "{":
            selector, body = text, ""
        elif selector:
            body += text + ";"
            if mark == "}":
                if all(around):
                    yield selector, body
                selector = ""
        elif mark == "}" and around:
            around.pop()


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
