"""The breadcrumb: 您当前的位置：首页 > 政府信息公开 > 年报."""

from __future__ import annotations

import re
from functools import lru_cache

from gaispider.page.html.blocks import PageLines
from gaispider.page.known_places import names_of
from gaispider.page.script_variants import pattern

_START = pattern(r"(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:位置|地点)(?:是|为)?\s*[:：]?|当前栏目\s*[:：]")
_NAMED = pattern("位置|栏目")
_STEP = re.compile(r"\s*(?:[>＞»›→/\\|]|&gt;|-{1,2}>)+\s*")


def read_breadcrumb(page: PageLines, end: int) -> list[str]:
    """The sections that the page lies in, from the home page down; empty if no breadcrumb stands before line `end`."""
    for number in range(end):
        text = page.text[number]
        if len(text) <= 300 and _NAMED.search(text) and (match := _START.match(text)):
            steps = _steps(text[match.end() :])
            if len(steps) < 2:  # each step is an element of its own
                steps = _steps_below(page, steps, number, end)
            if steps:
                return steps
    return _by_name(page, end)


def _steps_below(page: PageLines, begun: list[str], number: int, end: int) -> list[str]:
    """The steps `begun`, and further steps on the lines after line `number`: links, or texts set off by separators."""
    steps = list(begun)
    for following in range(number + 1, min(number + 12, end)):
        text = page.text[following]
        if len(text) > 40 or ("：" in text and not _STEP.search(text)):
            break
        if not page.links[following] and steps and not _STEP.match(text):
            break
        steps += _steps(text)
    return steps


def _by_name(page: PageLines, end: int) -> list[str]:
    """The steps in a box that is named as a breadcrumb."""
    for box in page.named:
        if page.first[box] < end and _is_crumbs(page.name[box]):
            lines = page.text[page.first[box] : page.end[box]]
            steps = [step for line in lines[:12] for step in _steps(line)]
            if len(steps) > 1 and sum(map(len, steps)) < 200:
                return steps
    return []


@lru_cache(maxsize=4096)
def _is_crumbs(name: str) -> bool:
    return bool(names_of("breadcrumb").search(name))


def _steps(text: str) -> list[str]:
    return [step for step in _STEP.split(text.strip(" :：")) if step.strip()]
