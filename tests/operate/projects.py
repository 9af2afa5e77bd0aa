"""A registry of several sites served by replica servers, and the commands that are run on it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

from gaispider.operate.site_status import SiteStatus, read_status
from tests.crawl.scrapy_process import Done, Scrapy
from tests.replicas.server import ReplicaServer

# Settings for a fast crawl of a replica with the family of the tests.
_CRAWL = {
    "SPIDER_MODULES": "tests.crawl.families",
    "ITEM_PIPELINES": json.dumps({"gaispider.crawl.run.record_writer.RecordWriter": 900}),
    "ALLOW_PRIVATE_HOSTS": "1",
    "DOWNLOAD_DELAY": "0",
    "RETRY_TIMES": "0",
}


class Sites:
    """`sites` maps keys to the servers of the sites."""

    def __init__(self, folder: Path, **sites: ReplicaServer) -> None:
        self.store = folder / "store"
        self.registry = folder / "sites"
        self.registry.mkdir()
        entries = [
            f'[[site]]\nkey = "{key}"\nname = "磐石市人民政府"\nregion = "220284"\nfamily = "plain"\n'
            f'hosts = ["{web.host}"]\nstart = ["{web.url}/"]\n'
            for key, web in sites.items()
        ]
        (self.registry / "22-jilin.toml").write_text("\n".join(entries), encoding="utf-8")

    @property
    def settings(self) -> dict[str, str]:
        """The settings that can be set in the environment."""
        return {"SITES_DIR": str(self.registry), "STORE_DIR": str(self.store), "ALLOW_PRIVATE_HOSTS": "1"}

    @property
    def options(self) -> list[str]:
        """All settings as -s options of a command."""
        return _options({"SITES_DIR": self.registry, "STORE_DIR": self.store, **_CRAWL})

    @property
    def family(self) -> str:
        """The other settings as -s options for a shell."""
        return " ".join(f"-s {name}={shlex.quote(value)}" for name, value in _CRAWL.items())

    def begin(self, command: str, *arguments: str, **settings: Any) -> Scrapy:
        settings = {"SITES_DIR": self.registry, "STORE_DIR": self.store, **_CRAWL, **settings}
        return Scrapy([command, *arguments, *_options(settings)])

    def run(self, *arguments: str, **settings: Any) -> Done:
        return self.begin("run", *arguments, **settings).wait()

    def status(self, *arguments: str, **settings: Any) -> Done:
        return self.begin("status", *arguments, **settings).wait()

    def of(self, key: str) -> SiteStatus:
        return read_status(self.store, key, runs=9)


def _options(settings: dict[str, Any]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
