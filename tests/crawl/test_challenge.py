"""What is no content, and what looks like it but is."""

from __future__ import annotations

import pytest

from gaispider.crawl.challenge import classify
from gaispider.crawl.firewalls import Mark, marks, refused_by, vendor_of

_HTML = {"content-type": "text/html"}


def _page(body: str, title: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("status", "headers", "body", "cause"),
    [
        (521, {"x-via-jsl": "5a1f,-", "set-cookie": "__jsluid_s=ab"}, b"<script>document.cookie=1</script>", "blocked"),
        (521, {}, b"<script>eval(x)</script>", "blocked"),
        (412, {}, b"<html><head><meta r='m' content='x'><script>$_ts=window['$_ts'];</script>", "blocked"),
        (202, {}, b"<!DOCTYPE html><html><head><script>$_ts={}</script></head><body></body></html>", "blocked"),
        (403, {"cf-mitigated": "challenge"}, b"", "blocked"),
        (200, {}, b"<iframe src='/_Incapsula_Resource?x=1'></iframe>", "blocked"),
        (405, {}, _page("<h1>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</h1>"), "blocked"),
        (200, {}, _page("当前访问疑似黑客攻击，已被网站管理员设置为拦截"), "blocked"),
        (200, {}, _page("您的请求带有不合法参数，已被拦截", "创宇盾"), "blocked"),
        (200, {}, _page("访问过于频繁，请稍后再试"), "blocked"),
        (200, {}, _page("请输入验证码<img src='/captcha.jpg'><input name=code>"), "blocked"),
        (200, {}, _page("请拖动滑块完成安全验证<script src='/geetest.js'></script>"), "blocked"),
        (200, {}, b"<script>document.cookie='k=1';location.reload()</script>", "blocked"),
        (200, {}, _page("您访问的页面不存在或已删除", "提示信息"), "soft_404"),
        (200, {}, _page("<div>抱歉，没有找到您要的页面</div><a href='/'>返回首页</a>"), "soft_404"),
        (
            200,
            {},
            _page("<a href=/a>首页</a>" + "政务公开 领导之窗 通知公告 办事服务 " * 80, "404-磐石市人民政府"),
            "soft_404",
        ),
        (200, {}, _page("网站正在升级改造，暂停访问，给您带来不便敬请谅解。"), "notice"),
        (200, {}, _page("请在微信客户端打开链接"), "notice"),
        (200, {}, _page("本页面仅支持手机浏览，请使用手机访问"), "notice"),
        (503, {}, _page("本站已关停，请访问新网站"), "moved"),
        (200, {}, _page("本网站已迁移，请访问新网站 <a href='http://www.jl.gov.cn'>吉林</a>"), "moved"),
        (200, {}, _page("<form>用户名<input name=u>密码<input type='password'>登录</form>", "统一身份认证"), "login"),
        (200, {}, b"<html><body><div id=app></div><script src=/static/js/app.3f.js></script></body></html>", "shell"),
        (200, {}, _page("<p></p><script>var c = {name: '海棠区', rules: [{a: 'b'}]}; start(c);</script>"), "shell"),
    ],
)
def test_no_content(status: int, headers: dict[str, str], body: bytes, cause: str) -> None:
    verdict = classify(status, {**_HTML, **headers}, body)
    assert verdict is not None
    assert verdict.cause == cause
    assert verdict.evidence


def test_notices_are_read_in_gb18030_too() -> None:
    body = "<html><title>提示</title><body>您的访问被拦截</body></html>".encode("gb18030")
    verdict = classify(200, _HTML, body)
    assert verdict is not None
    assert verdict.cause == "blocked"


_SHORT_REPORT = "<h1>{town}2008年政府信息公开工作年度报告</h1><p>全年主动公开政府信息12条，{line}。</p>{town}人民政府"


@pytest.mark.parametrize(
    "line",
    [
        "对网站进行了升级改版",
        "请用手机扫码访问政务微信的有3000人次",
        "系统维护由专人负责",
        "答复申请的信息不存在1件",
        "增加了验证码功能<img src=/verify.gif>",
        "网站防火墙已更换",
        "发现疑似攻击3次",
        "有2个栏目已合并",
    ],
)
def test_a_short_report_stays_a_report_whatever_it_speaks_of(line: str) -> None:
    body = _page(_SHORT_REPORT.format(town="山河乡", line=line), "山河乡2008年政府信息公开工作年度报告")
    assert classify(200, _HTML, body) is None


@pytest.mark.parametrize(
    "body",
    [
        _page("<img src='scan1.jpg'><img src='scan2.jpg'>"),
        _page("详见附件 <a href='P020190227.doc'>附件</a>"),
        _page("<iframe src='/module/xxgk/tree.jsp'></iframe><script>var a=1</script>"),
        b"<html><head><meta http-equiv='refresh' content='0;url=/zwgk/'></head><body></body></html>",
        b"<html><body><script>window._CONFIG = {" + b'"TREE": "' + b"x" * 2000 + b'"}</script></body></html>',
        _page("<div id=app></div><script>window._CONFIG = {TREE: [{id: 9, name: '政府信息公开年报'}]};</script>"),
        _page('<div id=m></div><script>renderChannelTemplate([{"channelName": "\\u5e74\\u62a5"}])</script>'),
        b"<html><frameset cols='200,*'><frame src=left.html></frameset></html>",
        b'{"articles": [], "message": "not found"}',
        b"<?xml version='1.0'?><datastore><totalrecord>0</totalrecord></datastore>",
        b"",
    ],
)
def test_pages_without_words_that_are_content_all_the_same(body: bytes) -> None:
    assert classify(200, _HTML, body) is None


def test_statuses_alone_are_not_evidence() -> None:
    for status in (403, 404, 410, 500, 502, 503):
        assert classify(status, _HTML, _page("Error")) is None


@pytest.mark.parametrize("body", [b"Too Many Requests", _page("访问过于频繁，您的请求已被拦截"), _page("网站防火墙")])
def test_an_answer_that_asks_to_wait_is_told_by_its_status_and_not_by_its_words(body: bytes) -> None:
    assert classify(429, _HTML, body) is None
    assert classify(503, _HTML | {"retry-after": "30"}, body) is None
    challenge = classify(429, _HTML | {"cf-mitigated": "challenge"}, body)
    assert challenge is not None
    assert challenge.cause == "blocked"


def test_other_media_are_not_read() -> None:
    assert classify(200, {"content-type": "application/pdf"}, "您的访问被拦截".encode()) is None


@pytest.mark.parametrize("mark", marks(), ids=lambda mark: f"{mark.vendor} {mark.where}")
def test_every_mark_of_a_firewall_finds_its_example(mark: Mark) -> None:
    statuses = [412 if status == "4xx" else int(status) for status in mark.statuses] or [403]
    for status in statuses:
        headers, body = dict(_HTML), b"<html><body>"
        if mark.where == "body":
            body += mark.example.encode()
        elif mark.where == "cookie":
            headers["set-cookie"] = mark.example
        else:
            name, _, value = mark.example.partition(": ")
            headers[name.lower()] = value
        assert vendor_of(status, headers, body) is not None
        if mark.decides:
            assert refused_by(status, headers, body) is not None
            verdict = classify(status, headers, body)
            assert verdict is not None
            assert (verdict.cause, verdict.vendor is not None) == ("blocked", True)
            assert f"({verdict.vendor})" in verdict.sentence


@pytest.mark.parametrize("name", ["瑞数", "加速乐", "知道创宇 创宇盾", "安恒 玄武盾", "奇安信 网站卫士"])
def test_the_firewalls_of_governments_are_known(name: str) -> None:
    assert name in {mark.vendor for mark in marks()}


@pytest.mark.parametrize(
    ("status", "headers", "body", "vendor"),
    [
        (412, {"set-cookie": "_4VJHFEN2nuM6S=60sVcrKfvC8TTJZ8qGv2Pq; Path=/"}, b"<script src=/a.js></script>", "瑞数"),
        (412, {}, b"<html><script src=/a.js></script></html>", None),
        (468, {}, b"", None),
        (468, {"set-cookie": "sl-session=abc"}, b"<html></html>", "长亭 雷池"),
        (493, {"wzws-ray": "1-2"}, b"", "奇安信 网站卫士"),
        (405, {}, _page("您的访问被阻断<img src='https://error.websaas.cn/img/403s.png'>"), "安恒 玄武盾"),
        (200, {}, _page("网站卫士提示您：您的访问被拦截"), "奇安信 网站卫士"),
    ],
)
def test_a_refusal_is_told_with_its_vendor_where_it_says_so(
    status: int, headers: dict[str, str], body: bytes, vendor: str | None
) -> None:
    verdict = classify(status, {**_HTML, **headers}, body)
    assert verdict is not None
    assert (verdict.cause, verdict.vendor) == ("blocked", vendor)


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        # A site behind a service: its own pages, and what it says itself is not there.
        (200, {"x-via-jsl": "5a,-", "server": "yunjiasu-nginx"}, _page("磐石市人民政府 " * 200)),
        (404, {"x-via-jsl": "5a,-", "wzws-ray": "1"}, b"<html><body>404</body></html>"),
        (502, {"x-via-jsl": "5a,-"}, b"<html><body>502</body></html>"),
        # A page that a firewall has put its script into, and news of one.
        (200, {}, b"<html><head><script>$_ts=window['$_ts'];</script></head>" + _page("磐石市人民政府工作动态 " * 100)),
        (200, {}, _page("我市采购安恒信息与深信服的设备，部署创宇盾、雷池等防护系统，" * 40)),
    ],
)
def test_a_firewall_before_a_site_is_no_refusal(status: int, headers: dict[str, str], body: bytes) -> None:
    assert classify(status, {**_HTML, **headers}, body) is None
