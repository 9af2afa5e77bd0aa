"""The base class of the steps, which handles drafts and the items that other projects' pipelines make of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TypeVar

from gaispider.adapters.item_access import required_draft, updated_item
from gaispider.draft import Draft

_Item = TypeVar("_Item")


class Step(ABC):
    """One normalisation step."""

    def process_item(self, item: _Item) -> _Item:
        """The item with the values of this step; an item that is no record is returned unchanged.

        Raises LostDocumentError for a record without the document it was read from.
        """
        draft = required_draft(item)
        return item if draft is None or draft.steps_taken else updated_item(item, self.take(draft))

    @abstractmethod
    def take(self, draft: Draft) -> Draft:
        """Set the values of this step in the draft, and return it."""
