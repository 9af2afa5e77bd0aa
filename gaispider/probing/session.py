"""One call of `scrapy sites --probe`: which sites, the looks at them, what is written, printed and returned."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from gaispider.crawl.run.outcome import LOCKED
from gaispider.operate.running.schedule import machines
from gaispider.operate.site_status import read_status
from gaispider.operate.step_progress import StepProgress
from gaispider.paths import build_folder
from gaispider.probing.kinds import do_of, kinds, rank
from gaispider.probing.look import PROBING, ProbeProcess, Result
from gaispider.probing.probe_spider import can_be_probed
from gaispider.probing.result_lines import detail_lines, table_lines
from gaispider.probing.result_page import write_probe_page
from gaispider.probing.written import NO_NETWORK, NOT_LIVE, Notebook
from gaispider.sites.model import Probed, Site
from gaispider.sites.registry import Registry
from gaispider.sites.search import matching, nothing_found
from gaispider.text.counted import counted


class NothingToProbeError(ValueError):
    """Words that name no entry, or one that has no start pages. The message says so."""


def chosen(registry: Registry, words: Sequence[str], settings: BaseSettings) -> list[Site]:
    """The sites that the words name, in the registry's order: a key names one, other words as for `scrapy sites`; all
    that can be probed without words. Raises NothingToProbeError."""
    if not words:
        return [site for site in registry.sites.values() if can_be_probed(site, settings)]
    keys: set[str] = set()
    for word in words:
        if (fault := registry.fault_of(word)) is not None:
            raise NothingToProbeError(fault.sentence)
        found = [word] if word in registry.sites else matching(registry.sites, word)
        if not found:
            raise NothingToProbeError(nothing_found(registry.sites, word))
        keys.update(found)
    sites = [site for key, site in registry.sites.items() if key in keys]
    probed = [site for site in sites if can_be_probed(site, settings)]
    if not probed:
        raise NothingToProbeError(f"{sites[0].file}: site {sites[0].key} has no start pages to be probed")
    return probed


class ProbeSession:
    """Probes sites, writes each result down as it comes, and tells all in the end."""

    def __init__(self, registry: Registry, settings: BaseSettings, jobs: int) -> None:
        self._registry, self._settings, self._jobs = registry, settings, jobs
        self._notebook = Notebook.of(settings)
        self.results: list[Result] = []

    def due(self, sites: Sequence[Site]) -> list[Site]:
        """Those of all sites that were not probed within PROBE_AFTER_HOURS."""
        return self._notebook.due(sites, self._settings.getfloat("PROBE_AFTER_HOURS"))

    def run(self, sites: Sequence[Site], *, goes_on: bool = False) -> int:
        """Probe them; returns the exit code: that of the worst kind, 128 and the signal that cut it off, or LOCKED
        where all hosts are being crawled. `goes_on`: the same command passes by what this one has done.

        Raises OSError, OverlayError and TomlEditError where a result cannot be written.
        """
        crawled = self._with_crawled_hosts(sites)
        for site in crawled:
            sys.stderr.write(f"{site.key}: not probed: its host is being crawled, and is asked by one at a time\n")
        sites = [site for site in sites if site not in crawled]
        if not sites:
            return LOCKED
        several = len(sites) > 1
        progress = StepProgress() if several else None
        alone = sites[0].key
        around: AbstractContextManager[Any] = progress or nullcontext()

        def tell(step: str, _done: int, _total: int) -> None:
            """Of one site alone: that it is asked again after a silent while."""
            if step != PROBING:
                sys.stderr.write(f"{alone}: {step}\n")
                sys.stderr.flush()

        process = ProbeProcess(self._settings, sites, self._jobs, self._finished, progress or tell)
        with around:
            process.run()
        if self._notebook.close(alone=not several):
            sys.stderr.write(f"{NO_NETWORK}\n")
        if process.signal is not None:
            left = len(sites) - len(self.results)
            how = "goes on" if goes_on and self._notebook.live else "begins anew"
            sys.stderr.write(f"cut off: {counted(left, 'site')} not probed; the same command {how}\n")
            return 128 + process.signal
        worst = min((one.judged.kind for one in self.results), default="proved", key=rank)
        return kinds()[worst].code

    def _with_crawled_hosts(self, sites: Sequence[Site]) -> list[Site]:
        """Those whose hosts a crawl is asking now: its own or that of another site."""
        root = Path(self._settings["STORE_DIR"])
        known = self._registry.sites.values()
        running = [site for site in known if read_status(root, site.key).outcome == "running"] if root.is_dir() else []
        busy = frozenset(host for site in running for host in machines(site))
        return [site for site in sites if machines(site) & busy]

    def _finished(self, result: Result) -> None:
        self._notebook.write(result)
        self.results.append(result)

    def known(self) -> dict[str, Probed]:
        """The last result of every site: of this session, else as the overlay has it."""
        before = {key: site.probe for key, site in self._registry.sites.items() if site.probe is not None}
        return {**before, **{one.site.key: self._notebook.probed(one) for one in self.results}}

    def lines(self, *, everything: bool) -> list[str]:
        """What is printed: one site with all that was read of it, several as a table; `everything` tells the sites
        probed before as well."""
        if not self.results and not everything:
            return []
        if len(self.results) == 1 and not everything:
            return list(detail_lines(self.results[0]))
        told = self.known() if everything else {one.site.key: self._notebook.probed(one) for one in self.results}
        return list(table_lines([(self._registry.sites[key], one) for key, one in told.items()]))

    def not_live(self) -> str | None:
        """Why nothing was written into the overlay; None if it was."""
        return None if self._notebook.live else NOT_LIVE

    def write_page(self, path: str | None) -> Path:
        """Write the HTML page of all last results. Raises OSError."""
        where = Path(path) if path else build_folder() / "probe" / "index.html"
        return write_probe_page(where, self._registry.sites, self.known(), self._notebook.now)


def as_json(key: str, one: Probed) -> dict[str, object]:
    """For `--json`."""
    return {
        "key": key,
        "kind": one.kind,
        "probed": one.on.isoformat(),
        "says": one.says,
        "propose": list(one.propose),
        "do": do_of(one.kind, one.says, key) or None,
    }
