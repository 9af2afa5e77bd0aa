"""The region of a page whose site is known: a place inside the site's region."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaispider.items import Certainty, Warn
from gaispider.report.unit.region_choice import Choice, Named, is_inside, level_of, path_of, spoken_of, unmatched
from gaispider.report.unit.region_mentions import narrowed_by, region_of_mentions
from gaispider.text.places import division, is_within
from gaispider.text.places.names import stem


def choose_on_site(site: str, named: list[Named], text: str) -> tuple[Choice, list[Warn]]:
    """The choice for a page of a known site: title, then sign-off, choose within the site's region, never outside."""
    choice = _SiteChoice(site, text)
    for name in named:
        choice.weigh(name)
    chosen = choice.chosen or choice.of_mentions(level_of(named)) or choice.of_registry()
    return chosen, [*choice.warnings, *unmatched(named, chosen.code)]


@dataclass(slots=True)
class _SiteChoice:
    """The place inside a site's region by the names seen so far, and the names that contradict each other.

    `missing` is a place named first that the gazetteer lacks; no later name replaces it. `named`: the site's own place
    was named.
    """

    site: str
    text: str
    chosen: Choice | None = None
    missing: str | None = None
    named: bool = False
    warnings: list[Warn] = field(default_factory=list)

    def weigh(self, name: Named) -> None:
        unit = name.unit
        of_site = tuple(code for code in unit.codes if is_within(code, self.site))
        inside = narrowed_by(of_site, self.text) if len(of_site) > 1 else of_site
        if inside == (self.site,):
            self.named = True
        elif len(inside) == 1:
            certainty: Certainty = "certain" if len(of_site) == 1 else "context"
            self._take(Choice(inside[0], name.found_in, name.rule, certainty, unit.raw or None))
        elif len(inside) > 1:
            detail = f"{unit.name} names {len(inside)} places in {path_of(self.site)}"
            self.warnings.append(Warn("agency_not_in_gazetteer", detail))
        elif unit.foreign:
            self._conflict(f"{name.found_in} names {path_of(unit.codes[0])}, the site is {path_of(self.site)}")
        if self.chosen is None and unit.unmatched and not unit.zone:
            self.missing = self.missing or unit.unmatched

    def _take(self, choice: Choice) -> None:
        """Take the place of the first name, or a place inside it."""
        code, found_in = choice.code, choice.found_in
        if self.missing is not None and not _same_stem(self.missing, code):
            self._conflict(f"{found_in} names {path_of(code)}, the title {self.missing}")
        elif self.chosen is None or is_inside(code, self.chosen.code):
            self.chosen = choice
        elif not is_within(self.chosen.code, code):
            self._conflict(f"{found_in} names {path_of(code)}, not {path_of(self.chosen.code)}")

    def _conflict(self, detail: str) -> None:
        self.warnings.append(Warn("region_conflict", detail))

    def of_mentions(self, level: str) -> Choice | None:
        """The county that the text is about, on the site of a prefecture or province, where no name gives a place."""
        if self.missing is not None:
            return self._home_of(self.missing)
        if self.named:
            return None
        code = region_of_mentions(self.text, level, within=self.site)
        inside = code is not None and is_inside(code, self.site)
        return Choice(code, "mentions", "most_mentioned", "context") if code is not None and inside else None

    def _home_of(self, town: str) -> Choice | None:
        """The county in the site's region that the text mentions besides the town."""
        code = spoken_of(self.text, town, within=self.site)
        if code is None or not is_inside(code, self.site):
            return None
        return Choice(code, "mentions", "most_mentioned_for_town", "context")

    def of_registry(self) -> Choice:
        """The site's own place. It is certain if a name agrees, and none names an unknown place in it."""
        sure = self.named and self.missing is None
        return Choice(self.site, "site", "site_of_registry", "certain" if sure else "context")


def _same_stem(town: str, code: str) -> bool:
    """Whether a township only changed its rank: 参内乡, 参内镇."""
    place = division(code)
    return place is not None and stem(place.name) == stem(town)
