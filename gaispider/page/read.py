"""A page: its bytes, read once, and what it shows as an article or as a listing, computed on first use."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from gaispider.filetypes import ATTACHED, FileType, by_bytes
from gaispider.items import Attachment, Warn, WarningCode
from gaispider.page.article.article import read_article
from gaispider.page.html.decode import Decoded, decode
from gaispider.page.html.head import read_meta
from gaispider.page.html.tree import parse
from gaispider.page.listing.listing import read_listing
from gaispider.page.model import Article, Listing
from gaispider.page.saved_page import saved_page
from gaispider.page.selected import Role, SelectedPage
from gaispider.page.selected_body import selected_body
from gaispider.page.selectors import Select
from gaispider.page.urls import PageAddress, split

_FETCHED = ("http://", "https://")


class Page:
    """One page. `charset` is None if the bytes are a file and no text; `root` is always one tree.

    `file` tells what kind of file the bytes are if they are a document or a picture. For a web archive (.mhtml) the
    page in it is read; `url` is then the address that it came from, unless the caller knows one.
    """

    def __init__(
        self,
        body: bytes,
        url: str,
        content_type: str | None = None,
        *,
        generic: bool = False,
        select: Select | None = None,
    ) -> None:
        saved = saved_page(body)
        if saved is not None:
            body, content_type = saved.body, saved.content_type
            url = saved.url if saved.url and not url.startswith(_FETCHED) else url
        # When a browser saved it, an ISO time; None for other pages, whose capture has the time.
        self.saved_at = saved.saved_at if saved is not None else None
        self.file = by_bytes(body)
        # The bytes of a file that may be a report.
        self.file_body = body if self.file and (self.file.reader or self.file.what in ATTACHED) else None
        decoded = decode(body, content_type) if self.file is None else Decoded(b"", None, "magic")
        self.url = url
        self.generic = generic
        self.charset = decoded.charset
        self.charset_found_by = decoded.found_by
        # What the page's links are relative to; `url` itself goes into records.
        self.address = PageAddress(url, decoded.charset)
        self.root: etree._Element
        self.root, warnings = parse(decoded.markup)
        self.warnings: list[Warn] = [*decoded.warnings, *warnings]
        self._selected = SelectedPage(self.root, self.address, select) if select and self.file is None else None

    @cached_property
    def meta(self) -> dict[str, str]:
        """Meta tags by lower-case name."""
        return read_meta(self.tree)

    @property
    def tree(self) -> etree._Element:
        """The tree that is read: `root` without what the site's selectors drop."""
        return self._selected.tree if self._selected else self.root

    def take(self, article: Article, listing: Listing) -> None:
        """Take article and listing that another process has read from the same bytes, instead of reading them here."""
        self.__dict__.update(article=article, listing=listing)

    def gave(self, role: Role) -> dict[str, bool]:
        """For each field that applies to pages of this role, whether the site's selector for it found something."""
        return self._selected.gave(role) if self._selected else {}

    @cached_property
    def article(self) -> Article:
        """The page read as an article. A file instead of a page is an article without text and with one attachment."""
        if self.file is not None:
            return _article_of_file(self.url, self.file)
        if self._selected is None:
            return read_article(self.root, self.address, self.meta, generic=self.generic)
        tree = self._selected.article_tree
        article = read_article(tree, self.address, self.meta, generic=self.generic, chosen=selected_body)
        self._selected.complete(article)
        return article

    @cached_property
    def listing(self) -> Listing:
        """The page read as a listing."""
        listing = read_listing(self.tree, self.address)
        if self._selected is not None:
            self._selected.complete_listing(listing)
        return listing


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


def read_page(
    body: bytes, url: str, content_type: str | None = None, *, generic: bool = False, select: Select | None = None
) -> Page:
    """Read the bytes of a page fetched from `url`. Never raises.

    `content_type` is the value of the HTTP header. With `generic` the body is found without the containers that CMS
    families are known by. `select` holds the site's own selectors; what they find goes before everything else.
    """
    return Page(body, url, content_type, generic=generic, select=select)
