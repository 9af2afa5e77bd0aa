"""data/reference/known_places.tsv: every row finds its example, and a row of each kind does what the table says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gaispider.page import known_places, read_page
from gaispider.page.article.title.title_element import is_title_box
from gaispider.page.html.blocks import read_lines
from gaispider.page.known_places import Known, elements_of, known, known_name, names_of, path_of, tags_of
from gaispider.page.selectors import check

URL = "http://www.example.gov.cn/zwgk/ndbg/1.html"
TEXT = "<p>我镇主动公开政府信息12条，未收到政府信息公开申请，未发生行政复议。</p>"
PLACES = {"body", "box", "title", "breadcrumb", "title_in_row", "next_link", "current_page", "ended_pager"}


@pytest.mark.parametrize("row", known(), ids=lambda row: f"{row.place} {row.text}")
def test_a_place_finds_its_example(row: Known) -> None:
    assert row.place in PLACES and row.family and row.seen
    root = read_page(f"<body>{row.example}</body>".encode(), URL).root
    element = root[0][0]
    # As the walk has them.
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    if row.match != "css":
        assert known_places.compiled([row]).search(names)
        assert names_of(row.place).search(names)
        return
    for selector in row.selectors:
        check("body", selector)
    identity, _, classes = names.lower().partition(" ")
    told = {element.tag, f"#{identity}", *(f".{word}" for word in classes.split())}
    if told.isdisjoint(row.selectors):
        assert elements_of(row.place, root) == [element]
    else:
        assert known_name(row.place, element.tag, names)


def test_no_place_is_written_twice() -> None:
    found = [(row.place, row.match, one) for row in known() for one in row.selectors or [row.text]]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("row", [row for row in known("body") if row.text[0] in "#."], ids=lambda row: row.text)
def test_every_container_gives_the_body_whatever_its_case(row: Known) -> None:
    for selector in row.selectors:
        attribute = "id" if selector[0] == "#" else "class"
        markup = f"<body><h1>题目</h1><div {attribute}='{selector[1:].upper()}'>{TEXT}</div></body>"
        assert read_page(markup.encode(), URL).article.body_found_by == selector[1:]
        assert read_page(markup.encode(), URL, generic=True).article.body_found_by == "generic"


def test_tags_are_places_too() -> None:
    assert tags_of("body") == {"ucapcontent", "founder-content"}
    assert tags_of("title") == {"ucaptitle", "founder-title"}
    assert read_page(f"<body><ucapcontent>{TEXT}</ucapcontent>".encode(), URL).article.body_found_by == "ucapcontent"


def test_an_id_is_no_class_and_half_a_name_none() -> None:
    assert known_name("body", "div", "zoom nr") == "zoom"
    assert known_name("body", "div", " a zoom") == "zoom"
    assert known_name("body", "div", " zoomed con-zoom") is None
    assert known_name("title", "div", "zoom") is None


def test_a_span_that_is_known_becomes_a_box() -> None:
    root = read_page(b"<body><p>a<span id='zoom'>b</span>c<span id='zooms'>d</span></p></body>", URL).root
    assert read_lines(root).text == ["a", "b", "cd"]


def test_names_of_titles_are_those_of_the_table() -> None:
    assert (
        is_title_box("news-title") and is_title_box("bt2") and not is_title_box("btn") and not is_title_box("subtitle")
    )


@pytest.fixture
def more_rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The table with places of the body that are more than a name."""
    rows = (
        *known(),
        Known("body", "any", "css", "div.art > div.nr:last-child, td#inner", "<td id=inner>", "made"),
    )
    forget = (names_of, tags_of, path_of, known_places._plain, known_name)
    monkeypatch.setattr(
        known_places, "known", lambda place=None: tuple(row for row in rows if place in (None, row.place))
    )
    for function in forget:
        function.cache_clear()
    yield
    monkeypatch.undo()
    for function in forget:
        function.cache_clear()


@pytest.mark.usefixtures("more_rows")
def test_a_selector_of_more_than_a_name_is_one_path() -> None:
    path = path_of("body")
    assert path is not None
    assert path is path_of("body")
    other = "<p>本站声明，本网站所载文章、数据、图片等内容，未经许可，不得转载。</p>"
    for markup in (
        f"<body><div class=art><div class=nr>{other}</div><div class=nr>{TEXT}</div></div></body>",
        f"<body><table><tr><td>{other}</td><td id=inner>{TEXT}</td></tr></table></body>",
    ):
        article = read_page(markup.encode(), URL).article
        assert article.document.text == TEXT[3:-4]
        assert article.body_found_by == "known place"
