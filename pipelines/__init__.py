"""The normalisation steps (item pipelines), in order. Each reads one aspect and keeps the raw string beside the value.

Each step is a plain object with `process_item(item) -> item`, so that a saved file can be read without a crawl. Items
are drafts, or items that another project's pipeline made of a draft.
"""

from __future__ import annotations

from gaispider.pipelines.checks import ChecksPipeline
from gaispider.pipelines.dates import DatesPipeline
from gaispider.pipelines.places import PlacesPipeline
from gaispider.pipelines.script import ScriptPipeline
from gaispider.pipelines.sections import SectionsPipeline
from gaispider.pipelines.statistics import StatisticsPipeline

STEPS = (
    ScriptPipeline(),
    DatesPipeline(),
    PlacesPipeline(),
    SectionsPipeline(),
    StatisticsPipeline(),
    ChecksPipeline(),
)
