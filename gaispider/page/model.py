"""What a page shows, in raw strings: the types between gaispider.page and everything that reads meaning into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gaispider.items import Attachment, Certainty, Found, Warn


@dataclass(slots=True)
class Shown:
    """A string as the page shows it, and where it stood; the rule that chose it, and how sure the choice is.

    Rules are listed in data/reference/rules.tsv; which of them chose makes no difference to what is shown.
    `line` is the line of the page (`Article.lines`, from 0) it stands on, `name` the label, meta tag or variable of a
    script that gives it. `others` finds the candidates that lost, in order of trust: few pages are asked.
    """

    raw: str
    found_in: Found
    rule: str = field(default="", compare=False)
    certainty: Certainty = field(default="certain", compare=False)
    line: int | None = field(default=None, compare=False)
    name: str = field(default="", compare=False)
    others: Callable[[], list[Shown]] = field(default=list, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Shown], tuple[object, ...]]:
        """What is handed to another process has no page to look for other candidates in."""
        return Shown, (self.raw, self.found_in, self.rule, self.certainty, self.line, self.name)


@dataclass(slots=True)
class MarkupDate:
    """A date that Word marked up (`st1:chsdate`): the text inside the element and the day its attributes name."""

    raw: str
    year: int
    month: int
    day: int


@dataclass(slots=True)
class Block:
    """One line of the document's text: a paragraph, heading, list item, or table row (cells joined by tabs).

    `table` is the index into the document's tables when the line is a row of one. `face` tells `bold`, or how to find
    out: few documents are asked.
    """

    text: str
    tag: str
    table: int | None = None
    face: bool | Callable[[], bool] = False
    dates: tuple[MarkupDate, ...] = ()

    @property
    def bold(self) -> bool:
        """Whether the whole line is set as a heading would be: h1-h6, strong, b, a black face such as 黑体."""
        return self.face if isinstance(self.face, bool) else self.face()

    def __reduce__(self) -> tuple[type[Block], tuple[object, ...]]:
        """What is handed to another process has no page to look for faces in."""
        return Block, (self.text, self.tag, self.table, self.bold, self.dates)


@dataclass(slots=True)
class Cell:
    """A table cell at its place in the grid: `row` and `column` are where it starts, after row- and colspans."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Table:
    """A table as a grid. `cells` in document order; `rows` and `columns` are the grid's size.

    `pages`: of a printed file the number of each row's page, from 1; else empty.
    """

    cells: list[Cell]
    rows: int
    columns: int
    pages: tuple[int, ...] = field(default=(), compare=False)


@dataclass(slots=True)
class Document:
    """The content of an article, or of one part of a compilation."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines joined by newlines: the record's `text`."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(slots=True)
class Article:
    """A page read as an article. None where the page shows nothing of the kind; strings are as printed.

    `claims` are label and value of a box beside the document that is not part of it (归属地, 辽宁). `head` is the title
    element, with the names of site and columns. `pictures` are those in the document that may show tables or scanned
    pages, `embedded` the bytes of those that lie in the page's source, by address. `lines` are all lines of the page,
    the document's being those from `first` up to but not including `end`.
    """

    title: Shown | None = None
    subtitle: str | None = None
    published: Shown | None = None
    source: Shown | None = None
    agency: Shown | None = None
    doc_number: Shown | None = None
    index_number: Shown | None = None
    breadcrumb: list[str] = field(default_factory=list)
    document: Document = field(default_factory=Document)
    attachments: list[Attachment] = field(default_factory=list)
    images: int = 0
    pictures: list[Attachment] = field(default_factory=list)
    embedded: dict[str, bytes] = field(default_factory=dict, repr=False)
    body_found_by: str | None = None
    warnings: list[Warn] = field(default_factory=list)
    claims: list[tuple[str, str]] = field(default_factory=list)
    head: str = ""
    lines: list[str] = field(default_factory=list, repr=False)
    first: int = 0
    end: int = 0


@dataclass(slots=True)
class ListingItem:
    """One entry of a listing: `href` as written, `url` absolute, `date` as printed."""

    title: str
    href: str
    url: str
    date: str | None = None


# How a listing's next_rule begins where further pages have no address that can be told.
NO_ADDRESS = ("script only", "form only", "further pages")
# What it says of an answer that looks like data and cannot be read.
NOT_DATA = "not JSON"


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A request for a part of a listing: `fields` are the names and values that are posted, in order; None for GET."""

    url: str
    fields: tuple[tuple[str, str], ...] | None = None


@dataclass(slots=True)
class Listing:
    """A page read as a listing.

    `next_page` is the absolute URL of the page that follows, if the page names or computes one; `next_rule` says how
    it was found (`link`, `createPageHTML`, ...) or why there is none; `pages` and `records` are the site's own totals.
    `next_request` is how it is asked for where it has no address of its own (a form, a script's request); `next_page`
    is None then.
    """

    items: list[ListingItem] = field(default_factory=list)
    next_page: str | None = None
    next_rule: str | None = None
    pages: int | None = None
    records: int | None = None
    next_request: ListRequest | None = None
