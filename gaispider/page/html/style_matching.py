"""Finds the elements that the page's own style rules match, and what the rules declare for them.

An element is known by its names (tag, id, classes) and those of the elements around it. Elements with equal names share
one answer, as most cells of a table do.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gaispider.page.html.attributes import by_value, values_of
from gaispider.page.html.style_rules import Compound, Rule, RulesByAbove, StyleRules, by_above
from gaispider.page.html.style_words import Said

_BUTTONS = frozenset(("a", "li", "ul", "ol", "button", "body", "html"))
_FEW = 8  # elements right inside one whose text may be white as a whole


class StyledTree:
    """A tree under the style rules of its page."""

    def __init__(self, root: etree._Element, rules: StyleRules) -> None:
        self._root = root
        self._rules = rules
        self._named: dict[etree._Element, _Named] = {}
        self._alike: dict[tuple[str, str | None, str | None, _Named | None], _Named] = {}

    def said_of(self, element: etree._Element) -> Said:
        """What the rules that match an element declare. Of two rules the more specific counts, then the later."""
        if not self._rules:
            return {}
        named = self._names_of(element)
        if named.said is None:
            found = {rule.weight: rule for name in named.own for rule in named.matching(self._rules.of(name))}
            named.said = {}
            for weight in sorted(found):
                named.said.update(found[weight].said)
        return named.said

    def hidden(self) -> list[etree._Element]:
        """The elements that a rule may hide, each once."""
        if not self._rules:
            return []
        classes, ids = values_of(self._root, "class"), values_of(self._root, "id")
        names = {"." + name for given in classes for name in given.split()}
        names.update("#" + name for name in ids)
        rules = self._hiding(names)
        if not rules:
            return []
        found = by_value(
            self._root, "class", {given for given in classes if any("." + name in rules for name in given.split())}
        )
        found += by_value(self._root, "id", {name for name in ids if "#" + name in rules})
        tags = [name for name in rules if name[0] not in ".#"]
        found += self._root.iter(*tags) if tags else ()
        return [element for element in dict.fromkeys(found) if self._may_hide(element, rules)]

    def _hiding(self, names: set[str]) -> dict[str, RulesByAbove]:
        """The rules that hide something, by the last name of their selector.

        Rules that need a name which is not among `names`, the classes and ids of the page, are left out.
        """
        rules = [(name, rule) for name, rule in self._rules.hiding if not rule.whitens_only or name not in _BUTTONS]
        tags = {name for _, rule in rules for name in rule.wanted if name[0] not in ".#"}
        names.update(str(element.tag) for element in (self._root.iter(*tags) if tags else ()))
        found: dict[str, list[Rule]] = {}
        for name, rule in rules:
            if rule.wanted <= names:
                found.setdefault(name, []).append(rule)
        return {name: by_above(those) for name, those in found.items()}

    def _may_hide(self, element: etree._Element, rules: dict[str, RulesByAbove]) -> bool:
        """Whether a hiding rule matches an element. White text alone does not hide links and boxes that hold boxes."""
        named = self._names_of(element)
        if named.hides is None:
            found = (rule for name in named.own if name in rules for rule in named.matching(rules[name]))
            named.hides = frozenset(rule.whitens_only for rule in found)
        return False in named.hides or (bool(named.hides) and element.tag not in _BUTTONS and len(element) <= _FEW)

    def _names_of(self, element: etree._Element) -> _Named:
        """The names of an element and of those around it; each element is read once."""
        unknown = []
        around: etree._Element | None = element
        named = None
        while around is not None and (named := self._named.get(around)) is None:
            unknown.append(around)
            around = around.getparent()
        for each in reversed(unknown):
            key = (str(each.tag), each.get("class"), each.get("id"), named)
            named = self._alike.get(key) or self._alike.setdefault(key, _Named(*key))
            self._named[each] = named
        return self._named[element]


class _Named:
    """Tag, classes and id of an element (`td`, `.a`, `#b`), and the same for the element around it."""

    __slots__ = ("around", "hides", "names", "own", "said", "tag")

    def __init__(self, tag: str, classes: str | None, identifier: str | None, around: _Named | None) -> None:
        names = ["." + name for name in classes.split()] if classes else []
        if identifier:
            names.append("#" + identifier)
        self.tag = tag
        self.names = frozenset(names)
        self.own = (tag, *self.names)  # a rule may end with any of these
        self.around = around
        # Shared by all elements of equal names: what the rules declare, and `whitens_only` of the rules that hide it.
        self.said: Said | None = None
        self.hides: frozenset[bool] | None = None

    def matching(self, rules: RulesByAbove) -> Iterator[Rule]:
        """The rules that match."""
        yield from (rule for rule in rules.get(None, ()) if self._matches(rule))
        if len(rules) == (None in rules):
            return
        asked: set[str] = set()
        around = self.around
        while around is not None:
            for name in around.own:
                if name in rules and name not in asked:
                    asked.add(name)
                    yield from (rule for rule in rules[name] if self._matches(rule))
            around = around.around

    def _matches(self, rule: Rule) -> bool:
        steps = rule.steps
        if not self._is_of(steps[-1]):
            return False
        step, direct = len(steps) - 2, steps[-1].direct
        around = self.around
        while step >= 0 and around is not None:
            if around._is_of(steps[step]):
                direct = steps[step].direct
                step -= 1
            elif direct:
                return False
            around = around.around
        return step < 0

    def _is_of(self, step: Compound) -> bool:
        return (not step.tag or step.tag == self.tag) and step.names <= self.names
