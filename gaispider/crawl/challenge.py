"""Recognises answers that are no content: challenges, blocks, login walls, soft 404s, moving notices, script shells.

Each verdict names its evidence. A page with a real text is never one of them, whatever words it holds: a report may
speak of 验证码 or 网站升级.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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

_BLOCK_NOTICE = re.compile(
    r"(?:访问|请求|操作)[^。]{0,12}(?:被(?:阻断|拦截|拒绝|禁止|限制)|存在(?:异常|威胁|安全风险))|网站防火墙|Web应用防火墙|应用防护系统"
    r"|创宇盾|知道创宇|加速乐|安全狗|云锁|D盾|网站卫士|安恒|云盾|疑似(?:黑客|攻击)|非法(?:请求|访问)|不合法的?参数"
    r"|访问(?:过于频繁|频率过高|次数过多)|操作(?:过于)?频繁|IP(?:地址)?已?被(?:封|禁|限)"
    r"|request (?:was |has been )?blocked|access denied|web application firewall"
    r"|attention required|checking your browser",
    re.IGNORECASE,
)
_CAPTCHA_NOTICE = re.compile(
    r"(?:输入|填写|完成|进行|拖动|通过)[^。]{0,10}(?:验证码|验证|滑块)|人机(?:识别|验证)|滑动验证|安全验证|验证码|captcha",
    re.IGNORECASE,
)
_CAPTCHA_PART = re.compile(r"captcha|verify|validate|yzm|checkcode|geetest|nocaptcha|slider", re.IGNORECASE)
_MISSING = re.compile(
    r"(?:页面|网页|链接|网址|(?:访问|浏览|查找|查看|请求)的(?:信息|内容|文章|栏目|文件))[^。]{0,8}"
    r"(?:不存在|未找到|找不到|已(?:经)?(?:被)?删除|已失效|走丢)"
    r"|(?:找不到|未找到|没有找到)[^。]{0,10}(?:页面|网页)|(?<!\d)404(?!\d)|page not found|not found",
    re.IGNORECASE,
)
_MISSING_TITLE = re.compile(r"^\W*404|(?:页面|网页)[^。]{0,4}(?:不存在|未找到|找不到)|not found", re.IGNORECASE)
_MOVED = re.compile(
    r"(?:网站|系统|平台|栏目|本站|门户)[^。]{0,12}(?:升级|维护|改版|迁移|关停|下线|停止(?:服务|更新|访问)|搬家|整合|合并|建设中)"
    r"|(?:暂停|停止)(?:服务|访问)|请(?:访问|移步)[^。]{0,6}新(?:网站|地址|网址|平台)"
    r"|under (?:construction|maintenance)",
    re.IGNORECASE,
)
# A short report that says that a site was rebuilt, or that requested information does not exist, stays a report.
_REPORT = re.compile(r"信息公开[^。]{0,20}(?:报告|年报|总结)|依申请公开|统计期限|主动公开")
_LOGIN = re.compile(r"登\s*[录陆錄]|统一身份认证|用户名|sign in|log ?in", re.IGNORECASE)


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
    if len(text) > _NOTICE and status < 400 and _MISSING_TITLE.search(title):
        return Verdict("soft_404", f"status {status} with the title {title!r}")
    if status < 400 and len(text) - len(title) <= 50 and scripts:
        return _shell(markup, scripts)
    return None


def _notice(status: int, html: str, markup: str, title: str, text: str) -> Verdict | None:
    """The verdict on a page with no more text than a notice."""
    report = _REPORT.search(text) is not None
    if not report and (found := _BLOCK_NOTICE.search(text)):
        return Verdict("blocked", f"a notice that says {found[0]!r} and little else")
    if not report and (found := _CAPTCHA_NOTICE.search(text)) and _CAPTCHA_PART.search(html):
        return Verdict("blocked", f"a captcha: {found[0]!r}")
    if _PASSWORD.search(markup) and _LOGIN.search(text):
        return Verdict("login", "a password field and little else")
    notice = title if report else text[:400]
    if status < 400 and (found := _MISSING.search(notice)):
        return Verdict("soft_404", f"status {status} with a page that says {found[0]!r}")
    if status != 404 and (found := _MOVED.search(notice)):
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
