"""Comments, docstrings and data cite only documents that are in the repository, and parts that these have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaispider.paths import ROOT

FOLDERS = ("gaispider", "spiders", "pipelines", "scripts", "tests", "data/reference", "data/sites", "docs")
KINDS = {".py", ".tsv", ".toml", ".md", ".json", ".txt", ".mjs", ".sh"}
_CITED = re.compile(r"(?<![\w/.-])(?:docs|data)/[\w/-]+\.md\b")
# As in `docs/field-guide.md, part 4`, `docs/field-guide.md, 1.1 and 1.5`, `5.2 to 5.5`.
_PARTS = re.compile(r"field-guide\.md[\s(#\"]*,?\s*((?:part\s+)?\d(?:\.\d)?(?:(?:,| and| to)\s+\d(?:\.\d)?)*)")


def _files() -> Iterator[Path]:
    yield from ROOT.glob("*.md")
    for folder in FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in KINDS and path.is_file())


def _text(path: Path) -> str:
    """The file's text, with comments that go over several lines in one."""
    return re.sub(r"\s*\n\s*#?\s*", " ", path.read_text("utf-8", errors="replace"))


def test_every_document_that_is_cited_exists() -> None:
    cited = {(name, path) for path in _files() for name in _CITED.findall(_text(path))}
    assert len(cited) > 20
    assert [f"{path.relative_to(ROOT)}: {name}" for name, path in sorted(cited) if not (ROOT / name).is_file()] == []


def test_every_part_of_the_field_guide_that_is_cited_exists() -> None:
    guide = (ROOT / "docs" / "field-guide.md").read_text("utf-8")
    parts = set(re.findall(r"^#+ (\d(?:\.\d)?)", guide, re.MULTILINE))
    cited = {(number, path) for path in _files() for found in _PARTS.findall(_text(path)) for number in _numbers(found)}
    assert len(cited) > 8
    assert [f"{path.relative_to(ROOT)}: {number}" for number, path in sorted(cited) if number not in parts] == []


def _numbers(cited: str) -> list[str]:
    return re.findall(r"\d(?:\.\d)?", cited)


@pytest.mark.parametrize("words", ["design" + " part", "design" + ".md", "field" + " guide", "corpus" + "' README"])
def test_no_document_is_cited_that_is_elsewhere(words: str) -> None:
    places = [str(path.relative_to(ROOT)) for path in _files() if path.suffix != ".md" and words in _text(path)]
    assert places == []
