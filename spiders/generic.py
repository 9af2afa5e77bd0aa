"""Sites without a family of their own; the article URLs are those of docs/field-guide.md, 1.5 to 1.7."""

from __future__ import annotations

import re

from gaispider.spiders.base import SiteSpider


class GenericSpider(SiteSpider):
    """In a report column, every entry of the listing is an article, whatever its URL."""

    family = "generic"
    article = re.compile(
        r"/(?:content|post|mpost|article|doc|i|art)_?-?\d{4,}\w*\.\w+$"  # content_130142.html, post_67513.html
        r"|/\d{5,}\.(?:s?html?|aspx)$|/[0-9a-f]{32}\.html$|\w*content-[\d-]+\.html$"
        r"|(?:show|details?|\w*info)(?:\.\w+)?\?(?:.*&)?id=\w*\d"
        r"|/doc_[0-9a-f]{24}\.html$|/[0-9a-f]{24}\.html$|/\d{19}\.html$"  # ObjectId, snowflake
        r"|/\d{8}/(?:i\d+|\d+)\.p?html$|/\d{6}/\d{2}/[0-9a-f-]{36}\.html$"
        r"|AnnualReport/(?:year/)?show/|/annual_report/[0-9a-f]{24}\.html$"
        r"|/public/\d+/\d+(?:\.html)?$|(?:show|details?|content|GovOpenShow)\.(?:php|aspx|jsp)\?.*\b(?:id|code)=\d"
        r"|/(?:Content|xxgk-show|zwgkcontent)-[\d-]+\.html$|item-view-id-\d+|/[A-Z]\d+Y/\d+\.jhtml$"
        r"|/(?:19|20)\d{2}(?:/|-)\d{1,2}(?:/|-)\d{1,2}/\w+\.s?html$|messagekey=\d+|/detail/\d{14,17}\.html$"
    )
