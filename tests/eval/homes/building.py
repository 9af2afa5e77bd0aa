# ruff: noqa: E501 - markup stands in lines as sites write it
"""Builds the made sites: home pages, columns and their entries, and the label of what is there.

A site is a `Home`: its pages by host and path, and what a careful person finds on it. `Builder` puts its pages together
in the manner of one make; the makes say how their addresses, rows and pagers look (docs/field-guide.md, 1 and 2).
Names, figures and days are made up; nothing here was taken from a real page.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

from tests.eval.homes.columns import ALIKE, EVENTS, SUBJECTS, TITLES
from tests.eval.homes.home import Entry, Home, Link, items, page_of
from tests.eval.homes.page_parts import foot, friend_links, inner_page, pictures, relative_address, top_menu
from tests.replicas.server import Served


class Builder:
    """Builds one site. A make's builder says how columns and articles are addressed, and how rows and pagers look."""

    system = "generic"
    layout = 0
    ending = "html"
    generator = ""

    def __init__(
        self,
        key: str,
        unit: str,
        host: str,
        trap: str,
        *,
        links: str = "root",
        charset: str = "utf-8",
        layout: int | None = None,
    ) -> None:
        self.home = Home(key, unit, host, self.system, trap, hosts=[host])
        self.unit, self.host, self.links, self.charset = unit, host, links, charset
        self.layout = self.layout if layout is None else layout
        self.chance = random.Random(key)
        # The top menu and the side menu of inner pages.
        self.menu: list[Link] = []
        self.side: list[Link] = []

    # Addresses of the make.
    def col(self, code: str) -> str:
        return f"/{code}/"

    def art(self, code: str, day: str, number: int) -> str:
        return f"/{code}/{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{number}.html"

    # Rows and pagers of the make.
    def rows(self, entries: Sequence[Entry]) -> str:
        return f'<ul class="list">{items(entries)}</ul>'

    def page_address(self, code: str, number: int) -> str:
        return self.col(code) if number == 1 else f"{self.col(code)}index_{number - 1}.html"

    def pager(self, code: str, number: int, pages: int, total: int) -> str:
        return f"<script>createPageHTML({pages}, {number - 1}, 'index', 'html');</script>"

    # Pages.
    def at(self, path: str) -> str:
        """`host/path` of a path, which may begin with another host: //czj.a.gov.cn/xxgk/."""
        return path[2:] if path.startswith("//") else self.host + path

    def url(self, path: str) -> str:
        return f"http://{self.at(path)}"

    def put(self, path: str, markup: str) -> None:
        """Serve markup at a path, its links written in the site's manner."""
        address = self.at(path)
        here = "/" + address.partition("/")[2]
        if self.links == "relative":
            markup = re.sub(r'href="(/[^"/][^"]*)"', lambda found: f'href="{relative_address(found[1], here)}"', markup)
        elif self.links == "absolute":
            host = address.partition("/")[0]
            markup = re.sub(
                r'href="(/[^"/]?[^"]*)"',
                lambda found: f'href="http://{host}{found[1]}"' if found[1][:2] != "//" else found[0],
                markup,
            )
        body = markup.encode(self.charset, "replace")
        self.home.pages[address] = Served(
            body, f"text/html;charset={self.charset}" if self.chance.random() < 0.6 else "text/html"
        )

    def plain(self, path: str, title: str, body: str, head: str = "") -> None:
        """A page without chrome: of a frame, of a script."""
        self.put(
            path,
            f'<html><head><meta charset="{self.charset}"><title>{title}</title>{head}</head><body>{body}</body></html>',
        )

    def page(self, path: str, title: str, body: str, head: str = "", side: Sequence[Link] | None = None) -> None:
        """An inner page with the site's chrome and side menu."""
        side = self.side if side is None else side
        self.put(
            path,
            self._document(f"{title}-{self.unit}人民政府", head, inner_page(self.layout, title, side, body, self.menu)),
        )

    def front(
        self,
        menu: Sequence[Link],
        further: str = "",
        head: str = "",
        *,
        path: str = "/",
        friends: int = 200,
        first: str = "",
    ) -> None:
        """The home page: the menu, boxes of news, `further` among them, pictures and friends' links."""
        self.menu = list(menu)
        boxes = [
            self._news_box(name, code)
            for name, code in (("今日要闻", "zwyw"), ("部门动态", "bmdt"), ("公示公告", "gsgg"))
        ]
        boxes.insert(self.chance.randrange(4), further)
        if self.chance.random() < 0.6:
            boxes.insert(0, self._subjects())
        body = (
            first
            + top_menu(self.layout, menu)
            + self._slides()
            + "".join(boxes)
            + pictures()
            + friend_links(self.chance, self.layout, friends)
            + foot(self.chance, self.unit)
        )
        self.put(path, self._document(f"{self.unit}人民政府", head, body))

    def column(
        self,
        code: str,
        title: str,
        entries: Sequence[Entry],
        *,
        size: int = 15,
        side: Sequence[Link] | None = None,
        head: str = "",
        before: str = "",
    ) -> str:
        """A listing, its pages and its articles; its address."""
        pages = max(1, -(-len(entries) // size))
        for number in range(1, pages + 1):
            shown = page_of(entries, number, size)
            self.page(
                self.page_address(code, number),
                title,
                before + self.rows(shown) + self.pager(code, number, pages, len(entries)),
                head,
                side,
            )
        self.keep(entries)
        return self.col(code)

    def keep(self, entries: Iterable[Entry]) -> None:
        """The articles of entries on the site's hosts."""
        self.home.articles.update(
            (self.at(url), (title, day)) for title, url, day in entries if not url.startswith("http")
        )

    # Entries.
    def reports(
        self, code: str, years: Iterable[int], unit: str | None = None, style: int | None = None
    ) -> list[Entry]:
        """A report a year, newest first as the years come."""
        style = self.chance.randrange(5) if style is None else style
        found = []
        for year in years:
            day = f"{year + 1}-{self.chance.choice(('01', '02', '03'))}-{self.chance.randrange(10, 29)}"
            name = f"{self.unit}人民政府" if unit is None else unit
            found.append((TITLES[style].format(u=name, y=year), self.art(code, day, year * 7 % 1000 + 1_500_000), day))
        return found

    def others(self, code: str, titles: Sequence[str], year: int = 2023) -> list[Entry]:
        """Entries of other titles, newest first."""
        days = [f"{year - at // 9}-{9 - at % 9:02}-{self.chance.randrange(10, 29)}" for at in range(len(titles))]
        return [
            (title, self.art(code, day, 1_700_000 + at), day)
            for at, (title, day) in enumerate(zip(titles, days, strict=True))
        ]

    def alike(self, *kinds: str, years: range = range(2023, 2017, -1), folder: str = "") -> list[Link]:
        """Columns that look like one of reports, with their entries; their links."""
        found = []
        for kind in kinds:
            name, code, title = ALIKE[kind]
            entries = []
            for at, year in enumerate(years):
                day = f"{year + 1}-01-{11 + at}"
                entries.append((title.format(u=self.unit, y=year), self.art(folder + code, day, 1_800_000 + at), day))
            found.append((name, self.column(folder + code, name, entries)))
        return found

    def label(
        self,
        *columns: str | tuple[str, ...],
        years: Iterable[int] = (),
        also: Iterable[str] = (),
        outcome: Sequence[str] = ("found",),
    ) -> Home:
        """The site with its label; addresses are paths of it."""
        home = self.home
        home.columns = [
            tuple(self.url(path) for path in ((column,) if isinstance(column, str) else column)) for column in columns
        ]
        home.years, home.also, home.outcome = set(years), [self.url(path) for path in also], tuple(outcome)
        home.pages.setdefault(f"{self.host}/robots.txt", Served(b"User-agent: *\nDisallow: /admin/\n", "text/plain"))
        return home

    def none(self, *outcome: str) -> Home:
        """The label of a site without a column that can be named."""
        return self.label(outcome=outcome or ("no column",))

    def _document(self, title: str, head: str, body: str) -> str:
        meta = (
            f'<meta charset="{self.charset}"><meta name="SiteName" content="{self.unit}人民政府">{self.generator}'
            if self.layout != 1
            else f'<meta http-equiv="Content-Type" content="text/html; charset={self.charset}">{self.generator}'
        )
        script = "<script>var _hmt = _hmt || []; (function () { var hm = document.createElement('script'); hm.src = 'https://stat.example/hm.js'; })();</script>"
        return f"<!DOCTYPE html><html><head>{meta}<title>{title}</title>{head}</head><body>{body}{script}</body></html>"

    def _subjects(self) -> str:
        """The part of a menu that folds out: many columns, none of reports; some are gone."""
        names = self.chance.sample(SUBJECTS, self.chance.randrange(8, 22))
        links = []
        for at, name in enumerate(names):
            code = f"zdly{at}"
            if at % 7 != 5:
                self.column(code, name, self.others(code, self.chance.sample(EVENTS, 5)))
            links.append(f'<li><a href="{self.col(code)}">{name}</a></li>')
        return f'<div class="sub-menu" style="display:none"><ul>{"".join(links)}</ul></div>'

    def _news_box(self, name: str, code: str) -> str:
        titles = self.chance.sample(EVENTS, 7)
        if code == "gsgg" and self.chance.random() < 0.5:
            # A report that stands among the notices is no column.
            titles[3] = f"{self.unit}2023年政府信息公开工作年度报告"
        entries = self.others(code, titles)
        self.keep(entries)
        if self.at(self.col(code)) not in self.home.pages:
            self.home.pages[self.at(self.col(code))] = Served(
                f'<html><head><meta charset="utf-8"><title>{name}</title></head><body><div><a href="/">首页</a> &gt; {name}</div>{self.rows(entries)}</body></html>'.encode()
            )
        return f'<div class="box"><h3><a href="{self.col(code)}">{name}</a></h3><a class="more" href="{self.col(code)}">更多&gt;&gt;</a><ul>{items(entries)}</ul></div>'

    def _slides(self) -> str:
        entries = self.others("ztlb", self.chance.sample(EVENTS, 4))
        self.keep(entries)
        return (
            '<div id="slide" class="swiper-wrapper">'
            + "".join(
                f'<div class="swiper-slide"><a href="{url}"><img src="/images/s{at}.jpg"></a></div>'
                for at, (_, url, _) in enumerate(entries)
            )
            + "</div>"
        )
