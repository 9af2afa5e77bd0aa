"""`scrapy run` over replica sites: real crawls in processes of their own."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from gaispider.crawl.run.lock import SiteLock
from gaispider.crawl.store import SiteStore
from gaispider.operate.advice import advice
from gaispider.operate.printing import LISTED, run_table
from gaispider.operate.running.job_runner import FinishedJob, Job, JobRunner
from gaispider.operate.running.site_jobs import Result, job_of, result_of
from gaispider.sites.registry import load_sites
from tests.crawl.crawl_project import articles
from tests.operate.projects import Sites
from tests.operate.stores import add_run
from tests.replicas.server import Fault, ReplicaServer


@pytest.fixture
def web() -> Iterator[ReplicaServer]:
    with ReplicaServer(articles(3)) as server:
        yield server


@pytest.fixture
def other() -> Iterator[ReplicaServer]:
    with ReplicaServer(articles(2)) as server:
        yield server


def test_all_sites_a_line_each_a_table_the_page_and_the_worst_code(
    tmp_path: Path, web: ReplicaServer, other: ReplicaServer
) -> None:
    sites = Sites(tmp_path, good=web, bad=other)
    other.faults["/"] = Fault(status=503)
    done = sites.run("--all", "--jobs", "2")
    assert done.returncode == 6, done.stderr
    assert "] good: ok, 3 new" in done.stderr
    assert "] bad: unreachable, 1 failed" in done.stderr
    rows = done.stdout.splitlines()
    assert rows[1].split()[:2] == ["bad", "unreachable"], "worst first"
    assert "http_5xx" in rows[2]
    assert rows[-1] == "2 sites: 1 unreachable, 1 ok"
    log = next((sites.store / "bad" / "logs").glob("*.log"))
    assert f"log: {log}" in done.stdout
    assert "bad: unreachable (exit 6)" in log.read_text()
    # The crawl itself ends with what a person does, in the words of the table at the end of the run.
    assert f"  do: {advice('unreachable')}\n" in log.read_text()
    assert f"  do: {advice('unreachable')}\n" in done.stdout
    assert "磐石市" in (sites.store / "index.html").read_text(encoding="utf-8")

    # Daily sites are not due again on the same day, and there is nothing to do.
    asked = len(web.log)
    again = sites.run("--due")
    assert (again.returncode, again.stdout) == (0, "0 sites: nothing to do\n")
    assert len(web.log) == asked
    soon = sites.run("--due", "--dry-run", DUE_AFTER_HOURS="0.0000001")
    assert soon.stdout.split() == sorted(["good", "bad"], key=lambda key: sites.of(key).started)  # type: ignore[arg-type, return-value]
    # On another day, as the setting NOW has it: the failed one is due, too, and status tells ages by the same day.
    later = {"NOW": (datetime.now(UTC) + timedelta(days=20)).isoformat()}
    assert sorted(sites.run("--due", "--dry-run", **later).stdout.split()) == ["bad", "good"]
    assert "good: not crawled since" not in sites.status("--problems").stdout
    told = sites.status("--problems", **later).stdout
    assert " 20 d " in told
    assert "  not crawled since" in told


def test_settings_and_arguments_reach_the_children(tmp_path: Path, web: ReplicaServer) -> None:
    sites = Sites(tmp_path, good=web)
    assert sites.run("good").returncode == 0
    web.log.clear()
    assert sites.run("good", "-a", "full=1", USER_AGENT="of the test").returncode == 0
    assert {asked.headers["User-Agent"] for asked in web.log} == {"of the test"}
    assert web.asked("/1.html") == 1, "-a full=1 asks for known pages again"


def test_a_locked_site_is_named_and_the_others_are_crawled(
    tmp_path: Path, web: ReplicaServer, other: ReplicaServer
) -> None:
    sites = Sites(tmp_path, good=web, held=other)
    SiteStore(sites.store, "held").make()
    with SiteLock(SiteStore(sites.store, "held").lock):
        done = sites.run("good", "held")
    assert done.returncode == 75, done.stderr
    assert "skipped, since another run holds them: held" in done.stdout
    assert f"process {os.getpid()} on" in done.stdout
    assert sites.of("good").outcome == "ok"
    assert other.log == []


def test_two_runs_on_one_store_do_not_mix(tmp_path: Path, web: ReplicaServer) -> None:
    sites = Sites(tmp_path, good=web)
    sites.store.mkdir()
    with SiteLock(sites.store / "run.lock"):
        done = sites.run("--all")
    assert done.returncode == 75
    assert f"run.lock: process {os.getpid()} on" in done.stderr
    assert web.log == []


def test_a_site_over_the_time_limit_is_ended_and_says_so_itself(tmp_path: Path, web: ReplicaServer) -> None:
    """The server holds the sixth page back until the limit has ended the crawl."""
    web.pages.update(articles(60))
    sites = Sites(tmp_path, slow=web)
    ending = Event()

    def hold(asked: int) -> None:
        if asked > 5:
            assert ending.wait(300)

    async def time_up(_job: Job) -> None:
        await asyncio.to_thread(web.wait_until_asked, 6)
        # What follows on the loop is SIGTERM; pages in flight are answered after that.
        asyncio.get_running_loop().call_later(0, ending.set)

    web.heard = hold
    job = job_of(load_sites(sites.registry)["slow"], sites.store, "night", sites.options)
    ended: list[FinishedJob] = []
    asyncio.run(JobRunner([job], 1, limit=240, grace=300, time_up=time_up).run(ended.append))
    assert ended[0].over_time
    result = result_of(ended[0], sites.store, 240)
    assert result.word == "interrupted", job.log.read_text()
    assert result.reasons[0] == "time limit of 4 min"
    summary = sites.of("slow")
    assert summary.outcome == "interrupted"
    assert summary.reasons == (f"signal {signal.SIGTERM}",)


def test_sigterm_ends_the_children_in_order(tmp_path: Path, web: ReplicaServer, other: ReplicaServer) -> None:
    web.pages.update(articles(300))
    sites = Sites(tmp_path, long=web, never=other)
    process = sites.begin("run", "long", "never", "--jobs", "1")
    web.wait_until_asked(15)
    os.kill(process.pid, signal.SIGTERM)
    done = process.wait()
    assert done.returncode == 128 + signal.SIGTERM, done.stderr
    assert "not begun: never" in done.stdout
    assert sites.of("long").outcome == "interrupted"
    assert 0 < sites.of("long").new < 300
    assert not (sites.store / "never").exists()
    assert (sites.store / "index.html").exists()


def test_a_child_that_cannot_begin_is_told_by_its_last_words(tmp_path: Path, web: ReplicaServer) -> None:
    sites = Sites(tmp_path, good=web)
    wrong = sites.run("good", REQUEST_FINGERPRINTER_CLASS="no_such.Class")
    assert wrong.returncode == 1
    assert "good: error" in wrong.stderr
    assert "no_such" in wrong.stdout, "the last line of its log"


def test_old_logs_are_removed(tmp_path: Path, web: ReplicaServer) -> None:
    sites = Sites(tmp_path, good=web)
    logs = sites.store / "good" / "logs"
    logs.mkdir(parents=True)
    for day in range(1, 6):
        (logs / f"2020010{day}T000000.log").write_text("old")
    assert sites.run("good", LOGS_KEPT="3").returncode == 0
    kept = sorted(path.name for path in logs.iterdir())
    assert kept[:2] == ["20200104T000000.log", "20200105T000000.log"]
    assert len(kept) == 3


@pytest.mark.parametrize(
    ("arguments", "settings", "sentence"),
    [
        ((), {}, "name sites, or say --all or --due"),
        (("good", "--all"), {}, "name sites, or say --all or --due"),
        (("--all", "--due"), {}, "not allowed with argument"),
        (("goood",), {}, "there is no site 'goood' in the registry; did you mean good?"),
        (("good", "-a", "full"), {}, "-a full: write -a NAME=VALUE"),
        (("good", "-O", "all.jsonl"), {}, "there is no option -O"),
        (("good", "--jobs", "0"), {}, "must be 1 or more"),
        (("good", "--time-limit", "-1"), {}, "must be 0 or more"),
        (("good",), {"ARCHIVE_REPLAY": "x.warc.gz"}, "ARCHIVE_REPLAY goes with scrapy crawl"),
        (("--due",), {"DUE_AFTER_HOURS": "0"}, "DUE_AFTER_HOURS must be a number above 0"),
        (("--all",), {"ALERT_COMMAND": "say 'x"}, "ALERT_COMMAND cannot be read"),
        (("--all",), {"ALERT_OUTCOMES": "blocked broken"}, "ALERT_OUTCOMES: broken"),
        (("--all",), {"ALERT_MAIL_TO": "a@b.cn", "ALERT_SMTP_PORT": "smtp"}, "ALERT_SMTP_PORT must be"),
    ],
)
def test_usage(
    tmp_path: Path, web: ReplicaServer, arguments: tuple[str, ...], settings: dict[str, str], sentence: str
) -> None:
    sites = Sites(tmp_path, good=web)
    done = sites.run(*arguments, **settings)
    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert not sites.store.exists()
    assert web.log == []


def test_a_run_that_was_killed_is_found_by_the_next(tmp_path: Path, web: ReplicaServer) -> None:
    sites = Sites(tmp_path, good=web)
    add_run(sites.store, "good", "running", days_ago=0.1)
    assert sites.of("good").outcome == "died"
    done = sites.run("--due")
    assert done.returncode == 0, done.stderr
    assert [mark.outcome for mark in sites.of("good").recent if mark.outcome != "died"] == ["ok"]


@pytest.mark.parametrize(
    ("code", "word"),
    [(2, "usage"), (75, "locked"), (1, "error"), (-9, "error"), (-15, "interrupted"), (130, "interrupted")],
)
def test_what_ends_without_a_summary_of_its_own_is_told_by_code_and_log(tmp_path: Path, code: int, word: str) -> None:
    add_run(tmp_path, "good", "ok", days_ago=1)
    log = tmp_path / "good" / "logs" / "now.log"
    log.parent.mkdir()
    log.write_text("first\nscrapy crawl: the last words\n\n")
    job = Job("good", frozenset(), ("scrapy",), log)
    result = result_of(FinishedJob(job, 4711, code, 1.0), tmp_path, 0)
    assert (result.word, result.reasons, result.status) == (word, ("the last words",), None)
    log.write_text("")
    assert str(code) in result_of(FinishedJob(job, 4711, code, 1.0), tmp_path, 0).reasons[0]


def test_of_many_sites_the_fine_ones_are_counted(tmp_path: Path) -> None:
    results = [Result(f"site{number}", "unchanged", 1.0) for number in range(LISTED + 1)]
    text = run_table([*results, Result("bad", "blocked", 2.0, ("a\nreason " + "x" * 500,))])
    assert len(text.splitlines()) == 5
    assert "  do: open the site in a browser" in text
    assert f"{LISTED + 2} sites: 1 blocked, {LISTED + 1} unchanged" in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("  do: ")) < 160


def test_a_wrong_entry_stops_itself_alone_and_is_named_in_the_summary(tmp_path: Path, web: ReplicaServer) -> None:
    sites = Sites(tmp_path, good=web)
    folder = Path(sites.settings["SITES_DIR"])
    bad = '[[site]]\nkey = "bad"\nname = "x"\nregion = "220285"\nfamily = "plain"\n'
    bad += 'hosts = ["a.cn"]\nstart = ["http://a.cn/"]\n'
    with (folder / "22-jilin.toml").open("a", encoding="utf-8") as file:
        file.write(bad)
    (folder / "33-zhejiang.toml").write_text('[[site]]\nkey = "a"\nkey = "b"\n', "utf-8")
    done = sites.run("--all")
    assert done.returncode == 2, done.stderr
    assert "good: ok, 3 new" in done.stderr
    assert "region 220285 is not in the gazetteer; nearest are 220284 磐石市" in done.stdout
    assert "33-zhejiang.toml: line 3: is not TOML: key stands twice" in done.stdout
    assert done.stdout.splitlines()[-1] == "3 sites: 2 usage, 1 ok"

    # Of what was not asked for nothing is said.
    assert sites.run("good").returncode == 0
    named = sites.run("good", "bad")
    assert (named.returncode, "2 sites: 1 usage, 1 unchanged" in named.stdout) == (2, True)
    dry = sites.run("--all", "--dry-run")
    assert (dry.returncode, dry.stdout) == (2, "good\n")
