"""The values that a page shows outside its document, or beside it: title, day, source, numbers, and the text itself."""

from __future__ import annotations

from gaispider.draft import Draft
from gaispider.explain.explained import Explained, Lost
from gaispider.explain.places import LISTING, Place, place_in_text, place_of, place_of_document, place_on_page
from gaispider.page.model import Article, Shown
from gaispider.text.counted import counted

_BY_LISTING = "listing_row"


def title(draft: Draft) -> Explained:
    """The title; that of a part of a compilation stands in the page's own document."""
    report, article = draft.report, draft.article
    rule = report.rules.get("title")
    if rule == "heading_of_part" and report.title:
        place = place_on_page(report.title_original or report.title, article)
        return Explained(report.title, rule, report.title_certainty, report.title, place)
    explained = _shown(draft, "title", article.title, report.title)
    explained.certainty = report.title_certainty
    if report.title_original:
        explained.notes.append("converted from Traditional characters")
    return explained


def published(draft: Draft) -> Explained:
    """The day of publication."""
    found = draft.report.published
    if found is None:
        return Explained(None)
    when = " ".join(part for part in (found.value, found.time) if part) or " or ".join(found.alternatives) or "?"
    explained = _shown(draft, "published", draft.article.published, when)
    explained.raw = found.raw
    explained.certainty = " ".join(word for word in (found.certainty, f"({found.method})") if found.method and word)
    return explained


def source(draft: Draft) -> Explained:
    """The source."""
    return _shown(draft, "source", draft.article.source, draft.report.source)


def index_number(draft: Draft) -> Explained:
    """The index number."""
    return _shown(draft, "index_number", draft.article.index_number, draft.report.index_number)


def doc_number(draft: Draft) -> Explained:
    """The document number, in its normal form if it has one."""
    found = draft.report.doc_number
    value = (found.value or f"? {found.raw}") if found else None
    explained = _shown(draft, "doc_number", draft.article.doc_number, value)
    if found:
        explained.raw, explained.certainty = found.raw, found.certainty
    return explained


def text(draft: Draft) -> Explained:
    """The text: how much it is, and between which lines of the page it stands."""
    report, article = draft.report, draft.article
    if not report.text:
        return Explained(None)
    value = f"{counted(len(report.text), 'character')} in {counted(report.text.count(chr(10)) + 1, 'line')}"
    place = place_of_document(article) if report.part is None else place_on_page(report.text.split("\n")[0], article)
    notes = ["converted from Traditional characters"] if report.text_original else []
    container = article.body_found_by
    if container and report.rules.get("text") == "known_container":
        notes.append(f"the container: {container}")
    if report.text_from not in (None, "page"):
        place = Place(f"the attachment {report.text_from}")
    return Explained(value, report.rules.get("text"), place=place, notes=notes)


def place_of_title(draft: Draft) -> Place | None:
    """Where the title stood, for values that are read from it."""
    return title(draft).place


def place_of_agency(draft: Draft) -> Place | None:
    """Where the words stood that name the agency."""
    agency, article = draft.report.agency, draft.article
    if agency is None:
        return None
    if draft.report.rules.get("agency") == "unit_in_title":
        return place_of_title(draft)
    if agency.found_in in ("title", "signoff"):
        return place_in_text(agency.raw, draft.report.text or "", last=agency.found_in == "signoff")
    return place_of(article.agency, article) if article.agency else None


def _shown(draft: Draft, field: str, shown: Shown | None, value: str | None) -> Explained:
    rule = draft.report.rules.get(field)
    if rule == _BY_LISTING:
        return Explained(value, rule, "context", place=Place(LISTING))
    if shown is None or value is None:
        return Explained(value, rule)
    article = draft.article
    return Explained(value, rule, shown.certainty, shown.raw, place_of(shown, article), _lost(shown, article))


def _lost(shown: Shown, article: Article) -> list[Lost]:
    return [Lost(other.raw, other.rule, place_of(other, article).where) for other in shown.others()]
