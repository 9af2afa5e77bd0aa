# ruff: noqa: E501 -- markup stays on the lines it has on pages
"""The templates of this folder as pages: labels, and markup with its macros written out.

A template file holds pages under a line `##### name`, then labels `key=value` up to a line `##`, then markup. Macros:
`[[news trs]]` is a text in a way of marking up paragraphs; `[[navul]]`, `[[navtd]]`, `[[foot]]`, `[[foottd]]` are what
surrounds it. The true body is what stands in `[data-b]`, without what stands in `[data-x]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent

TEXTS = {
    "news": [
        "本网讯 近日，记者从有关部门获悉，今年以来，当地把保障和改善民生放在突出位置，各项工作取得积极进展。",
        "据介绍，截至上月底，已累计完成投资12.6亿元，占年度计划的63.5%，同比增长8.2个百分点；开工项目47个，其中新建项目29个、续建项目18个。",
        "“我们坚持问题导向，实行清单管理，每周调度、每月通报。”相关负责人说，下一步将压实责任，加快进度，确保年底前全面完成任务。",
        "在施工现场，机器轰鸣，工人们正在抓紧作业。村民老陈告诉记者，以前一下雨路就不好走，现在修通了水泥路，出行方便多了。",
        "会议强调，各地各部门要提高认识，加强协调配合，严格资金管理，主动接受社会监督。3月15日前，要将自查情况书面报送。",
        "据悉，该项工作已连续三年列入民生实事，惠及群众3.2万人。",
    ],
    "notice": [
        "各乡镇人民政府、街道办事处，各有关单位：",
        "为贯彻落实上级部署，进一步规范管理，经研究同意，现就有关事项通知如下。",
        "一、总体要求",
        "坚持以人民为中心，统筹发展和安全，到2025年底，基本形成权责清晰、运转高效的工作机制，群众满意度明显提升。",
        "二、主要任务",
        "（一）全面开展排查。对辖区内的重点部位逐一登记，建立台账，做到底数清、情况明。",
        "（二）落实整改责任。对发现的问题，明确责任单位、责任人和完成时限，实行销号管理。",
        "（三）严格监督检查。采取“四不两直”方式开展抽查，结果予以通报。",
        "三、有关要求",
        "各单位要于6月20日前将实施方案报送，联系人：赵工，电话：010-55550101。逾期未报的，将予以通报批评。",
        "办公室",
        "2020年3月2日",
    ],
    "decision": [
        "为了加强管理，保障安全，根据有关法律的规定，决定作如下修改：",
        "一、将第三条修改为：“县级以上地方人民政府应当加强领导，将所需经费列入本级预算。”",
        "二、第七条增加一款，作为第二款：“任何单位和个人都有保护的义务，有权制止和举报违法行为。”",
        "三、删去第十一条第二款；第十二条中的“主管部门”改为“行政主管部门”。",
        "四、将第二十三条第一款改为第二十四条，并将“五千元以上三万元以下”修改为“一万元以上五万元以下”。",
        "此外，对条文顺序和个别文字作了调整。",
        "本决定自公布之日起施行，根据本决定作相应修改后重新公布。",
    ],
    "stats": [
        "据初步统计，全国报告新增56例，其中甲省23例、乙省17例、丙市16例；无新增死亡病例。",
        "上半年，人均可支配收入15294元，比上年同期名义增长8.8%，扣除价格因素，实际增长6.5%。",
        "分城乡看，城镇居民人均可支配收入21342元，增长8.0%；农村居民人均可支配收入7778元，增长8.9%。",
        "按收入来源分，工资性收入8793元，增长8.7%，占比57.5%；经营净收入2459元，增长8.9%。",
        "注：部分数据因四舍五入，存在总计与分项合计不等的情况。",
    ],
    "report": [
        "根据《中华人民共和国政府信息公开条例》的规定，现公布本单位政府信息公开工作年度报告。报告所列数据的统计期限自1月1日起至12月31日止。",
        "一、总体情况",
        "一年来，坚持“以公开为常态、不公开为例外”，全年主动公开政府信息86条，未收到依申请公开件。",
        "二、存在的主要问题及改进情况",
        "主要问题：一是公开意识有待加强；二是更新不够及时。今后将加强学习，落实专人负责。",
        "三、其他需要报告的事项",
        "无其他需要报告的事项。",
    ],
    "short": [
        "9日上午，镇里召开推进会，部署环境整治工作，各村书记参加会议。",
        "会议要求，各村要对照清单，逐项整改，月底前完成。",
    ],
}
NAMES = ["首页", "新闻中心", "政务公开", "办事服务", "互动交流", "数据发布", "走进本地"]


def _word(line: str) -> str:
    runs = re.sub(r"([0-9A-Za-z.%-]+)", r'</span><span lang=EN-US style="font-size:16.0pt">\1</span><span>', line)
    return (
        '<p class=MsoNormal style="text-indent:32.0pt"><span style="font-size:16.0pt;font-family:仿宋_GB2312">'
        f"{runs}<span lang=EN-US><o:p></o:p></span></span></p>\n"
    )


SHAPES: dict[str, Callable[[str], str]] = {
    "p": lambda line: f"<p>{line}</p>\n",
    "pi": lambda line: f'<p style="text-indent: 2em;">&emsp;&emsp;<span style="font-size:18px">{line}</span></p>\n\n',
    "br": lambda line: f"　　{line}<br>\n<br>\n",
    "div": lambda line: f"<div>{line}</div>",
    "trs": lambda line: f'<p align="justify">　　{line}</p>\n',
    "word": _word,
}
SURROUNDINGS = {
    "navul": '<div class="menu"><ul>'
    + "".join(f'<li><a href="/c{n}/" target="_blank">{name}</a></li>' for n, name in enumerate(NAMES))
    + "</ul></div>",
    "navtd": "<table><tr>"
    + "".join(f'<td><a href="/c{n}/">{name}</a></td>' for n, name in enumerate(NAMES))
    + "</tr></table>",
    "foot": '<div class="bottom"><div><a href="/wzdt">网站地图</a> | <a href="/lx">联系我们</a> | <a href="/sm">网站声明</a></div>'
    "<p>主办：某某人民政府办公室　承办：某某大数据中心</p><p>网站标识码：3300000001　浙ICP备05000001号　"
    '<img src="/ga.png">浙公网安备 33010302000001号</p><p>为确保最佳浏览效果，建议您使用IE11以上版本浏览器，1440*900分辨率。</p></div>',
    "side": '<div class="toptool"><span>欢迎访问！</span><a>无障碍</a><span>今天是2026年11月22日 星期日</span><span>多云 12℃~20℃</span></div>'
    '<div class="tipbox" style="display:none"><p>您访问的链接即将离开本网站，是否继续？</p><a>继续访问</a><a>放弃</a></div>'
    '<div class="fl w260"><div class="lm_t">信息公开</div><ul>'
    + "".join(f'<li><a href="/gk/c{n}/">栏目名称{n}</a></li>' for n in range(25))
    + '</ul><div class="jj"><p>本机关主要职责：贯彻执行国家有关法律法规，拟订本县有关规划，组织实施监督检查，承办县政府交办的其他事项。</p></div>'
    '<div class="rd"><h3>热点信息</h3><ul><li><a href="/a/t20200101_1.html">关于某项工作的重要通知公告</a><span>2020-01-01</span></li></ul></div></div>',
    "foottd": '<table width="100%"><tr><td align="center">版权所有：某某县人民政府　技术支持：某某科技<br>'
    "地址：某某县人民路1号　电话：0500-5550100　您是第<font color=red>10293</font>位访客</td></tr></table>",
}


@dataclass
class Template:
    """A page and its labels."""

    name: str
    labels: dict[str, str]
    html: str


def _written(match: re.Match[str]) -> str:
    name, _, shape = match[1].partition(" ")
    return "".join(map(SHAPES[shape], TEXTS[name])) if shape else SURROUNDINGS[name]


def in_company(case: Template) -> Template:
    """The page with a side column before the document, of about as much running text as a short document has."""
    html = re.sub(r"(<body[^>]*>)", lambda match: match[1] + SURROUNDINGS["side"], case.html, count=1, flags=re.I)
    return Template(case.name, case.labels, html)


def templates(*files: str) -> Iterator[Template]:
    """The pages of template files, in order."""
    for file in files:
        for part in (HERE / file).read_text("utf-8").split("##### ")[1:]:
            head, _, html = part.partition("\n##\n")
            name, *pairs = head.split("\n")
            labels = dict(pair.split("=", 1) for pair in pairs)
            yield Template(name, labels, re.sub(r"\[\[(\w+(?: \w+)?)\]\]", _written, html))
