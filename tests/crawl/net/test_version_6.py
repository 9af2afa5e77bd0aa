"""Names that have an address of version 6 only are asked there, pages and files; private ones are refused."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from gaispider.crawl.net.url_policy import is_public
from tests.crawl.crawl_project import Project, articles, title
from tests.crawl.scrapy_process import Scrapy
from tests.replicas.server import ReplicaServer

NAME = "www.jiaxian.test"


def only_version_6() -> None:
    """Let the name have the loopback address of version 6 and none of version 4, in the process that crawls."""
    asked = socket.getaddrinfo

    def no_version_4(name: str) -> str:
        raise socket.gaierror(socket.EAI_NONAME, f"{name}: no address of version 4")

    def found(host: Any, port: Any, family: int = 0, *others: Any, **named: Any) -> Any:
        if host == NAME and family == socket.AF_INET6:
            return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port or 0, 0, 0))]
        return asked(host, port, family, *others, **named)

    socket.gethostbyname = no_version_4
    socket.getaddrinfo = found


def crawl(project: Project, *, private: bool) -> tuple[int, str]:
    done = Scrapy(project.command("-s", "RETRY_TIMES=0", private=private), only_version_6).wait()
    return done.returncode, done.stderr


def test_a_name_of_version_6_alone_is_read(tmp_path: Any) -> None:
    try:
        server = ReplicaServer(articles(2), address="::1")
    except OSError:
        pytest.skip("this machine has no loopback address of version 6")
    with server as web:
        host = f"{NAME}:{web.port}"
        project = Project(tmp_path, web, hosts=[host], start=[f"http://{host}/"])
        code, told = crawl(project, private=True)
        assert code == 0, told
        assert project.titles() == [title(1), title(2)]
        web.log.clear()
        # The loopback address is private, whatever its version.
        code, told = crawl(Project(tmp_path / "public", web, hosts=[host], start=[f"http://{host}/"]), private=False)
        assert code == 6, told
        assert "private_address" in told
        assert web.log == []


def test_addresses_of_version_6_are_judged_as_those_of_version_4() -> None:
    assert not is_public("::1")
    assert not is_public("fd00::1")
    assert is_public("2400:3200::1")
