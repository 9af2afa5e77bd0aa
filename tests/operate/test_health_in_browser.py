"""The health page in a real browser: how it looks, and how its search finds sites."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from gaispider.operate.health import health_page
from gaispider.sites.model import Site
from tests.operate.health_stores import WEEK, many_sites, store_of_every_state
from tests.operate.stores import NOW


@pytest.fixture
def store(tmp_path: Path) -> tuple[Path, dict[str, Site]]:
    return store_of_every_state(tmp_path / "store")


# --- In a browser ---
_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()
# Put into a copy of the page: what a browser makes of it, as JSON in an attribute of <html>.
_LOOK = """<script>
const rgb = text => text.match(/[\\d.]+/g).map(Number);
const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b; };
const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
const contrast = e => { const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(ground(e))];
  return (Math.max(a, b) + .05) / (Math.min(a, b) + .05); };
const root = document.documentElement;
const low = {};
for (const e of document.body.querySelectorAll('td, th, i, p, h1, h2, h3, span, strong, li, summary, a')) {
  const value = contrast(e);
  if (value < 4.5) low[e.tagName + '.' + e.className] = Math.round(value * 100) / 100; }
const scroll = document.querySelector('.scroll'), th = document.querySelector('tbody tr:nth-child(2) th');
scroll.scrollLeft = 400;
parent.document.documentElement.dataset.look = JSON.stringify({
  width: innerWidth, page: root.scrollWidth, low, ground: ground(document.body),
  map: scroll.scrollWidth, held: th.getBoundingClientRect().left - scroll.getBoundingClientRect().left,
  cell: Math.min(...[...document.querySelectorAll('.strip i')].map(e => e.getBoundingClientRect().width)),
  kinds: new Set([...document.querySelectorAll('.counts .sign')].map(e => getComputedStyle(e).backgroundColor)).size });
</script></body>"""


@pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium found: the health page was not looked at in a browser")
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light")])
def test_a_browser_shows_it(store: tuple[Path, dict[str, Site]], tmp_path: Path, width: int, scheme: str) -> None:
    page = health_page(*store, NOW, WEEK).replace("</body>", _LOOK)
    # A frame, since no window of a browser is as narrow as a phone.
    frame = tmp_path / "frame.html"
    frame.write_text(f'<meta charset=utf-8><iframe width={width} height=900 frameborder=0 srcdoc="{escape(page)}">')
    dark = ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
    flags = [*_FLAGS, *dark, f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1400,1000"]
    command = [str(_CHROMIUM), *flags, "--dump-dom", frame.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=300, check=True)
    found = re.search(rb'data-look="([^"]*)"', done.stdout)
    assert found, done.stdout[-500:]
    look = json.loads(found[1].decode().replace("&quot;", '"'))
    assert look["width"] == width
    assert look["page"] <= width, "the page itself never scrolls sideways"
    assert look["low"] == {}, "contrast of text, WCAG 2.2 AA"
    assert (sum(look["ground"]) < 200) == (scheme == "dark")
    assert abs(look["held"]) <= 3, "the county stays in sight while the years move"
    assert look["cell"] >= 8, "a run's sign can be read"
    assert look["kinds"] >= 5
    if width == 1280:
        assert look["map"] <= width


@pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium found: the health page was not looked at in a browser")
def test_the_search_of_the_overview_finds_sites_by_key_name_and_outcome(tmp_path: Path) -> None:
    sites = many_sites(tmp_path / "store", 120)
    text = health_page(tmp_path / "store", sites, NOW, WEEK)
    typed = """<script>
    const field = document.getElementById('find');
    document.documentElement.dataset.found = JSON.stringify(
      ['site0017', '第17区', 'blocked', 'blocked 第0区', 'none'].map(words => {
      field.value = words; field.dispatchEvent(new Event('input'));
      return [...document.querySelectorAll('#sites a')].filter(line => line.offsetParent !== null).length; }));
    document.documentElement.dataset.width = document.documentElement.scrollWidth <= innerWidth;
    </script></body>"""
    page = tmp_path / "page.html"
    page.write_text(text.replace("</body>", typed), encoding="utf-8")
    command = [str(_CHROMIUM), *_FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--window-size=600,900"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, timeout=300, check=True)
    shown = re.search(rb'data-found="([^"]*)"', done.stdout)
    assert shown, done.stdout[-500:]
    assert json.loads(shown[1]) == [1, 1, 2, 1, 0]
    assert b'data-width="true"' in done.stdout
