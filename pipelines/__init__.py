"""The normalisation steps, in the order in which a draft takes them; one meaning each, raw kept beside value.

Each is a plain object with `process_item(item) -> item`, so a saved file is read without a crawl. Items are drafts, or
what another's pipeline among them has made of a draft.
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
