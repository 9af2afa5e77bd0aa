"""What is wrong with one entry or file stops no other."""

from __future__ import annotations

from pathlib import Path

from gaispider.sites.registry import read_registry
from tests.sites.test_toml_file import GOOD


def entry(key: str, *, family: str = "trs") -> str:
    return GOOD.replace('"panshi"', f'"{key}"').replace('"trs"', f'"{family}"')


def registry_of(folder: Path, **files: str) -> tuple[list[str], list[tuple[str, ...]]]:
    for name, text in files.items():
        (folder / f"{name.lstrip('_').replace('_', '-', 1)}.toml").write_text(text, "utf-8")
    registry = read_registry(folder, {"trs"})
    return [*registry.sites], [wrong.keys for wrong in registry.faults]


def test_one_wrong_entry_stops_itself_alone(tmp_path: Path) -> None:
    text = entry("a") + entry("b", family="tsr") + entry("c") + '[[site]]\nname = "x"\n'
    assert registry_of(tmp_path, _22_jilin=text) == (["a", "c"], [("b",), ()])


def test_one_unreadable_file_stops_its_own_sites_alone(tmp_path: Path) -> None:
    other = entry("z").replace("220284", "330112").replace("panshi", "linan")
    broken = entry("a") + entry("b").replace("name =", "name ＝")
    assert registry_of(tmp_path, _22_jilin=broken, _33_zhejiang=other) == (["z"], [("a", "b")])


def test_a_second_entry_of_a_key_is_refused_though_the_first_is_wrong(tmp_path: Path) -> None:
    """It would go on with the folder of another's records."""
    sites, wrong = registry_of(tmp_path, _22_jilin=entry("a", family="tsr") + entry("a"))
    assert (sites, wrong) == ([], [("a",), ()])


def test_facts_above_the_first_entry_stop_no_entry(tmp_path: Path) -> None:
    headless = entry("a").removeprefix("[[site]]\n")
    assert registry_of(tmp_path, _22_jilin=headless + entry("b")) == (["b"], [("a",)])


def test_what_is_no_entry_is_named(tmp_path: Path) -> None:
    assert registry_of(tmp_path, _22_jilin='site = ["a"]\n') == ([], [()])
