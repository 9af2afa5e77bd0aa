"""Rows and addresses that are templates for a program to fill in. They are never entries or pages."""

from __future__ import annotations

import re

from lxml.etree import _Element

from gaispider.page.html.hidden import is_hidden
from gaispider.reference import Phrases

_ATTRIBUTE = Phrases("listings.tsv", "template_attribute", before="(?:data-)?")
# {{x}}, <%=x%>, <?php, ${x}; $!{x} and $x.url of Velocity, @item.Url of Razor, [list:link] and [field:title/] of
# PbootCMS and DedeCMS.
_TEXT = re.compile(
    r"\$\w+\$|@\w+@|\{\{|\{%|<[%?]|\$!?\{|#\{|\[\[|\{\$|\[!--|\{field:|\{\w+\}|(?<!\w)\$!?[A-Za-z]\w*\.[A-Za-z]|"
    r"(?<![\w./])@[A-Za-z]\w*\.[A-Z]|\[(?:list|field|content|sort|page):"
)
_NAME = re.compile(r"tpl|tmpl|templ|clone|sample|skeleton|proto", re.IGNORECASE)


def is_template_text(text: str) -> bool:
    """Whether a title or an address has a placeholder that a program fills in."""
    marked = "{" in text or "$" in text or "@" in text or "<" in text or "[" in text
    return marked and _TEXT.search(text) is not None


def is_template(node: _Element) -> bool:
    """Whether an element is a row that a script repeats: by its attributes, or hidden and named as a pattern."""
    attributes = node.attrib
    if any(_ATTRIBUTE.find(name) for name in attributes):
        return True
    if is_hidden(node):
        return bool(_NAME.search(f"{attributes.get('class', '')} {attributes.get('id', '')}"))
    return "foreach" in attributes.get("data-bind", "")
