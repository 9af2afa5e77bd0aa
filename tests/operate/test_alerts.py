"""Alerts: told once when trouble begins, changes or ends; through a real command and a real SMTP server."""

from __future__ import annotations

import json
import shlex
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gaispider import settings as project
from gaispider.operate.advice import advice
from gaispider.operate.alerts import Channels, alert_on_change
from tests.crawl.crawl_project import articles
from tests.operate.projects import Sites
from tests.operate.smtp import SmtpServer
from tests.operate.stores import add_run, site
from tests.replicas.server import Fault, ReplicaServer

_HOOK = """#!{python}
import json, sys
with open({told!r}, "a", encoding="utf-8") as file:
    print(json.dumps([sys.argv[1:], json.load(sys.stdin)]), file=file)
sys.exit(0)
"""


class Hook:
    """A command that notes what it is called with."""

    def __init__(self, folder: Path) -> None:
        self.told = folder / "told.jsonl"
        self.script = folder / "a hook"
        self.script.write_text(_HOOK.format(python=sys.executable, told=str(self.told)), encoding="utf-8")
        self.script.chmod(self.script.stat().st_mode | stat.S_IXUSR)

    @property
    def command(self) -> str:
        return f"{shlex.quote(str(self.script))} --to 'the operators'"

    @property
    def calls(self) -> list[Any]:
        return [json.loads(line) for line in self.told.read_text().splitlines()] if self.told.exists() else []


@pytest.fixture
def hook(tmp_path: Path) -> Hook:
    return Hook(tmp_path)


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


def _settings(**given: Any) -> dict[str, Any]:
    names = {name: getattr(project, name) for name in dir(project) if name.startswith("ALERT_")}
    assert not {name for name in given if name not in names}
    return names | {"ALERT_COMMAND": "", "ALERT_MAIL_TO": "", "ALERT_SMTP_HOST": "127.0.0.1"} | given


def _nights(store: Path, outcomes: list[str], settings: dict[str, Any]) -> list[str]:
    """What is told after each of the runs, one a night: `old>new`, or nothing."""
    told = []
    for place, outcome in enumerate(outcomes):
        add_run(store, "panshi", outcome, days_ago=len(outcomes) - place)
        changes = alert_on_change(store, "panshi", settings)
        told.append("".join(f"{change.old}>{change.new}" for change in changes))
    return told


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        (["ok", "unchanged", "partial", "ok"], ["", "", "", ""]),
        (["ok", "blocked", "blocked", "blocked"], ["", "ok>blocked", "", ""]),
        (
            ["blocked", "unreachable", "unchanged", "ok"],
            ["ok>blocked", "blocked>unreachable", "unreachable>unchanged", ""],
        ),
        # A gap is told once, ends when an entry accepts it, and is told again when it has grown.
        (
            ["ok", "incomplete", "incomplete", "ok", "incomplete"],
            ["", "ok>incomplete", "", "incomplete>ok", "ok>incomplete"],
        ),
        (["empty", "partial", "partial", "empty"], ["ok>empty", "empty>partial", "", "ok>empty"]),
        # A run cut short knows nothing of the site: the trouble neither ends nor begins anew.
        (["blocked", "interrupted", "blocked", "interrupted", "ok"], ["ok>blocked", "", "", "", "blocked>ok"]),
        (["ok", "running", "ok"], ["", "ok>died", "died>ok"]),
    ],
)
def test_only_changes_are_told(tmp_path: Path, hook: Hook, outcomes: list[str], told: list[str]) -> None:
    assert _nights(tmp_path / "store", outcomes, _settings(ALERT_COMMAND=hook.command)) == told
    assert len(hook.calls) == len([change for change in told if change])


def test_what_counts_as_trouble_can_be_set(tmp_path: Path, hook: Hook) -> None:
    settings = _settings(ALERT_COMMAND=hook.command, ALERT_OUTCOMES="partial, blocked")
    assert _nights(tmp_path / "store", ["partial", "empty", "blocked"], settings) == [
        "ok>partial",
        "partial>empty",
        "ok>blocked",
    ]


def test_the_command_gets_arguments_and_json_and_no_shell(tmp_path: Path, hook: Hook) -> None:
    evil = f"$(touch {tmp_path / 'pwned'}); `touch {tmp_path / 'pwned'}`\n'\" 磐石"
    path = add_run(tmp_path, "panshi", "blocked", reasons=(evil,))
    sites = {"panshi": site("panshi", name=evil)}
    alert_on_change(tmp_path, "panshi", _settings(ALERT_COMMAND=hook.command), sites)
    [[arguments, content]] = hook.calls
    assert arguments == ["--to", "the operators", "panshi", "ok", "blocked", str(path)]
    assert content == {
        "site": "panshi",
        "name": evil,
        "old": "ok",
        "new": "blocked",
        "over": False,
        "run": path.stem,
        "reasons": [evil],
        "summary": str(path),
        "do": advice("blocked", site="panshi"),
    }
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("command", ["/nowhere/hook", "false", f"{sys.executable} -c 'import sys; sys.exit(\"no\")'"])
def test_a_command_that_fails_is_logged_and_tried_again(
    tmp_path: Path, hook: Hook, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    add_run(tmp_path, "panshi", "blocked")
    assert alert_on_change(tmp_path, "panshi", _settings(ALERT_COMMAND=command)) == []
    assert "ALERT_COMMAND" in caplog.text
    assert "tried again after the next run" in caplog.text
    assert len(alert_on_change(tmp_path, "panshi", _settings(ALERT_COMMAND=hook.command))) == 1


def test_all_changes_of_a_run_come_in_one_mail(tmp_path: Path, smtp: SmtpServer) -> None:
    settings = _settings(
        ALERT_MAIL_TO="a@uni.edu, b@uni.edu", ALERT_SMTP_PORT=str(smtp.port), ALERT_MAIL_FROM="g@h.edu"
    )
    add_run(tmp_path, "shulan", "empty", days_ago=1)
    alert_on_change(tmp_path, "shulan", settings)
    [first] = smtp.messages
    assert first["Subject"] == "gaispider: shulan: ok -> empty"
    add_run(tmp_path, "panshi", "blocked", reasons=("blocked: 521 and X-Via-JSL，磐石",))
    add_run(tmp_path, "shulan", "ok", new=2)
    add_run(tmp_path, "yongji", "unchanged")
    names = {"panshi": site("panshi", name="磐石市\r\nBcc: x@evil.cn")}
    told = alert_on_change(tmp_path, ["panshi", "shulan", "yongji"], settings, names)
    assert {change.site for change in told} == {"panshi", "shulan"}
    _, mail = smtp.messages
    assert smtp.recipients[1] == ["a@uni.edu", "b@uni.edu"]
    assert mail["Subject"] == "gaispider: 1 site in trouble, 1 recovered"
    assert (mail["From"], mail["Auto-Submitted"], mail["Bcc"]) == ("g@h.edu", "auto-generated", None)
    text = mail.get_content()
    assert text.index("Trouble:") < text.index("ok -> blocked") < text.index("Over:") < text.index("empty -> ok")
    assert "X-Via-JSL，磐石" in text
    assert alert_on_change(tmp_path, ["panshi", "shulan"], settings) == []


def test_a_server_that_is_down_is_logged_and_the_mail_comes_later(
    tmp_path: Path, smtp: SmtpServer, caplog: pytest.LogCaptureFixture
) -> None:
    settings = _settings(ALERT_MAIL_TO="a@uni.edu", ALERT_SMTP_PORT=str(smtp.port))
    add_run(tmp_path, "panshi", "blocked")
    smtp.down = True
    assert alert_on_change(tmp_path, "panshi", settings) == []
    assert "will be tried again after the next run" in caplog.text
    smtp.down = False
    assert [change.new for change in alert_on_change(tmp_path, "panshi", settings)] == ["blocked"]
    assert len(smtp.messages) == 1


def test_one_channel_that_fails_does_not_make_the_other_tell_twice(
    tmp_path: Path, smtp: SmtpServer, hook: Hook
) -> None:
    settings = _settings(ALERT_COMMAND=hook.command, ALERT_MAIL_TO="a@uni.edu", ALERT_SMTP_PORT=str(smtp.port))
    add_run(tmp_path, "panshi", "blocked")
    smtp.down = True
    alert_on_change(tmp_path, "panshi", settings)
    smtp.down = False
    alert_on_change(tmp_path, "panshi", settings)
    assert (len(hook.calls), len(smtp.messages)) == (1, 1)


def test_an_address_that_is_refused_alone_is_logged(
    tmp_path: Path, smtp: SmtpServer, caplog: pytest.LogCaptureFixture
) -> None:
    settings = _settings(ALERT_MAIL_TO="gone@uni.edu b@uni.edu", ALERT_SMTP_PORT=str(smtp.port))
    smtp.refuse = {"gone@uni.edu"}
    add_run(tmp_path, "panshi", "blocked")
    assert len(alert_on_change(tmp_path, "panshi", settings)) == 1
    assert smtp.recipients == [["b@uni.edu"]]
    assert "refused gone@uni.edu" in caplog.text


def test_the_password_comes_from_a_file(tmp_path: Path, smtp: SmtpServer, caplog: pytest.LogCaptureFixture) -> None:
    smtp.login = ("gai", "s3cret")
    secret = tmp_path / "password"
    secret.write_text("wrong\n")
    settings = _settings(
        ALERT_MAIL_TO="a@uni.edu",
        ALERT_SMTP_PORT=str(smtp.port),
        ALERT_SMTP_USER="gai",
        ALERT_SMTP_PASSWORD_FILE=str(secret),
    )
    add_run(tmp_path, "panshi", "blocked")
    assert alert_on_change(tmp_path, "panshi", settings) == []
    assert "wrong password" in caplog.text
    secret.write_text("s3cret\n", encoding="utf-8")
    assert len(alert_on_change(tmp_path, "panshi", settings)) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ALERT_COMMAND": "say 'x"}, "ALERT_COMMAND cannot be read"),
        ({"ALERT_OUTCOMES": "blocked ok"}, "ALERT_OUTCOMES: ok is no trouble"),
        ({"ALERT_MAIL_TO": "a@b.cn", "ALERT_SMTP_PORT": ""}, "ALERT_SMTP_PORT is ''"),
        ({"ALERT_MAIL_TO": "a@b.cn", "ALERT_SMTP_SECURITY": "ssl"}, "it is empty, starttls or tls"),
        ({"ALERT_MAIL_TO": "a@b.cn", "ALERT_SMTP_USER": "gai"}, "not ALERT_SMTP_PASSWORD_FILE"),
    ],
)
def test_wrong_settings_are_a_sentence_and_never_stop_a_crawl(
    tmp_path: Path, given: dict[str, str], sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ValueError, match=sentence):
        Channels.from_settings(_settings(**given))
    add_run(tmp_path, "panshi", "blocked")
    assert alert_on_change(tmp_path, "panshi", _settings(**given)) == []
    assert sentence in caplog.text


def test_scrapy_run_tells_of_its_sites(tmp_path: Path, smtp: SmtpServer, hook: Hook) -> None:
    with ReplicaServer(articles(1)) as web, ReplicaServer(articles(1)) as other:
        sites = Sites(tmp_path, good=web, bad=other)
        alerts = {
            "ALERT_COMMAND": hook.command,
            "ALERT_MAIL_TO": "a@uni.edu",
            "ALERT_SMTP_HOST": "127.0.0.1",
            "ALERT_SMTP_PORT": smtp.port,
        }
        other.faults["/"] = Fault(status=521, headers={"X-Via-JSL": "abc"}, times=2)
        assert sites.run("--all", **alerts).returncode == 5
        assert sites.run("bad", **alerts).returncode == 5
        assert [call[0][2:5] for call in hook.calls] == [["bad", "ok", "blocked"]]
        assert [mail["Subject"] for mail in smtp.messages] == ["gaispider: bad: ok -> blocked"]
        assert sites.run("bad", **alerts).returncode == 0
        assert [call[0][2:5] for call in hook.calls[1:]] == [["bad", "blocked", "ok"]]
        assert [mail["Subject"] for mail in smtp.messages[1:]] == ["gaispider: bad: blocked -> ok"]
