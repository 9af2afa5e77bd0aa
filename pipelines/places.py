"""Reads the agency that wrote the report, and its region."""

from __future__ import annotations

from gaispider.draft import Draft
from gaispider.pipelines.step import Step
from gaispider.report.unit.agency import agency_of
from gaispider.report.unit.region import resolve_region
from gaispider.text.script import to_simplified


class PlacesPipeline(Step):
    """Sets `agency` and `region`, each with the rule that chose it."""

    def take(self, draft: Draft) -> Draft:
        report = draft.report
        shown = draft.article.agency if report.part is None else None
        report.agency, agency_rule = agency_of(draft.sign_off, draft.document, report.title, shown)
        report.region, region_rule, warnings = resolve_region(
            site_region=draft.site.region if draft.site else None,
            title=report.title,
            agency=report.agency,
            text=(report.text or "") if draft.may_be_report else "",
            claims=draft.article.claims,
            head=_around(draft) if report.part is None else "",
        )
        report.rules |= {key: rule for key, rule in (("agency", agency_rule), ("region", region_rule)) if rule}
        report.warnings.extend(warnings)
        return draft


def _around(draft: Draft) -> str:
    """What the page says around the document, in which a county may stand: title element, breadcrumb, 来源."""
    return to_simplified("\n".join([draft.article.head, *draft.article.breadcrumb, draft.report.source or ""])).text
