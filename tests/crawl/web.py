"""A loopback web server whose pages are a dict, and a project folder to crawl it from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Answer:
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Web:
    """`pages` maps a path to an Answer, or to a function of the request's handler; `asked` lists what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[BaseHTTPRequestHandler], Answer]] = {}
        self.asked: list[str] = []
        self.seen_headers: list[dict[str, str]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append(self.path)
                web.seen_headers.append({name.lower(): value for name, value in self.headers.items()})
                answer = web.pages.get(self.path, Answer("gone", 404, {"Content-Type": "text/plain"}))
                if callable(answer):
                    answer = answer(self)
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response(answer.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if answer.status != 304:
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a killed crawl resets its connections

        self._server = Server(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def articles(self, count: int, *, validators: bool = True) -> None:
        """A listing at / and that many articles /1.html ...; listings may answer 304."""
        links = "".join(f'<a class="article" href="/{n}.html">{n}</a>' for n in range(1, count + 1))
        self.pages["/"] = conditional(listing(links), '"listing"') if validators else Answer(listing(links))
        for n in range(1, count + 1):
            self.pages[f"/{n}.html"] = Answer(article(f"第{n}镇2018年政府信息公开工作年度报告"))


def listing(links: str) -> str:
    return f"<html><head><title>政府信息公开年报</title></head><body><ul>{links}</ul></body></html>"


def article(title: str, text: str = "主动公开政府信息158条。") -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def conditional(body: str, etag: str) -> Callable[[BaseHTTPRequestHandler], Answer]:
    def answer(handler: BaseHTTPRequestHandler) -> Answer:
        if handler.headers.get("If-None-Match") == etag:
            return Answer(b"", 304, {"ETag": etag})
        return Answer(body, 200, {"ETag": etag})

    return answer


@dataclass
class Project:
    """A registry with one site `plain` and a store, in a folder of their own."""

    folder: Path
    hosts: list[str]
    start: list[str]
    key: str = "plain"
    min_reports: int = 0

    @property
    def store(self) -> Path:
        return self.folder / "store" / self.key

    def write_registry(self) -> Path:
        sites = self.folder / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        (sites / "22-jilin.toml").write_text(
            f'[[site]]\nkey = "{self.key}"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "plain"\n'
            f"hosts = {json.dumps(self.hosts)}\nstart = {json.dumps(self.start)}\n"
            f"expect = {{ min_reports = {self.min_reports} }}\n",
            encoding="utf-8",
        )
        return sites

    def command(self, *arguments: str, private: bool = True) -> list[str]:
        settings = {
            "SITES_DIR": str(self.write_registry()),
            "STORE_DIR": str(self.folder / "store"),
            "REPLAY_DIR": str(self.folder / "replay"),
            "SPIDER_MODULES": "tests.crawl.families",
            "ITEM_PIPELINES": json.dumps({"gaispider.crawl.records.RecordWriter": 900}),
            "ALLOW_PRIVATE_HOSTS": str(int(private)),
            "DOWNLOAD_DELAY": "0",
            "RETRY_TIMES": "1",
        }
        given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        return [sys.executable, "-W", "error", "-m", "scrapy", "crawl", self.key, *given, *arguments]

    def crawl(self, *arguments: str, private: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments, private=private), cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60
        )

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments),
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def summaries(self) -> list[dict]:
        return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((self.store / "runs").glob("*.json"))]

    def lines(self) -> list[dict]:
        """Every record line of the store, oldest run first."""
        return [
            json.loads(line)
            for path in sorted((self.store / "records").glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]

    def titles(self) -> list[str]:
        """Titles of the newest version of each record."""
        return sorted({line["id"]: line["title"] for line in self.lines()}.values())


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GAISPIDER_")}
    return {**clean, "PYTHONPATH": str(ROOT)}
