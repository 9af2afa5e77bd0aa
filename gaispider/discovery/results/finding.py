"""What discovery found of one site: as a line of JSON, as a registry entry, and which fields a machine may write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from gaispider.discovery.known_columns import start_of
from gaispider.discovery.model import Target
from gaispider.discovery.own_hosts import domain_of
from gaispider.discovery.results.conclusion import Conclusion, next_steps
from gaispider.discovery.site_walk import SiteWalk
from gaispider.sites.canonical import belongs, canonical_url
from gaispider.sites.model import Site
from gaispider.sites.overlay import LOCAL
from gaispider.sites.portals import Portal, by_code, key_for
from gaispider.sites.registered import is_own
from gaispider.text.places import division

# What a machine writes of how sure it is; an entry with any other word was written by a person.
FOUND, GUESS = "found", "guess"
# How the caveats of an entry begin that discovery wrote.
_MARK = "Found from the home page:"
_NO_KEY = re.compile(r"[^a-z0-9]+")
_MOST_ELSEWHERE = 20


@dataclass(slots=True)
class Finding:
    """`line` is all of it as JSON has it; `entry` the fields of a registry entry, None where no column was found."""

    target: Target
    outcome: str
    situation: str
    line: dict[str, object]
    entry: dict[str, object] | None = None
    key: str = ""
    final: bool = False

    @property
    def next_step(self) -> str:
        """What a person does next; of a column whose division nothing tells, to tell it, since it has no entry yet."""
        step = next_steps()[self.outcome, self.situation]
        if self.entry is None or self.entry["region"] or self.line.get("registered"):
            return step.replace("KEY", self.key or "KEY")
        tell = f"scrapy discover {self.target.url} --region CODE, the code of its division, writes the entry"
        return f"{tell}; then: {step}"

    @property
    def asks_again(self) -> bool:
        """Whether the site did not answer, so that it is asked again, slowly, before that is said of it."""
        silent = (("unreachable", "no answer"), ("unreachable", "no answer on the way"))
        return not self.final and (self.outcome, self.situation) in silent


def finding_of(walk: SiteWalk, conclusion: Conclusion, registered: Mapping[str, Site]) -> Finding:
    """The finding on a walk that has ended. `registered` are the entries of the registry, by key."""
    target = walk.target
    entry, known, key = _entry_and_known(walk, conclusion, registered)
    system, by = _system(walk, conclusion)
    best = conclusion.columns[0] if conclusion.columns else None
    line: dict[str, object] = {
        "url": target.url,
        "region": walk.known.region or None,
        "name": _name(walk),
        "key": key or None,
        "registered": known.key if known else None,
        "registered_start": list(known.start) if known else [],
        "outcome": conclusion.outcome,
        "situation": conclusion.situation,
        "because": conclusion.because,
        "sure": conclusion.sure,
        "start": entry["start"] if entry else [],
        "path": [step.as_json() for step in best.path] if best else [],
        "columns": [tally.as_json() for tally in conclusion.columns],
        "system": system or None,
        "system_by": by or None,
        "family": entry["family"] if entry else None,
        "answered_at": walk.home or None,
        "elsewhere": [
            {"url": found.url, "name": found.name, "rule": found.rule}
            for found in sorted(walk.elsewhere.values(), key=lambda found: -found.score)[:_MOST_ELSEWHERE]
        ],
        "children": [child.as_json() for child in walk.children.values()],
        "failures": [failure.as_json() for failure in walk.failures],
        "pages": walk.pages.cost.pages,
        "seconds": round(walk.pages.cost.seconds, 1),
        "limits_met": walk.pages.cost.met,
    }
    found = Finding(target, conclusion.outcome, conclusion.situation, line, entry, key, conclusion.final)
    line["next"] = found.next_step
    return found


def _entry_and_known(
    walk: SiteWalk, conclusion: Conclusion, registered: Mapping[str, Site]
) -> tuple[dict[str, Any] | None, Site | None, str]:
    """The fields of a new entry, the entry that the site has already, and the key of the one or the other."""
    entry = _entry(walk, conclusion) if conclusion.columns else None
    known = _registered(walk, registered, entry["start"] if entry else [])
    key = known.key if known else _key(walk)
    if entry is not None and not key:
        entry["region"] = None
    return entry, known, key


def changes_for(finding: Finding, registered: Mapping[str, Site]) -> dict[str, object] | None:
    """The fields for the overlay; None where nothing was found, its region is unknown, or a person wrote the entry.

    Of a person's entry that begins from single reports the column is written, over what it lacks.
    """
    if finding.entry is None or not finding.entry.get("region"):
        return None
    known = registered.get(finding.key)
    if known is None or is_of_machine(known):
        return finding.entry
    return _column_of_single(known, finding.entry) if known.single else None


def _column_of_single(known: Site, entry: Mapping[str, Any]) -> dict[str, object]:
    """The column for an entry that begins from single reports, which a person wrote: nothing else of it changes."""
    hosts = [*known.hosts, *(host for host in entry["hosts"] if not belongs(f"http://{host}/", known))]
    column = {name: entry[name] for name in ("family", "start", "confidence", "evidence", "caveats")}
    return {**column, "hosts": hosts}


def is_of_machine(site: Site) -> bool:
    """Whether an entry stands in the overlay alone and is as discovery wrote it: it may be written anew."""
    own = site.file.startswith(f"{LOCAL}/") and site.confidence in (FOUND, GUESS)
    return own and (site.caveats or "").startswith(_MARK)


def _entry(walk: SiteWalk, conclusion: Conclusion) -> dict[str, Any]:
    best = conclusion.columns[0]
    start = list(
        dict.fromkeys(
            url
            for tally in conclusion.columns
            if tally.is_column or tally is best
            for url in start_of(tally, walk.known.owner(tally))
        )
    )
    family = best.marks.family() if best.marks.system()[0] else walk.votes.family()
    years = f", {min(best.years)}-{max(best.years)}" if best.years else ""
    way = " > ".join(step.name or step.rule for step in best.path)
    return {
        "name": _name(walk),
        "region": walk.known.region or None,
        "family": family,
        "hosts": _hosts(
            [walk.home or walk.target.url, *start, *(url for tally in conclusion.columns for url in tally.parts)]
        ),
        "start": start,
        "confidence": FOUND if conclusion.sure else GUESS,
        "evidence": best.first_report or best.url,
        "caveats": f"{_MARK} {way}. {best.reports} of {best.entries} entries are reports{years}.",
    }


def _hosts(urls: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(urlsplit(canonical_url(url)).netloc for url in urls))


def _name(walk: SiteWalk) -> str:
    if walk.target.name:
        return walk.target.name
    place = division(walk.known.region) if walk.known.region else None
    return f"{place.name}人民政府" if place else walk.title[:40] or urlsplit(walk.target.url).netloc


def _key(walk: SiteWalk) -> str:
    """The key of a new entry: that of its division, where the site is the government's own; else host and code."""
    if (
        walk.known.region
        and (portal := by_code().get(walk.known.region))
        and domain_of(portal.address) == domain_of(walk.target.url)
    ):
        return key_for(portal)
    if walk.known.region and not domain_of(walk.target.url):
        return key_for(walk.known.region)
    label = _NO_KEY.sub("_", domain_of(walk.target.url).partition(".")[0].lower()).strip("_")
    label = label if label[:1].isalpha() else f"site_{label}".rstrip("_")
    return f"{label}{walk.known.region}" if walk.known.region else label


def _registered(walk: SiteWalk, registered: Mapping[str, Site], start: Collection[str]) -> Site | None:
    """The entry that the site has already: one of its region on its host or domain.

    A government's site is registered by an entry of its own, or one that begins where it would: entries of its
    departments and towns stand beside it.
    """
    found = list(_on_its_hosts(walk, registered))
    portal = by_code().get(walk.known.region) if walk.known.region else None
    if portal is None or not _is_of_government(walk, portal):
        return found[0] if found else None
    same = {canonical_url(url) for url in start}
    return next((site for site in found if is_own(site, portal) or same & set(map(canonical_url, site.start))), None)


def _is_of_government(walk: SiteWalk, portal: Portal) -> bool:
    """Whether the site is the government's own: on the domain of its home page, or on a host without one."""
    domain = domain_of(walk.target.url)
    return not domain or domain == domain_of(portal.address)


def _on_its_hosts(walk: SiteWalk, registered: Mapping[str, Site]) -> Iterator[Site]:
    homes = [url for url in (walk.home, walk.target.url) if url]
    for site in registered.values():
        if site.region == walk.known.region and walk.known.region:
            domains = {domain_of(f"http://{host}/") for host in site.hosts}
            if any(belongs(url, site) or (domain_of(url) and domain_of(url) in domains) for url in homes):
                yield site


def _system(walk: SiteWalk, conclusion: Conclusion) -> tuple[str, str]:
    if conclusion.columns and (found := conclusion.columns[0].marks.system())[0]:
        return found
    return walk.votes.system()
