"""The item of the pipelines: a record in progress, with the document it is read from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from gaispider.items import Attachment, Report
from gaispider.page.model import Article, Document
from gaispider.report.sections.numbered_headings import Heading
from gaispider.report.sign_off import SignOff
from gaispider.sites.model import Site
from gaispider.text.lookalikes import Printed

# The name under which an item shows what the steps read from.
WORKING = "working"


@dataclass(slots=True)
class Draft:
    """A record in progress. `article` is the page's article, `document` its content or the part that `report` is of.

    - `sign_off`: the document's 落款, found by the dates step and used again for the agency.
    - `headings`: those of the document's lines, found by the sections step and used again for counts in sentences.
    - `may_be_report`: set by the script step; False if neither title nor text mention disclosure. Period, sections,
      figures and places are then not read from the text.
    - `printed`: the lines whose look-alike characters the script step replaced, for the record's raw strings.
    - `page_unchanged`: the crawl received the same bytes as at its last visit.
    - `text_from`: what `document` was read from: `page`, or the name of an attachment.
    - `begun`: the record before the first step, of pages with attachments or pictures: a file may be read in its place.
    - `own_file`: the bytes of a page that is a file, until they are read.
    - `steps_taken`: all normalisation steps have been taken, in another process.
    - `written`: the record has been written to its file, or is the same as its version there.
    """

    report: Report
    article: Article
    document: Document
    site: Site | None = None
    sign_off: SignOff | None = None
    headings: list[Heading] | None = None
    printed: Printed = field(default_factory=Printed)
    page_unchanged: bool = False
    text_from: str = "page"
    begun: Report | None = None
    own_file: bytes | None = field(default=None, repr=False)
    may_be_report: bool = True
    steps_taken: bool = False
    written: bool = False

    def own_files(self) -> list[tuple[Attachment, bytes]]:
        """The attachments that are the page itself, or lie in its source, with their bytes."""
        if self.own_file is not None:
            return [(attachment, self.own_file) for attachment in self.report.attachments[:1]]
        files, within = self.report.attachments, self.article.embedded
        return [(attachment, within[attachment.url]) for attachment in files if attachment.url in within]

    def become(self, other: Draft) -> None:
        """Take everything from another draft of the same page."""
        for one in fields(Draft):
            setattr(self, one.name, getattr(other, one.name))


class Working:
    """Carries a draft in the field `working` of an item that another project's pipeline made of the draft.

    It is no item itself, so that copying an item (`ItemAdapter(item).asdict()`) does not copy the draft.
    """

    __slots__ = ("draft",)

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
