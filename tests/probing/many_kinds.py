"""A replica with an entry of every kind that a probe tells apart, all on one host, each in a folder of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from tests.crawl.generic_site import TOWNS, column, framed, report, title_of
from tests.replicas.server import ReplicaServer, Served

CHALLENGE = Served(b"<html><script>$_ts=window['$_ts'];</script></html>", status=412)
SHELL = Served(
    b'<html><head><title></title></head><body><div id="app"></div><script src="/a.js"></script></body></html>'
)
_LINKS = "".join(f'<a href="/t{number}/">{town}镇</a>' for number, town in enumerate(TOWNS[:3]))
ELSEWHERE = "http://www.elsewhere.gov.cn"


@dataclass
class Kinds:
    """The registry and the pages. `wanted` is the kind of each entry by key."""

    folder: Path
    web: ReplicaServer
    wanted: dict[str, str] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.web.pages["/robots.txt"] = Served(b"User-agent: *\nDisallow: /shut/\n", "text/plain")
        self._whole()
        self._moved()
        self._column("shut", "robots")
        self._column("guarded", "blocked", change=CHALLENGE)
        self._column("absent", "layout_changed", change=Served(b"<html>404</html>", status=404))
        self._column("bare", "empty", change=framed("政府信息公开年报", f"<p>暂无内容</p>{_LINKS}"))
        self._column("unlinked", "layout_changed", change=framed("年报", f"<div>{title_of('青溪')}</div>"))
        self._column("shell", "needs_rendering", change=SHELL)
        self._entry("silent", "unreachable", host="127.0.0.1:9", start="http://127.0.0.1:9/nb/")
        self._single()

    def _whole(self) -> None:
        """Columns of two pages; the second of one of them is not there."""
        for key, kind in (("whole", "proved"), ("half", "incomplete")):
            first = {f"/{key}/nb/{number}.html": title_of(town) for number, town in enumerate(TOWNS[:4])}
            rest = {f"/{key}/nb/{number}.html": title_of(town) for number, town in enumerate(TOWNS[4:6], 4)}
            self._column(key, kind, rows=first)
            pages = self.web.pages
            pages[f"/{key}/nb/"] = Served(
                pages[f"/{key}/nb/"].body.replace(
                    b"</ul>", f'</ul><div class="page"><a href="/{key}/nb/index_2.html">下一页</a></div>'.encode()
                )
            )
            if kind == "proved":
                pages[f"/{key}/nb/index_2.html"] = column(rest)
            pages |= {path: report(title[:2]) for path, title in (first | rest).items()}

    def _moved(self) -> None:
        """To a further folder, to the home page, to another host, by its reports, and from https to http."""
        self._column("led", "moved", change=_to("/led/new/ndbg/"))
        self.web.pages["/led/new/ndbg/"] = column({"/led/1.html": title_of("青溪")})
        self.web.pages["/led/1.html"] = report("青溪")
        self._column("home", "moved", change=_to("/home/"))
        self.web.pages["/home/"] = framed("某县", "<p>欢迎</p>")
        self._column("host", "moved", change=_to(f"{ELSEWHERE}/host/nb/"))
        self._column(
            "linked", "moved", rows={f"{ELSEWHERE}/{number}.html": title_of(TOWNS[number]) for number in range(3)}
        )
        self._column("scheme", "moved")
        self.entries[-1] = self.entries[-1].replace('start = ["http:', 'start = ["https:')

    def _single(self) -> None:
        """A report in a folder by day, whose breadcrumb leads to its column."""
        steps = '您的位置：<a href="/single/">首页</a> > <a href="/single/nb/">年报</a>'
        crumb = f'<div class="crumb">{steps}</div><div class=article>'.encode()
        page = report("石桥").body.replace(b"<div class=article>", crumb)
        self._column("single", "single_report", rows={"/single/nb/202301/t20230113_7.html": title_of("石桥")})
        self.web.pages["/single/nb/202301/t20230113_7.html"] = Served(page)
        self.entries.pop()
        self._entry("single", "single_report", start=f"{self.web.url}/single/nb/202301/t20230113_7.html")

    def _column(self, key: str, kind: str, rows: dict[str, str] | None = None, change: Served | None = None) -> None:
        """An entry that starts at /KEY/nb/, with one report unless told otherwise."""
        rows = rows or {f"/{key}/1.html": title_of("青溪")}
        self.web.pages |= {path: report(title[:2]) for path, title in rows.items() if path.startswith("/")}
        self.web.pages[f"/{key}/nb/"] = change or column(rows)
        self._entry(key, kind, start=f"{self.web.url}/{key}/nb/")

    def _entry(self, key: str, kind: str, start: str, host: str | None = None) -> None:
        self.wanted[key] = kind
        host = host or f"{self.web.host}/{key}"
        self.entries.append(
            f'[[site]]\nkey = "{key}"\nname = "磐石市{key}"\nregion = "220284"\nfamily = "trs"\n'
            f"hosts = {json.dumps([host])}\nstart = {json.dumps([start])}\n"
        )

    def registry(self) -> Path:
        sites = self.folder / "sites"
        sites.mkdir(exist_ok=True)
        (sites / "22-jilin.toml").write_text("\n".join(self.entries), "utf-8")
        return sites

    def options(self, **settings: str) -> list[str]:
        """The options of `scrapy sites` for this registry; nothing waits."""
        all_settings = {
            "SITES_DIR": str(self.registry()),
            "STORE_DIR": str(self.folder / "store"),
            "ALLOW_PRIVATE_HOSTS": "1",
            "DOWNLOAD_DELAY": "0",
            "PROBE_PAUSE": "0",
            **settings,
        }
        return [part for name, value in all_settings.items() for part in ("-s", f"{name}={value}")]


def _to(target: str) -> Served:
    return Served(b"", status=302, headers={"Location": target})
