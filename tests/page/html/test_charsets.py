"""The same page in every charset that servers send, rightly and wrongly declared, reads the same."""

from __future__ import annotations

import re

import pytest

from gaispider.items import Report
from gaispider.reading import extract
from tests.page.templates.pieces import Template, templates

PAGES = list(templates("state.txt", "provinces.txt", "odd.txt", "hard.txt"))[::9]
_DECLARED = re.compile(r"charset\s*=\s*[\"']?[\w-]+", re.I)


def declaring(html: str, charset: str) -> str:
    """The page with another charset in its declaration."""
    return _DECLARED.sub(f"charset={charset}", html)


def undeclared(html: str) -> str:
    return re.sub(r"<meta[^>]*charset[^>]*>", "", html, flags=re.I)


def halves(html: str) -> bytes:
    """A page put together of two files: GBK up to the body, UTF-8 from there on."""
    at = html.lower().find("<body")
    return declaring(html[:at], "utf-8").encode("gb18030") + html[at:].encode() if at > 0 else html.encode()


DRESSES = {
    "gbk called utf-8": lambda html: declaring(html, "utf-8").encode("gb18030"),
    "gbk called gb2312": lambda html: declaring(html, "gb2312").encode("gb18030"),
    "gbk called big5": lambda html: declaring(html, "big5").encode("gb18030"),
    "gbk undeclared": lambda html: undeclared(html).encode("gb18030"),
    "gbk cut in a character": lambda html: html.encode("gb18030") + "中".encode("gbk")[:1],
    "utf-8 called gb2312": lambda html: declaring(html, "gb2312").encode(),
    "utf-8 undeclared": lambda html: undeclared(html).encode(),
    "utf-8 with a mark, called gbk": lambda html: declaring(html, "gbk").encode("utf-8-sig"),
    "utf-8 cut in a character": lambda html: html.encode() + "中".encode()[:2],
    "utf-16 under a mark, called gb2312": lambda html: declaring(html, "gb2312").encode("utf-16"),
    "utf-16 without a mark": lambda html: html.encode("utf-16-le"),
    "utf-16, high bytes first": lambda html: html.encode("utf-16-be"),
    "two charsets": halves,
}


def said(report: Report) -> tuple[object, ...]:
    return (report.title, report.published, report.source, report.index_number, report.doc_number, report.text)


@pytest.mark.parametrize("dress", DRESSES)
def test_the_charset_changes_nothing(dress: str) -> None:
    def read(case: Template, body: bytes) -> tuple[object, ...]:
        return said(extract(body, case.labels["url"])[0])

    other = [case.name for case in PAGES if read(case, DRESSES[dress](case.html)) != read(case, case.html.encode())]
    assert not other
