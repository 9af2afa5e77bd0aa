"""Warnings for pages with little or no text: the report is a file, a picture, or not on the page."""

from __future__ import annotations

from gaispider.items import Warn
from gaispider.page.article.fields.field_labels import bare
from gaispider.page.model import Article
from gaispider.page.script_variants import pattern

# With so many characters a body needs no explanation; with so few a picture says what there is.
_ENOUGH = 60
_LITTLE = 15
_ATTACHED = pattern(r"(?:详见|见|请见|参见|具体见|内容见)?(?:附件|附表|附后)")


def body_warnings(article: Article) -> list[Warn]:
    """Warnings that say why there is little text, and one where there is neither title nor text."""
    text = _beginning(article)
    if len(text) >= _ENOUGH:
        return []
    why = _why_little(article, text)
    if article.title is None and not text:
        why.append(Warn("layout_unknown", "neither title nor body was found"))
    return why


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
