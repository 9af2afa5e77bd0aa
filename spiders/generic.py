"""Sites without a family of their own; the article URLs are those of docs/field-guide.md, 1.5 to 1.7."""

from __future__ import annotations

from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider


class GenericSpider(SiteSpider):
    """In a report column, every entry of the listing is an article, whatever its URL."""

    family = "generic"
    article = Phrases("addresses.tsv", "generic")
