"""A page read as an article: the parts put together, and contradictions between them named."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from gaispider.items import Certainty, Warn
from gaispider.page.article.attachment_links import read_attachments
from gaispider.page.article.body.body import find_body
from gaispider.page.article.body.boilerplate import ends_document, is_chrome
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.body.document import read_document
from gaispider.page.article.body.embedded import stored_document, with_document
from gaispider.page.article.body.origin_claims import read_claims
from gaispider.page.article.breadcrumb import read_breadcrumb
from gaispider.page.article.fields.field_labels import Field, Kind, bare, is_loose_bar, names_day
from gaispider.page.article.fields.metadata_fields import best, clean, read_fields
from gaispider.page.article.title.title import read_title
from gaispider.page.date_fields import date_names
from gaispider.page.day_strings import day_of, find_day, has_time, without_placeholder_time
from gaispider.page.html.blocks import Lines, read_lines
from gaispider.page.html.head import read_meta, read_title_element
from gaispider.page.html.script_values import Scripts
from gaispider.page.model import Article, Shown
from gaispider.page.script_variants import pattern

_META_SOURCES = ("contentsource", "source", "mediaid", "article:author")
_NUMBER = pattern(
    r"[\u4e00-\u9fff]{2,16}\s*[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*[号號]"
    r"|[\u4e00-\u9fff\s]{2,24}(?:公告|通告|令)\s*[（(]?(?:(?:19|20)\d\d年)?\s*第\s*\d{1,4}\s*[号號]"
)
# With so many characters a body needs no explanation.
_ENOUGH = 60
# Lines around the document that may name its files; lines of another box beside it.
_AROUND = 40
_BESIDE = 20
_ATTACHED = pattern(r"(?:详见|见|请见|参见|具体见|内容见)?(?:附件|附表|附后)")


def read_article(
    root: etree._Element,
    url: str,
    meta: dict[str, str],
    *,
    generic: bool = False,
    hiding: frozenset[str] | None = None,
    chosen: Callable[[Lines], Body | None] | None = None,
) -> Article:
    """The article of a tree. `generic` finds the body without knowing any CMS family; `hiding` as `walk` takes it.

    `chosen` gives the body that a site's own selector found; None where there is none.
    """
    page = read_lines(root, hiding)
    body = (chosen(page) if chosen else None) or find_body(page, generic=generic)
    if body.first == body.end and (stored := stored_document(page)):
        keeper, document = stored
        if document.tag == "html":
            return read_article(document, url, read_meta(document), generic=generic)
        root = with_document(root, keeper, document)
        page = read_lines(root)
        body = find_body(page, generic=generic)
    article = Article(document=read_document(page, body), body_found_by=body.found_by)
    fields = read_fields(page, body.first, body.end)
    scripts = Scripts(root)
    article.breadcrumb = read_breadcrumb(page, body.first)
    head = read_title_element(root)
    title = read_title(page, body, fields, head, meta, article.breadcrumb)
    article.title, article.subtitle = title.shown, title.subtitle
    if article.title is None or title.guessed:
        value = scripts.value("title")
        if value:
            article.title = Shown(value, "script", "script_value", "context")
            article.warnings.append(Warn("title_from_script", value))
    article.published = _published(page, body, fields, scripts, meta, article, title.line)
    article.source = _source(fields, scripts, meta, article)
    article.agency = _value(fields, "agency")
    article.doc_number = _value(fields, "doc_number") or _loose_number(page, body, fields, title.line)
    article.index_number = _value(fields, "index")
    article.attachments = read_attachments(root, url, _near(page, body, title.line))
    article.images = sum(count for line, count in page.images.items() if body.first <= line < body.end)
    article.claims = read_claims(page.text)
    _judge(article)
    return article


def _near(page: Lines, body: Body, title: int | None) -> list[etree._Element]:
    """Where the document's files may be: the box around body, title block and attachment list, and its neighbours.

    The box is taken as far up as little is added; of the box around it only what stands within a few lines.
    """
    box, first, end = body.box, body.first, body.end
    if first == end and title is not None:
        box = page.box_of[title]
        first, end = title, title + 1
    around = page.parent[box]
    while around >= 0 and first - page.first[around] <= _AROUND and page.end[around] - end <= _AROUND:
        box = around
        around = page.parent[box]
    boxes = [box]
    if around >= 0:
        other = around + 1
        while other < page.last[around]:
            near = page.first[other] >= first - _BESIDE and page.end[other] <= end + _BESIDE
            if near and other != box and page.first[other] < page.end[other]:
                boxes.append(other)
            other = page.last[other] if other != box else max(page.last[other], other + 1)
    return [page.element(other) for other in sorted(boxes)]


def _value(fields: list[Field], kind: Kind) -> Shown | None:
    for hidden in (False, True):
        for field in best(fields, kind, hidden=hidden):
            value = clean(kind, field.value)
            if value:
                return Shown(value, "header", "hidden_label" if hidden else "label")
    return None


def _published(
    page: Lines,
    body: Body,
    fields: list[Field],
    scripts: Scripts,
    meta: dict[str, str],
    article: Article,
    title: int | None,
) -> Shown | None:
    shown = best(fields, "published", "time") or []
    made_on = [
        field for field in fields if field.kind == "made" or (field.kind == "other" and field.label[-1] in "期间間")
    ]
    loose = _loose_day(page, body, title, {line for field in made_on for line in (field.line, field.value_line)})
    if loose and not has_time(loose):
        loose = _timed(page, body, loose) or loose
    rule = "label"
    days = [day for field in shown if (day := find_day(field.value))]
    updated = [day for field in best(fields, "updated") if (day := find_day(field.value))]
    if not days and loose:
        days, rule = [loose], "day_without_label"
    if not days or (rule != "label" and day_of(days[0]) in map(day_of, updated)):
        days, rule = days or updated, "day_of_update"
    if not days:
        hidden = best(fields, "published", "time", hidden=True)
        if hidden:
            return Shown(find_day(hidden[0].value) or hidden[0].value, "header", "hidden_label")
        made = [day for field in best(fields, "made") if (day := find_day(field.value))]
        unseen = next(iter(_unseen_days(scripts, meta)), None)
        if unseen and not (made and (day_of(unseen.raw) or "") < (day_of(made[0]) or "")):
            return unseen  # a document is published when it is made, or later
        if made:
            return Shown(made[0], "header", "day_of_making", "context")
        below = _day_below(page, body)
        return Shown(below, "header", "day_below", "context") if below else None
    chosen = days[0]
    own = day_of(chosen)
    same = [day for day in days if day == chosen or day_of(day) == own]
    different = {day_of(day) for day in days if day not in same}
    certainty: Certainty = "context" if different or rule == "day_of_update" else "certain"
    if different:
        article.warnings.append(
            Warn("date_conflict", f"the page shows {chosen} and {', '.join(sorted(map(str, different)))}")
        )
    for day in [*same, *([loose] if loose else [])]:
        if has_time(day) and day_of(day) == own:
            return Shown(day, "header", rule, certainty)
    for other in _unseen_days(scripts, meta):
        if day_of(other.raw) == own:
            if has_time(other.raw):
                return Shown(other.raw, other.found_in, "unseen_time", certainty)
        elif not different:
            article.warnings.append(
                Warn("date_conflict", f"the page shows {chosen}, its {other.found_in} says {other.raw}")
            )
            certainty = "context"
            break
    return Shown(chosen, "header", rule, certainty)


def _unseen_days(scripts: Scripts, meta: dict[str, str]) -> list[Shown]:
    """The day of publication by script and by meta tag, without the time that fills in for none."""
    found = []
    script = find_day(scripts.value("published") or "")
    if script:
        found.append(Shown(without_placeholder_time(script), "script", "script_value"))
    for name in date_names(meta, "tag"):
        if day := find_day(meta[name]):
            found.append(Shown(without_placeholder_time(day), "meta", "meta_tag"))
            break
    return found


def _loose_day(page: Lines, body: Body, title: int | None, taken: set[int]) -> str | None:
    """A day that stands without a label between title and document; the lines `taken` say another."""
    start = title + 1 if title is not None and title < body.first else max(0, body.first - 4)
    for number in range(min(body.first, len(page.text)) - 1, start - 1, -1):
        text = page.text[number]
        if number in taken or number in page.hidden or len(text) >= 100 or page.links[number] * 2 >= len(text):
            continue
        if not is_chrome(text):
            day = find_day(text)
            if day and (len(day) * 2 > len(text) or ":" in text or "：" in text or is_loose_bar(text)):
                return day
    return None


def _timed(page: Lines, body: Body, loose: str) -> str | None:
    """The same day with a time, if it stands above: pages have a short bar for telephones beside the full one."""
    own = day_of(loose)
    for number in range(body.first - 1, max(-1, body.first - 12), -1):
        text = page.text[number]
        if len(text) < 100 and (":" in text or "：" in text) and number not in page.hidden:
            day = find_day(text)
            if day and day_of(day) == own and has_time(day):
                return day
    return None


def _day_below(page: Lines, body: Body) -> str | None:
    """The day of a bar without labels right under the document; a day alone there would be the document's own."""
    for number in range(body.end, min(body.end + 3, len(page.text))):
        text = page.text[number]
        if number in page.hidden or page.links[number] * 2 >= max(1, len(text)) or ends_document(text):
            return None
        day = find_day(text)
        if day and (has_time(day) or names_day(text) or is_loose_bar(text)) and not is_chrome(text):
            return day if has_time(day) or len(day) < len(text) else None
    return None


def _loose_number(page: Lines, body: Body, fields: list[Field], title: int | None) -> Shown | None:
    """A document number on a line of its own under the title, where no label gives one or denies that there is one."""
    if any(field.kind == "doc_number" for field in fields):
        return None
    start = max(0, body.first - 6) if title is None else title + 1
    lines = range(start, min(body.first + 4, len(page.text), start + 12))
    for number in (*lines, *range(start - 2, max(-1, start - 8), -1)):
        text = page.text[number]
        if text[-1:] in ("号", "號") and len(text) < 40 and number not in page.hidden and _NUMBER.fullmatch(text):
            return Shown(text, "header")
    return None


def _source(fields: list[Field], scripts: Scripts, meta: dict[str, str], article: Article) -> Shown | None:
    found: list[Shown] = []
    for hidden in (False, True):
        if not found:
            found += [
                Shown(value, "header", "hidden_label" if hidden else "label")
                for f in best(fields, "source", hidden=hidden)
                if (value := clean("source", f.value))
            ]
    if not found and (value := scripts.value("source")) and (value := clean("source", value)):
        found.append(Shown(value, "script", "script_value"))
    said = next((value for name in _META_SOURCES if name in meta and (value := clean("source", meta[name]))), None)
    if said:
        found.append(Shown(said, "meta", "meta_tag"))
    if not found:
        return None
    names = {bare(shown.raw): shown for shown in found}
    if len(names) > 1 and not _alike(list(names)):
        detail = ", ".join(f"{shown.found_in} says {shown.raw}" for shown in names.values())
        article.warnings.append(Warn("source_conflict", detail))
    return found[0]


def _alike(names: list[str]) -> bool:
    return all(name in names[0] or names[0] in name for name in names)


def _judge(article: Article) -> None:
    """Say what is wrong with the body."""
    text = ""
    for block in article.document.blocks:
        text += bare(block.text)
        if len(text) >= _ENOUGH:
            return
    if article.attachments and (not text or _ATTACHED.search(text)):
        article.warnings.append(
            Warn("attachment_only", f"{len(article.attachments)} attachments, text: {text or 'none'}")
        )
    elif len(text) < 15 and article.images:
        article.warnings.append(Warn("body_is_image", f"{article.images} images"))
    elif not text:
        article.warnings.append(Warn("body_empty", "no text was found that could be a document"))
    if article.title is None and not text:
        article.warnings.append(Warn("layout_unknown", "neither title nor body was found"))
