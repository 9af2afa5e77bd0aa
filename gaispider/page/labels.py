"""Labels of metadata bars and index tables (field guide 1.9): 发布日期, 来源, 索引号 and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["published", "time", "updated", "made", "source", "agency", "doc_number", "index", "title", "other"]

_WORDS: dict[Kind, str] = {
    # printed as the day of publication
    "published": """发布日期 发布时间 发表时间 发表日期 公开日期 公开时间 公布日期 公布时间 上载日期 上传日期 上传时间 信息发布日期
        信息发布时间 发布于 发稿时间 发稿日期 信息时间 信息日期 發布日期 發布時間 发布日""",
    # may be the day of publication: says no more than that it is a day
    "time": "时间 日期 時間 录入时间 添加时间 加入时间 提交时间 归档时间 收录时间 登记时间 日 期 时 间",
    "updated": "更新时间 更新日期 最后更新 最后更新时间 修改时间 最近更新时间",
    # the day of the document, which serves only if no other is printed
    "made": """成文日期 成文时间 生成日期 生成时间 公文生成日期 信息生成日期 发文日期 发文时间 制发日期 产生日期 印发日期 印发时间
        文件日期 公文日期 形成日期""",
    "source": "来源 信息来源 文章来源 稿件来源 新闻来源 内容来源 稿源 出处 转载来源 消息来源 文件来源 來源 信息來源 来源于 文章出处",
    "agency": """发布机构 发文机关 发布单位 发文单位 发布机关 公开机构 公开主体 公开单位 发布部门 发文部门 制发机关 发文机构
        公开机关 公开责任部门 公开部门 责任部门 责任单位 信息公开单位 公开主体名称 发布主体 制定机关 發布機構 信息提供单位""",
    "doc_number": """文号 发文字号 发布文号 备注/文号 文件编号 公文文号 发文文号 发文号 文件文号 文件编号(文号) 公文字号 文件字号
        信息文号 公文号 文號 发布字号 文号/备注""",
    "index": "索引号 索取号 信息索引号 信息索引 索引编号 索引码 公开索引号 信息索取号 索引號",
    "title": "标题 名称 信息名称 文件名称 信息标题 公文名称 文件标题 公文标题 名稱 標題",
    "other": """点击数 点击次数 点击量 点击率 点击 访问次数 访问量 访问数 访问人数 浏览次数 浏览量 浏览数 浏览人数 浏览 阅读次数
        阅读量 阅读数 阅读人数 阅读 人气 次数 作者 录入 录入人 录入者 编辑 责任编辑 责编 审核 审核人 审稿 签发 签发人 初审 复审 终审
        校对 供稿 供稿人 撰稿 摄影 通讯员 记者 字体 字号 字体大小 文字大小 字体显示 视力保护色 保护视力色 背景色 背景颜色 颜色
        分享 分享到 分享至 打印 关闭 收藏 主题分类 信息分类 信息类别 组配分类 分类 类别 体裁 体裁分类 服务对象分类 服务对象
        生命周期分类 生命周期 公开方式 公开形式 公开范围 公开时限 公开类别 公开程序 公开属性 时效 时效性 有效性 文件有效性
        有效状态 效力状态 文件状态 是否有效 有效期 内容概述 内容摘要 摘要 概述 主题词 关键词 关键字 生效日期 失效日期 废止日期
        实施日期 施行日期 实施时间 备案登记号 登记号 统一登记号 信息格式 信息语种 语种 载体类型 记录形式 备注 依据 公开依据
        主送机关 文件类型 文种 公文种类 公文类别 所属栏目 栏目 所属机构 收藏本页 关联文件 相关文件 相关解读 政策解读 咨询电话
        电话 网址 适用范围 层级 级别 密级 状态 版本 朗读 语音播报 下载 保存 审批人 发布人 发布者 信息员 联系电话 内容分类
        上传者 文章类型 文章类别 属性 索引 阅览次数 查看次数 累计次数 已阅读 已浏览 次浏览 編輯 點擊數 瀏覽次數""",
}
LABELS: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split() if len(word) > 1}
_LONGEST = max(map(len, LABELS))
_LAST = frozenset(word[-1] for word in LABELS)
# Labels that may be the end of a longer word, as 时间 in 会议时间: only after something that is no hanzi.
_LOOSE = frozenset(word for word in LABELS if len(word) < 4)


@dataclass(slots=True)
class Field:
    """A label and what is printed after it; `value` may be empty. `line` is the line of the label."""

    kind: Kind
    label: str
    value: str
    line: int
    hidden: bool = False


def bare(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())


def label_kind(text: str) -> Kind | None:
    """The kind of a text that is nothing but a label: `索 引 号：`, `[发布日期]`."""
    if len(text) > 3 * _LONGEST:
        return None
    return LABELS.get(bare(text).strip("：:【】[]（）()|·•*>"))


def split_fields(text: str, line: int = 0) -> list[Field]:
    """The labels in a line and the text after each, up to the next: glued bars come apart here."""
    if ":" not in text and "：" not in text:
        return []
    return [Field(kind, label, value, line) for kind, label, value in _split(text)]


@lru_cache(maxsize=2048)
def _split(text: str) -> tuple[tuple[Kind, str, str], ...]:
    labels: list[str] = []
    bounds: list[int] = []  # where each label begins, then where its value begins
    start = 0
    for at, char in enumerate(text):
        if char != ":" and char != "：":
            continue
        found = _label_before(text, start, at, bool(labels))
        if found:
            labels.append(found[1])
            bounds += [found[0], at + 1]
            start = at + 1
    bounds.append(len(text))
    return tuple(
        (LABELS[label], label, text[bounds[2 * n + 1] : bounds[2 * n + 2]].strip()) for n, label in enumerate(labels)
    )


def _label_before(text: str, start: int, end: int, later: bool) -> tuple[int, str] | None:
    """Where the longest label that ends at `end` begins, and the label."""
    segment = text[max(start, end - 3 * _LONGEST) : end].rstrip(" ]】")
    if segment[-1:] not in _LAST:
        return None
    word = "".join(segment.split())
    for size in range(min(_LONGEST, len(word)), 1, -1):
        label = word[-size:]
        if label not in LABELS:
            continue
        begin = end
        left = size + (len(text[start:end]) - len(text[start:end].rstrip(" ]】")))
        while left:
            begin -= 1
            left -= not text[begin].isspace() or begin >= start + len(text[start:end].rstrip(" ]】"))
        before = word[-size - 1 : -size]
        spaced = begin > 0 and text[begin - 1].isspace()
        if "\u4e00" <= before <= "\u9fff" and label in _LOOSE and not spaced and not later:
            return None
        return begin, label
    return None
