"""What kind of site a probe met: named rules in a written order, the first that holds gives word, sentence and cure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from gaispider.crawl.checks.elsewhere import HostGap
from gaispider.crawl.run.outcome import CAUSES
from gaispider.page.model import NO_ADDRESS, NOT_DATA
from gaispider.probing.seen_site import Seen, SeenListing
from gaispider.text.counted import counted

# Causes that are no failure of the site's pages: what they are is said by other rules.
_SAID_ELSEWHERE = frozenset({"foreign_host", "moved", "redirected"})
# The first of the rules that say why further pages have no address.
SCRIPT_ONLY = NO_ADDRESS[0]
_NEEDS_BROWSER = frozenset({"shell", "not_rendered"})
_NOT_THERE = frozenset({"gone", "soft_404"})


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind as one word of data/reference/probe_kinds.tsv, what was seen in a sentence, and registry lines that are
    proposed: never written into an entry by themselves."""

    kind: str
    says: str
    propose: tuple[str, ...] = field(default=())


def judge(seen: Seen) -> Judged:
    """The kind of what was seen; RULES in their order."""
    return next(found for rule in RULES if (found := rule(seen)) is not None)


def _moved_start(seen: Seen) -> Judged | None:
    """A start page leads to another page, or to another host."""
    # That one of many units' columns leads home is no fault of the entry.
    moved = [one for one in seen.moved if one.start or not seen.listed_reports]
    if moved:
        one = moved[0]
        gap = one.told(seen.site)
        # A home page is no listing, so there is no line to propose.
        return Judged("moved", one.led, () if "…" in gap.fact else (gap.fact,))
    for host in seen.elsewhere.gaps(seen.site):
        if host.starts:
            return Judged("moved", _host_sentence(host), host.facts)
    notice = next((one for one in seen.failures if one.cause == "moved" and one.start), None)
    return Judged("moved", notice.sentence) if notice else None


def _reports_elsewhere(seen: Seen) -> Judged | None:
    """The listing was read, and what it names stands on another host."""
    hosts = seen.elsewhere.gaps(seen.site)
    if seen.listed_reports or not hosts:
        return None
    return Judged("moved", _host_sentence(hosts[0]), hosts[0].facts)


def _host_sentence(host: HostGap) -> str:
    how = f"{host.former} leads to {host.host}" if host.former else f"its reports are linked on {host.host}"
    return f"{how}, which is no host of the entry and was not asked, such as {host.example}"


def _single(seen: Seen) -> Judged | None:
    if not seen.singles or seen.listed_reports:
        return None
    says = f"{seen.singles[0]} is a single report"
    if seen.above is None:
        return Judged("single_report", f"{says}; no column above it was found that names it")
    starts = [seen.above.url if url in seen.singles else url for url in seen.site.start]
    starts = starts if seen.above.url in starts else [seen.above.url]
    facts = [f"start = {json.dumps(list(dict.fromkeys(starts)), ensure_ascii=False)}"]
    facts += ["single = false"] if seen.site.single else []
    found = (
        f"its column is {seen.above.url}, by {seen.above.found_by}: it names {counted(seen.above.reports, 'report')}"
    )
    return Judged("single_report", f"{says}; {found}", tuple(facts))


def _more_than_seen(seen: Seen) -> Judged | None:
    """Reports were read, and the listing has further pages that could not be read."""
    column = seen.column
    if not seen.listed_reports or column is None:
        return None
    if why := _not_read_on(seen, column):
        return Judged("incomplete", f"{_read(seen, column)}; {why}")
    return None


def _not_read_on(seen: Seen, column: SeenListing) -> str | None:
    rule = column.listing.next_rule or ""
    failed = next((one for one in seen.failures if one.number > 1), None)
    if failed is not None:
        return f"its next page could not be had: {failed.cause}: {failed.sentence}"
    if seen.second == 0:
        return f"its second page brought nothing new ({rule or 'by the family'})"
    if seen.second is not None:
        return None
    # Where the entries come by a script's request, the page that it brings is the second one and may be the last.
    last = max(seen.listings, key=lambda one: one.number)
    if last.following is not None:
        return f"its next page was not asked for ({last.following})"
    if last.number > 1:
        return None
    if rule.startswith(NO_ADDRESS):
        return f"its further pages have no address that can be told ({rule})"
    said, rows = column.listing.records, len(column.listing.items)
    if said is not None and said > rows:
        return f"it says {counted(said, 'entry', 'entries')}, shows {rows}, and leads to no further page"
    return None


def _proved(seen: Seen) -> Judged | None:
    column = seen.column
    if not seen.listed_reports or column is None:
        return None
    return Judged("proved", _read(seen, column))


def _read(seen: Seen, column: SeenListing) -> str:
    """What was read of the listing: `17 entries, 15 more on page 2, reports of 2022 and 2021 read`."""
    parts = [f"{column.url}: {counted(len(column.listing.items), 'entry', 'entries')}"]
    if column.listing.records is not None:
        parts[0] += f" of {column.listing.records}"
    if seen.second:
        parts.append(f"{seen.second} more on the next page")
    years = sorted({one.report_year for one in seen.listed_reports if one.report_year}, reverse=True)
    read = counted(len(seen.listed_reports), "report")
    parts.append(f"{read} read" + (f" ({', '.join(map(str, years))})" if years else ""))
    bad = [one for one in seen.failures if one.start]
    parts += [f"start page {bad[0].url} could not be had ({bad[0].cause})"] if bad else []
    left = seen.all_starts - len(seen.starts)
    parts += [f"{counted(left, 'further start page')} not asked"] if left > 0 else []
    return ", ".join(parts)


def _failed(seen: Seen) -> Judged | None:
    """No start page could be had, or none of the reports that one names: the first cause decides."""
    failures = [one for one in seen.failures if one.cause not in _SAID_ELSEWHERE and one.number == 1]
    starts = [one for one in failures if one.start]
    # Of several start pages the worst decides, except one that is absent: the newest year may not exist yet.
    causes = [one for one in starts if one.cause not in _NOT_THERE] or starts
    if seen.listings or not causes:
        causes = [one for one in failures if one.role == "article"] if _names_reports(seen) else []
    causes = causes or [one for one in failures if one.cause == "exception"]
    if not causes:
        return None
    word = _word(causes[0].cause)
    others = f" (and {len(causes) - 1} more)" if len(causes) > 1 else ""
    return Judged(word, f"{causes[0].cause}: {causes[0].sentence}{others}")


def _names_reports(seen: Seen) -> bool:
    return any(one.reports or one.in_column for one in seen.listings)


def _word(cause: str) -> str:
    if cause in _NEEDS_BROWSER:
        return "needs_rendering"
    word = CAUSES.get(cause, "error")
    return word if word in ("blocked", "robots", "unreachable", "layout_changed") else "error"


def _by_script(seen: Seen) -> Judged | None:
    """A list that a script fetches, and that cannot be read as data or asked for."""
    for one in seen.listings:
        rule = one.listing.next_rule or ""
        if rule == NOT_DATA:
            return Judged("needs_rendering", f"{one.url}: what its script asks for gave no rows that can be read")
        if rule.startswith(SCRIPT_ONLY) and not one.reports:
            return Judged("needs_rendering", f"{one.url}: no report is on the page itself ({rule})")
    return None


def _nothing_linked(seen: Seen) -> Judged | None:
    """No entry is a report, although the page says so, or did name some before."""
    speaking = next((one for one in seen.listings if one.speaks and not one.reports), None)
    if speaking is not None:
        return Judged("layout_changed", f"{speaking.url} speaks of reports, and no link leads to one")
    if seen.site.proved or seen.site.verified or seen.site.confidence == "certain":
        when = seen.site.proved or (f"verified {seen.site.verified}" if seen.site.verified else "confidence = certain")
        return Judged("layout_changed", f"{_shown(seen)}; before: {when}")
    return None


def _empty(seen: Seen) -> Judged:
    return Judged("empty", _shown(seen))


def _shown(seen: Seen) -> str:
    if not seen.listings:
        return f"{seen.starts[0] if seen.starts else seen.site.key}: nothing was read"
    best = max(seen.listings, key=lambda one: len(one.listing.items))
    entries = counted(len(best.listing.items), "entry", "entries")
    read = [one for one in seen.reports if one.url not in seen.singles]
    what = f"none of the {len(read)} read is a yearly report" if read else "none is a report"
    return f"{best.url}: {entries}, {what}" if best.listing.items else f"{best.url}: no entries"


RULES: tuple[Callable[[Seen], Judged | None], ...] = (
    _moved_start,
    _single,
    _more_than_seen,
    _proved,
    _reports_elsewhere,
    _failed,
    _by_script,
    _nothing_linked,
    _empty,
)
"""What is known for certain before what is concluded, and what a person can mend before what must be waited for."""
