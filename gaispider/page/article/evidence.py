"""What a page holds that may give the values of its article."""

from __future__ import annotations

from dataclasses import dataclass

from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.fields.field_labels import Field
from gaispider.page.html.blocks import PageLines
from gaispider.page.html.script_values import Scripts


@dataclass
class Evidence:
    """`fields` are the labels and values outside the document.

    `title` is the line of the title, None if it is not shown.
    """

    page: PageLines
    body: Body
    fields: list[Field]
    scripts: Scripts
    meta: dict[str, str]
    title: int | None = None
