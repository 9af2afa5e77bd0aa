"""`scrapy dataset build`, `check`, `plots`, `browse`: a release of the store, the tables that a paper cites."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from gaispider.commands import project_settings, quiet_on_broken_pipe, registry_of, require
from gaispider.commands.published.left_sites import tell_left
from gaispider.commands.scrapys.help_text import examples
from gaispider.operate.step_progress import StepProgress
from gaispider.paths import build_folder, project
from gaispider.text.counted import counted

if TYPE_CHECKING:
    from gaispider.dataset.build import Built
    from gaispider.dataset.build_settings import BuildSettings

EXTRA = ("dataset", "pyarrow", "duckdb", "numpy", "matplotlib")
BROWSE_EXTRA = ("browse", "datasette", "uvicorn", "markupsafe", "yaml", "surt")
_ACTIONS = ("build", "check", "plots", "browse")
_USAGE = "build | check [RELEASE] | plots [RELEASE] | browse [RELEASE]"


class Command(ScrapyCommand):
    """Exit 0; 1 if the store, the disk or the release is at fault; 2 usage; 3 if a check found surprises only."""

    requires_project = True
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the name and type are Scrapy's

    def syntax(self) -> str:
        return f"[options] {_USAGE}"

    def short_desc(self) -> str:
        return "Make a release of the records: tables, checks, codebooks"

    def long_desc(self) -> str:
        return (
            "`scrapy dataset build` folds the records of the store, site by site, into one folder: tables as Parquet "
            "and CSV, a panel in which a missing report is a row, checks between reports, codebooks and descriptions. "
            "The same store gives the same bytes. Sites that did not change since the last build are taken over from "
            "the folder OUT.parts. `scrapy dataset check` says where a release contradicts its schema (exit 1) and "
            "what a person should look at, also against an earlier release (exit 3). `scrapy dataset browse` shows a "
            "release in the browser, on this machine only. docs/dataset.md has more."
            + examples(
                "scrapy dataset build",
                "scrapy dataset build --sites panshi --out build/panshi",
                "scrapy dataset check --against build/earlier",
                "scrapy dataset browse build/panshi --port 8002",
                "scrapy dataset plots build/panshi --out build/plots",
            )
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--out",
            metavar="DIR",
            help="build: folder of the release (default: build/dataset); plots: theirs (default: RELEASE-plots)",
        )
        parser.add_argument("--sites", metavar="KEY[,KEY]", help="these sites only, and the panel of their divisions")
        parser.add_argument("--since", metavar="RELEASE", help="an earlier release, to list every value that changed")
        parser.add_argument("--corrections", metavar="FILE", help="default: data/corrections.csv of the project")
        parser.add_argument("--store", metavar="DIR", help="read another store than STORE_DIR")
        parser.add_argument("--replays", action="store_true", help="take records of a replay, which are no crawl's")
        parser.add_argument(
            "--without-personal-data",
            action="store_true",
            help="leave names, telephones and mail addresses out of texts, by rule, and count them",
        )
        parser.add_argument("--against", metavar="RELEASE", help="check: compare with an earlier release")
        parser.add_argument("--page", metavar="FILE", help="check: write the findings as an HTML page, too")
        parser.add_argument("--json", action="store_true", help="check: one JSON object instead of lines")
        parser.add_argument("--port", type=int, default=8001, help="browse: port on this machine (default: 8001)")
        parser.add_argument(
            "--public",
            action="store_true",
            help="browse: for a proxy in front of it: no SQL of visitors, no archived pages, no download of the file",
        )
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: cores)")

    @quiet_on_broken_pipe
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args or args[0] not in _ACTIONS or len(args) > (1 if args[0] == "build" else 2):
            raise UsageError(f"say what to do: scrapy dataset {_USAGE}", print_help=False)
        require(*EXTRA)
        release = Path(args[1]) if len(args) > 1 else build_folder() / "dataset"
        if args[0] == "build":
            self._build(opts)
        elif args[0] == "check":
            self._check(release, opts)
        elif args[0] == "browse":
            self._browse(release, opts)
        else:
            self._plots(release, opts)

    def _plots(self, release: Path, opts: argparse.Namespace) -> None:
        from gaispider.dataset.plots.drawing import NoFontError
        from gaispider.dataset.plots.release_plots import write_plots

        demand_release(release)
        out = Path(opts.out) if opts.out else release.with_name(f"{release.name}-plots")
        try:
            with StepProgress() as tell:
                paths = write_plots(release, out, tell)
            for path in paths:
                sys.stdout.write(f"{path}\n")
        except (NoFontError, OSError) as error:
            sys.stderr.write(f"scrapy dataset plots: {error}\n")
            self.exitcode = 1

    def _browse(self, release: Path, opts: argparse.Namespace) -> None:
        require(*BROWSE_EXTRA)
        from gaispider.dataset.browsing.browse_session import browse

        demand_release(release)
        store = Path(opts.store or project_settings(self.settings)["STORE_DIR"])
        if not opts.public:
            tell_left(store, None, "Archived pages are shown of the archives that are here.")
        try:
            for sentence in browse(release, store, opts.port, StepProgress, public=opts.public):
                sys.stdout.write(f"{sentence}\n")
                sys.stdout.flush()
        except OSError as error:
            sys.stderr.write(f"scrapy dataset browse: {error}\n")
            self.exitcode = 1

    def _check(self, release: Path, opts: argparse.Namespace) -> None:
        from gaispider.dataset.checking.check_page import lines, page
        from gaispider.dataset.checking.check_release import check_release, exit_code

        against = Path(opts.against) if opts.against else None
        for folder in filter(None, (release, against)):
            demand_release(folder)
        with StepProgress() as tell:
            found = check_release(release, against, tell)
        if opts.page:
            Path(opts.page).write_text(page(found), "utf-8")
        if opts.json:
            sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")
        else:
            sys.stdout.write("".join(f"{line}\n" for line in lines(found)))
        self.exitcode = exit_code(found)

    def _build(self, opts: argparse.Namespace) -> None:
        from gaispider.dataset.build_settings import BuildError
        from gaispider.dataset.make_release import make_release

        settings = self._settings(opts)
        registry = registry_of(self.settings, to_crawl=False)
        for fault in registry.faults:
            sys.stderr.write(f"{fault.sentence}\n")
        tell_left(
            settings.store, settings.sites, "The release is made of records, which are all here; its pages are not."
        )
        try:
            with StepProgress() as tell:
                built = make_release(settings, registry.sites, tell)
        except (BuildError, OSError) as error:
            sys.stderr.write(f"scrapy dataset build: {error}\n")
            self.exitcode = 1
            return
        sys.stdout.write(_summary(built, settings))

    def _settings(self, opts: argparse.Namespace) -> BuildSettings:
        from gaispider.dataset.build_settings import BuildSettings
        from gaispider.dataset.rows.corrections import CorrectionError, read_corrections

        out = Path(opts.out) if opts.out else build_folder() / "dataset"
        store = Path(opts.store or project_settings(self.settings)["STORE_DIR"])
        if opts.jobs < 1:
            raise UsageError("--jobs is at least 1", print_help=False)
        since = Path(opts.since) if opts.since else None
        if since is not None:
            demand_release(since)
        own = (project() or Path.cwd()) / "data" / "corrections.csv"
        file = Path(opts.corrections) if opts.corrections else own if own.is_file() else None
        try:
            corrections = tuple(read_corrections(file)) if file else ()
        except (OSError, CorrectionError) as error:
            raise UsageError(str(error), print_help=False) from error
        keys = tuple(key for key in opts.sites.split(",") if key) if opts.sites else None
        parts = out.with_name(f"{out.name}.parts")
        return BuildSettings(
            store, out, parts, keys, since, corrections, opts.jobs, opts.replays, opts.without_personal_data
        )


def demand_release(folder: Path) -> None:
    """Raise UsageError if no release lies in the folder."""
    if not (folder / "manifest.json").is_file():
        demo = build_folder() / "demo-release"
        more = f" (make demo has made {demo})" if (demo / "manifest.json").is_file() else ""
        raise UsageError(f"{folder}: no release is there; scrapy dataset build makes one{more}", print_help=False)


def _summary(built: Built, settings: BuildSettings) -> str:
    from gaispider.dataset.release.manifest import UNMAPPED, counts
    from gaispider.dataset.rows.corrections import CORRECTIONS

    found: dict[str, Any] = counts(built)
    lines = [
        f"{settings.out}: {counted(found['reports'], 'report')} of {counted(found['sites'], 'site')}, "
        f"{counted(built.rows['panel'], 'unit-year')}",
        f"  {counted(found['records'], 'record')}, {found['not_a_report']} of them no report; "
        f"{counted(built.folded, 'site')} folded anew",
    ]
    doubtful = {
        "without_unit": ("report", "reports", " without a unit: in reports, not in the panel"),
        "replays_refused": ("record", "records", " of a replay left out: --replays takes them"),
        "taken_down": ("record", "records", " of pages that were taken down left out"),
        "lines_damaged": ("line", "lines", " without a record: manifest.json names them"),
        "labels_without_key": ("annex label", "annex labels", f" without a canonical figure: {UNMAPPED}"),
        "names_without_kind": ("agency", "agencies", f" without a kind: {UNMAPPED}"),
    }
    lines += [
        f"  {counted(found[name], one, several)}{tail}"
        for name, (one, several, tail) in doubtful.items()
        if found[name]
    ]
    if settings.without_personal_data:
        left_out = sum(sum(one.personal_data.values()) for one in built.facts)
        lines.append(f"  names, telephones and addresses left out of texts: {left_out}; manifest.json has the counts")
    if built.changes is not None:
        lines.append(f"  {counted(built.changes, 'change')} since {settings.since}: CHANGES.csv")
    if settings.corrections:
        lines.append(f"  corrections: {_outcomes(settings.out)}; {CORRECTIONS} says what became of each")
    return "\n".join(lines) + "\n"


def _outcomes(release: Path) -> str:
    """What became of the corrections, counted: `2 applied, 1 no such report`."""
    from gaispider.dataset.rows.corrections import corrections_of

    found = Counter(line["outcome"].partition(":")[0] for line in corrections_of(release))
    return ", ".join(f"{found[outcome]} {outcome}" for outcome in sorted(found))
