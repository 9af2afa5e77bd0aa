"""A labelled folder, whatever of it there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gaispider.evaluation.figures import score_figures
from gaispider.evaluation.generated import score_damage, score_round_trip, simplified_texts
from gaispider.evaluation.pages import score_pages
from gaispider.evaluation.score import Tally
from gaispider.evaluation.seeds import score_seeds
from gaispider.evaluation.tokens import score_dates, score_phrases


def score_folder(
    folder: Path, *, generic: bool = False, generated: int = 0, files: Sequence[str] | None = None
) -> Iterator[Tally]:
    """The tallies of all material in the folder (laid out as docs/benchmarks.md says).

    `generated` is the number of damaged dates and numbers to make; with it texts are sent through other scripts too.
    `files` are kinds of files to make of the reports and read, and nothing else is scored; empty for all kinds.
    """
    if files is not None:
        # The makers of files are an extra, as their readers are.
        from gaispider.evaluation.file_reading import score_files

        yield from score_files(folder, files)
        return
    yield from score_seeds(folder / "seeds")
    yield from score_pages(folder / "pages", generic=generic)
    yield from score_dates(folder / "dates.tsv")
    yield from score_phrases(folder / "script_phrases.tsv")
    yield from score_figures(folder / "statistics.jsonl")
    if generated:
        yield from score_damage(generated)
        yield from score_round_trip(simplified_texts(folder / "seeds"))
