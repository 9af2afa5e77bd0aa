"""Records and stores for the tests of the dataset: real places, made reports and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gaispider.dataset.build_settings import BuildSettings
from gaispider.dataset.make_release import make_release
from gaispider.dataset.telling import silent
from gaispider.items import (
    SCHEMA,
    Agency,
    AnnexFigure,
    Capture,
    Figure,
    NarrativeFigure,
    Published,
    Region,
    Report,
    Statistics,
    Tables,
)
from gaispider.schema import encode
from gaispider.sites.model import Site
from gaispider.text.places import division

RUN = "20250301T020000-000"
FETCHED = "2025-03-01T02:00:00Z"
SITE = Site("panshi", "磐石市人民政府", "trs", "22-jilin.toml", region="220284")
OTHER = Site("huadian", "桦甸市人民政府", "trs", "22-jilin.toml", region="220282")
SITES = {"panshi": SITE, "huadian": OTHER}


def figure(value: int | str | None, unit: str | None = None, **more: Any) -> Figure:
    known: dict[str, Any] = {"method": "intact", "certainty": "certain"} if value is not None else {}
    return Figure(value, "" if value is None else str(value), unit, **(known | more))


def annex(value: int | str | None, unit: str | None = None) -> AnnexFigure:
    return AnnexFigure(value, str(value), unit, None, "intact", "certain")


def said(value: int | str, unit: str = "件") -> NarrativeFigure:
    return NarrativeFigure(value, unit, f"共{value}{unit}", "intact", "certain")


def t3(**rows: int | None) -> dict[str, dict[str, Figure]]:
    """Table 3 with totals only; rows named r1, r2, r3_1, r3_3_8 …"""
    return {name[1:].replace("_", "."): {"total": figure(value)} for name, value in rows.items()}


def region(code: str = "220284") -> Region:
    place = division(code)
    assert place is not None
    return Region(code, place.name, place.level, list(place.path), "title", place.name, "certain")


def report(key: str, name: str | None, year: int | None, **fields: Any) -> Report:
    """A report of a unit; `statistics` may be given as Statistics, `code` as the division's."""
    site = fields.pop("site", "panshi")
    code = fields.pop("code", "220284")
    url = f"http://www.{site}.gov.cn/{key}.html"
    said_text = f"{name}{year}年政府信息公开工作年度报告。" + "".join(f"本段说第{key}号第{n}事。" for n in range(60))
    values: dict[str, Any] = {
        "title": f"{name}{year}年政府信息公开工作年度报告",
        "kind": "annual_report",
        "agency": Agency(name, name, "signoff", "certain") if name else None,
        "region": region(code),
        "report_year": year,
        "published": Published(f"{(year or 2020) + 1}-01-20", None, "raw", "intact", "certain", found_in="header"),
        "text": said_text,
        "text_from": "page",
        "capture": Capture("live", f"archive/{RUN}.warc.gz", f"<urn:{key}>", f"sha256:{key}", FETCHED, 200, "utf-8"),
        "extractor": "0.2.0+made",
        "read_at": FETCHED,
    }
    provenance = fields.pop("provenance", "official")
    return Report(SCHEMA, f"{site}-{key}", site, url, url, None, provenance, "trs", **(values | fields))


def with_t3(key: str, name: str, year: int, **rows: int | None) -> Report:
    return report(key, name, year, statistics=Statistics("C2021", Tables(t3=t3(**rows))))


def store_of(folder: Path, reports: Iterable[Report]) -> Path:
    """Write a store with one run a site."""
    lines: dict[str, list[bytes]] = {}
    for one in reports:
        lines.setdefault(one.site or "", []).append(encode(one))
    for site, several in lines.items():
        records = folder / site / "records"
        records.mkdir(parents=True, exist_ok=True)
        with (records / f"{RUN}.jsonl").open("ab") as file:
            file.writelines(line + b"\n" for line in several)
    return folder


def release_of(store: Path, out: Path, sites: Mapping[str, Site] = SITES, **settings: Any) -> Path:
    """Build a release of a store's sites and give its folder."""
    parts = settings.pop("parts", out.with_name(f"{out.name}.parts"))
    keys = settings.pop("keys") if "keys" in settings else tuple(sorted(path.name for path in store.iterdir()))
    make_release(BuildSettings(store, out, parts, keys, **settings), sites, silent)
    return out


def changed(one: Report, **fields: Any) -> Report:
    """The record as a later run reads it."""
    return replace(one, **fields)
