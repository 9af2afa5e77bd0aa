"""What every step has in common: it takes a draft, or whatever item another's pipeline has made of one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TypeVar

from gaispider.draft import Draft
from gaispider.item_access import required_draft, updated_item

_Item = TypeVar("_Item")


class Step(ABC):
    """One normalisation step."""

    def process_item(self, item: _Item) -> _Item:
        """The same item with what this step reads; an item that is no record of ours comes back as it is.

        Raises LostDocumentError if the item is a record without the document that it is read from.
        """
        draft = required_draft(item)
        return item if draft is None else updated_item(item, self.take(draft))

    @abstractmethod
    def take(self, draft: Draft) -> Draft:
        """Read one meaning into the draft, and return it."""
