"""A name that DNS does not know, or that is private, is asked for once, and the command says at once what to do."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.crawl_project import Project, articles, title
from tests.crawl.scrapy_process import Done, Scrapy
from tests.replicas.server import ReplicaServer

UNKNOWN = "www.qingshui-xian.gov.cn"
_HEAD = 'region = "220284"\nfamily = "generic"\nname = "清水县人民政府"\n'
# Who waits for it does not come to an end within the time of a test.
_LONG = {"DISCOVERY_PAUSE": "3600", "PROBE_PAUSE": "3600", "RETRY_TIMES": "3", "DOWNLOAD_DELAY": "0"}


def no_such_name() -> None:
    """Let DNS know no name of the test, in the process of the command; each look-up is told."""

    def none(name: str) -> str:
        sys.stderr.write(f"LOOKED UP {name}\n")
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def none_of_version_6(host: Any, *_others: Any, **_named: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    socket.gethostbyname = none
    socket.getaddrinfo = none_of_version_6


def scrapy(folder: Path, *arguments: str) -> Done:
    settings = {"SITES_DIR": folder / "sites", "STORE_DIR": folder / "store", "DISCOVERY_DIR": folder / "runs", **_LONG}
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return Scrapy([arguments[0], *options, *arguments[1:]], no_such_name).wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sites").mkdir()
    entries = {"unknown": UNKNOWN, "private": "127.0.0.1:9"}
    (tmp_path / "sites" / "22-jilin.toml").write_text(
        "\n".join(
            f'[[site]]\nkey = "{key}"\n{_HEAD}hosts = ["{host}"]\nstart = ["http://{host}/nb/"]\n'
            for key, host in entries.items()
        ),
        "utf-8",
    )
    return tmp_path


def test_discovery_of_what_is_not_there_ends_at_once(folder: Path) -> None:
    done = scrapy(folder, "discover", "--json", f"http://{UNKNOWN}/", "http://127.0.0.1:9/")
    assert done.returncode == 6, done.stderr
    unknown, private = sorted(map(json.loads, done.stdout.splitlines()), key=lambda line: line["situation"])
    assert (unknown["outcome"], unknown["situation"], unknown["tries"]) == ("unreachable", "no such name", 1)
    for name in (UNKNOWN, "qingshui-xian.gov.cn"):
        assert f"http://{name}/: DNS knows no host of the name {name} (its robots.txt" in unknown["because"]
    assert "getent hosts NAME" in unknown["next"]
    # With www and without it, and never a second time.
    assert sorted(line.split()[-1] for line in done.stderr.splitlines() if "LOOKED UP" in line) == [
        "qingshui-xian.gov.cn",
        UNKNOWN,
    ]
    assert (private["outcome"], private["situation"], private["tries"]) == ("unreachable", "private address", 1)
    assert "ALLOW_PRIVATE_HOSTS does not allow" in private["because"]
    assert "-s ALLOW_PRIVATE_HOSTS=1" in private["next"]


def test_a_probe_tells_a_refused_address_and_an_unknown_name_at_once(folder: Path) -> None:
    done = scrapy(folder, "sites", "--probe", "private", "unknown")
    assert done.returncode == 6, done.stderr
    told = done.stdout
    assert "private_address: http://127.0.0.1:9/nb/: private address, which ALLOW_PRIVATE_HOSTS does not allow" in told
    assert "  do: private addresses are refused (ALLOW_PRIVATE_HOSTS): for a replica of your own set it to 1" in told
    assert f"dns: http://{UNKNOWN}/nb/: DNS knows no host of the name {UNKNOWN}" in told
    assert "; as qingshui-xian.gov.cn: unreachable" in told
    assert "  do: is the name spelt as the office spells it (getent hosts NAME)?" in told
    assert "nothing for a week. Then" not in told
    assert "asked twice" not in told
    # There is nothing to mail of a site that gives nothing.
    none = scrapy(folder, "sites", "--bundle", "private", "--out", str(folder / "p.zip"))
    assert (none.returncode, none.stdout, (folder / "p.zip").exists()) == (2, "", False)
    assert "--bundle private: it was never crawled, and gives no answer: private_address" in none.stderr


def test_a_crawl_ends_with_the_cure_of_its_cause(folder: Path) -> None:
    done = scrapy(folder, "crawl", "unknown", "-s", "LOG_LEVEL=WARNING")
    assert done.returncode == 6, done.stderr
    assert done.stderr.count("LOOKED UP") == 1, "a name that is none is not asked for again"
    assert f"DNS knows no host of the name {UNKNOWN}" in done.stderr
    assert "  do: dns: is the name spelt as the office spells it (getent hosts NAME)?" in done.stderr.splitlines()[-1]


def no_answer_at_first() -> None:
    """Let the resolver be out of reach for two look-ups, and then know the name."""
    asked = socket.getaddrinfo
    left = [2]

    def later(name: str) -> str:
        left[0] -= 1
        if left[0] >= 0:
            sys.stderr.write(f"NO ANSWER FOR {name}\n")
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return "127.0.0.1"

    def none_of_version_6(host: Any, port: Any, family: int = 0, *others: Any, **named: Any) -> Any:
        if host == UNKNOWN:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return asked(host, port, family, *others, **named)

    socket.gethostbyname = later
    socket.getaddrinfo = none_of_version_6


def test_a_resolver_that_does_not_answer_is_asked_again(tmp_path: Path) -> None:
    with ReplicaServer(articles(2)) as web:
        host = f"{UNKNOWN}:{web.port}"
        project = Project(tmp_path, web, hosts=[host], start=[f"http://{host}/"])
        done = Scrapy(project.command("-s", "RETRY_TIMES=3"), no_answer_at_first).wait()
        assert done.returncode == 0, done.stderr
        assert done.stderr.count("NO ANSWER FOR") == 2
        assert project.titles() == [title(1), title(2)]
