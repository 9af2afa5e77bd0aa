# ruff: noqa: E501 - markup stands in lines as sites write it
"""What columns of the made sites are called, and titles of their entries. All of it is made up."""

from __future__ import annotations

# Of a column that holds the reports of offices and none of the government's own, both may be said.
OFFICES = ("found", "found in part")
TITLES = (
    "{u}{y}年政府信息公开工作年度报告",
    "{u}{y}年度政府信息公开年度报告",
    "{y}年{u}政府信息公开工作年度报告",
    "{u}关于{y}年政府信息公开工作的年度报告",
    "{u}{y}年政府信息公开年报",
    "{y}年度政府信息公开工作报告",
)
NEWS = (
    "我县召开政务公开工作推进会",
    "全县政务公开业务培训班开班",
    "县政务公开领导小组召开第一次全体会议",
    "市政务公开考核组到我县检查指导工作",
    "县政府开放日活动走进政务服务大厅",
    "我县多措并举推进政府信息公开标准化",
)
EVENTS = (
    "县委常委会召开会议传达学习有关精神", "县长到基层调研春耕备耕工作", "全县经济工作会议召开", "我县举行重点项目集中开工活动", "县人大常委会举行第十二次会议",
    "全县森林草原防火工作电视电话会议召开", "县领导走访慰问老党员", "我县新增三家高新技术企业", "关于做好汛期地质灾害防治工作的通知", "关于公布第三批非物质文化遗产名录的通知",
    "2024年事业单位公开招聘工作人员公告", "关于停水停电的公告", "一图读懂：促进就业若干措施", "县医院改扩建工程竞争性磋商公告", "县自然资源局国有土地使用权挂牌出让公告",
)  # fmt: skip
# What else a menu of public affairs has.
SUBJECTS = (
    "领导之窗", "机构设置", "规划计划", "统计数据", "应急管理", "人事信息", "建议提案", "重大项目", "乡村振兴", "社会救助", "义务教育", "医疗卫生", "食品药品监管",
    "环境保护", "征地补偿", "政府采购", "行政事业性收费", "双随机一公开", "权责清单", "稳岗就业", "政府公报", "回应关切", "新闻发布会", "年度工作计划", "热点专题",
)  # fmt: skip
# Columns that look like one of reports: name, folder, title of an entry.
ALIKE = {
    "web": ("政府网站工作年度报表", "wzndbb", "{u}政府网站工作年度报表（{y}年度）"),
    "law": ("法治政府建设年度报告", "fzzfjs", "{u}{y}年法治政府建设年度报告"),
    "budget": ("预算公开", "ysgk", "{u}{y}年部门预算公开"),
    "final": ("财政预决算", "czyjs", "{u}{y}年财政决算报告"),
    "almanac": ("统计年鉴", "tjnj", "{u}统计年鉴-{y}"),
    "bulletin": ("统计公报", "tjgb", "{u}{y}年国民经济和社会发展统计公报"),
    "work": ("政府工作报告", "zfgzbg", "{y}年{u}政府工作报告"),
    "firms": ("企业年报公示", "qynbgs", "关于{y}年度企业年报公示的通告"),
    "plan": ("政务公开工作要点", "gzyd", "{u}{y}年政务公开工作要点"),
}
