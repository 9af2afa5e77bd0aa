"""What a page shows, as strings: the types that gaispider.page gives to everything that reads meaning into a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gaispider.items import Attachment, Certainty, Found, Warn


@dataclass(slots=True)
class Shown:
    """A string as the page shows it, the place where it stood, the rule that chose it, and how certain the choice is.

    Rules are listed in data/reference/rules.tsv; comparisons ignore them. `line` is the line of the page
    (`Article.lines`, from 0) that it stands on. `name` is the label, meta tag or script variable that gives it.
    `others` finds the candidates that lost, in order of trust; it is called only when somebody asks.
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

    `table` is the index into the document's tables when the line is a row of one. `face` holds `bold`, or a function
    that finds it out, because few documents are asked for it.
    """

    text: str
    tag: str
    table: int | None = None
    face: bool | Callable[[], bool] = False
    dates: tuple[MarkupDate, ...] = ()

    @property
    def bold(self) -> bool:
        """Whether the whole line is set as a heading: h1-h6, strong, b, or a black typeface such as 黑体."""
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

    `pages` has, for a file in pages, the page number of each row, from 1; else it is empty.
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
    """A page read as an article. Values are None where the page shows none; strings are as printed.

    `claims` are label and value of an infobox beside the document (归属地, 辽宁). `head` is the title element, with the
    names of site and sections. `pictures` are those in the document that may show tables or scanned pages; `embedded`
    has the bytes of those that lie in the page's source, by address. `lines` are all lines of the page; the document
    has those from `first` up to but not including `end`.
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


# How next_rule begins where there are further pages whose addresses cannot be found.
NO_ADDRESS = ("script only", "form only", "further pages")
# The next_rule of an answer that looks like data but cannot be read.
NOT_DATA = "not JSON"


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A request for a part of a listing.

    `fields` are the names and values that are posted, in order; None for a GET.
    """

    url: str
    fields: tuple[tuple[str, str], ...] | None = None


@dataclass(slots=True)
class Listing:
    """A page read as a listing.

    `next_page` is the absolute URL of the page that follows, if the page names or computes one. `next_rule` says how it
    was found (`link`, `createPageHTML`, ...) or why there is none. `next_request` is the request for a page that has no
    address of its own (a form's, a script's); `next_page` is None then. `pages` and `records` are the site's own
    totals.
    """

    items: list[ListingItem] = field(default_factory=list)
    next_page: str | None = None
    next_rule: str | None = None
    pages: int | None = None
    records: int | None = None
    next_request: ListRequest | None = None
