"""Pages like the five kinds of seed, with towns, days and figures of one's choice: written for the tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """Where a made-up report comes from: names as the gazetteer has them, and the division codes they must get."""

    site: str
    region: str
    county: str
    town: str
    code: str
    path: tuple[str, ...]


def jilin_page(town: Town, *, year: int, signed: str, published: str, figures: dict[str, int], charset: str) -> bytes:
    """A TRS page of the Jilin county skin, its period and sign-off damaged as archived copies show them."""
    html = f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{town.town}{year}年政府信息公开工作年度报告</title></head><body>
<div class="top"><a href="/login">登录</a> | <a href="/reg">注册</a></div>
<div class="xl_content"><h1 class="xl_title">{town.town}{year}年政府信息公开工作年度报告</h1>
<div class="xl_info"><span>发布日期:{published}</span>&nbsp;&nbsp;
<span>点击数:<script src="/hits.js"></script></span></div>
<div class="TRS_Editor">
<p>本报告根据《中华人民共和国政府信息公开条例》编制。所列数据的统计期限从{year}11日起至{year}1231日为止。
如有疑问,请与{town.town}党政办公室联系(邮编:134506;电话:04368231177)</p>
<p>一、概述</p><p>我镇成立了领导小组,按照县里要求完善了公开目录和公开指南。</p>
<p>二、主动公开政府信息情况</p>
<p>{year}年度,我镇主动公开政府信息{figures["proactive_total"]}条,其中,规范性文件{figures["normative_documents"]}件。</p>
<p>三、依申请公开政府信息情况</p><p>{year}年度我镇未收到政府信息公开申请。</p>
<p>四、存在问题及工作打算</p><p>公开内容还不够全面,更新还不够及时,来年将继续加以改进。</p>
<p>{town.town}人民政府</p><p>{signed}</p>
</div></div></body></html>"""
    return html.encode(charset)
