"""Recognises answers that are no content: challenges, blocks, login walls, soft 404s, notices, script shells.

Each verdict names its evidence. This module judges one answer by itself; what is known of its address is weighed by
`gaispider.crawl.checks.stand_ins`. A page with the words of a report is never one of them, whatever else it says: a
report may speak of 验证码 or 网站升级.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from gaispider.crawl.answer_markup import Markup
from gaispider.crawl.firewalls import is_unknown_refusal, refused_by, vendor_of
from gaispider.page.script_variants import phrases
from gaispider.reference import Phrases

Cause = Literal["blocked", "login", "soft_404", "moved", "notice", "shell", "redirected"]

# The statuses of an answer that is the whole page (RFC 9110, 15.3): 203 comes through a proxy.
WHOLE = frozenset({200, 203})
# Bytes. Notices are small; a larger body is judged by its status and by the names of challenge scripts only.
_SMALL = 48 * 1024
# Bytes of a message in JSON.
_SMALL_DATA = 1024
# Characters of visible text; a page with more is not a notice.
NOTICE = 800
# Characters of a body that has no room for a report beside a notice, whatever its title element says.
_NO_ROOM = 200
# A page with more links is built into a site's frame, which has words of its own (网站维护：信息中心).
BARE_LINKS = 6


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an answer is no content, and the evidence; of a refusal also whose firewall it is, where that is told."""

    cause: Cause
    evidence: str
    vendor: str | None = None

    @property
    def sentence(self) -> str:
        """The evidence, with the vendor."""
        return f"{self.evidence} ({self.vendor})" if self.vendor else self.evidence


def _notices(kind: str) -> Phrases:
    return phrases("notices.tsv", kind, flags=re.IGNORECASE)


_BLOCK_NOTICE = _notices("blocked")
_CAPTCHA_NOTICE = _notices("captcha")
# What the markup of a captcha holds.
_CAPTCHA_PART = _notices("captcha_part")
_MISSING = _notices("missing")
_MISSING_TITLE = _notices("missing_title")
_MOVED = _notices("moved")
_FAILED = _notices("failed")
_FAILED_TITLE = _notices("failed_title")
_SESSION = _notices("session")
# A short report may say that a site was rebuilt, or that what was asked for does not exist: it stays a report.
_REPORT = _notices("report")
_LOGIN = _notices("login")
# No other browser is pretended: it is told that the page asks for one.
_TELEPHONE = _notices("telephone")


def classify(status: int, headers: Mapping[str, str], body: bytes) -> Verdict | None:
    """The verdict on an answer that is no content; None for content.

    `headers` by lower-case name, with `set-cookie` values joined; `body` is decoded (no Content-Encoding). Status alone
    is no evidence: the caller judges a plain 403, 404 or 503.
    """
    verdict = _classified(status, headers, body)
    if verdict is not None and verdict.cause == "blocked" and verdict.vendor is None:
        return replace(verdict, vendor=vendor_of(status, headers, body))
    return verdict


def _classified(status: int, headers: Mapping[str, str], body: bytes) -> Verdict | None:
    if asks_to_wait(status, headers):
        # Whatever its words are, the status is the clearer one; a challenge still has its header.
        return _by_status(status, headers, b"")
    if verdict := _by_status(status, headers, body):
        return verdict
    kind = headers.get("content-type", "").lower()
    if status < 400 and len(body) <= _SMALL_DATA and _is_data(body):
        return _of_data(Markup.of(body, kind))
    return of_markup(status, Markup.of(body, kind)) if is_small_page(body, kind) else None


def asks_to_wait(status: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer says by itself that the page is to be asked for again later (RFC 6585, 4; RFC 9110, 15.6.4)."""
    return status == 429 or (status == 503 and "retry-after" in headers)


def is_small_page(body: bytes, content_type: str, limit: int = _SMALL) -> bool:
    """Whether an answer is a page of at most `limit` bytes, rather than a file or data."""
    head = body[:1024].lower()
    kind = content_type.lower()
    if (kind and "html" not in kind and "text/plain" not in kind) or len(body) > limit or _is_data(body):
        return False
    return b"<datastore" not in body[:2048] and (b"<?xml" not in head or b"<html" in head or b"doctype html" in head)


def says_report(text: str) -> bool:
    """Whether a text has the words of a report."""
    return _REPORT.find(text) is not None


def count_reports(text: str) -> int:
    """How often a text has the words of a report."""
    return sum(1 for _ in _REPORT.pattern.finditer(text))


def notice_words(text: str) -> Verdict | None:
    """The verdict that the words of a notice suggest; they are one kind of evidence only."""
    for cause, notices in _BY_WORDS:
        if found := notices.find(text):
            return Verdict(cause, f"says {found[0]!r}")
    return None


_BY_WORDS: tuple[tuple[Cause, Phrases], ...] = (
    ("blocked", _BLOCK_NOTICE),
    ("soft_404", _MISSING),
    ("moved", _MOVED),
    ("notice", _SESSION),
    ("notice", _FAILED),
)


def _is_data(body: bytes) -> bool:
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _of_data(markup: Markup) -> Verdict | None:
    """The verdict on a message in JSON; one without entries is a list that is empty."""
    source = markup.source
    if _REPORT.find(source) or not (
        found := _SESSION.find(source) or _FAILED.find(source) or _BLOCK_NOTICE.find(source)
    ):
        return None
    return Verdict("notice", f"a message in place of data that says {found[0]!r}")


def _by_status(status: int, headers: Mapping[str, str], body: bytes) -> Verdict | None:
    """Challenges of any size that status, header, cookie or script name reveals."""
    if met := refused_by(status, headers, body):
        return Verdict("blocked", f"status {status} with {met.evidence}", met.vendor)
    cookies, head = headers.get("set-cookie", ""), body[:4096].lower()
    if status >= 400 and b"document.cookie" in head and ("x-via-jsl" in headers or "__jsl" in cookies):
        return Verdict("blocked", f"status {status} with a script that sets a cookie")
    if status == 521 and b"<script" in head:
        return Verdict("blocked", "status 521 with a script that sets a cookie")
    if status in (202, 412) and b"<script" in head:
        return Verdict("blocked", f"status {status} with a script instead of a page")
    if is_unknown_refusal(status):
        return Verdict("blocked", f"status {status}, which is a firewall's own: no standard knows it")
    return None


def of_markup(status: int, page: Markup) -> Verdict | None:
    """The verdict on a page by what it shows."""
    title, text = page.title, page.text
    if len(text) <= NOTICE and (verdict := _notice(status, page)):
        return verdict
    if len(text) > NOTICE and status < 400 and not _REPORT.find(title):
        if _MISSING_TITLE.find(title):
            return Verdict("soft_404", f"status {status} with the title {title!r}")
        if _FAILED_TITLE.find(title) and not _REPORT.find(page.own):
            return Verdict("notice", f"status {status} with the title {title!r}")
    if status < 400 and len(text) - len(title) <= 50 and page.scripts:
        return _shell(page)
    return None


def _notice(status: int, page: Markup) -> Verdict | None:
    """The verdict on a page with no more text than a notice."""
    title, text, bare = page.title, page.text, len(page.links) <= BARE_LINKS
    report = _is_report(page, bare=bare)
    if not report and (found := _BLOCK_NOTICE.find(text if bare else page.own)):
        return Verdict("blocked", f"a notice that says {found[0]!r} and little else")
    if not report and (found := _CAPTCHA_NOTICE.find(text)) and _CAPTCHA_PART.find(page.source):
        return Verdict("blocked", f"a captcha: {found[0]!r}")
    if page.asks_for_password and _LOGIN.find(text):
        return Verdict("login", "a password field and little else")
    if not report:
        return _of_absence(status, text, bare=bare)
    missing = None if status >= 400 or _REPORT.find(title) else _MISSING_TITLE.find(title)
    return Verdict("soft_404", f"status {status} with the title {title!r}") if missing else None


def _of_absence(status: int, text: str, *, bare: bool) -> Verdict | None:
    """The verdict on a notice that says why there is no page."""
    if status < 400 and (found := _MISSING.find(text[:400])):
        return Verdict("soft_404", f"status {status} with a page that says {found[0]!r}")
    if status != 404 and (found := _MOVED.find(text[:400])):
        return Verdict("moved", f"a notice that says {found[0]!r} and little else")
    # A failure that has its own status is told, and asked again, by that.
    if status < 400 and bare and (found := _SESSION.find(text) or _FAILED.find(text) or _TELEPHONE.find(text)):
        return Verdict("notice", f"a notice that says {found[0]!r} and little else")
    return None


def _is_report(page: Markup, *, bare: bool) -> bool:
    """Whether a short page has the words of a report.

    A title element alone proves nothing: systems keep it over the sentence that the document was deleted.
    """
    if not bare:
        return _REPORT.find(page.text) is not None
    if page.has_files or _REPORT.find(page.own) or _REPORT.find(page.linked):
        return True
    return _REPORT.find(page.title) is not None and (len(page.own) > _NO_ROOM or notice_words(page.own) is None)


def _shell(page: Markup) -> Verdict | None:
    code = page.code
    if "document.cookie" in code and "location" in code:
        return Verdict("blocked", "a script that sets a cookie and loads the page again, and no text")
    if target := page.script_target():
        return Verdict("redirected", f"a script that leads to {target}, and no text")
    if page.links or page.has_frames or page.has_images or page.refreshes or page.holds_data:
        return None
    return Verdict("shell", "scripts only: no text, link, image or data")
