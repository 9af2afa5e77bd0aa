"""The page of a registry's probes: how many sites are of which kind, a card for each that needs a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from gaispider.files import write_file
from gaispider.operate.page_style import STYLE
from gaispider.probing.kinds import do_of, kinds, rank
from gaispider.sites.model import Probed, Site
from gaispider.text.counted import counted

_MAX_SAYS = 600


def write_probe_page(path: Path, sites: Mapping[str, Site], found: Mapping[str, Probed], now: datetime) -> Path:
    """Write the page atomically; `found` are the last results by key. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, probe_page(sites, found, now))
    return path


def probe_page(sites: Mapping[str, Site], found: Mapping[str, Probed], now: datetime) -> str:
    """The HTML, without other resources."""
    probed = [(sites[key], one) for key, one in found.items() if key in sites]
    look = [one for one in probed if one[1].kind != "proved"]
    never = [site for key, site in sites.items() if key not in found]
    title = f"{len(look)} of {counted(len(probed), 'probed site')} need{'s' if len(look) == 1 else ''} a look"
    return "".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>Registry: {escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n",
            f"<h1>Registry</h1>\n<p><strong>{escape(title)}.</strong> {len(never)} not probed yet.</p>\n",
            f'<p class="dim small">Written <time datetime="{now:%Y-%m-%dT%H:%M:%SZ}">{now:%Y-%m-%d %H:%M} UTC</time>',
            "</p>\n",
            "</header>\n<main>\n",
            _counts([one.kind for _, one in probed]),
            *_cards(look),
            _rows("Proved", [one for one in probed if one[1].kind == "proved"]),
            _never(never),
            _legend([one.kind for _, one in probed]),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _class(kind: str) -> str:
    """The outcome whose colour a kind has."""
    return escape(kinds()[kind].outcome if kind in kinds() else "error")


def _sign(kind: str) -> str:
    """Its colour and, for readers who do not see colours, its letter."""
    letter = kinds()[kind].sign if kind in kinds() else "?"
    return f'<span class="sign {_class(kind)}" aria-hidden="true">{escape(letter)}</span>'


def _words(kind: str) -> str:
    return escape(kind.replace("_", " "))


def _counts(words: Sequence[str]) -> str:
    counted_words = Counter(words)
    items = "".join(
        f"<li>{_sign(word)} {counted_words[word]} {_words(word)}</li>" for word in sorted(counted_words, key=rank)
    )
    return f'<ul class="counts" aria-label="Sites by what their probe saw">{items}</ul>\n'


def _cards(look: Sequence[tuple[Site, Probed]]) -> Iterator[str]:
    yield f'<h2 id="look">Need a look ({len(look)})</h2>\n'
    yield '<div class="cards">\n' if look else '<p class="dim">No site does.</p>\n'
    for site, one in sorted(look, key=lambda pair: (rank(pair[1].kind), pair[0].key)):
        says = one.says if len(one.says) <= _MAX_SAYS else f"{one.says[:_MAX_SAYS]}…"
        do = do_of(one.kind, one.says, site.key)
        lines = "".join(f"<code>{escape(line)}</code><br>" for line in one.propose)
        yield (
            f'<section class="site {_class(one.kind)}" id="{escape(site.key)}"><div class="head">'
            f"<h3>{escape(site.key)}</h3><span>{escape(site.name)}</span>"
            f'<span class="word">{_sign(one.kind)} {_words(one.kind)}</span></div>\n'
            f'<p class="small why">{escape(says)}</p>\n'
            + (f'<p class="small do"><strong>Do:</strong> {escape(do)}</p>\n' if do else "")
            + (f'<p class="small"><strong>Proposed:</strong><br>{lines}</p>\n' if lines else "")
            + f'<p class="small links"><span class="dim">{one.on:%Y-%m-%d}</span>{_start(site)}</p></section>\n'
        )
    yield "</div>\n" if look else ""


def _start(site: Site) -> str:
    if not site.start:
        return ""
    return f'<a href="{escape(site.start[0])}" rel="noreferrer">start page</a>'


def _rows(title: str, rows: Sequence[tuple[Site, Probed]]) -> str:
    if not rows:
        return ""
    inside = "".join(
        f'<div class="row">{_sign(one.kind)} <strong>{escape(site.key)}</strong> {escape(site.name)} '
        f'<span class="dim small">{one.on:%Y-%m-%d} {escape(one.says)}</span></div>\n'
        for site, one in sorted(rows, key=lambda pair: pair[0].key)
    )
    return f"<details><summary>{title} ({len(rows)})</summary>\n{inside}</details>\n"


def _never(sites: Sequence[Site]) -> str:
    if not sites:
        return ""
    names = ", ".join(f"{escape(site.key)} {escape(site.name)}" for site in sites)
    return f'<details><summary>Not probed yet ({len(sites)})</summary>\n<p class="small">{names}</p></details>\n'


def _legend(words: Sequence[str]) -> str:
    items = "".join(
        f"<p>{_sign(word)} {_words(word)}: {escape(kinds()[word].means)}</p>"
        for word in sorted({word for word in words if word in kinds()}, key=rank)
    )
    return f"<details><summary>What the words mean</summary>\n{items}</details>\n" if items else ""
