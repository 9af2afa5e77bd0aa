"""Warnings for pages with little or no text: the report is a file, a picture, or not on the page."""

from __future__ import annotations

from gaispider.items import Warn
from gaispider.page.article.fields.field_labels import bare
from gaispider.page.model import Article
from gaispider.page.script_variants import pattern

# With so many characters a body needs no explanation; with so few a picture says what there is.
_ENOUGH = 60
_LITTLE = 15
# How many lines below a document the numbers of its pages may stand.
_BELOW = 3
_PAGES = pattern(
    r"(?=.*(?:[上下]一?页|共\s*(?:[2-9]|\d\d)\s*页))(?=.*(?<!\d)[12](?!\d))(?!.*共\s*[01]\s*页)"
    r"(?:[\s\d<>«»‹›|\[\]【】()（）…]|[首尾末]页|[上下]一?页|[共第]\s*\d{1,2}\s*页)+"
)
_ATTACHED = pattern(r"(?:详见|见|请见|参见|具体见|内容见)?(?:附件|附表|附后)")


def body_warnings(article: Article) -> list[Warn]:
    """Why there is little text; that there is neither title nor text; that other pages have more of it."""
    text = _beginning(article)
    if len(text) >= _ENOUGH:
        return _in_parts(article)
    why = _why_little(article, text)
    if article.title is None and not text:
        why.append(Warn("layout_unknown", "neither title nor body was found"))
    return why


def _in_parts(article: Article) -> list[Warn]:
    """A document that its site parts over several pages, told by their numbers right below it."""
    below = article.lines[article.end : article.end + _BELOW]
    pages = next((line for line in below if _PAGES.fullmatch(line)), None)
    return [Warn("truncated", f"the text is parted over several pages: {pages}")] if pages else []


def _beginning(article: Article) -> str:
    """The first characters of the body without white space: as many as the limits above need."""
    text = ""
    for block in article.document.blocks:
        text += bare(block.text)
        if len(text) >= _ENOUGH:
            break
    return text


def _why_little(article: Article, text: str) -> list[Warn]:
    if article.attachments and (not text or _ATTACHED.search(text)):
        return [Warn("attachment_only", f"{len(article.attachments)} attachments, text: {text or 'none'}")]
    if len(text) < _LITTLE and article.images:
        return [Warn("body_is_image", f"{article.images} images")]
    return [] if text else [Warn("body_empty", "no text was found that could be a document")]
