"""TRS WCM 拓尔思: `…/<channel>/YYYYMM/tYYYYMMDD_<id>.html`, listings in folders, pages by createPageHTML."""

from __future__ import annotations

from gaispider.reference import Phrases
from gaispider.spiders.base import SiteSpider


class TrsSpider(SiteSpider):
    """Each unit (under szf/, gzbm/, qtdw/ …) has a report column (ndbg, gknb, zfxxgknb …), found from the home page."""

    family = "trs"
    # Device variants (_app, _wap, _mob) are the same article; P0202… files are attachments listed without a page.
    article = Phrases("addresses.tsv", "trs")
