"""A build from beginning to end: tables, then their papers, then the release takes the place of the last one."""

from __future__ import annotations

from collections.abc import Mapping

from gaispider.dataset.build import Built, Told, build_tables, publish
from gaispider.dataset.build_settings import BuildSettings
from gaispider.dataset.release.manifest import write_lists, write_manifest
from gaispider.sites.model import Site


def make_release(settings: BuildSettings, sites: Mapping[str, Site], tell: Told) -> Built:
    """Build and publish; `tell` is called with what is being done. Raises BuildError, OSError."""
    settings.parts.mkdir(parents=True, exist_ok=True)
    built = build_tables(settings, dict(sites), tell)
    write_lists(built, settings)
    write_manifest(built, settings)
    publish(built.folder, settings.out)
    built.folder = settings.out
    return built
