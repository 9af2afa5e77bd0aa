"""The overlay: read over the shipped entries, written without losing what a person wrote, named in messages."""

from __future__ import annotations

import subprocess
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gaispider.paths import ROOT, SITES
from gaispider.sites.overlay import OverlayError, overlay_folder, put
from gaispider.sites.registry import load_sites, read_registry
from gaispider.sites.toml_edit import TomlEditError

SHIPPED = """# Hand-made.
[[site]]
key = "linan"
name = "临安区人民政府"
region = "330112"
family = "trs"
hosts = ["www.linan.example.cn"]
start = ["http://www.linan.example.cn/ndbg/"]
confidence = "guess"

[[site]]
key = "chunan"
name = "淳安县人民政府"
region = "330127"
family = "trs"
hosts = ["www.chunan.example.cn"]
start = ["http://www.chunan.example.cn/ndbg/"]
"""
NEW = {
    "name": "建德市人民政府",
    "region": "330182",
    "family": "vsb",
    "hosts": ["www.jiande.example.cn"],
    "start": ["http://www.jiande.example.cn/xxgk/ndbg.htm"],
}


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    (tmp_path / "33-zhejiang.toml").write_text(SHIPPED, "utf-8")
    return tmp_path


def lay(sites: Path, text: str, name: str = "33-zhejiang.toml") -> Path:
    folder = overlay_folder(sites)
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_fields_of_the_overlay_win_and_all_others_stay(sites: Path) -> None:
    lay(sites, '[[site]]\nkey = "linan"\nstart = ["http://www.linan.example.cn/n/"]\nproved = "probed 2026-01-02: 4"\n')
    linan, chunan = load_sites(sites, {"trs"}).values()
    assert (linan.start, linan.name) == (("http://www.linan.example.cn/n/",), "临安区人民政府")
    assert (linan.proved, linan.confidence) == ("probed 2026-01-02: 4", "guess")
    assert (linan.file, linan.laid) == ("33-zhejiang.toml", ("start", "proved"))
    assert (chunan.laid, chunan.proved) == ((), None)
    assert load_sites(sites, overlay=False)["linan"].start == ("http://www.linan.example.cn/ndbg/",)


def test_an_update_below_the_overlay_reaches_the_fields_that_it_does_not_have(sites: Path) -> None:
    put(overlay_folder(sites), "linan", {"proved": "probed 2026-01-02: 4 entries"})
    (sites / "33-zhejiang.toml").write_text(SHIPPED.replace("/ndbg/", "/nb2/"), "utf-8")
    assert load_sites(sites)["linan"].start == ("http://www.linan.example.cn/nb2/",)


def test_an_entry_of_the_overlay_alone_is_an_entry(sites: Path) -> None:
    file = put(overlay_folder(sites), "jiande", NEW)
    assert file == sites / "local" / "33-zhejiang.toml"
    found = load_sites(sites, {"trs", "vsb"})
    assert list(found) == ["linan", "chunan", "jiande"]
    assert (found["jiande"].file, found["jiande"].start) == ("local/33-zhejiang.toml", tuple(NEW["start"]))


def test_what_a_person_wrote_stays(sites: Path) -> None:
    text = (
        "# Looked at by hand.\n[[site]]\nkey = 'linan'  # the old one\n"
        'accept."http://www.linan.example.cn/ndbg/" = { on = 2026-01-02, reason = "hidden" }\n\n# Second.\n'
        '[[site]]\nkey = "chunan"\ndelay = 4 # slow\n'
    )
    file = lay(sites, text)
    put(overlay_folder(sites), "linan", {"twins": {"http://linan.example.cn/": "http://www.linan.example.cn/"}})
    put(overlay_folder(sites), "chunan", {"delay": 6.5, "verified": None})
    after = file.read_text("utf-8")
    assert [line for line in text.splitlines() if line not in after.splitlines()] == ["delay = 4 # slow"]
    assert "delay = 6.5 # slow" in after
    linan, chunan = load_sites(sites).values()
    assert (linan.twins, len(linan.accept)) == ({"http://linan.example.cn/": "http://www.linan.example.cn/"}, 1)
    assert chunan.delay == 6.5
    put(overlay_folder(sites), "chunan", {"delay": None})
    assert load_sites(sites)["chunan"].delay is None


def test_every_kind_of_value_comes_back(sites: Path) -> None:
    start = [f"http://www.jiande.example.cn/xxgk/{number}/ndbg/index.htm" for number in range(6)]
    facts = {"seen": ["a", {"b": [1, 2.5, True]}], "path": 'say "x" \\ 年'}
    file = put(overlay_folder(sites), "jiande", {**NEW, "start": start, "facts": facts, "expect": {"min_reports": 2}})
    (entry,) = tomllib.loads(file.read_text("utf-8"))["site"]
    assert (entry["start"], entry["facts"], entry["expect"]) == (start, facts, {"min_reports": 2})
    assert file.read_text("utf-8").count('\n    "http://') == len(start)


def test_many_write_at_once_and_nothing_is_lost(sites: Path) -> None:
    keys = [f"jiande_{number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: put(overlay_folder(sites), key, NEW), keys))
    assert set(load_sites(sites)) == {"linan", "chunan", *keys}
    assert sorted(path.name for path in overlay_folder(sites).iterdir()) == [".lock", "33-zhejiang.toml"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('key = "linan"\nstart = "x"', "local/33-zhejiang.toml: site linan: start must be a non-empty list of strings"),
        ('key = "linan"\nstrat = ["x"]', "local/33-zhejiang.toml: site linan: strat is not a known field; did you"),
        ('key = "linan"\nstart = ["http://a.cn/"]', "local/33-zhejiang.toml over 33-zhejiang.toml: site linan: start"),
        ('key = “linan"', "local/33-zhejiang.toml: line 2: has a curly quote"),
        ('key = "linan"\n[[site]]\nkey = "linan"', "local/33-zhejiang.toml: site linan: stands already in local/33"),
        ('key = "linan"\nregion = "330127"', "local/33-zhejiang.toml: site linan: is not in the region of 33-zhejiang"),
        ('key = "linan"\nproved = "yes"', "local/33-zhejiang.toml: site linan: proved must say when and by what"),
        ('key = "linan"\nproved = "probed 2999-01-01"', "local/33-zhejiang.toml: site linan: proved must say when"),
        ('key = "jiande"\nname = "x"', "local/33-zhejiang.toml: site jiande: family is missing"),
    ],
)
def test_what_is_wrong_is_said_of_the_overlay_and_stops_its_own_site(sites: Path, text: str, sentence: str) -> None:
    lay(sites, f"[[site]]\n{text}\n")
    registry = read_registry(sites, {"trs"})
    assert registry.faults[0].sentence.startswith(sentence)
    wrong = "jiande" if "jiande" in text else "linan"
    assert registry.fault_of(wrong) is not None
    assert set(registry.sites) == {"linan", "chunan"} - {wrong}


def test_a_note_on_an_entry_that_an_update_removed_stops_nothing(sites: Path) -> None:
    lay(sites, '[[site]]\nkey = "fuyang"\nproved = "probed 2026-01-02: 4 entries"\n')
    registry = read_registry(sites, {"trs"})
    assert (list(registry.sites), registry.faults) == (["linan", "chunan"], [])
    assert registry.left_over == [
        "local/33-zhejiang.toml: site fuyang: the registry has no such entry any more; take this one out"
    ]


def test_nothing_is_called_removed_while_its_file_cannot_be_read(sites: Path) -> None:
    lay(sites, '[[site]]\nkey = "linan"\nproved = "probed 2026-01-02: 4 entries"\n')
    shipped = sites / "33-zhejiang.toml"
    shipped.write_text(shipped.read_text("utf-8") + 'name = “a"\n', "utf-8")
    registry = read_registry(sites, {"trs"})
    assert registry.faults[0].sentence.startswith("33-zhejiang.toml: line ")
    assert registry.left_over == []


def test_what_cannot_be_written_is_refused_and_left_as_it_is(sites: Path) -> None:
    with pytest.raises(OverlayError, match="a new one needs its region"):
        put(overlay_folder(sites), "fuyang", {"proved": "probed 2026-01-02: 4"})
    file = lay(sites, '[[site]\nkey = "linan"\n')
    with pytest.raises(TomlEditError, match=str(file)):
        put(overlay_folder(sites), "linan", {"delay": 4})
    assert file.read_text("utf-8") == '[[site]\nkey = "linan"\n'


def test_git_and_new_projects_leave_it_alone() -> None:
    path = SITES / "local" / "22-jilin.toml"
    assert subprocess.run(["git", "check-ignore", "--quiet", str(path)], cwd=ROOT, check=False).returncode == 0
    assert "data/sites/local/" in (ROOT / "gaispider" / "commands" / "project" / "gitignore").read_text("utf-8").split()


def test_no_shipped_entry_is_proved_by_a_private_address() -> None:
    proved = [site for site in load_sites(SITES, overlay=False).values() if site.proved]
    assert [
        site.key for site in proved if any(host.startswith(("127.", "10.", "localhost")) for host in site.hosts)
    ] == []
