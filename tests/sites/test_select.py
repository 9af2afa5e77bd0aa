"""`select` of a registry entry: every selector is checked when the registry is read, and a wrong one is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider.page.selectors import FIELDS, Select
from gaispider.sites.registry import read_registry

ENTRY = """
[[site]]
key = "panshi"
name = "磐石市人民政府"
region = "220284"
family = "trs"
hosts = ["a.example.cn"]
start = ["http://a.example.cn/"]
select = {select}
"""


def read(folder: Path, select: str) -> Select | str:
    """The selectors of the entry, or the sentence that stops it."""
    (folder / "22-jilin.toml").write_text(ENTRY.replace("{select}", select), encoding="utf-8")
    registry = read_registry(folder)
    return registry.sites["panshi"].select if registry.sites else registry.faults[0].sentence


def test_every_part_of_a_page_can_be_selected(tmp_path: Path) -> None:
    given = {name: f"#{name}" for name in FIELDS}
    select = ", ".join(f'{name} = "{selector}"' for name, selector in given.items())
    assert read(tmp_path, f"{{ {select} }}") == Select(**given)


@pytest.mark.parametrize(
    "selector",
    [
        "h1, .bt::text",
        "meta[name=PubDate]::attr(content)",
        "td:contains('发布日期') + td",
        "(//h1)[1]",
        "//div[has-class('bt') and re:test(., '年度报告$')]/text()",
        "./body/div[2]/@title",
        "(string(//h1))",
    ],
)
def test_css_and_xpath_with_what_parsel_adds(tmp_path: Path, selector: str) -> None:
    assert read(tmp_path, f'{{ title = "{selector}" }}') == Select(title=selector)


@pytest.mark.parametrize(
    ("select", "fault"),
    [
        ('{ body = "div[" }', "select body has 'div[', which is no CSS selector: "),
        ('{ title = "h1:foo" }', "select title has 'h1:foo', which is no CSS selector: "),
        ('{ title = "//h1[" }', "select title has '//h1[', which cannot be read as XPath: "),
        ('{ title = "//x:h1" }', "select title has '//x:h1', which cannot be read as XPath: "),
        ("{ rows = \"//li[matches(., 'a')]\" }", "which calls matches(): XPath 1.0 has no such function"),
        ('{ title = "//h1[$a]" }', "which holds a variable"),
        ('{ body = "#zoom::text" }', "must select elements, not their text or attributes"),
        ('{ drop = "//a/@href" }', "must select elements, not their text or attributes"),
        ('{ title = "(count(//h1))" }', "must select elements or text"),
        ('{ rows = "(string(//li))" }', "must select elements"),
        ('{ title = " " }', "select title must be a CSS selector, or XPath that begins with /, ./ or ("),
        ("{ title = 3 }", "select gives title 3; write a selector in quotes"),
        ('{ titel = "h1" }', "select has titel, which is no part of a page; did you mean title?"),
        ('"#zoom"', "select must be a table of parts and selectors, such as"),
        ("{ }", "select must be a table of parts and selectors, such as"),
    ],
)
def test_a_wrong_selector_is_a_sentence_with_site_and_field(tmp_path: Path, select: str, fault: str) -> None:
    sentence = read(tmp_path, select)
    assert isinstance(sentence, str)
    assert sentence.startswith("22-jilin.toml: site panshi: select ")
    assert fault in sentence
