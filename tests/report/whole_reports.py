"""Whole reports in the forms that provinces and years prescribe: towns, years and numbers are changed together."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaispider.page.model import Block, Document


@dataclass
class Written:
    """A report as written, and what it says."""

    title: str
    lines: list[str]
    titles: list[str]
    agency: str
    narrative: dict[str, int | str] = field(default_factory=dict)
    kind: str = "annual_report"
    signed: str | None = None

    def document(self) -> Document:
        return Document([Block(line, "p") for line in self.lines])


def six_parts(unit: str, year: int, n: int) -> Written:
    titles = [
        "概述",
        "主动公开政府信息的情况",
        "依申请公开政府信息和不予公开政府信息的情况",
        "政府信息公开的收费及减免情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
        "存在的主要问题及改进情况",
    ]
    texts = [
        f"{year}年，{unit}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作，取得了新的进展。",
        f"本年度共主动公开政府信息{n + 7}条，其中规范性文件类信息{n}条。",
        f"本年度共收到政府信息公开申请{n + 1}件，不予公开政府信息{n + 2}条。",
        "本年度未收取任何费用。",
        "本年度未发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
        f"{year + 1}年将举办培训班9期。",
    ]
    preamble = (
        f"根据条例要求，特向社会公布{year}年度{unit}政府信息公开年度报告。统计期限自{year}年1月1日起至12月31日止。"
    )
    lines = [preamble]
    for numeral, title, text in zip("一二三四五六", titles, texts, strict=True):
        lines += [f"{numeral}、{title}", text]
    return Written(
        f"{unit}{year}年政府信息公开年度报告",
        [*lines, unit, f"{year + 1}年1月20日"],
        titles,
        unit,
        {
            "proactive_total": n + 7,
            "normative_documents": n,
            "applications_received": n + 1,
            "withheld": n + 2,
            "fees": "0",
            "reviews": 0,
            "lawsuits": 0,
        },
        signed=f"{year + 1}年1月20日",
    )


def seven_parts(unit: str, year: int, n: int) -> Written:
    titles = [
        "概述",
        "主动公开政府信息情况",
        "政府信息依申请公开办理情况",
        "政府信息公开的收费及减免情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
        "政府信息公开工作存在的主要问题及改进措施",
        "需要说明的事项与附表",
    ]
    texts = [
        "我单位高度重视政府信息公开工作，加强组织领导，健全工作机制。",
        f"（一）主动公开政府信息的数量：{year}年共主动公开政府信息{n}条，历年累计{n + 900}条，其中全文电子化率达100%；",
        f"（一）受理申请的数量：{year}年度受理政府信息公开申请0条，历年累计{n}条。其中当面申请0条。",
        "未收取检索、复制、邮寄等成本费用。",
        "本年度行政复议、行政诉讼均为零。",
        "公开内容还不够全面。",
        "无其他需要说明的事项。",
    ]
    lines = []
    for numeral, title, text in zip("一二三四五六七", titles, texts, strict=True):
        lines += [f"{numeral}、{title}", text]
    return Written(
        f"{year}年{unit}政府信息公开工作年度报告",
        lines,
        titles,
        unit,
        {
            "proactive_total": n,
            "applications_received": 0,
            "applications_in_person": 0,
            "fees": "0",
            "reviews": 0,
            "lawsuits": 0,
        },
    )


def eight_parts(unit: str, year: int, n: int) -> Written:
    titles = [
        "基本工作情况",
        "主动公开政府信息情况",
        "回应解读情况",
        "依申请公开政府信息情况",
        "行政复议、诉讼和举报投诉情况",
        "机构建设、保障经费和培训会议情况",
        "落实上级重要文件通知情况",
        "存在问题及工作打算",
    ]
    texts = [
        "(一)领导机构和工作机构情况。成立了政府信息公开领导小组，积极进行信息上报、公开等工作。",
        f"{year}年度，主动公开政务信息{n + 3}条，其中，规范性文件{n}条；通过公告栏、LED显示屏等形式公开信息{n + 1}条。",
        f"{year}年无重大舆情，未发布政策解读稿件。",
        f"{year}年度未收到政府信息公开申请。",
        f"{year}年度未发生针对政务信息公开事务的行政复议案，也未发生针对政务信息公开事务的行政诉讼案、申诉和举报投诉案。",
        f"有{n}个信息公开工作专门机构，设置信息公开查阅点{n + 1}个，从事政务信息工作的兼职人员{n + 2}名，"
        f"召开相关工作会或专题会议{n}次，举办培训班{n + 4}起，培训{n + 50}人次。",
        f"全年通过政务服务热线服务{n + 500}人次。",
        f"(二){year + 1}年工作打算。召开工作会议{n + 9}次。",
    ]
    lines = []
    for numeral, title, text in zip("一二三四五六七八", titles, texts, strict=True):
        lines += [f"{numeral}、{title}", text]
    return Written(
        f"{unit}{year}年政府信息公开工作年度报告",
        [*lines, f"{unit}人民政府", f"{year + 1}221"],
        titles,
        f"{unit}人民政府",
        {
            "proactive_total": n + 3,
            "normative_documents": n,
            "other_channels": n + 1,
            "interpretations": 0,
            "applications_received": 0,
            "reviews": 0,
            "lawsuits": 0,
            "complaints": 0,
            "agencies": n,
            "reading_points": n + 1,
            "part_time_staff": n + 2,
            "meetings": n,
            "training_sessions": n + 4,
            "trained_people": n + 50,
        },
        signed=f"{year + 1}221",
    )


def shanghai(unit: str, year: int, n: int) -> Written:
    return Written(
        f"{year}年{unit}政府信息公开工作年度报告",
        [
            "引 言",
            f"本年度报告根据条例要求，由{unit}编制。全文包括概述、主动公开政府信息情况等部分。",
            "一、概 述",
            f"为此，专门配备了{n}名全职工作人员、{n + 2}名兼职工作人员，设立了{n + 1}个专门的信息公开受理点。",
            "二、主动公开政府信息情况",
            f"本机关{year}年共主动公开政府信息{n + 30}条，全文电子化率达100%。",
            "三、依申请公开政府信息情况",
            f"{year}年度共受理政府信息公开申请{n}件，其中网上申请{n}件。",
            "四、政府信息公开咨询处理情况",
            f"接受政府信息公开方面的咨询{n + 70}次。专栏访问量为{n}.5万次。",
            "五、政府信息公开复议、诉讼和申诉情况",
            f"信息公开类行政复议{n}件、诉讼{n + 1}件。",
            "附 表",
        ],
        [
            "引言",
            "概述",
            "主动公开政府信息情况",
            "依申请公开政府信息情况",
            "政府信息公开咨询处理情况",
            "政府信息公开复议、诉讼和申诉情况",
            "附表",
        ],
        unit,
        {
            "full_time_staff": n,
            "part_time_staff": n + 2,
            "application_points": n + 1,
            "proactive_total": n + 30,
            "applications_received": n,
            "applications_online": n,
            "inquiries": n + 70,
            "website_visits": n * 10000 + 5000,
            "reviews": n,
            "lawsuits": n + 1,
        },
    )


def since_2019(unit: str, year: int, n: int) -> Written:
    titles = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ]
    return Written(
        f"{unit}{year}年政府信息公开工作年度报告",
        [
            "一、总体情况",
            f"（一）主动公开。通过政府网站、政务新媒体等载体全年累计主动公开政府信息{n + 11}条。",
            f"（二）依申请公开。全年共收到{n}件申请，办结{n}件，上年结转0件。",
            "（三）政府信息管理。严格执行“三审三校”制度。",
            "（四）政府信息公开平台建设。维护门户网站栏目。",
            f"（五）监督保障。组织召开政务公开工作会议{n}次，开展业务培训{n + 1}次。",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
            f"{year}年工作虽有进步，公开内容仍不全面，下一步将召开会议{n + 5}次。",
            "六、其他需要报告的事项",
            f"{year}年收取信息处理费{n}00元。",
        ],
        titles,
        unit,
        {
            "proactive_total": n + 11,
            "applications_received": n,
            "applications_completed": n,
            "applications_brought_forward": 0,
            "meetings": n,
            "training_sessions": n + 1,
            "fees": f"{n}00",
        },
    )


def no_headings(unit: str, year: int, n: int) -> Written:
    return Written(
        f"{unit}{year}年政府信息公开工作总结",
        [
            f"{year}年，{unit}在上级的正确领导下，大力推进政府信息公开工作，不断规范公开内容，创新公开形式，提高公开水平，"
            f"全年公开政府信息{n + 8}条，没有收到公开政府信息的申请，没有就政府信息公开提出复议、诉讼和申诉的情况。",
            "二〇二〇年一月六日",
        ],
        [],
        unit,
        {"proactive_total": n + 8, "applications_received": 0, "reviews": 0, "lawsuits": 0, "complaints": 0},
        "work_summary",
        "二〇二〇年一月六日",
    )


def run_on_headings(unit: str, year: int, n: int) -> Written:
    return Written(
        f"{unit}{year}年政府信息公开工作总结",
        [
            f"{year}年，我单位结合实际，大力推进政府信息公开工作，现将有关情况总结如下。",
            "一、加强领导，明确责任。成立了领导小组，负责政府信息公开日常工作。",
            f"二、完善制度，规范公开。主动公开政府信息{n}条。",
            "三、强化监督，务求实效。未接到群众关于政府信息公开的投诉或举报。",
            f"{unit}（盖章） {year}年12月20日",
        ],
        ["加强领导，明确责任", "完善制度，规范公开", "强化监督，务求实效"],
        unit,
        {"proactive_total": n, "complaints": 0},
        "work_summary",
        f"{year}年12月20日",
    )
