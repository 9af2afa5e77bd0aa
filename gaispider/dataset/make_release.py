"""A build from beginning to end: tables, then their papers, then the release takes the place of the last one."""

from __future__ import annotations

from collections.abc import Mapping

from gaispider.dataset.build import Built, build_tables, publish
from gaispider.dataset.build_settings import BuildSettings
from gaispider.dataset.join.engine import engine
from gaispider.dataset.release.changes import write_changes
from gaispider.dataset.release.codebook_pages import write_codebooks
from gaispider.dataset.release.data_card import write_card
from gaispider.dataset.release.data_package import write_descriptions
from gaispider.dataset.release.manifest import counts, write_lists, write_manifest
from gaispider.dataset.telling import Told
from gaispider.sites.model import Site


def make_release(settings: BuildSettings, sites: Mapping[str, Site], tell: Told) -> Built:
    """Build and publish; `tell` is called with what is being done. Raises BuildError, OSError."""
    settings.parts.mkdir(parents=True, exist_ok=True)
    built = build_tables(settings, dict(sites), tell)
    tell("writing codebooks and descriptions")
    found = counts(built)
    write_lists(built, settings)
    write_codebooks(built.folder)
    digests = write_descriptions(built.folder, found)
    tell("writing the data card")
    with engine(settings.parts / "spill") as connection:
        write_card(connection, built.folder, found, built.repeats)
        if settings.since is not None:
            tell(f"comparing with {settings.since.name}")
            built.changes = write_changes(connection, settings.since, built.folder)
    tell("writing the manifest")
    write_manifest(built, settings, digests)
    publish(built.folder, settings.out)
    built.folder = settings.out
    return built
