"""Report columns on hosts that the entry does not name: whose they are, by the link, its box and its address."""

from __future__ import annotations

import lxml.html
import pytest

from gaispider.page.listing.column_box import ColumnBoxes
from gaispider.page.listing.site_sections import read_columns
from gaispider.sites.model import Site
from gaispider.spiders.base.foreign_columns import LinkedColumn, is_own
from tests.growth import assert_linear

HOME = "http://www.qingshan.gov.cn/xxgk/"
BUREAU = "http://jyj.qingshan.gov.cn/"
GOVERNMENT = Site("a", "青山县人民政府", "generic", "22.toml", hosts=("www.qingshan.gov.cn",))
OFFICE = Site("b", "青山县教育局", "generic", "22.toml", hosts=("jyj.qingshan.gov.cn",))
FOLDER = Site("c", "青山县教育局", "generic", "22.toml", hosts=("www.qingshan.gov.cn/jyj",))
FAR = "http://xxgk.dajiang.gov.cn/qingshan/ndbg/"
_FRIENDS = "".join(f'<li><a href="http://www.city{n}.gov.cn/ndbg/">政府信息公开年报</a></li>' for n in range(200))
_OFFICES = "".join(f'<li><a href="http://{n}.qingshan.gov.cn/ndbg/">{n.upper()}局年报</a></li>' for n in ("jyj", "czj"))


def owners(site: Site, body: str, page: str = HOME) -> list[bool | None]:
    """Whose the foreign columns of a page are, in its order."""
    root = lxml.html.document_fromstring(f"<html><body>{body}<p>.</p></body></html>")
    columns = read_columns(root, page, in_column=False)
    foreign = [column for column in columns if not column.url.startswith((HOME, BUREAU)) and column.kind == "report"]
    boxes = ColumnBoxes(root, page)
    return [is_own(LinkedColumn(column.url, column.name, boxes.box_of(column.link)), site) for column in foreign]


def _menu(href: str, name: str = "政府信息公开年报") -> str:
    return f"""<ul><li><a href="zn/">公开指南</a></li><li><a href="zd/">公开制度</a></li>
    <li><a href="ysq/">依申请公开</a></li><li><a href="{href}">{name}</a></li></ul>"""


@pytest.mark.parametrize(
    ("site", "page", "body"),
    [
        # In the office's own menu, on whatever host.
        (GOVERNMENT, HOME, _menu(FAR)),
        (GOVERNMENT, HOME, _menu("http://xxgk.qingshan.gov.cn/ndbg/")),
        (OFFICE, BUREAU, _menu("http://www.qingshan.gov.cn/bm/ndbg/")),
        # By the name of the office.
        (GOVERNMENT, HOME, f'<div><a href="{FAR}">青山县政府信息公开年报</a></div>'),
        (GOVERNMENT, HOME, f'<div><a href="{FAR}">青山县人民政府年报</a></div>'),
        (OFFICE, BUREAU, f'<div><a href="{FAR}">教育局政府信息公开年报</a></div>'),
        (OFFICE, BUREAU, f'<ul>{_FRIENDS}<li><a href="{FAR}">本局年报</a></li></ul>'),
        (OFFICE, BUREAU, f'<h3>青山县教育局</h3><ul><li><a href="{FAR}">年度报告</a></li></ul>'),
        # By the address.
        (OFFICE, BUREAU, '<p><a href="http://www.qingshan.gov.cn/jyj/ndbg/">信息公开年报</a></p>'),
        (FOLDER, HOME, '<p><a href="http://xxgk.qingshan.gov.cn/jyj/ndbg/">信息公开年报</a></p>'),
        (GOVERNMENT, HOME, '<p><a href="http://qingshan.gov.cn/ndbg/">信息公开年报</a></p>'),
    ],
)  # fmt: skip
def test_the_office_s_own(site: Site, page: str, body: str) -> None:
    assert owners(site, body, page)[-1] is True


@pytest.mark.parametrize(
    ("site", "page", "body"),
    [
        (GOVERNMENT, HOME, f"<div class=foot><ul>{_FRIENDS}</ul></div>"),
        (GOVERNMENT, HOME, _menu(FAR, "教育局政府信息公开年报")),
        (GOVERNMENT, HOME, f'<div><a href="{FAR}">大江市政府信息公开年报</a></div>'),
        (GOVERNMENT, HOME, f"<ul>{_OFFICES}</ul>"),
        (GOVERNMENT, HOME, f'<div><a href="{FAR}">各乡镇年报</a></div>'),
        (GOVERNMENT, HOME, f'<h3>友情链接</h3><ul><li><a href="{FAR}">年度报告</a></li></ul>'),
        (GOVERNMENT, HOME, f'<h3>县教育局</h3><ul><li><a href="{FAR}">年度报告</a></li></ul>'),
        # The parent's column, which every department's page links to.
        (OFFICE, BUREAU, '<div><a href="http://www.qingshan.gov.cn/ndbg/">青山县政府信息公开年报</a></div>'),
        (OFFICE, BUREAU, _menu("http://www.qingshan.gov.cn/ndbg/", "县政府年报")),
        (OFFICE, BUREAU, f'<div><a href="{FAR}">大江市教育局年报</a></div>'),
    ],
)  # fmt: skip
def test_other_offices(site: Site, page: str, body: str) -> None:
    assert set(owners(site, body, page)) == {False}


def test_a_page_of_many_offices_takes_linear_time() -> None:
    def judge(count: int) -> None:
        links = "".join(f'<li><a href="http://c{n}.gov.cn/ndbg/">信息公开年报</a></li>' for n in range(count))
        assert len(owners(GOVERNMENT, f"<ul>{links}</ul>")) == count

    assert_linear(judge, 200)


@pytest.mark.parametrize(
    ("site", "page", "body"),
    [
        (GOVERNMENT, HOME, f'<div><a href="{FAR}">政府信息公开年报</a></div>'),
        (GOVERNMENT, HOME, '<div><a href="http://xxgk.qingshan.gov.cn/ndbg/">年度报告</a></div>'),
        (OFFICE, BUREAU, '<div><a href="http://www.qingshan.gov.cn/ndbg/">政府信息公开年报</a></div>'),
        (OFFICE, BUREAU, '<div><a href="http://10.0.0.1/ndbg/">政府信息公开年报</a></div>'),
    ],
)
def test_of_unknown_owner(site: Site, page: str, body: str) -> None:
    assert owners(site, body, page) == [None]
