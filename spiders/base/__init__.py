"""What the spiders of all families share. A family's module says what its articles' addresses look like, and where its
listings go on by more than a link, how; it takes `SiteSpider` (or `CopySpider`) from here and needs to know no more.
"""

from __future__ import annotations

from gaispider.spiders.base.copies import CopySpider
from gaispider.spiders.base.requests import read
from gaispider.spiders.base.site import SiteSpider

__all__ = ["CopySpider", "SiteSpider", "read"]
