"""`scrapy crawl` tells whoever asked to be told, once a change."""

from __future__ import annotations

from pathlib import Path

from tests.commands.scrapy_command import scrapy


def test_a_crawl_tells_of_a_change_and_not_again(tmp_path: Path) -> None:
    hook, told = tmp_path / "hook", tmp_path / "told"
    hook.write_text(f'#!/bin/sh\necho "$1 $3" >> {told}\n', "utf-8")
    hook.chmod(0o755)
    # Port 9 (discard) answers nothing on this machine.
    crawl = ("crawl", "encyclopedia", "-a", "urls=http://127.0.0.1:9/x", "-s", f"STORE_DIR={tmp_path / 'store'}")
    quick = ("-s", "ALLOW_PRIVATE_HOSTS=1", "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0", "--nolog")
    for _ in range(2):
        done = scrapy(*crawl, *quick, GAISPIDER_ALERT_COMMAND=str(hook))
        assert done.returncode == 6, done.stderr
    assert told.read_text("utf-8") == "encyclopedia unreachable\n"
    summaries = "".join(path.read_text("utf-8") for path in (tmp_path / "store").rglob("runs/*.json"))
    assert str(hook) not in summaries, "people's addresses do not belong into summaries"
