"""Where default paths begin: the folder of scrapy.cfg, else the package and the working folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaispider import paths
from tests.commands.scrapy_command import scrapy


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: three levels below what may become a project."""
    deep = tmp_path / "project" / "some" / "where"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    return deep


def test_without_a_project_the_registry_is_the_packages_and_the_store_is_here(folder: Path) -> None:
    # A folder that has the name by chance is no registry.
    (folder / "data" / "sites").mkdir(parents=True)
    assert paths.project() is None
    assert paths.sites_folder() == paths.SITES
    assert paths.store_folder() == folder / "data" / "store"
    assert paths.build_folder() == folder / "build"


def test_a_project_is_found_from_any_folder_below_it(folder: Path) -> None:
    project = folder.parent.parent
    (project / "scrapy.cfg").write_text("[settings]\n", encoding="utf-8")
    assert paths.project() == project
    assert paths.store_folder() == project / "data" / "store"
    assert paths.build_folder() == project / "build"
    assert paths.sites_folder() == paths.SITES
    (project / "data" / "sites").mkdir(parents=True)
    assert paths.sites_folder() == project / "data" / "sites"


def test_the_environment_goes_before_the_defaults(tmp_path: Path) -> None:
    done = scrapy("settings", "--get", "STORE_DIR", GAISPIDER_STORE_DIR=str(tmp_path / "store"))
    assert done.stdout.strip() == str(tmp_path / "store")
    assert scrapy("settings", "--get", "STORE_DIR").stdout.strip() == str(paths.ROOT / "data" / "store")


def test_the_data_of_the_checkout_is_its_own() -> None:
    assert paths.IS_CHECKOUT
    assert paths.REFERENCE == paths.ROOT / "data" / "reference"
