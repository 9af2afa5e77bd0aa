"""Every template changed by class: the reading must follow the change, whatever page it is done to."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import lxml.html
import pytest
from lxml import etree

from tests.page.templates.pieces import Template
from tests.page.test_templates import ARTICLES, differences

TEASERS = "".join(
    f'<div class="it"><a href="/b/{number}.html">第{number}期工作简报发布</a><p>近日，有关部门召开第{number}次调度会，'
    "通报前期进展情况，研究下一步工作安排，对重点任务逐项梳理。</p></div>"
    for number in range(6)
)
WINDOW = (
    '<div class="pop" style="display:none"><p>本网站已开通适老化服务，您可以点击右上角按钮切换至长者模式，'
    "获得更好的浏览体验，感谢您的支持。</p></div>"
)
LINKS = "".join(
    f'<li><a href="/a/{number}.html">关于做好第{number}批示范点申报和评审工作的通知公告</a>'
    f"<span>2019-0{number}-01</span></li>"
    for number in range(1, 9)
)


def parsed(case: Template) -> tuple[etree._Element, list[etree._Element]]:
    root = lxml.html.document_fromstring(case.html)
    return root, root.xpath("//*[@data-b]")


def written(case: Template, root: etree._Element, **labels: str) -> Template:
    html = "<!DOCTYPE html>" + lxml.html.tostring(root, encoding="unicode")
    return Template(case.name, {**case.labels, **labels}, html)


def renamed(case: Template) -> Template:
    """All names of boxes are made up."""
    root, _ = parsed(case)
    maker = random.Random(7)
    names: dict[str, str] = {}
    for element in root.iter(etree.Element):
        for attribute in ("class", "id"):
            words = (element.get(attribute) or "").split()
            if words:
                new = (names.setdefault(word, f"q{maker.getrandbits(40):x}") for word in words)
                element.set(attribute, " ".join(new))
    return written(case, root)


def _after(html: str) -> Callable[[Template], Template | None]:
    def change(case: Template) -> Template | None:
        root, bodies = parsed(case)
        if not bodies or bodies[-1].tag in ("td", "tr"):
            return None
        box = lxml.html.fragment_fromstring(html)
        box.tail, bodies[-1].tail = bodies[-1].tail, None
        bodies[-1].addnext(box)
        return written(case, root)

    return change


def _at(place: int, html: str) -> Callable[[Template], Template]:
    def change(case: Template) -> Template:
        root, _ = parsed(case)
        page = root.find("body")
        page.insert(place if place >= 0 else len(page), lxml.html.fragment_fromstring(html))
        return written(case, root)

    return change


def _with_body(html: str) -> Callable[[Template], Template | None]:
    def change(case: Template) -> Template | None:
        root, bodies = parsed(case)
        if len(bodies) != 1 or bodies[0].tag == "pre":
            return None
        body = bodies[0]
        number = case.labels.get("doc")
        gone = {"doc": "?"} if number and number in "".join(body.itertext()) else {}
        for child in list(body):
            body.remove(child)
        body.text = ""
        body.extend(lxml.html.fragments_fromstring(html))
        return written(case, root, files="?", **gone)

    return change


def twin(case: Template) -> Template | None:
    """A second head of the page, for telephones: title and day right before the document."""
    root, bodies = parsed(case)
    if not bodies or bodies[0].tag in ("td", "tr"):
        return None
    day = case.labels["published"].replace("null", "")
    head = f'<div class="m-head visible-xs"><h2>{case.labels["title"]}</h2><p>{day}</p></div>'
    bodies[0].addprevious(lxml.html.fragment_fromstring(head))
    return written(case, root)


def _headed(form: str) -> Callable[[Template], Template | None]:
    """The title element says something else, and no meta tag names the title."""

    def change(case: Template) -> Template | None:
        root, _ = parsed(case)
        head = root.find(".//title")
        if head is None or case.labels["title"] in ("null", "?"):
            return None
        for tag in root.xpath("//meta[@name]"):
            if tag.get("name").lower() in ("articletitle", "title"):
                tag.getparent().remove(tag)
        head.text = form.format(case.labels["title"])
        return written(case, root)

    return change


def _printed(form: str) -> Callable[[Template], Template | None]:
    """The day outside the document is printed in another form."""

    def change(case: Template) -> Template | None:
        if case.labels["published"].count("-") != 2:
            return None
        year, month, day = map(int, case.labels["published"].split("-"))
        pattern = re.compile(rf"{year}\s*[-年/.]\s*0?{month}\s*[-月/.]\s*0?{day}(?!\d)日?")
        root, bodies = parsed(case)
        inside = {element for body in bodies for element in body.iter()}
        for element in root.find("body").iter(etree.Element):
            if element not in inside and element.tag not in ("script", "a"):
                new = form.format(year=year, month=month, day=day)
                element.text = element.text and pattern.sub(new, element.text)
                element.tail = element.tail and pattern.sub(new, element.tail)
        return written(case, root)

    return change


CHANGES: dict[str, tuple[Callable[[Template], Template | None], set[str]]] = {
    # change, and the templates that then say something else
    "renamed": (renamed, set()),
    "other titles after": (
        _after(f'<div class="gl"><div class="gt">相关新闻</div><ul>{LINKS}</ul></div>'),
        set(),
    ),
    "teasers after": (
        _after(f'<div class="tj"><h4>为您推荐</h4>{TEASERS}</div>'),
        set(),
    ),
    "teasers above": (_at(0, f'<div class="tj"><h4>为您推荐</h4>{TEASERS}</div>'), set()),
    "disclaimer": (
        _after(
            "<div><p>声明：本网站部分内容转载自其他媒体，版权归原作者所有，如有侵权请与我们联系，我们将及时处理。</p></div>"
        ),
        set(),
    ),
    "leaving": (
        _at(
            -1,
            "<div><p>您即将离开本网站，前往的网站不受本网站控制，请您谨慎操作，注意保护个人信息和财产安全。</p><a>继续</a></div>",
        ),
        set(),
    ),
    "window": (_at(0, WINDOW), set()),
    "window after": (_at(-1, WINDOW), set()),
    "today": (_at(0, "<div>今天是：2026年11月22日 星期日　欢迎您访问本站！</div>"), set()),
    "head from the site down": (_headed("甲县人民政府 > 政务公开 > {}"), {"ndrc"}),
    "head from the title up": (_headed("{}_部门文件_甲县人民政府门户网站"), {"ndrc"}),
    "head without a title": (
        _headed("政务公开-甲县人民政府"),
        {"ndrc", "jsp-hidden-mobile-copy", "short-notice-without-bar", "leader-page", "name-of-site-longer-than-title"}
        | {"ndrc-attachment-box", "chinatax-fgk"},
    ),
    "twin": (twin, {"mof-trs", "asp-viewstate", "sichuan", "only-files-beside-prose"}),
    "two paragraphs": (
        _with_body("<p>9日上午，镇里召开推进会，部署环境整治工作，各村书记参加会议。</p><p>会议要求，月底前完成。</p>"),
        {"customs-easysite", "mobile-copy-both-visible", "all-in-one-cell", "opinion-form-after"},
    ),
    "one paragraph": (
        _with_body("<p>　　经研究，决定自下月起恢复正常办公，特此通知。</p>"),
        {"customs-easysite", "mobile-copy-both-visible", "all-in-one-cell", "opinion-form-after"},
    ),
    "nothing": (
        _with_body(""),
        {"mof-trs", "php-dedecms", "customs-easysite", "all-in-one-cell", "word-header-in-bar-table"}
        | {"player-beside-prose", "bar-inside-heading", "opinion-form-after", "letters-qa"}
        | {"procuratorate-author-source", "tabs-policy-and-readings", "table-beside-hidden-tools"}
        | {"related-list-in-the-documents-box"}
        | {"digg-and-comment-form", "jsp-hidden-mobile-copy", "mobile-copy-both-visible"},
    ),
    "a picture": (
        _with_body('<p style="text-align:center"><img src="/x/1.jpg"></p>'),
        {"customs-easysite", "all-in-one-cell", "word-header-in-bar-table"}
        | {"bar-inside-heading", "opinion-form-after", "jsp-hidden-mobile-copy", "mobile-copy-both-visible"}
        | {"procuratorate-author-source", "tabs-policy-and-readings"},
    ),
    "editors": (
        _after("<div><p>（责任编辑：张三）</p><p>编辑：李四　审核：王五　签发：赵六</p></div>"),
        set(),
    ),
    "day in words": (_printed("{year}年{month}月{day}日"), set()),
    "day in brackets": (_printed("[{year}-{month:02}-{day:02}]"), {"video-only"}),
    "day with points": (_printed("{year}.{month:02}.{day:02}"), {"video-only", "people-gov"}),
    "short lines": (
        _with_body("<p>地址：人民路18号</p><p>邮编：132000</p><p>负责人：张某</p><p>办公室：综合股、业务股</p>"),
        {"gov-gongbao", "mohurd-old", "ndrc", "customs-easysite", "jsp-hidden-mobile-copy"}
        | {"mobile-copy-both-visible", "source-below-body", "leaders-speech-kicker"}
        | {"all-in-one-cell", "bar-inside-heading", "leader-page", "opinion-form-after"}
        | {"print-version", "index-in-right-column", "only-updated", "letters-qa"},
    ),
}


@pytest.mark.parametrize("generic", [False, True], ids=["family", "generic"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_followed(change: str, generic: bool) -> None:
    make, others = CHANGES[change]
    changed = [new for case in ARTICLES if case.name not in others and (new := make(case))]
    wrong = {case.name: found for case in changed if (found := differences(case, generic))}
    assert len(changed) > 80
    assert wrong == {}
