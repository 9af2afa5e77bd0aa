"""The national form of 2014 with made-up figures, and annexes read as a report reads them."""

from __future__ import annotations

from gaispider.items import AnnexFigure
from gaispider.report.statistics import read_statistics
from tests.report.forms.test_forms_shapes import Row, document

NATIONAL: list[tuple[str, str, str]] = [
    ("一、主动公开情况", "——", "——"),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "1250"),
    ("其中：主动公开规范性文件数", "条", "12"),
    ("制发规范性文件总数", "件", "14"),
    ("（二）通过不同渠道和方式公开政府信息的情况", "——", "——"),
    ("1.政府公报公开政府信息数", "条", "0"),
    ("2.政府网站公开政府信息数", "条", "1100"),
    ("3.政务微博公开政府信息数", "条", "90"),
    ("4.政务微信公开政府信息数", "条", "60"),
    ("5.其他方式公开政府信息数", "条", ""),
    ("二、回应解读情况", "——", "——"),
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "4"),
    ("（二）通过不同渠道和方式回应解读的情况", "——", "——"),
    ("1.参加或举办新闻发布会总次数", "次", "3"),
    ("其中：主要负责同志参加新闻发布会次数", "次", "1"),
    ("5.其他方式回应事件数", "次", "2"),
    ("三、依申请公开情况", "——", "——"),
    ("（一）收到申请数", "件", "20"),
    ("1.当面申请数", "件", "5"),
    ("2.传真申请数", "件", "0"),
    ("3.网络申请数", "件", "12"),
    ("4.信函申请数", "件", "3"),
    ("（二）申请办结数", "件", "20"),
    ("1.按时办结数", "件", "19"),
    ("2.延期办结数", "件", "1"),
    ("（三）申请答复数", "件", "20"),
    ("1.属于已主动公开范围数", "件", "6"),
    ("2.同意公开答复数", "件", "8"),
    ("3.同意部分公开答复数", "件", "1"),
    ("4.不同意公开答复数", "件", "3"),
    ("其中：1.涉及国家秘密", "件", "0"),
    ("2.涉及商业秘密", "件", "1"),
    ("3.涉及个人隐私", "件", "2"),
    ("4.危及国家安全、公共安全、经济安全和社会稳定", "件", "0"),
    ("5.不是《条例》所指政府信息", "件", "0"),
    ("6.法律法规规定的其他情形", "件", "0"),
    ("5.不属于本行政机关公开数", "件", "1"),
    ("6.申请信息不存在数", "件", "1"),
    ("7.告知作出更改补充数", "件", "0"),
    ("8.告知通过其他途径办理数", "件", "0"),
    ("四、行政复议数量", "件", "3"),
    ("（一）维持具体行政行为数", "件", "2"),
    ("（二）被依法纠错数", "件", "1"),
    ("（三）其他情形数", "件", "0"),
    ("五、行政诉讼数量", "件", "2"),
    ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "1"),
    ("（二）被依法纠错数", "件", "0"),
    ("（三）其他情形数", "件", "1"),
    ("六、举报投诉数量", "件", "0"),
    ("七、依申请公开信息收取的费用", "万元", "0.35"),
    ("（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元", "12"),
]
HEADER: Row = ["统计指标", "单位", "统计数"]


def annex(*made: list[Row], year: int | None = None) -> tuple[str | None, dict[str, AnnexFigure], list[str]]:
    form, tables, warnings = read_statistics(document(*made), year)
    return form, tables.a or {}, [warn.detail for warn in warnings]


def national() -> dict[str, tuple[int | str | None, str, str | None]]:
    """What the national form must say, by label; 四 and 五 share two labels."""
    repeated = {"（二）被依法纠错数", "（三）其他情形数"}
    want: dict[str, tuple[int | str | None, str, str | None]] = {}
    chapter = ""
    for label, unit, raw in NATIONAL:
        chapter = label if "、" in label[:2] else chapter
        key = f"{chapter}/{label}" if label in repeated else label
        value = None if raw in ("——", "") else raw if unit == "万元" else int(raw)
        want[key] = (value, raw, None if unit == "——" else unit)
    return want
