"""The title of an article: the title block where it agrees with the head, else the best that either says.

A `title` element holds site and column beside the title, a heading may be the column's name, a meta tag may be cut
off: no one place is trusted alone. What two places say wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gaispider.items import Certainty
from gaispider.page.article.body.boilerplate import is_chrome
from gaispider.page.article.body.boundaries.edges import Body
from gaispider.page.article.fields.field_labels import Field, bare, is_loose_bar, split_fields
from gaispider.page.article.fields.metadata_fields import best
from gaispider.page.article.title.title_element import TITLE_NAME, is_site, is_title_box, pieces_of, variants
from gaispider.page.day_strings import is_day
from gaispider.page.html.blocks import Lines
from gaispider.page.known_places import tags_of
from gaispider.page.lexicon import words
from gaispider.page.model import Shown

# A column's name is hardly longer.
_COLUMN = 8
# A day in figures at the end of a heading is no part of the title.
_DATED = re.compile(r"(?<=\S)\s*[（(\[]\s*20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s*[)）\]]\s*$")
# A subtitle, a document number: they stand between title and bar.
_BESIDE = re.compile("^[—-]|[号號)）]$")
_BAR = frozenset(("published", "time", "source", "updated"))
# Running text, a salutation.
_UNLIKE = re.compile("[。；]|[：:]$")


@dataclass(slots=True)
class Title:
    """The title, the subtitle if there is one, and the line the title stands on (None if it is not shown)."""

    shown: Shown | None
    subtitle: str | None = None
    line: int | None = None
    guessed: bool = False  # nothing says so: it is the document's own first line


def read_title(
    page: Lines, body: Body, fields: list[Field], head: str | None, meta: dict[str, str], crumbs: list[str]
) -> Title:
    """`head` is the title element's text, `fields` the labels and values outside the document."""
    named = best(fields, "title")
    field = named[0].value if named else None
    names = {bare(meta.get(name, "")) for name in ("sitename", "columnname", "channelname")}
    # The last step may be the document itself.
    names |= {bare(step) for step in (crumbs[:-1] if crumbs and len(bare(crumbs[-1])) > _COLUMN else crumbs)}
    names.discard("")
    said = [bare(text) for text in (meta.get("articletitle"), field) if text and bare(text) not in names]
    said = [text for text in said if len(text) > 3]
    heads = variants(head, names) if head else []
    # Two places agree: what is shown and what the head or the index table says.
    telling = [text for text in map(bare, heads) if text not in names and text not in words("not_a_title")]
    wanted = [*said, *(text for text in telling if not is_site(text) or len(text) > 24)]
    # Site, column and title with blanks between, as Hanweb has it: what is shown tells where the title begins.
    parts = heads[-1].split(None, 2) if heads else []
    wanted += [bare(text) for text in (" ".join(parts[1:]), parts[-1] if len(parts) > 2 else "") if len(text) > 8]
    # A column before the title that nothing else names; what is shown tells.
    pieces = pieces_of(heads[-1]) if heads else []
    wanted += [bare(piece) for piece in pieces if len(pieces) > 1 and len(piece) > 8 and not is_site(piece)]
    wanted = [text for text in wanted if len(text) > 3]
    found = _matching(page, body, wanted[: len(said)]) or _matching(page, body, wanted[len(said) :])
    if found:
        return _with_subtitle(page, body, found, "two_places", "certain")
    article = meta.get("articletitle")
    if article and bare(article) not in names:
        return Title(Shown(article, "meta", "meta_tag"))
    taken = {number for f in fields for number in (f.line, f.value_line)}
    blocks = [block for block in _blocks(page, body) if block[0] not in taken]
    marked = [
        block
        for block in blocks
        if block[3]
        and bare(block[2]) not in names
        and bare(block[2]) not in words("not_a_title")
        and (len(block[2]) > 24 or not is_site(block[2]))
        and not _heads_links(page, block[1])
    ]
    above = _above_bar(page, body, fields, bare(heads[-1]) if heads else "")
    if above and (bare(above[2]) in names or bare(above[2]) in words("not_a_title")):
        # The last step of the breadcrumb may be the document.
        above = above if heads and crumbs and bare(above[2]) == bare(heads[-1]) == bare(crumbs[-1]) else None
    chosen, rule = (_strongest(page, marked), "heading") if marked else (None, "line_over_bar")
    if chosen and above:
        limit = 6 if any(block[0] == above[0] for block in marked) else 3
        if above[0] - chosen[0] > limit or any("。" in text for text in page.text[chosen[1] : above[0]]):
            chosen, rule = above, "line_over_bar"  # what was marked heads a side column
        elif len(chosen[2]) <= _COLUMN and len(above[2]) > len(chosen[2]) + 2 and not _BESIDE.search(above[2]):
            chosen, rule = above, "line_over_bar"  # what was marked is the column
    if chosen is None and field:
        return Title(Shown(field, "header", "label"))
    chosen = chosen or above
    if chosen:
        return _with_subtitle(page, body, _whole(page, body, chosen, taken), rule)
    for variant in reversed(heads):
        if bare(variant) not in names and bare(variant) not in words("not_a_title") and not is_site(variant):
            return Title(Shown(variant, "title", "title_element", "context"))
    return _first_line(page, body)


def _heads_links(page: Lines, following: int) -> bool:
    """Whether the line after a heading is an entry of a list: the heading is that of a side column."""
    return following < len(page.text) and page.links[following] > max(6, len(page.text[following]) // 2)


def _above_bar(page: Lines, body: Body, fields: list[Field], head: str) -> _Block | None:
    """The line over the bar, where pages put their title (bars name a day or a source); a short one must be `head`."""
    barred = False
    taken = {number for f in fields for number in (f.line, f.value_line)}
    bars = {number for f in fields if f.kind in _BAR for number in (f.line, f.value_line)}
    for number in range(body.first - 1, max(-1, body.first - 15), -1):
        text = page.text[number]
        loose = is_day(text) or is_loose_bar(text)
        if number in taken or loose:
            barred = barred or number in bars or loose
        elif number not in page.hidden and not is_chrome(text):
            fits = (5 < len(text) < 120 or bare(text) == head) and not page.links[number] and not _UNLIKE.search(text)
            return (number, number + 1, text, 0) if barred and fits else None
    return None


def _whole(page: Lines, body: Body, block: _Block, taken: set[int]) -> _Block:
    """A title with the neighbouring lines of its element, where it was broken over several."""
    first, last, text, rank = block
    box = page.box_of[first]

    def belongs(number: int) -> bool:
        line = page.text[number]
        return page.box_of[number] == box and not (
            number in taken or page.links[number] or is_day(line) or is_chrome(line) or _UNLIKE.search(line)
        )

    while first > 0 and last - first < 4 and belongs(first - 1):
        first -= 1
        text = page.text[first] + _joint(page.text[first], text) + text
    while last < body.first and last - first < 4 and belongs(last):
        text += _joint(text, page.text[last]) + page.text[last]
        last += 1
    return (first, last, text, rank) if len(text) < 150 else block


def _strongest(page: Lines, marked: list[_Block]) -> _Block:
    """The clearest heading, the last one if there are several; but of neighbours (title and subtitle) the first."""
    rank = max(block[3] for block in marked)
    same = [block for block in marked if block[3] == rank]
    chosen = same[-1]
    for block in reversed(same[:-1]):
        if page.parent[page.box_of[block[0]]] != page.parent[page.box_of[chosen[0]]] or chosen[0] - block[1] > 1:
            break
        if page.tag[page.box_of[block[0]]] <= page.tag[page.box_of[chosen[0]]]:  # h2 is before h3
            chosen = block
    return chosen


def _first_line(page: Lines, body: Body) -> Title:
    """Where nothing names the title: the line over the document's bar, else its own first line."""
    for number in (*range(body.first - 1, max(-1, body.first - 5), -1), body.first):
        if number >= len(page.text) or number in page.hidden:
            continue
        text = page.text[number]
        if not 5 < len(text) < 100 or page.links[number] or _UNLIKE.search(text) or is_chrome(text):
            continue
        if not (is_day(text) or is_loose_bar(text)):
            if number < body.first and not split_fields(text):
                return Title(Shown(text, "title", "line_over_document", "context"), None, number)
            if number == body.first and number + 1 < body.end:
                return Title(Shown(text, "title", "first_line", "context"), None, number, guessed=True)
    return Title(None)


_Block = tuple[int, int, str, int]  # first line, line after the last, text, how clearly it is a heading (0 to 3)


def _blocks(page: Lines, body: Body) -> list[_Block]:
    """What could be a title: lines and headings, from well before the document into it."""
    found: list[_Block] = []
    ranks: dict[int, int] = {}
    for number in _window(page, body):
        text = page.text[number]
        box = page.box_of[number]
        rank = ranks.get(box)
        if rank is None:
            rank = ranks[box] = _rank(page, box, number < body.first)
        if len(text) > 200 or number in page.hidden or (page.links[number] and rank < 2):
            continue
        found.append((number, number + 1, text, 0 if rank and (is_chrome(text) or split_fields(text)) else rank))
    return found


def _joined(page: Lines, body: Body, begins: list[int]) -> list[_Block]:
    """Titles of several lines from one of `begins` on: a heading with breaks in it, or several paragraphs."""
    found: list[_Block] = []
    stop = _window(page, body).stop
    for number in begins:
        text = page.text[number]
        for last in range(number + 1, min(number + 5, stop)):
            if len(text) > 200 or page.links[last] or last in page.hidden or page.text[last][0:1] == "—":
                break  # a subtitle at the latest
            text += _joint(text, page.text[last]) + page.text[last]
            found.append((number, last + 1, text, 0))
    return found


def _window(page: Lines, body: Body) -> range:
    return range(max(0, body.first - 60), min(body.first + 8, body.end))


def _joint(before: str, after: str) -> str:
    return (
        " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum() else ""
    )


def _rank(page: Lines, box: int, before: bool) -> int:
    for _ in range(2):
        tag, name = page.tag[box], page.name[box]
        if tag == "h1":
            return 3 if before else 2
        if tag in tags_of("title") or (len(name) > 1 and is_title_box(name)):
            return 3 if before else 2
        if tag in ("h2", "h3"):
            return 2 if before else 1
        box = page.parent[box]
        if box < 0:
            break
    return 0


def _matching(page: Lines, body: Body, wanted: list[str]) -> _Block | None:
    """The block that says one of `wanted`, or begins with it where it was cut off; headings first, then the nearest."""
    if not wanted:
        return None
    first = frozenset(text[0] for text in wanted)
    begins = [number for number in _window(page, body) if page.text[number][:1] in first]
    single = [
        (number, number + 1, page.text[number], 0)
        for number in begins
        if len(page.text[number]) <= 200 and number not in page.hidden
    ]
    for blocks in (single, None):
        shown = [(block, bare(block[2])) for block in (_joined(page, body, begins) if blocks is None else blocks)]
        for text in wanted:
            stem = text.rstrip(".…")
            cut = stem != text and len(stem) > 8
            same = [block for block, said in shown if said == text or (cut and said.startswith(stem))]
            if not same and len(text) > 8:  # the day stands in the heading
                same = [
                    (*block[:2], text, block[3])
                    for block, said in shown
                    if said.startswith(text) and is_day(said[len(text) :])
                ]
            if same:
                return max(
                    same, key=lambda block: (_rank(page, page.box_of[block[0]], block[0] < body.first), block[0])
                )
    return None


def _with_subtitle(page: Lines, body: Body, block: _Block, rule: str, certainty: Certainty = "context") -> Title:
    first, last, text, _ = block
    subtitle = None
    if last < body.first:
        box = page.box_of[first]
        parent = page.parent[box]
        following = page.text[last]
        near = page.box_of[last]
        if (
            (page.parent[near] == parent or near == parent)
            and TITLE_NAME.search(page.name[parent] + " " + page.name[near])
            and not split_fields(following)
            and not is_chrome(following)
            and not page.links[last]
            and any(char > "\u4e00" for char in following)
        ):
            subtitle = following
    return Title(Shown(_DATED.sub("", text).strip(), "title", rule, certainty), subtitle, first)
