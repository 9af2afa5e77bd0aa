"""What the spiders of all families share. A family's module says what its articles' addresses look like, and where its
listings go on by more than a link, how; it takes `SiteSpider` (or `CopySpider`) from here and needs to know no more.
"""

from __future__ import annotations

from spiders.base.copies import CopySpider
from spiders.base.requests import read
from spiders.base.site import SiteSpider

__all__ = ["CopySpider", "SiteSpider", "read"]
