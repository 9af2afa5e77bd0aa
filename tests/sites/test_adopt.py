"""What the overlay has is shown beside what it replaces, and moved into the shipped files with their comments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gaispider.sites.adopt import adopt, as_json, difference_lines, differences
from gaispider.sites.overlay import OverlayError, overlay_folder, put
from gaispider.sites.registry import load_sites
from tests.sites.test_overlay import NEW, SHIPPED, lay

TWINS = {"http://linan.example.cn/": "http://www.linan.example.cn/"}


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    text = SHIPPED.replace('confidence = "guess"', 'confidence = "guess"  # nobody has looked')
    (tmp_path / "33-zhejiang.toml").write_text(text, "utf-8")
    put(overlay_folder(tmp_path), "linan", {"confidence": "certain", "twins": TWINS, "family": "trs"})
    put(overlay_folder(tmp_path), "jiande", NEW)
    return tmp_path


def test_each_field_is_shown_with_what_it_replaces(sites: Path) -> None:
    lines = list(difference_lines(differences(sites), coloured=False))
    assert lines == [
        "33-zhejiang.toml",
        "  linan 临安区人民政府",
        '  - confidence = "guess"',
        '  + confidence = "certain"',
        '  + twins = {"http://linan.example.cn/" = "http://www.linan.example.cn/"}',
        "  jiande 建德市人民政府 (new)",
        '  + name = "建德市人民政府"',
        '  + region = "330182"',
        '  + family = "vsb"',
        '  + hosts = ["www.jiande.example.cn"]',
        '  + start = ["http://www.jiande.example.cn/xxgk/ndbg.htm"]',
    ]
    coloured = list(difference_lines(differences(sites), coloured=True))
    assert coloured[2] == '  \x1b[31m- confidence = "guess"\x1b[0m'
    told = json.loads(json.dumps([as_json(one) for one in differences(sites)]))
    assert told[0]["fields"]["confidence"] == {"shipped": "guess", "overlay": "certain"}


def test_what_is_adopted_stands_in_the_shipped_file_with_its_comments(sites: Path) -> None:
    before = load_sites(sites)
    adopted = adopt(sites)
    assert [one.key for one in adopted] == ["linan", "jiande"]
    text = (sites / "33-zhejiang.toml").read_text("utf-8")
    assert text.startswith("# Hand-made.\n")
    assert 'confidence = "certain"  # nobody has looked' in text
    assert text.index('[[site]]\nkey = "chunan"') < text.index('[[site]]\nkey = "jiande"')
    after = load_sites(sites)
    assert differences(sites) == []
    assert {key: (site.start, site.twins) for key, site in after.items()} == {
        key: (site.start, site.twins) for key, site in before.items()
    }
    assert {site.file for site in after.values()} == {"33-zhejiang.toml"}
    assert adopt(sites) == []
    assert list(overlay_folder(sites).glob("*.toml")) == []


def test_one_of_several_is_adopted_and_notes_of_probes_stay(sites: Path) -> None:
    file = overlay_folder(sites) / "33-zhejiang.toml"
    file.write_text(f"# Seen in May.\n{file.read_text('utf-8')}", "utf-8")
    assert [one.key for one in adopt(sites, ["jiande"])] == ["jiande"]
    assert [one.key for one in differences(sites)] == ["linan"]
    assert "# Seen in May." in file.read_text("utf-8")
    with pytest.raises(OverlayError, match="has nothing of jiande, chunan"):
        adopt(sites, ["jiande", "chunan"])


def test_nothing_is_adopted_that_cannot_be_used(sites: Path) -> None:
    shipped = (sites / "33-zhejiang.toml").read_bytes()
    lay(sites, '[[site]]\nkey = "chunan"\nstart = ["http://elsewhere.example.cn/"]\n')
    with pytest.raises(OverlayError, match=r"local/33-zhejiang.toml over 33-zhejiang.toml: site chunan: start has"):
        adopt(sites)
    assert (sites / "33-zhejiang.toml").read_bytes() == shipped


def test_what_a_replica_gave_is_not_adopted_as_proof(sites: Path) -> None:
    hosts = {"hosts": ["127.0.0.1:8000"], "start": ["http://127.0.0.1:8000/"], "proved": "probed 2026-01-02: 4 entries"}
    put(overlay_folder(sites), "chunan", hosts)
    with pytest.raises(OverlayError, match="site chunan: what an address of this machine"):
        adopt(sites)
    put(overlay_folder(sites), "chunan", {"proved": None})
    assert len(adopt(sites)) == 3
