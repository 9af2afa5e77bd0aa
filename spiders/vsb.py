"""博达 VSB: `/info/<tree>/<id>.htm`; listings `ndbg.htm`, then `ndbg/3.htm`, `ndbg/2.htm` … counting down."""

from __future__ import annotations

from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider


class VsbSpider(SiteSpider):
    """Next pages are followed by their links, because their numbers count down."""

    family = "vsb"
    article = Phrases("addresses.tsv", "vsb")
