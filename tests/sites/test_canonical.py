from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaispider.sites.canonical import belongs, canonical_url
from gaispider.sites.model import Site

SITE = Site(
    key="linan",
    name="临安",
    family="trs",
    file="x.toml",
    hosts=("xxgk.linan.example.cn", "10.20.30.40:8080/pub/lasxxgk", "www.linan.example.cn"),
    twins={
        "http://10.20.30.40:8080/pub/lasxxgk/": "http://xxgk.linan.example.cn/",
        "https://old.example.cn/": "http://www.linan.example.cn/",
        "https://old.example.cn/xxgk/": "http://xxgk.linan.example.cn/",
    },
)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("https://A.Example.CN:443/x/", "http://a.example.cn/x/"),
        ("HTTP://a.example.cn", "http://a.example.cn/"),
        ("http://a.example.cn:80/x", "http://a.example.cn/x"),
        ("http://a.example.cn:8080/x", "http://a.example.cn:8080/x"),
        ("http://a.example.cn./x", "http://a.example.cn/x"),
        (" http://a.example.cn/x#top ", "http://a.example.cn/x"),
        ("http://a.example.cn/x#/report/12", "http://a.example.cn/x#/report/12"),
        ("http://a.example.cn/x#!/report/12", "http://a.example.cn/x#!/report/12"),
        ("http://a.example.cn/x/../y/./z.html", "http://a.example.cn/y/z.html"),
        ("http://a.example.cn/x/..", "http://a.example.cn/"),
        ("http://a.example.cn/v;jsessionid=1F2E.n1?id=3", "http://a.example.cn/v?id=3"),
        ("http://a.example.cn/v.do?JSESSIONID=99&id=3", "http://a.example.cn/v.do?id=3"),
        ("http://a.example.cn/v?id=3&PHPSESSID=99", "http://a.example.cn/v?id=3"),
        ("http://a.example.cn/t20260128_4233432_app.shtml", "http://a.example.cn/t20260128_4233432.shtml"),
        ("http://a.example.cn/t20230118_11_wap.html", "http://a.example.cn/t20230118_11.html"),
        ("http://a.example.cn/t20230118_11_mob.htm?isMobile=true", "http://a.example.cn/t20230118_11.htm"),
        ("http://a.example.cn/mail_app.html", "http://a.example.cn/mail_app.html"),
        ("http://a.example.cn/content/mpost_67513.html", "http://a.example.cn/content/post_67513.html"),
        ("http://a.example.cn/r.jsp?fbtime=2017&area=0010", "http://a.example.cn/r.jsp?area=0010&fbtime=2017"),
        ("http://a.example.cn/r.jsp?area=0010&amp;fbtime=2017", "http://a.example.cn/r.jsp?area=0010&fbtime=2017"),
        ("http://a.example.cn/r?b=2&b=1&a=", "http://a.example.cn/r?a=&b=2&b=1"),
        ("http://a.example.cn/r?from=timeline&isappinstalled=0", "http://a.example.cn/r"),
        ("http://a.example.cn/r?from=2019", "http://a.example.cn/r?from=2019"),
        ("http://a.example.cn/%e5%b9%b4%7E", "http://a.example.cn/%E5%B9%B4~"),
        ("http://a.example.cn/年报", "http://a.example.cn/%E5%B9%B4%E6%8A%A5"),
        ("http://a.example.cn/r?t=%C4%EA", "http://a.example.cn/r?t=%C4%EA"),
        ("http://user:pw@a.example.cn/x", "http://a.example.cn/x"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
    ],
)
def test_one_spelling(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (
            "http://10.20.30.40:8080/pub/lasxxgk/szf/t20190227_5.html",
            "http://xxgk.linan.example.cn/szf/t20190227_5.html",
        ),
        ("http://old.example.cn/xxgk/a.html", "http://xxgk.linan.example.cn/a.html"),
        ("http://old.example.cn/news/a.html", "http://www.linan.example.cn/news/a.html"),
        ("http://10.20.30.40:8080/pub/other/a.html", "http://10.20.30.40:8080/pub/other/a.html"),
    ],
)
def test_twins_share_one_url_and_the_longest_prefix_wins(written: str, canonical: str) -> None:
    assert canonical_url(written, SITE) == canonical


@pytest.mark.parametrize(
    "text", ["", "mailto:a@b.cn", "javascript:void(0)", "http://", "http://[1/", "http://a:b/", "/x/y"]
)
def test_what_is_no_web_address_stays_as_it_is(text: str) -> None:
    assert canonical_url(text, SITE) == text
    assert not belongs(text, SITE)


@given(st.text(max_size=60))
def test_settling_twice_changes_nothing(tail: str) -> None:
    once = canonical_url("http://a.example.cn/" + tail)
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    "url",
    [
        "http://xxgk.linan.example.cn/a",
        "https://XXGK.linan.example.cn:443/a",
        "http://10.20.30.40:8080/pub/lasxxgk",
        "http://10.20.30.40:8080/pub/lasxxgk/a?x=/../",
    ],
)
def test_own_hosts(url: str) -> None:
    assert belongs(url, SITE)


@pytest.mark.parametrize(
    "url",
    [
        "http://linan.example.cn/",
        "http://evil-xxgk.linan.example.cn/",
        "http://xxgk.linan.example.cn.evil.com/",
        "http://xxgk.linan.example.cn@evil.com/",
        "http://evil.com\\@xxgk.linan.example.cn/",
        "http://xxgk.linan.example.cn:8080/",
        "http://10.20.30.40/pub/lasxxgk/a",
        "http://10.20.30.40:8080/pub/lasxxgk2/a",
        "http://10.20.30.40:8080/pub/lasxxgk/../other/a",
        "http://10.20.30.40:8080/pub/lasxxgk/%2e%2e/other/a",
        "http://10.20.30.40:8080/pub/lasxxgk/..%2fother/a",
        "ftp://xxgk.linan.example.cn/a",
        "file:///etc/passwd",
    ],
)
def test_strangers(url: str) -> None:
    assert not belongs(url, SITE)
