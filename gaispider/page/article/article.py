"""Reads a page as an article: calls the readers of its parts, and warns where two parts contradict each other."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from gaispider.items import Warn
from gaispider.page.article.attachment_links import read_attachments
from gaispider.page.article.body.body import find_body
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.body.document import read_document
from gaispider.page.article.body.embedded import stored_document, with_document
from gaispider.page.article.body.hidden_text import hidden_text
from gaispider.page.article.body.infobox import read_claims
from gaispider.page.article.body_warnings import body_warnings
from gaispider.page.article.breadcrumb import read_breadcrumb
from gaispider.page.article.day_evidence import DayEvidence
from gaispider.page.article.evidence import Evidence
from gaispider.page.article.fields.metadata_fields import read_fields
from gaispider.page.article.header_values import DOC_NUMBER, read_source, read_value
from gaispider.page.article.line_facts import facts_of
from gaispider.page.article.pictures import read_pictures
from gaispider.page.article.published import read_published
from gaispider.page.article.surroundings import boxes_around
from gaispider.page.article.title.title import read_title
from gaispider.page.article.title.title_evidence import TitleEvidence
from gaispider.page.html.blocks import PageLines, read_lines
from gaispider.page.html.head import read_meta
from gaispider.page.html.script_values import Scripts
from gaispider.page.model import Article


def read_article(
    root: etree._Element,
    url: str,
    meta: dict[str, str],
    *,
    generic: bool = False,
    chosen: Callable[[PageLines], Body | None] | None = None,
) -> Article:
    """The article that a tree shows.

    `url` is the page's address, `meta` its meta tags by lower-case name. With `generic` the body is found without the
    containers that CMS families are known by. `chosen` gives the body that the site's own selector found, or None.
    """
    page, keeper = read_lines(root), None
    body = (chosen(page) if chosen else None) or find_body(page, generic=generic)
    if body.first == body.end and (stored := stored_document(page)):
        keeper, document = stored
        if document.tag == "html":
            return read_article(document, url, read_meta(document), generic=generic)
        root = with_document(root, keeper, document)
        page = read_lines(root)
        body = find_body(page, generic=generic)
    article = Article(document=read_document(page, body), body_found_by=body.found_by)
    article.lines, article.first, article.end = page.text, body.first, body.end
    article.breadcrumb = read_breadcrumb(page, body.first)
    found = Evidence(page, body, read_fields(page, body.first, body.end), Scripts(root, keeper), meta)
    _read_title(found, facts_of(page).title_element, article)
    _read_values(found, article)
    article.attachments = read_attachments(root, url, boxes_around(page, body, found.title), page.element(body.box))
    article.images = sum(count for line, count in page.images.items() if body.first <= line < body.end)
    article.pictures, article.embedded = read_pictures(page, range(body.first, body.end), url)
    article.claims = read_claims(page.text)
    article.warnings += hidden_text(page, body)
    article.warnings += body_warnings(article)
    return article


def _read_title(found: Evidence, head: str, article: Article) -> None:
    """Set title and subtitle.

    `found.title` becomes the line under which the metadata bar is looked for; `head` is the text of the title element.
    """
    article.head = head
    title = read_title(TitleEvidence(**vars(found), head=head, crumbs=article.breadcrumb))
    article.title, article.subtitle, found.title = title.shown, title.subtitle, title.line
    if title.shown and title.shown.found_in == "script":
        article.warnings.append(Warn("title_from_script", title.shown.raw))


def _read_values(found: Evidence, article: Article) -> None:
    """Set day of publication, source, agency and numbers, with a warning for each contradiction."""
    article.published, day_conflicts = read_published(DayEvidence(**vars(found)))
    article.source, source_conflicts = read_source(found)
    article.warnings += [*day_conflicts, *source_conflicts]
    article.agency = read_value(found, "agency")
    article.doc_number = read_value(found, "doc_number", DOC_NUMBER)
    article.index_number = read_value(found, "index")
