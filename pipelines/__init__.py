"""The normalisation steps, in the order in which a draft takes them; one meaning each, raw kept beside value.

Each is a plain object with `process_item(item) -> item`, so a saved file is read without a crawl. Items are drafts, or
what another's pipeline among them has made of a draft.
"""

from __future__ import annotations

from pipelines.checks import ChecksPipeline
from pipelines.dates import DatesPipeline
from pipelines.places import PlacesPipeline
from pipelines.script import ScriptPipeline
from pipelines.sections import SectionsPipeline
from pipelines.statistics import StatisticsPipeline

STEPS = (
    ScriptPipeline(),
    DatesPipeline(),
    PlacesPipeline(),
    SectionsPipeline(),
    StatisticsPipeline(),
    ChecksPipeline(),
)
