"""A page: bytes read once, and what it shows as an article or as a listing, computed when asked for."""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from gaispider.items import Warn
from gaispider.page.article import read_article
from gaispider.page.decode import decode
from gaispider.page.listing import read_listing
from gaispider.page.meta import read_meta
from gaispider.page.model import Article, Listing
from gaispider.page.tree import parse


class Page:
    """`charset` is None if the bytes are no text; `root` is always one tree, whatever the markup was."""

    def __init__(self, body: bytes, url: str, content_type: str | None = None, *, generic: bool = False) -> None:
        decoded = decode(body, content_type)
        self.url = url
        self.generic = generic
        self.charset = decoded.charset
        self.charset_found_by = decoded.found_by
        self.root: etree._Element
        self.root, warnings = parse(decoded.markup)
        self.warnings: list[Warn] = [*decoded.warnings, *warnings]

    @cached_property
    def meta(self) -> dict[str, str]:
        """Meta tags by lower-case name."""
        return read_meta(self.root)

    @cached_property
    def article(self) -> Article:
        """The page read as an article."""
        return read_article(self.root, self.url, self.meta, generic=self.generic)

    @cached_property
    def listing(self) -> Listing:
        """The page read as a listing."""
        return read_listing(self.root, self.url)


def read_page(body: bytes, url: str, content_type: str | None = None, *, generic: bool = False) -> Page:
    """Read the bytes of a page fetched from `url`; `content_type` is the HTTP header's value. Never raises.

    With `generic` the body is found without the containers that CMS families are known by.
    """
    return Page(body, url, content_type, generic=generic)
