"""`scrapy sites`: lists the registry, one line for each site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from gaispider.commands import json_line, project_settings, quiet_on_broken_pipe, registry_of, sites_named
from gaispider.commands.registry import bundle_options, further_options, overlay_options, probe_options
from gaispider.commands.scrapys.help_text import examples

if TYPE_CHECKING:
    from gaispider.sites.model import Site
    from gaispider.sites.registry import Registry


def overlaid(site: Site) -> list[str] | bool:
    """The fields that come from the overlay; True for an entry that only the overlay has."""
    return list(site.laid) or site.file.startswith("local/")


def marks(site: Site) -> list[str]:
    """`[local: start, twins]` at the end of a line for what the overlay changes, `[local]` for what it alone has;
    before them `[single report]` where no column is known."""
    fields = overlaid(site)
    local = [f"[local: {', '.join(fields)}]"] if isinstance(fields, list) else ["[local]"] if fields else []
    return ["[single report]", *local] if site.single else local


class Command(ScrapyCommand):
    """Prints key, family, region, last outcome and name; exit 2 if a word finds nothing, or entries are wrong;
    with --probe that of the worst kind."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return "[options] [WORD ...]"

    def short_desc(self) -> str:
        return "List the registry: key, family, region, last outcome, name"

    def long_desc(self) -> str:
        return (
            "List the sites of the registry: all, or those that one of the WORDs finds. A word is a division (吉林, "
            "吉林市, 220284, 2202: all sites in it and below), part of a key or name (panshi, 财政局), or a family. "
            "`-` stands for a site that was never crawled. To add a site, write ten lines of facts into "
            "data/sites/<province>.toml; `scrapy sites` then says what is missing or wrong, and `scrapy sites --probe "
            "KEY` shows what it gives: the start listing, its next page and two reports, asked for under a crawl's "
            "rules, not kept, and of which kind the site is (docs/registry.md): exit 0 if it is proved, else the code "
            "of the outcome that its kind stands for (docs/outcomes.md). "
            "With --unregistered: the governments that have no entry of their own, of some divisions or of all. "
            "With --csv and --from-csv: the entries as a spreadsheet, and what was changed in it."
            + examples(
                "scrapy sites 吉林市",
                "scrapy sites --probe panshi",
                "scrapy sites --unregistered --region 2202",
                "scrapy sites --csv sites.csv",
                "scrapy sites --from-csv sites.csv --dry-run",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        for options in (probe_options, bundle_options, overlay_options):
            options.add_options(parser)
        further_options.add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        registry = registry_of(self.settings)
        for options in (bundle_options, probe_options, overlay_options):
            if (code := options.run(args, opts, registry, project_settings(self.settings))) is not None:
                self.exitcode = code
                return
        if (code := further_options.run(args, opts, registry, self.settings)) is not None:
            self.exitcode = code
            return
        self._list(registry, args, opts)

    def _list(self, registry: Registry, args: list[str], opts: argparse.Namespace) -> None:
        from gaispider.crawl.run.summary import last_crawl
        from gaispider.crawl.store import proposed_of
        from gaispider.sites.registered import state_of

        proposed: list[str] = []
        wanted = {key for keys in sites_named(registry, args).values() for key in keys}
        store = Path(project_settings(self.settings)["STORE_DIR"])
        line = "{:<22} {:<12} {:<7} {:<15} {}\n"
        head = line.format("KEY", "FAMILY", "REGION", "OUTCOME", "NAME")
        for site in registry.sites.values():
            if args and site.key not in wanted:
                continue
            last = last_crawl(store, site.key)
            outcome = str(last.get("outcome")) if last else "-"
            row = [site.key, site.family, site.region or "-", outcome, site.name]
            if opts.json:
                named: dict[str, object] = dict(zip(("key", "family", "region", "outcome", "name"), row, strict=True))
                named |= {"state": state_of(site), "proved": site.proved, "overlay": overlaid(site)}
                named["proposed"] = list(proposed_of(last))
                sys.stdout.write(json_line(named))
            else:
                sys.stdout.write(head + line.format(*row[:-1], " ".join((site.name, *marks(site)))))
                head = ""
            proposed += [f"{site.key}: {sentence}" for sentence in proposed_of(last)]
        sys.stdout.flush()
        for sentence in proposed if not opts.json else ():
            sys.stderr.write(f"{sentence}\n")
        for sentence in registry.left_over:
            sys.stderr.write(f"{sentence}\n")
        for fault in registry.faults:
            sys.stderr.write(f"{fault.sentence}\n")
            self.exitcode = 2
