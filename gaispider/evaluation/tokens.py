"""Labelled tokens: dates.tsv (dates, document numbers, and what is neither) and script_phrases.tsv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gaispider.evaluation.score import LabelError, Tallies, read_tsv
from gaispider.text.dates import DateMention, find_dates, find_url_date
from gaispider.text.docnumbers import find_document_numbers
from gaispider.text.script import to_simplified

_DATES = ("token", "context", "source", "header_date", "kind", "value", "label_certainty", "page")
_PHRASES = ("traditional", "simplified", "converter", "certainty")


def score_dates(path: Path) -> Tallies:
    """Rows labelled certain or by context, each read in its context; the mention that covers the token counts."""
    tallies = Tallies()
    for number, row in enumerate(read_tsv(path, *_DATES), start=2):
        kind = row["kind"]
        if row["label_certainty"] == "ambiguous":
            continue
        key = f"line {number} {row['token']}"
        if row["source"] == "url":
            # A page's address may hold a day beside the token that is none: there the token alone is asked about.
            asked = (row["token"],) if kind == "not_a_date" else (row["page"], row["context"])
            found = next(filter(None, map(find_url_date, asked)), None)
            got = found.isoformat() if found else ""
            tallies[f"dates {kind} (url)"].add(key, right=got == row["value"][:10], want=row["value"], got=got)
            continue
        if kind == "docnumber":
            values = [n.normalised for n in find_document_numbers(row["context"])]
            tallies["dates docnumber"].add(key, right=row["value"] in values, want=row["value"], got=values)
            continue
        right, shown = _dates_right(row)
        tallies[f"dates {kind}"].add(key, right=right, want=row["value"] or "nothing", got=shown)
    return tallies


def _dates_right(row: dict[str, str]) -> tuple[bool, str]:
    header = _day(row["header_date"])
    text, token = row["context"], row["token"]
    start = text.find(token)
    if start < 0:
        text, start = token, 0
    end = start + len(token)
    mentions = [m for m in find_dates(text, published=header) if m.span[0] < end and m.span[1] > start]
    numbers = [n for n in find_document_numbers(text) if n.span[0] < end and n.span[1] > start]
    shown = "; ".join(_show(m) for m in mentions) or "nothing"
    if row["kind"] == "not_a_date":
        # An index number or address may stand inside a real mention's neighbourhood, never be one itself.
        return not mentions and not numbers, shown
    return any(_show(m) == _day_part(row["value"]) for m in mentions), shown


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise LabelError(f"dates.tsv: header_date {text!r} is no ISO day (2019-02-27)") from None


def _day_part(value: str) -> str:
    """The label without its time of day."""
    return "/".join(part.split("T")[0] for part in value.split("/"))


def _show(mention: DateMention) -> str:
    if mention.start is None or mention.end is None:
        return "one of " + ", ".join(f"{a}/{b}" for a, b in mention.alternatives)
    if mention.precision == "year":
        return f"{mention.start.year:04d}"
    if mention.precision == "month":
        return f"{mention.start:%Y-%m}"
    return f"{mention.start}" if mention.precision == "day" else f"{mention.start}/{mention.end}"


def score_phrases(path: Path) -> Tallies:
    """Traditional phrases against what the mainland office wrote."""
    tallies = Tallies()
    for number, row in enumerate(read_tsv(path, *_PHRASES), start=2):
        got = to_simplified(row["traditional"]).text
        key = f"line {number} {row['traditional']}"
        name = f"script {row['certainty']} ({row['converter']})"
        tallies[name].add(key, right=got == row["simplified"], want=row["simplified"], got=got)
    return tallies
