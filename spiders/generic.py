"""Sites without a family of their own: the addresses of articles as docs/field-guide.md, 1.5 to 1.7 shows them."""

from __future__ import annotations

from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider


class GenericSpider(SiteSpider):
    """Everything is read from the listing: an entry in a report column is an article, whatever its address."""

    family = "generic"
    article = Phrases("addresses.tsv", "generic")
