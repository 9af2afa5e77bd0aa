"""Recognises answers that are no content: challenges, blocks, login walls, soft 404s, moving notices, script shells.

Each verdict names its evidence. A page with a real text is never one of them, whatever words it holds: a report may
speak of 验证码 or 网站升级.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gaispider.reference import Phrases

Cause = Literal["blocked", "login", "soft_404", "moved", "shell"]

# Bytes. Notices are small; a larger body is judged by its status and by the names of challenge scripts only.
_SMALL = 48 * 1024
# Characters of visible text; a page with more is not a notice.
_NOTICE = 800
# Characters; a longer inline script may hold the page's data (window._CONFIG = {...}), which its family reads.
_DATA_SCRIPT = 1500


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an answer is no content, and the evidence."""

    cause: Cause
    evidence: str


_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)(?:</script>|\Z)", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<(style|noscript|template)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;)+")
_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)")
_CONTENT = re.compile(
    r"<(?:a\s[^>]*href\s*=\s*[\"']?(?!#|javascript)[^>\s]|img|i?frame|embed|object|frameset|area)", re.I
)
_REFRESH = re.compile(r"<meta[^>]+http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)


def _notices(kind: str) -> Phrases:
    return Phrases("notices.tsv", kind, flags=re.IGNORECASE)


_BLOCK_NOTICE = _notices("blocked")
_CAPTCHA_NOTICE = _notices("captcha")
# What the markup of a captcha holds.
_CAPTCHA_PART = _notices("captcha_part")
_MISSING = _notices("missing")
_MISSING_TITLE = _notices("missing_title")
_MOVED = _notices("moved")
# A short report may say that a site was rebuilt, or that what was asked for does not exist: it stays a report.
_REPORT = _notices("report")
_LOGIN = _notices("login")


def classify(status: int, headers: Mapping[str, str], body: bytes) -> Verdict | None:
    """The verdict on an answer that is no content; None for content.

    `headers` by lower-case name, with `set-cookie` values joined; `body` is decoded (no Content-Encoding). Status alone
    is no evidence: the caller judges a plain 403, 404 or 503.
    """
    if verdict := _by_status(status, headers, body):
        return verdict
    kind = headers.get("content-type", "").lower()
    if (kind and "html" not in kind) or body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return None
    if len(body) > _SMALL or b"<?xml" in body[:64] or b"<datastore" in body[:2048]:
        return None
    return _by_notice(status, _decode(body, kind))


def _by_status(status: int, headers: Mapping[str, str], body: bytes) -> Verdict | None:
    """Challenges of any size that status, header, cookie or script name reveals."""
    cookies = headers.get("set-cookie", "")
    head = body[:4096]
    if ("x-via-jsl" in headers or "__jsl" in cookies) and (
        status == 521 or (status >= 400 and b"document.cookie" in head)
    ):
        return Verdict("blocked", f"status {status} with the cookie challenge of 加速乐 (__jsl, X-Via-JSL)")
    if status == 521 and b"<script" in head.lower():
        return Verdict("blocked", "status 521 with a script that sets a cookie")
    if status in (202, 412) and (b"$_ts" in body or b"<script" in head.lower()):
        return Verdict("blocked", f"status {status} with a script instead of a page (瑞数)")
    if headers.get("cf-mitigated") == "challenge" or b"/cdn-cgi/challenge-platform/" in head:
        return Verdict("blocked", "challenge page of Cloudflare")
    if b"_Incapsula_Resource" in head:
        return Verdict("blocked", "challenge page of Incapsula")
    return None


def _by_notice(status: int, html: str) -> Verdict | None:
    scripts = [match[1] for match in _SCRIPT.finditer(html)]
    markup = _HIDDEN.sub(" ", _SCRIPT.sub(" ", html))
    title = _BLANK.sub(" ", match[1]).strip() if (match := _TITLE.search(markup)) else ""
    text = _BLANK.sub(" ", _TAG.sub(" ", markup)).strip()
    if len(text) <= _NOTICE and (verdict := _notice(status, html, markup, title, text)):
        return verdict
    if len(text) > _NOTICE and status < 400 and _MISSING_TITLE.find(title):
        return Verdict("soft_404", f"status {status} with the title {title!r}")
    if status < 400 and len(text) - len(title) <= 50 and scripts:
        return _shell(markup, scripts)
    return None


def _notice(status: int, html: str, markup: str, title: str, text: str) -> Verdict | None:
    """The verdict on a page with no more text than a notice."""
    report = _REPORT.find(text) is not None
    if not report and (found := _BLOCK_NOTICE.find(text)):
        return Verdict("blocked", f"a notice that says {found[0]!r} and little else")
    if not report and (found := _CAPTCHA_NOTICE.find(text)) and _CAPTCHA_PART.find(html):
        return Verdict("blocked", f"a captcha: {found[0]!r}")
    if _PASSWORD.search(markup) and _LOGIN.find(text):
        return Verdict("login", "a password field and little else")
    notice = title if report else text[:400]
    if status < 400 and (found := _MISSING.find(notice)):
        return Verdict("soft_404", f"status {status} with a page that says {found[0]!r}")
    if status != 404 and (found := _MOVED.find(notice)):
        return Verdict("moved", f"a notice that says {found[0]!r} and little else")
    return None


def _shell(markup: str, scripts: list[str]) -> Verdict | None:
    code = "\n".join(scripts)
    if "document.cookie" in code and "location" in code:
        return Verdict("blocked", "a script that sets a cookie and loads the page again, and no text")
    if _CONTENT.search(markup) or _REFRESH.search(markup) or len(code) > _DATA_SCRIPT:
        return None
    return Verdict("shell", "scripts only: no text, link, image or data")


def _decode(body: bytes, content_type: str) -> str:
    """The text, good enough to find words in: by the declared charset, else UTF-8, else GB18030."""
    declared = _CHARSET.search(content_type.encode()) or _CHARSET.search(body[:2048])
    for charset in ([declared[1].decode()] if declared else []) + ["utf-8"]:
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("gb18030", "replace")
