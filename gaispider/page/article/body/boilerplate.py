"""What stands on a page around the document: tools, hints, credits, footers, neighbours. Words."""

from __future__ import annotations

import re
from functools import lru_cache

from gaispider.page.box_names import find_box_name
from gaispider.page.lexicon import words
from gaispider.page.script_variants import in_both_scripts, pattern

_GAPS = re.compile(r"[\s:：|｜/、，,·•.。\[\]【】（）(){}<>＜＞《》»«×xX√＋—_-]+")
# Lines that begin like this are no part of a document.
_START = pattern(
    r"\s*[\[【(（]?\s*(?:扫一扫|扫描二维码|扫码|用微信扫|用手机扫|打开微信|微信扫|手机扫|长按|分享到|分享至|分享：|分享:|(?:您|你)?(?:当前|现在)?(?:所在)?的?位置\s*[:：]|"
    r"您现在的位置|您所在的位置|当前位置|现在位置|所在位置|"
    r"上一[篇条页]\s*[:：]|下一[篇条页]\s*[:：]|上篇\s*[:：]|下篇\s*[:：]|上一[篇条]$|下一[篇条]$|前一篇|后一篇|"
    r"【?(?:打印|列印|关闭|字体|字号|收藏|大 中 小)|"
    r"(?:本文|本页|文章)?(?:点击|浏览|访问|阅读)(?:数|次数|量|率)?\s*[:：]|已下载\s*\d*\s*次|"
    r"点击收听|语音朗读|主办(?:单位)?\s*[:：]|主办方|承办(?:单位)?\s*[:：]|协办(?:单位)?\s*[:：]|技术支持|运维单位|版权所有|版权归|Copyright|copyright|©|"
    r"网站标识码|政府网站标识码|网站地图|备案(?:号|序号)|[\u4e00-\u9fff]ICP备|[\u4e00-\u9fff]公网安备|公安备案|[^，。]{0,16}支持IPv6|尊敬的(?:用户|访客)[，:：]|本网站?由[^，。]{2,30}(?:主办|承办|建设|维护)|(?:您|你)的浏览器|打开(?:客户端|APP|手机)|网友评论仅|文明上网|请自觉遵守互联网|建议使用|最佳浏览|为确保最佳|(?:建议|推荐|请).{0,4}使用.{0,16}浏览器|"
    r"您是第|访问总量|总访问量|今日访问|(?:网站|隐私|免责)(?:声明|宣告)|关于我们|联系我们|网站导航|友情链接|"
    r"(?:摘要|内容[摘提]要|摘要内容|内容概述)\s*(?:[】\]]|[:：])|页面功能\s*[:：]|今天是\s*[:：]?\s*(?:\d{4}|星期)|"
    r"(?:(?:免责|版权|特别|郑重|重要|网站)?(?:声明|宣告|申明|提示)\s*[】\]]?\s*[:：]?\s*)?(?:凡(?:本网|本站|注明|来源)|(?:如|若)[^，。]{0,12}侵权|转载(?:请|须|需|时请)?注明|"
    r"(?:以上|文中)[^，。]{0,6}(?:转载|来源于网络)|(?:本网站?|本站|本平台|本公众号)[^，。]{0,8}(?:转载|登载|刊载|刊登|版权|文章|图片|内容[^，。]{0,4}(?:来源|版权)))|"
    r"(?:您|你)?(?:访问|点击|打开)?的?(?:链接|内容)?(?:即将|将要|正在|将)离开|"
    r"顶一下|踩一下|-+分隔线|附件下载|相关附件)"
)
# Credits under a document: 责任编辑 and its like. The whole line must be it.
_CREDIT = pattern(
    r"[\s\[【(（<]*(?:(?:我要)?纠错\s*[】\])）]?\s*)?(?:责任编辑|责编|编辑|网络编辑|网站编辑|本文编辑|编辑人?员?|录入员?|录入人|文章录入|审核人?|审稿人?|审签|签发人?|初审|复审|终审|一审|二审|三审|校对|责任校对|"
    r"供稿人?|撰稿人?|信息员|信息审核|信息录入|发布人|发布者|上传者?|采编|编审|监制|值班编辑|值班编委|编校|责任编审|內容编辑|责任人|來源|稿件来源|文章来源|信息来源|来源)"
    r"\s*[:：丨|/]\s*[^。；]{0,40}$"
)
# From here on a page shows other documents.
_END = pattern(
    r"[\s\[【(（·•>|▍■◆-]*(?:相关(?:链接|阅读|新闻|稿件|文章|信息|推荐|内容|报道|解读|文件|文档|政策|资讯|专题|附件|词条|热词|图解)|延伸阅读|推荐阅读|推荐文章|推荐新闻|热门(?:文章|新闻|推荐|词条|点击|资讯|信息)|"
    r"最新(?:文章|信息|新闻|公告|资讯|动态)|猜你(?:喜欢|想看)|为[您你]推荐|大家(?:都|还|正)在(?:看|搜)|更多相关|上一[篇条]|下一[篇条]|扫一扫|分享到|分享至|网友评论|发表评论|我要评论|用户评论|"
    r"相關詞條|熱門詞條|相关词条|热门词条|聯絡我們|联系我们|联络我们|參考資料|版权所有|"
    r"打印本页|关闭窗口|打印\]|本文链接|原文链接|转载请注明|免责声明|返回顶部)"
    r"\s*[】\])）:：>>]*"
)
# What such a line can begin with.
END_STARTS = in_both_scripts(
    " \u3000[【(（·•>|▍■◆-其同图往点浏阅相延推热熱最猜为大更上下扫分网发我用聯联参參主版打关本原转免返"
)
_OTHERS = pattern(
    r"[\s\[【(（·•>|▍■◆-]*(?:相关(?:阅读|新闻|稿件|文章|信息|推荐|报道|文件|文档|政策|资讯|专题)|延伸阅读|推荐(?:阅读|文章|新闻|信息)|"
    r"(?:热门|热点|最新)(?:文章|新闻|推荐|点击|资讯|信息|公告|动态)|猜你(?:喜欢|想看)|为[您你]推荐|大家(?:都|还|正)在(?:看|搜)|更多相关|往期回顾|图片新闻|(?:其[他它]|更多|同类)(?:新闻|信息|文章)|(?:点击|浏览|阅读)排行榜?)(?:推荐)?[\s】\])）:：>]*(?:更多)?[\s>+]*"
)
# What such a heading can begin with.
OTHERS_STARTS = in_both_scripts(" \u3000[【(（·•>|▍■◆-相延推热最猜为大更往图其同点浏阅")
_MENTION = pattern(
    r"ICP备|ICP证|未经[^，。]{0,8}授权|"
    r"公网安备|网站标识码|版权所有|技术支持\s*[:：]|主办单位|承办单位|All Rights Reserved|网站地图",
    re.I,
)
# What an invitation names too.
_HOSTS = pattern(r"(?:主办|承办|协办)单位|技术支持\s*[:：]")


@lru_cache(maxsize=4096)
def is_chrome(text: str) -> bool:
    """Whether a line is a tool, a hint, a hit counter or a footer."""
    if len(text) > 200:
        return False
    return bool(_START.match(text) or _mentions(text) or _is_tools(text))


def _is_tools(text: str) -> bool:
    parts = [part for part in _GAPS.split(text.lower()) if part]
    return bool(parts) and words("tool").issuperset(parts)


def is_credit(text: str) -> bool:
    """Whether a line names editors: （责任编辑：某某）."""
    return len(text) < 70 and bool(_CREDIT.match(text))


def ends_document(text: str) -> bool:
    """Whether a short line heads what comes after a document: 相关阅读, 上一篇, 扫一扫."""
    if text[:1] not in END_STARTS:
        return False
    if text[:2] == "--":
        text = text.lstrip("- ")
    return len(text) < 40 and bool(_END.match(text))


def heads_others(text: str) -> bool:
    """Whether a line heads other documents of the site: 相关新闻, 热门文章, 为您推荐."""
    return len(text) < 16 and text[:1] in OTHERS_STARTS and bool(_OTHERS.fullmatch(text))


def is_footer(text: str) -> bool:
    """Whether a line is of the site's footer: registration numbers, copyright, support."""
    return len(text) < 200 and _mentions(text)


@lru_cache(maxsize=4096)
def _mentions(text: str) -> bool:
    return _MENTION.search(text) is not None


def is_sure_footer(text: str) -> bool:
    """Whether a line of the footer is one also without those who run the site: 主办单位 may be of a meeting."""
    return is_footer(text) and (not _HOSTS.search(text) or is_footer(_HOSTS.sub("", text)))


@lru_cache(maxsize=4096)
def is_chrome_box(name: str) -> bool:
    """Whether a box's id or class is that of navigation, share bars, footers."""
    return find_box_name(name, "boilerplate", "beside_article") is not None
