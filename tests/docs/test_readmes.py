"""The README says what is so, and says the same in both languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from gaispider import __version__
from gaispider.export.record_sheet import show
from gaispider.items import Report
from gaispider.paths import ROOT, SITES
from gaispider.reading import extract
from gaispider.schema import encode
from gaispider.sites.entry_checks import FIELDS
from gaispider.sites.registry import load_sites
from tests.replicas import panshi

ENGLISH = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").rglob("*.md")])
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"\s+#\s.*$", re.MULTILINE)


def _blocks(text: str, language: str | None = None) -> list[tuple[str, str]]:
    """Code blocks and their languages, without comments, which are written in the language of the page."""
    found = [(match[1], _COMMENT.sub("", match[2])) for match in _BLOCK.finditer(text)]
    return [block for block in found if language is None or block[0] == language]


def _headings(text: str) -> list[int]:
    """The level of each heading, in order."""
    return [len(mark) for mark in re.findall(r"^(#+) ", _BLOCK.sub("", text), re.MULTILINE)]


def _anchor(heading: str) -> str:
    """The name by which a heading is linked to on the usual hosts."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_both_languages_have_the_same_commands() -> None:
    assert _blocks(ENGLISH) == _blocks(CHINESE)


def test_both_languages_have_the_same_headings() -> None:
    assert _headings(ENGLISH) == _headings(CHINESE)


def test_both_languages_link_to_the_same_pages_and_each_other() -> None:
    english, chinese = (set(re.findall(r"\]\(([^)]+)\)", text)) for text in (ENGLISH, CHINESE))
    assert english - chinese == {"README.zh-CN.md"}
    assert chinese - english == {"README.md"}


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len(ENGLISH.splitlines()) <= 150
    assert len(CHINESE.splitlines()) <= 150


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    text = _BLOCK.sub("", page.read_text("utf-8"))
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("http"):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name) if name else page
        if not file.exists():
            lost.append(target)
        elif anchor:
            heads = re.findall(r"^#+ (.+)$", _BLOCK.sub("", file.read_text("utf-8")), re.MULTILINE)
            if anchor not in map(_anchor, heads):
                lost.append(target)
    assert lost == []


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"} <= set(
        re.findall(r"\]\(([\w-]+\.md)\)", index)
    )


def _reports() -> list[Report]:
    """The record whose sheet the README prints, and one of a page that names no place."""
    replica = panshi.build()
    [path] = [r.path for r in replica.reports if r.title == "磐石市松山镇人民政府2017年政府信息公开工作年度报告"]
    url = f"http://122.137.242.24:8080{path}"
    served = replica.pages[path]
    nowhere = extract(b"<title>?</title><p>?</p>", "http://www.example.org/")
    return [*extract(served.body, url, site=load_sites(SITES)["panshi"]), *nowhere]


def test_the_sheet_is_what_the_command_prints() -> None:
    [sheet] = [text for language, text in _blocks(ENGLISH) if not language]
    printed = list(show(_reports()[0]))
    assert [line for line in sheet.splitlines() if line not in printed] == []


def test_the_snippet_reads_real_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data" / "store" / "panshi" / "records"
    folder.mkdir(parents=True)
    lines = b"".join(encode(report) + b"\n" for report in _reports())
    # The same records in two runs: each counts once.
    for run in ("20260101T020000-001", "20260102T020000-002"):
        (folder / f"{run}.jsonl").write_bytes(lines)
    monkeypatch.chdir(tmp_path)
    [(_, code)] = _blocks(ENGLISH, "python")
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - the README's own lines
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2017 220284108 磐石市松山镇人民政府2017年政府信息公开工作年度报告"
    assert told[1].startswith("None None")
    assert len(told) == 2


def test_the_registry_entry_is_one(tmp_path: Path) -> None:
    [(_, entry)] = _blocks(ENGLISH, "toml")
    (tmp_path / "22-jilin.toml").write_text(entry, "utf-8")
    assert list(load_sites(tmp_path)) == ["panshi"]


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_an_entry_is_explained(name: str) -> None:
    explained = (ROOT / "data" / "sites" / "README.md").read_text("utf-8")
    assert f"| `{name}` |" in explained


def test_the_citation_names_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    fields = dict(re.findall(r"^([\w-]+): *(.*)$", citation, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert fields["cff-version"] == "1.2.0"
    assert fields["version"] == project.get("version", __version__) == __version__
    assert fields["license"] == project["license"]
    assert {"message", "title", "authors"} <= set(fields)
