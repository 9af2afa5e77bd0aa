"""A site that moves to another host keeps its key, its ids and what is known of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.crawl.crawl_project import Project, articles
from tests.replicas.server import ReplicaServer


class Moved(Project):
    """The site at its new host; the old one is its twin, and no longer answers."""

    old: str = ""

    def write_registry(self) -> Path:
        sites = super().write_registry()
        path = sites / "22-jilin.toml"
        # The old host stays the canonical one, so that every id stays.
        twins = f'twins = {{ "{self.web.url}/" = "{self.old}/" }}\n' if self.old else ""
        path.write_text(path.read_text("utf-8") + twins, encoding="utf-8")
        return sites


def test_a_site_that_moved_is_the_same_site(tmp_path: Path) -> None:
    with ReplicaServer(articles(6)) as before:
        project = Moved(tmp_path, before)
        assert project.crawl().returncode == 0
        first = {line["id"]: line["canonical_url"] for line in project.lines()}
        old = before.url
    with ReplicaServer(articles(6)) as after:
        project = Moved(tmp_path, after)
        project.old = old
        done = project.crawl()
        assert done.returncode == 0, done.stderr
        assert sorted(after.paths()) == ["/", "/robots.txt"], "what is known of the old host holds for the new one"
        counts = project.summaries()[-1]["counts"]
        assert (counts["skipped"], counts["new"], counts["changed"], counts["vanished"]) == (6, 0, 0, 0)
        # Asked for whole, every page is the record it was; a new one gets an id of the same kind.
        after.pages.update(articles(7))
        assert project.crawl("-a", "full=1").returncode == 0
        lines = project.lines()
        assert {line["id"]: line["canonical_url"] for line in lines if line["id"] in first} == first
        assert len({line["id"] for line in lines}) == 7
        counts = project.summaries()[-1]["counts"]
        assert (counts["unchanged"] + counts["changed"], counts["new"]) == (6, 1), json.dumps(counts)
        assert {line["canonical_url"].startswith(old) for line in lines} == {True}
        assert lines[-1]["url"].startswith(after.url)
