"""A made report and files of it: PDF (reportlab), DOCX (python-docx), XLSX and OFD (a ZIP of XML, written here)."""

from __future__ import annotations

import random

from gaispider.evaluation.made_files.paper_ofd import ofd
from gaispider.evaluation.made_files.paper_pdf import FONT, pdf
from gaispider.evaluation.made_files.papers import Paper, printed
from gaispider.evaluation.made_files.report_parts import Part, zipped
from gaispider.evaluation.made_files.sheet_file import sheet
from gaispider.evaluation.made_files.word_file import word
from tests.report.forms import form_figures, form_grids
from tests.report.forms import forms_markup as forms

__all__ = ["FONT", "Paper", "Part", "ofd", "pdf", "printed", "report", "sheet", "word", "zipped"]

TITLE = "宝山镇人民政府2021年政府信息公开工作年度报告"
SENTENCES = (
    "宝山镇人民政府认真贯彻《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外。",
    "全年通过政府网站主动公开政府信息216条，政务微信发布38条，收到依申请公开4件，均按时答复。",
    "进一步完善政府信息公开目录和指南，及时公开重大民生决策、重点领域信息。",
    "存在的主要问题是公开内容不够全面，下一步将加强培训，切实保障公众的知情权、参与权和监督权。",
)
HEADS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PERIOD = "统计期限自2021年1月1日起至2021年12月31日止。"
SIGNED = ("宝山镇人民政府", "2022年1月18日")


def report(figures: form_figures.Figures, seed: int = 1, paragraphs: int = 3) -> list[Part]:
    """A report with six sections: its lines and its tables, in order."""
    rng = random.Random(seed)
    tables = forms.read(forms.markup(figures, form_grids.Variant(t2="stacked"))).tables
    *t2, t3, t4 = tables
    parts: list[Part] = [TITLE, PERIOD]
    for head, under in zip(HEADS, ([], t2, [t3], [t4], [], []), strict=True):
        parts.append(head)
        parts += ["".join(rng.sample(SENTENCES, 3)) for _ in range(paragraphs if not under else 0)]
        parts += under
    return [*parts, *SIGNED]
