"""How offices are named: what a unit's line ends in, and lines that only look like one."""

from __future__ import annotations

import re
from functools import cache

from gaispider.report.line_readings import fold


@cache
def unit_name() -> re.Pattern[str]:
    """How names of offices and places end (GB/T 2260 kinds of places; offices of the counties)."""
    return re.compile(
        r"(?:政府|[省市区县旗州盟镇乡]|街道|苏木|办事处|街道办|新区|管委会|管理区|开发区|林区|矿区|示范区|试验区|实验区|景区|"
        r"办公室|办公厅|委员会|领导小组|[局厅委办署处科室部组院校所站队会社场馆台中心行司公司集团]|法院|机关|学校|大学|中学|小学|学院|幼儿园|系统|医院|"
        r"分局|支队|大队|总队|联$|(?:管理|公路|养护)段|银行|中支|农场|林场|联社|协会|税务|海关|气象|财政|教育|住建|人社|卫健|文旅|县委|市委)$"
    )


_STAMP = re.compile(r"[(（〔\[]?(?:盖\s*章|公\s*章|章|印)[)）〕\]]?$")
ALSO = re.compile(r"(?<=..)\([一-龥]{2,14}\)$")
_LABEL = re.compile(r"^(?:填报单位|报告单位|报告机关|编制单位|发布单位|单位|落款|报送单位)[:：]?\s*")


def unit_line(text: str) -> str | None:
    """The unit's name if the line is nothing else; stamps (盖章) and labels are taken off."""
    line = _LABEL.sub("", _STAMP.sub("", text.strip()).strip()).strip()
    folded = fold(line)
    if not 3 <= len(folded) <= 40 or re.search(r"[。,;:!?\d《》“”\"|/@]", folded):
        return None
    # 市场监督管理局、知识产权局: each a unit; 政务服务局(行政审批局): the name before the bracket is one.
    *others, folded = folded.split("、")
    if not all(len(other) > 3 and unit_name().search(other) for other in others):
        return None
    folded = ALSO.sub("", folded)
    if not unit_name().search(folded) or _no_unit().search(folded):
        return None
    return line


@cache
def _no_unit() -> re.Pattern[str]:
    return re.compile(
        r"^(?:[一二三四五六七八九十]+[、.]|第[一二三四五六七八九十]+|[(])|情况|公开(?!(?:工作)?(?:领导小组|办公室|办$|中心|[科股处]))|特此|报告|总结|附|打印|关闭|返回|"
        r"上一|下一|责任编辑|责编|联系|来源|无其他|需要|抄送|主办|承办|版权|^(?:的|和|在|为|对|由|我|本|各|全)|分享|扫一扫"
    )
