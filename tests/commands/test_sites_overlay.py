"""`scrapy sites` marks what the overlay says; `--diff` shows it and `--adopt` moves it."""

from __future__ import annotations

import json
from pathlib import Path

from gaispider.sites.overlay import overlay_folder, put
from tests.commands.scrapy_command import scrapy
from tests.sites.test_overlay import NEW, SHIPPED, lay


def test_the_overlay_at_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "33-zhejiang.toml").write_text(SHIPPED, "utf-8")
    put(overlay_folder(tmp_path), "linan", {"proved": "probed 2026-01-02: 4 entries"})
    put(overlay_folder(tmp_path), "jiande", NEW)
    places = {"GAISPIDER_SITES_DIR": str(tmp_path), "GAISPIDER_STORE_DIR": str(tmp_path / "store")}
    done = scrapy("sites", **places)
    assert (done.returncode, done.stderr) == (0, "")
    ends = [line[60:] for line in done.stdout.splitlines()[1:]]
    assert ends == ["临安区人民政府 [local: proved]", "淳安县人民政府", "建德市人民政府 [local]"]
    told = [json.loads(line) for line in scrapy("sites", "--json", **places).stdout.splitlines()]
    assert [(one["proved"], one["overlay"]) for one in told] == [
        ("probed 2026-01-02: 4 entries", ["proved"]),
        (None, False),
        (None, True),
    ]

    done = scrapy("sites", "--diff", **places)
    assert done.stdout.splitlines()[:3] == [
        "33-zhejiang.toml",
        "  linan 临安区人民政府",
        '  + proved = "probed 2026-01-02: 4 entries"',
    ]
    assert "\x1b" not in done.stdout
    done = scrapy("sites", "--adopt", "jiande", **places)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 entry moved into the shipped files")
    assert 'key = "jiande"' in (tmp_path / "33-zhejiang.toml").read_text("utf-8")
    lay(tmp_path, '[[site]]\nkey = "gone"\nproved = "probed 2026-01-02: 4 entries"\n')
    done = scrapy("sites", **places)
    assert (done.returncode, "site gone: the registry has no such entry any more" in done.stderr) == (0, True)
    done = scrapy("sites", "--adopt", "linan", **places)
    assert (done.returncode, "has nothing of linan" in done.stderr) == (2, True)
