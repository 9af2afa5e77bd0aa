"""A crawl of a site with `render` in its registry entry, with the real families and normalisation steps."""

from __future__ import annotations

import json
from dataclasses import dataclass

from gaispider.settings import ITEM_PIPELINES
from tests.crawl.crawl_project import Project
from tests.crawl.scrapy_process import Done


@dataclass
class RenderedProject(Project):
    """`render` is the TOML value in the registry entry."""

    render: str = "true"
    family: str = "generic"

    def write_registry(self):
        sites = super().write_registry()
        path = sites / "22-jilin.toml"
        text = path.read_text(encoding="utf-8").replace('family = "plain"', f'family = "{self.family}"')
        path.write_text(f"{text}render = {self.render}\n", encoding="utf-8")
        return sites

    def command(self, *arguments: str, private: bool = True, key: str = "plain") -> list[str]:
        if self.family != "plain":
            real = ("-s", "SPIDER_MODULES=spiders", "-s", f"ITEM_PIPELINES={json.dumps(ITEM_PIPELINES)}")
            arguments = (*real, *arguments)
        return super().command("-s", "RENDER_TIMEOUT=120", *arguments, private=private, key=key)

    def rendering(self) -> dict:
        """The rendering counters in the last run's summary."""
        return self.summaries()[-1]["rendering"]


def sound(done: Done) -> Done:
    assert done.returncode == 0, done.stderr
    return done
