"""Detects a page that stands in for the requested one, from what is known about its address.

`challenge.classify` judges an answer by itself. Here several kinds of evidence are weighed: the title that the listing
gave, what this address showed before, the same body at other addresses, links, files, and words of notices. A page with
a report's words, its title or a file is the requested page in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gaispider.crawl.answer_markup import Markup
from gaispider.crawl.challenge import (
    BARE_LINKS,
    NOTICE,
    Verdict,
    count_reports,
    notice_words,
    says_report,
)
from gaispider.crawl.checks.bare_messages import bare_message
from gaispider.page.script_variants import phrases
from gaispider.reference import Phrases

# Bytes. A notice in a site's frame may be as large as its pages.
LARGEST = 512 * 1024
# Characters outside links: a page with more has a text of its own, unless it contains words of a notice.
_WITH_WORDS = 3000
# Characters of a text that is no document: a sentence or two.
_SENTENCE = 160
_ONE_SENTENCE = 40
# So many links on reports make a listing; a menu has fewer.
_ENTRIES = 4
# A title with fewer characters (更多, 2018年) tells nothing about its page.
_DISTINCT = 6
_PART = 4

_BARE: Phrases = phrases("notices.tsv", "bare", flags=re.IGNORECASE)
_SIGN = re.compile(r"[^\W\d_]")
_LABELLED = re.compile(r"\w[:：]\S")
_CHANGING = re.compile(r"[\d\s]+|\b[0-9a-f]{8,}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address before its answer is read.

    `announced` is the title in the listing's row; `site_name` the name that every page of the site may show. `report`:
    the address has shown a report. `named`: it is a listing that has named pages. `redirected_from` is the requested
    address, where the answer comes from another one. `twin` is another address with the same body. `before` reads the
    earlier answer.
    """

    role: str | None
    announced: str | None = None
    site_name: str = ""
    report: bool = False
    named: bool = False
    redirected_from: str | None = None
    twin: str | None = None
    before: Callable[[], Markup | None] = lambda: None


def judge(page: Markup, known: Known) -> Verdict | None:
    """The verdict on a page that is not the requested one; None if it is."""
    if known.role == "listing":
        return _of_listing(page, known)
    if known.role != "article":
        return None
    if verdict := judge_message(page, known):
        return verdict
    if not may_stand_in(page, known):
        return None
    words = _words(page)
    if known.redirected_from:
        return Verdict("redirected", f"redirected from {known.redirected_from} to a page without its report")
    if known.report and not _was_no_better(known):
        return _verdict(words, "nothing of the report that was here")
    if known.twin and not _BARE.find(page.own):
        return _verdict(words, f"the same page as {known.twin}, and no report")
    if known.announced is None or not _is_distinct(known) or _is_own_page(page, words):
        return None
    return _verdict(words, f"nothing of what its listing calls {known.announced!r}")


def judge_message(page: Markup, known: Known) -> Verdict | None:
    """The verdict on a body that is no page (`bare_messages`), where a report was or a listing names a page."""
    expected = known.report or (known.announced is not None and (_is_distinct(known) or says_report(known.announced)))
    said = bare_message(page) if known.role == "article" and expected else None
    if said is None or says_report(said) or _BARE.find(said) or _has_title(Markup(said), known):
        return None
    return _verdict(notice_words(said), f"a message in place of a page: {said[:60]!r}")


def may_stand_in(page: Markup, known: Known) -> bool:
    """Whether an answer for an article shows nothing of a report: no words, title or file of one, and little text."""
    own = page.own
    if known.redirected_from:
        return not (_has_title(page, known) or says_report(f"{page.title}\n{own}"))
    if len(own) > _WITH_WORDS:
        return False
    titled = _has_title(page, known)
    if len(own) <= _SENTENCE and not page.has_files and _is_replaced(page, known):
        return True
    if titled or says_report(own) or page.has_files:
        return False
    if says_report(page.title) and (len(own) > _SENTENCE or notice_words(own) is None):
        return False
    small = len(own) <= NOTICE and not page.holds_data
    return small or notice_words(f"{page.title}\n{own}") is not None


def mark_of(page: Markup) -> str:
    """The text of a page without parts that change with every answer (times, incident numbers), for comparing.

    For pages of links and pictures it is the markup.
    """
    if page.links or page.has_images or page.has_frames:
        return _CHANGING.sub("", page.source) if not page.has_files else page.source
    return _CHANGING.sub("", page.text)


def _verdict(words: Verdict | None, evidence: str) -> Verdict:
    return Verdict(words.cause, f"{evidence}; it {words.evidence}") if words else Verdict("notice", evidence)


def _was_no_better(known: Known) -> bool:
    """Whether the earlier answer showed no more: a record can be made from what the listing said."""
    before = known.before()
    return before is not None and may_stand_in(before, known)


def _is_replaced(page: Markup, known: Known) -> bool:
    """Whether a page still has a report's title, but a notice in the place of its text.

    Text that was on the page before (title, menu, footer) is ignored. For an address that was never read, only the
    sentence that the document does not exist counts.
    """
    rest = page.own
    for title in (known.announced, page.title):
        rest = rest.replace(title, " ") if title else rest
    before = known.before()
    new = _new_text(rest, before or Markup(""))
    words = notice_words(new)
    if words is None or says_report(new):
        return False
    return before is not None or (words.cause == "soft_404" and len(new) <= _ONE_SENTENCE)


def _words(page: Markup) -> Verdict | None:
    """The words of a notice on a page.

    In a site's frame, text with a label (网站维护：信息中心) belongs to the footer.
    """
    own = page.own
    if len(page.links) > BARE_LINKS:
        own = " ".join(part for part in own.split() if not _LABELLED.search(part))
    return notice_words(page.title) or notice_words(own[:NOTICE])


def _is_own_page(page: Markup, words: Verdict | None) -> bool:
    """Whether a page without its title may be genuine: it has only pictures, or few words and no text."""
    if words is not None:
        return False
    if _BARE.find(page.own) or (page.has_images and len(page.text) <= _PART):
        return True
    return not page.own or page.has_outer_scripts


def _is_distinct(known: Known) -> bool:
    return len(_SIGN.findall(_without_name(known))) >= _DISTINCT


def _without_name(known: Known) -> str:
    return "".join(_SIGN.findall((known.announced or "").replace(known.site_name, " ")))


def _has_title(page: Markup, known: Known) -> bool:
    """Whether a third of the announced title, in pieces of four characters, is on the page outside links."""
    title = _without_name(known)
    if len(title) < _DISTINCT:
        return False
    shown = "".join(_SIGN.findall(f"{page.title} {page.own}"))
    parts = {title[start : start + _PART] for start in range(len(title) - _PART + 1)}
    return 3 * sum(part in shown for part in parts) >= len(parts)


def _of_listing(page: Markup, known: Known) -> Verdict | None:
    """A listing's answer is none if it names nothing and has the words of a notice, or nothing that a listing has."""
    if not known.named or len(page.own) > NOTICE or page.has_frames or page.refreshes:
        return None
    reports = count_reports(page.linked)
    if reports >= _ENTRIES:
        return None
    before = known.before()
    # A menu may name reports, too; in a listing entries are half of the links.
    if reports and (before is None or 2 * len(page.links) > len(before.links)):
        return None
    if before is not None and (words := notice_words(page.title) or notice_words(_new_text(page.own, before))):
        return Verdict(words.cause, f"names nothing that it named, and {words.evidence}")
    silent = not (page.links or page.has_images or page.has_outer_scripts or "<form" in page.source.lower())
    empty = len(page.own) < 2 or says_report(page.own) or _BARE.find(page.own)
    if silent and not empty and not page.holds_data:
        return Verdict("notice", f"no link at all where pages were named: {page.own[:60]!r}")
    return None


def _new_text(text: str, before: Markup) -> str:
    """The part of a text that was not on the page before, without labelled text of a footer (网站维护：信息中心)."""
    old = set(before.own.split())
    return " ".join(part for part in text.split() if part not in old and not _LABELLED.search(part))
