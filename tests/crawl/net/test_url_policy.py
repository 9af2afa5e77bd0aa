from __future__ import annotations

import pytest

from gaispider.crawl.net.url_policy import PRIVATE, is_public, literal_address, refusal
from gaispider.sites.model import Site

SITE = Site("panshi", "磐石市", "trs", "22.toml", hosts=("xxgk.panshi.gov.cn", "122.137.242.24:8080/pub/psszfxxgk"))


@pytest.mark.parametrize(
    "url",
    [
        "http://xxgk.panshi.gov.cn/szf/",
        "https://xxgk.panshi.gov.cn/szf/",
        "http://122.137.242.24:8080/pub/psszfxxgk/szf/",
        "http://122.137.242.24:8080/robots.txt",
        "http://xxgk.panshi.gov.cn/robots.txt",
    ],
)
def test_own_pages_may_leave(url: str) -> None:
    assert refusal(url, SITE) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://www.baidu.com/",
        "http://panshi.gov.cn/",
        "http://xxgk.panshi.gov.cn.evil.com/",
        "http://evil.com/http://xxgk.panshi.gov.cn/",
        "http://xxgk.panshi.gov.cn@evil.com/",
        "http://122.137.242.24:8080/pub/slsxxgkw/",
        "http://122.137.242.24:8080/pub/psszfxxgk2/",
        "http://122.137.242.24:8080/pub/psszfxxgk/../slsxxgkw/",
        "http://122.137.242.24:8080/pub/psszfxxgk/%2e%2e/slsxxgkw/",
        "http://122.137.242.24/robots.txt",
        "http://www.baidu.com/robots.txt",
        "ftp://xxgk.panshi.gov.cn/a",
        "file:///etc/passwd",
        "http:///a",
    ],
)
def test_foreign_pages_may_not(url: str) -> None:
    assert refusal(url, SITE) is not None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - an address to refuse, not to bind to
        "100.64.0.1",
        "224.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fd00::1]",
        "[2002:7f00:1::]",
    ],
)
def test_private_addresses_may_not_in_any_spelling(host: str) -> None:
    site = Site("x", "x", "trs", "x.toml", hosts=(host,))
    assert refusal(f"http://{host}/", site) == PRIVATE
    assert refusal(f"http://{host}/", site, private_allowed=True) in (None, "not a host of the site")


def test_public_addresses_and_names_are_no_private_ones() -> None:
    assert is_public("122.137.242.24")
    assert is_public("2001:da8::1")
    assert literal_address("122.137.242.24") == "122.137.242.24"
    assert literal_address("abc.def.cn") is None
    assert literal_address("www.panshi.gov.cn") is None
    assert literal_address("fade.bad") is None
