"""The table reports: the parts of all sites, with what a record repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from gaispider.dataset.join.near_copies import Repeat
from gaispider.dataset.store.merged import parts_of

_COLUMNS = (("duplicate_of", "of"), ("duplicate_reason", "reason"), ("duplicate_share", "share"))


def report_batches(folders: Iterable[Path], repeats: Mapping[str, Repeat]) -> Iterator[Any]:
    """The rows of table reports as pyarrow Tables."""
    for batch in parts_of("reports", folders):
        found = [repeats.get(key) for key in batch.column("id").to_pylist()]
        for name, attribute in _COLUMNS:
            at = batch.schema.get_field_index(name)
            values = [getattr(one, attribute) if one else None for one in found]
            batch = batch.set_column(at, batch.schema.field(at), pa.array(values, batch.schema.field(at).type))
        yield batch
