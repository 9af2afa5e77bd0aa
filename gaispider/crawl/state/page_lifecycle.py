"""The transitions of a page's state: pure functions from the known PageState and a result to the new PageState."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from gaispider.archive.writer import Archived
from gaispider.crawl.state.due import next_retry
from gaispider.crawl.state.state import PageState, Role, stamp
from gaispider.draft import Draft
from gaispider.items import Report


@dataclass(slots=True, eq=False)
class PageInFlight:
    """A page from its response to its last record. It is done when `read` is True and `open` (items in pipelines) is 0.

    `urls` are the canonical URLs of request and response; `role` is what the spider requested it as.
    """

    urls: tuple[str, ...]
    archived: Archived | None
    role: str | None
    status: int
    etag: str | None
    last_modified: str | None
    links: int = 0
    items: int = 0
    open: int = 0
    read: bool = False
    failed: str | None = None
    # The listing's address leads to another page: the listing has failed, whatever was read there.
    moved: bool = False
    report_year: int | None = None
    named_by: str | None = None
    names_reports: int = 0
    names_listings: int = 0
    drafts: list[Draft] = field(default_factory=list)

    def written(self) -> list[Report]:
        """The page's records written since the last call."""
        found = [draft.report for draft in self.drafts if draft.written]
        self.drafts = [draft for draft in self.drafts if not draft.written]
        return found

    def names(self, known: PageState | None) -> None:
        """Count a link of the page by the role of its known target."""
        if known is not None:
            self.names_listings += known.role == "listing"
            self.names_reports += known.role == "article" and known.report_year is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the state keeps of an answer: the place of its body in the archive, its status and its validators."""

    archived: Archived | None
    status: int | None
    etag: str | None
    last_modified: str | None


def page_done(page: PageInFlight, url: str, known: PageState | None, now: datetime) -> PageState:
    """The new state of a page that was read and whose records are all written."""
    listing = page.role == "listing" or (page.role is None and page.links > 0)
    # A known listing without links today stays a listing, and is requested in the next run.
    if page.role is None and known and known.role == "listing":
        listing = True
    role: Role = "listing" if listing else "article" if page.items else "barren"
    answer = Answer(page.archived, page.status, page.etag, page.last_modified)
    state = page_answered(url, role, answer, known, now)
    return replace(state, report_year=page.report_year, named_by=page.named_by or state.named_by)


def page_answered(url: str, role: Role, answer: Answer, known: PageState | None, moment: datetime) -> PageState:
    """The new state of a URL that was answered with content: of a page, an attachment, or an archived answer."""
    archived, at = answer.archived, stamp(moment)
    return PageState(
        url,
        role,
        "ok",
        first_seen=known.first_seen if known else at,
        seen_at=at,
        fetched_at=at,
        status=answer.status,
        etag=answer.etag,
        last_modified=answer.last_modified,
        digest=archived.payload_digest if archived else None,
        warc_file=archived.file if archived else None,
        warc_offset=archived.offset if archived else None,
        warc_length=archived.length if archived else None,
        warc_id=archived.record_id if archived else None,
        warc_date=archived.date if archived else None,
        warc_url=archived.url if archived else None,
        named_by=known.named_by if known else None,
    )


def page_incomplete(page: PageState, known: PageState | None, now: datetime, cause: str = "attachment") -> PageState:
    """The record is written, but an attachment could not be fetched: the page is retried with backoff.

    `cause` is `attachment`, or `attachment_gone` where the site says that it has no such file.
    A listing is requested in every run anyway and gets no backoff.
    """
    if page.role == "listing":
        return page
    failures = (known.failures if known else 0) + 1
    return replace(page, outcome=cause, failures=failures, next_retry=stamp(next_retry(failures, now)))


def page_failed(url: str, cause: str, known: PageState | None, now: datetime, *, listing: bool = False) -> PageState:
    """The page could not be fetched or read: earlier knowledge is kept, and it is retried with backoff.

    A listing (`listing`: it was asked for as one) gets no backoff: nobody knows what it would have named.
    """
    moment = stamp(now)
    page = known or PageState(url, "listing" if listing else "barren", cause, first_seen=moment, seen_at=moment)
    failures = page.failures + 1
    return replace(
        page,
        outcome=cause,
        seen_at=moment,
        failures=failures,
        next_retry=None if listing or page.role == "listing" else stamp(next_retry(failures, now)),
        gone_since=(page.gone_since or moment) if cause in ("gone", "soft_404") else page.gone_since,
    )


def page_named(page: PageState, by: str | None, now: datetime) -> PageState:
    """The new state of a known page that is linked to but not due."""
    gone_since = page.gone_since if page.failures else None
    return replace(page, seen_at=stamp(now), gone_since=gone_since, named_by=by or page.named_by)
