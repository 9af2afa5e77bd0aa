"""A page: bytes read once, and what it shows as an article or as a listing, computed when asked for."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from gaispider.filetypes import FileType, by_bytes
from gaispider.items import Attachment, Warn, WarningCode
from gaispider.page.article.article import read_article
from gaispider.page.html.decode import Decoded, decode
from gaispider.page.html.head import read_meta
from gaispider.page.html.tree import parse
from gaispider.page.html.unseen import hiding_of
from gaispider.page.listing.listing import read_listing
from gaispider.page.model import Article, Listing
from gaispider.page.urls import split


class Page:
    """`charset` is None if the bytes are a file and no text; `root` is always one tree, whatever the markup was.

    `file` says what the bytes are if they are no page but a document or a picture.
    """

    def __init__(self, body: bytes, url: str, content_type: str | None = None, *, generic: bool = False) -> None:
        self.file = by_bytes(body)
        decoded = decode(body, content_type) if self.file is None else Decoded(b"", None, "magic")
        self.url = url
        self.generic = generic
        self.charset = decoded.charset
        self.charset_found_by = decoded.found_by
        self.root: etree._Element
        self.root, warnings = parse(decoded.markup)
        self._markup = decoded.markup
        self.warnings: list[Warn] = [*decoded.warnings, *warnings]

    @cached_property
    def meta(self) -> dict[str, str]:
        """Meta tags by lower-case name."""
        return read_meta(self.root)

    @cached_property
    def article(self) -> Article:
        """The page read as an article; a file in a page's place is an article without text and one attachment."""
        if self.file is not None:
            return _article_of_file(self.url, self.file)
        return read_article(self.root, self.url, self.meta, generic=self.generic, hiding=hiding_of(self._markup))

    @cached_property
    def listing(self) -> Listing:
        """The page read as a listing."""
        return read_listing(self.root, self.url)


def _article_of_file(url: str, file: FileType) -> Article:
    parts = split(url)
    name = unquote(parts.path.rsplit("/", 1)[-1]) if parts else ""
    is_image = file.what == "image"
    code: WarningCode = "body_is_image" if is_image else "attachment_only"
    return Article(
        attachments=[Attachment(url, name or None, file.media_type)] if url else [],
        images=int(is_image),
        warnings=[Warn(code, f"the address answers with a file, not with a page: {file.media_type or file.kind}")],
    )


def read_page(body: bytes, url: str, content_type: str | None = None, *, generic: bool = False) -> Page:
    """Read the bytes of a page fetched from `url`; `content_type` is the HTTP header's value. Never raises.

    With `generic` the body is found without the containers that CMS families are known by.
    """
    return Page(body, url, content_type, generic=generic)
