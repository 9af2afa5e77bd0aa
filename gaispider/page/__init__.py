"""A page's bytes, and what the page shows: article or listing, tables, attachments.

All values are strings as printed.
"""

from gaispider.page.read import Page, read_page

__all__ = ["Page", "read_page"]
