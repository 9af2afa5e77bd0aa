"""What stays at home when a site is put into a bundle."""

from __future__ import annotations

import getpass
import socket
from pathlib import Path

import pytest
from scrapy.settings import Settings

from gaispider.bundles.private import Redaction, told_headers, told_settings


@pytest.fixture
def redaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Redaction:
    monkeypatch.setattr(socket, "gethostname", lambda: "crawler7")
    monkeypatch.setattr(getpass, "getuser", lambda: "wanglaoshi")
    places = {"STORE_DIR": str(tmp_path / "store"), "SITES_DIR": "/srv/reports/sites", "REPLAY_DIR": ""}
    return Redaction(Settings({**places, "CONTACT": "wang@university.example"}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cannot write /srv/reports/sites/local/22-jilin.toml", "cannot write <path>/local/22-jilin.toml"),
        ("see /home/wang/logs/x.log, line 3", "see <path>, line 3"),
        ("C:\\Users\\Wang\\store", "<path>"),
        ("on crawler7 by wanglaoshi <wang@university.example>", "on <private> by <private> <<private>>"),
        ("http://www.a.gov.cn/home/wang/ndbg/x.html failed", "http://www.a.gov.cn/home/wang/ndbg/x.html failed"),
        ("http://user:secret@www.a.gov.cn/nb/", "http://www.a.gov.cn/nb/"),
        ("2022/2023 and 7/8", "2022/2023 and 7/8"),
        ("crawler77 is another", "crawler77 is another"),
    ],
)
def test_names_and_paths_of_the_machine_are_taken_out(redaction: Redaction, text: str, told: str) -> None:
    assert redaction.text(text) == told


def test_a_summary_is_told_without_the_machine(redaction: Redaction) -> None:
    summary = {
        "outcome": "error",
        "reasons": ["/home/wang/x: disk full"],
        "process": {"host": "crawler7", "pid": 7},
        "storage": {"free": "/dev/sda1"},
        "settings": {"STORE_DIR": "/home/wang/x", "GAISPIDER_CONTACT": "x@y.z", "DOWNLOAD_DELAY": "3"},
    }
    assert redaction.summary(summary) == {
        "outcome": "error",
        "reasons": ["<path>: disk full"],
        "settings": {"DOWNLOAD_DELAY": "3"},
    }


def test_only_settings_of_reading_and_asking_are_told() -> None:
    private = {"ALERT_SMTP_PASSWORD_FILE": "/x", "USER_AGENT": "me", "CONTACT": "me", "MY_TOKEN": "t", "RETRY_TIMES": 2}
    assert told_settings(private) == {"RETRY_TIMES": 2}


def test_headers_with_keys_are_not_told() -> None:
    headers = [("Content-Type", "text/html"), ("Set-Cookie", "a=b"), ("WWW-Authenticate", "x")]
    assert told_headers(headers) == [("Content-Type", "text/html")]
