"""Plain text: dates, document numbers, script and places: right against peers, and MB of UTF-8 a second."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html

from gaispider.evaluation.score import read_tsv
from gaispider.evaluation.tokens import score_dates, score_phrases
from gaispider.text.dates import find_dates
from gaispider.text.docnumbers import find_document_numbers
from gaispider.text.places import find_places
from gaispider.text.script import to_simplified
from tests.benchmarks.timing import megabytes_a_second


def report_text(corpus: Path) -> str:
    """The running text of the seed pages, once."""
    pages = sorted((corpus / "seeds").glob("*.html"))
    return "\n".join(lxml.html.document_fromstring(page.read_bytes()).text_content() for page in pages)


def throughput(corpus: Path) -> Iterator[str]:
    """MB a second of each text room, on report text of about 1 MB (the goal is 30)."""
    seeds = [json.loads(line)["file"] for line in (corpus / "seeds/expected.jsonl").read_text("utf-8").splitlines()]
    simplified = "\n".join(
        lxml.html.document_fromstring((corpus / "seeds" / name).read_bytes()).text_content()
        for name in seeds
        if "encyclopedia" not in name
    )
    simplified *= 1_000_000 // len(simplified.encode()) + 1
    import opencc

    traditional = opencc.OpenCC("s2twp").convert(simplified)
    for name, work, text in [
        ("dates", find_dates, simplified),
        ("document numbers", find_document_numbers, simplified),
        ("script, Simplified", to_simplified, simplified),
        ("script, Traditional", to_simplified, traditional),
        ("OpenCC tw2sp, Traditional", opencc.OpenCC("tw2sp").convert, traditional),
        ("places", find_places, simplified),
    ]:
        yield f"{name:<28} {megabytes_a_second(work, text):>8.1f} MB/s"  # type: ignore[arg-type]


def against_peers(corpus: Path) -> Iterator[str]:
    """Labelled tokens: ours beside dateparser's and OpenCC's answers."""
    import dateparser
    import opencc

    rows = [row for row in read_tsv(corpus / "dates.tsv") if row["label_certainty"] != "ambiguous"]
    theirs: dict[str, int] = {}
    for row in rows:
        found = dateparser.parse(row["token"], languages=["zh"], settings={"REQUIRE_PARTS": ["year"]})
        right = (
            found is None if row["kind"] == "not_a_date" else bool(found) and f"{found:%Y-%m-%d}" == row["value"][:10]
        )
        theirs[row["kind"]] = theirs.get(row["kind"], 0) + right
    for tally in score_dates(corpus / "dates.tsv"):
        kind = tally.name.removeprefix("dates ")
        peer = f"dateparser {theirs[kind]}" if kind in theirs else "dateparser: no such reading"
        yield f"{tally.name:<28} {tally.correct:>4}/{tally.total}   {peer}"
    converters = {name: opencc.OpenCC(name) for name in ("t2s", "tw2sp")}
    phrases = read_tsv(corpus / "script_phrases.tsv")
    ours = list(score_phrases(corpus / "script_phrases.tsv"))
    right = sum(tally.correct for tally in ours)
    peer = ", ".join(
        f"{name} {sum(converter.convert(row['traditional']) == row['simplified'] for row in phrases)}"
        for name, converter in converters.items()
    )
    yield f"{'script phrases':<28} {right:>4}/{len(phrases)}   OpenCC {peer}"
