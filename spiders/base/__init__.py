"""What the spiders of all families share.

A family's module subclasses `SiteSpider` (or `CopySpider`). It defines the pattern of article URLs, and overrides how
listings continue where that takes more than following a link.
"""

from __future__ import annotations

from gaispider.spiders.base.copies import CopySpider
from gaispider.spiders.base.requests import read
from gaispider.spiders.base.site import SiteSpider

__all__ = ["CopySpider", "SiteSpider", "read"]
