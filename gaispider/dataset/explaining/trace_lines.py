"""A traced report as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gaispider.dataset.explaining.archived_bytes import row_of_file
from gaispider.dataset.explaining.trace_value import TracedReport, TracedValue
from gaispider.dataset.release_schema import panel_keys


def trace_lines(traced: TracedReport) -> Iterator[str]:
    """What the report is, its values with their strings, and where its bytes lie."""
    row, capture = traced.row, traced.capture
    yield f"{row['id']}  {row['unit_name'] or 'no unit'}  {row['report_year'] or 'no year'}"
    yield f"  {row['url']}"
    for one in traced.values:
        yield from _value_lines(one)
    if traced.record is None:
        yield "  (the store has no record of it: rules and raw strings of facts are not known; --store names another)"
    for what, said in (("text", traced.text_from), ("tables", traced.tables_from)):
        file = row_of_file(traced.attachments, said)
        if file is not None:
            yield f"  {what} read from the file {file['name'] or '-'}  {file['url']}  {file['digest'] or 'not fetched'}"
    yield f"  archived in {capture['warc'] or 'no archive'}  {capture['record_id'] or ''}".rstrip()
    yield f"  {_seen(capture)}, read by {capture['extractor']}"


def _seen(capture: Mapping[str, Any]) -> str:
    """When the page was fetched; of an import, when a person saw it, and how address and time are known."""
    moment = capture["fetched_at"] or "-"
    if capture["origin"] != "import":
        return f"fetched {moment}"
    how = f"address by {capture['url_found_by'] or '-'}, time by {capture['fetched_at_found_by'] or '-'}"
    return f"seen in a person's browser {moment} ({how})"


def _value_lines(one: TracedValue) -> Iterator[str]:
    value = "-" if one.value is None else one.value
    told = ", ".join(filter(None, (one.source, one.certainty)))
    if one.value is None and not one.places:
        told = "no table and no sentence gives it" if one.name in panel_keys() else told
    yield f"  {one.name} = {value}" + (f"  ({told})" if told else "")
    yield from (f"      {sentence}" for sentence in one.corrections)
    for place in one.places:
        how = ", ".join(filter(None, (place.method, place.certainty)))
        raw = "blank" if place.raw is None else f"“{place.raw}”"
        yield f"      {place.where}: {raw}" + (f"  ({how})" if how else "")
    if one.rule:
        yield f"      rule {one.rule}: {one.means}" if one.means else f"      rule {one.rule}"
