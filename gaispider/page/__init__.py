"""Bytes to what a page shows: charset, article, listing, tables, attachments. Raw strings, nothing interpreted."""

from gaispider.page.read import Page, read_page

__all__ = ["Page", "read_page"]
