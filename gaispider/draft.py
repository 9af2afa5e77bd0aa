"""A report on its way: the record so far, and the document it is being read from. Pipelines take it and hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaispider.items import Report
from gaispider.page.model import Article, Document
from gaispider.report.sign_off import SignOff
from gaispider.sites.model import Site
from gaispider.text.lookalikes import Printed


@dataclass(slots=True)
class Draft:
    """`article` is the page's own article; `document` its content, or the one part of it that `report` is about.

    `sign_off` is the document's 落款, found by the dates step and used again for the agency.
    `may_be_report`, said by the script step, is False where neither title nor text name disclosure: period, sections,
    figures and places of the text are not read from such a page.
    `printed` has the lines whose look-alikes the script step replaced, for the raw strings of the record.
    `page_unchanged`: the crawl met the same bytes as at its last visit. `written`: the record is on file.
    """

    report: Report
    article: Article
    document: Document
    site: Site | None = None
    sign_off: SignOff | None = None
    printed: Printed = field(default_factory=Printed)
    page_unchanged: bool = False
    may_be_report: bool = True
    written: bool = False


class Working:
    """What a record is read from, as the field `working` of an item that another's pipeline has made of a draft.

    It is no item itself, so that a copy of an item (`ItemAdapter(item).asdict()`) leaves it as it is.
    """

    __slots__ = ("draft",)

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
