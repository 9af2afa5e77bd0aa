"""Blocks that are only a part of another block: cells with long titles, in a table with short ones, too."""

from __future__ import annotations

from collections import defaultdict

from lxml.etree import _Element

from gaispider.page.listing.entry_urls import Own, shelf_of
from gaispider.page.listing.groups import ENOUGH, Group


def without_parts(groups: list[Group], own: Own | None) -> list[Group]:
    """The blocks without those whose rows all belong to another block with further rows in the same place.

    `年报` in a table row without a day weighs less than an entry; its neighbours' cells would then pass for a list.
    """
    holders: defaultdict[_Element, list[Group]] = defaultdict(list)
    for group in groups:
        if group.mean >= ENOUGH:
            for row in group.rows:
                holders[row.main.element].append(group)
    return [
        group
        for group in groups
        if group.mean < ENOUGH
        or not any(_holds(whole, group, own) for whole in holders[group.rows[0].main.element] if whole is not group)
    ]


def _holds(whole: Group, part: Group, own: Own | None) -> bool:
    if len(whole.rows) <= len(part.rows) or whole.beside != part.beside:
        return False
    outer = {element for row in whole.rows for element in row.elements}
    if any(outer.isdisjoint(row.elements[0].iterancestors()) for row in part.rows):
        return False
    inside = {row.main.element for row in part.rows}
    further = [row for row in whole.rows if row.main.element not in inside]
    if len(whole.rows) - len(further) < len(inside):
        return False
    if part.of_column:
        return all(row.own for row in further)
    here = own.url if own is not None else ""
    shelves = {shelf_of(row.main.href, here) for row in part.rows}
    return all(shelf_of(row.main.href, here) in shelves for row in further)
