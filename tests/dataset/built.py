"""A small panel of reports, and questions to the release that is built of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from gaispider.dataset.release_schema import tables
from gaispider.items import Attachment, Report, Statistics, Tables, Warn
from tests.dataset.made import (
    annex,
    report,
    said,
    with_t3,
)

FINANCE = "磐石市财政局"


def rows(release: Path, query: str) -> list[Any]:
    """A query over the release; `{name}` stands for a table."""
    named = {name: f"'{release}/{name}.parquet'" for name in tables()}
    with duckdb.connect() as connection:
        return connection.execute(query.format(**named)).fetchall()


def digests(release: Path) -> dict[str, str]:
    found = (path for path in sorted(release.rglob("*")) if path.is_file())
    return {path.relative_to(release).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def reports() -> Iterator[Report]:
    """Two sites over some years: figures that carry over and do not, a gap, a file, a scan, no report, a stranger."""
    yield with_t3("f2021", FINANCE, 2021, r1=10, r2=0, r4=3)
    yield with_t3("f2022", FINANCE, 2022, r1=120, r2=3, r4=1)
    yield with_t3("f2024", FINANCE, 2024, r1=9, r2=2, r4=0)
    yield with_t3("g2021", "磐石市人民政府", 2021, r1=8)
    files = [Attachment("http://www.panshi.gov.cn/a.pdf", "a.pdf", "application/pdf")]
    yield report("e2021", "磐石市教育局", 2021, text=None, attachments=files, warnings=[Warn("attachment_only", "a")])
    yield report("e2022", "磐石市教育局", 2022, text="图", warnings=[Warn("body_is_image", "a")])
    yield report("e2023", "磐石市教育局", 2023, text=None, warnings=[Warn("body_empty", "a")])
    yield report("n", "磐石市国土资源局", 2018, statistics=Statistics("A2014", Tables(a={"收到申请数": annex(4)})))
    yield report("notice", FINANCE, 2023, kind="not_a_report")
    yield report("odd", "磐石市水利局", 2017, statistics=Statistics("A_annex", Tables(a={"公告栏更新数": annex(4)})))
    counts = Statistics(narrative={"reviews": said(2)})
    yield report("h", "桦甸市人民政府", 2022, site="huadian", code="220282", statistics=counts)
